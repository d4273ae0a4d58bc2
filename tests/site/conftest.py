"""A repository with a history, and its site, built once for all tests here."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest
from reviewed import Reviewed
from site_reader import AS_OF, DEMO_DAY, RECORD, RENAMED, STRATEGY, Site, commit, edit, git

from ims_docs.services.scaffold import create
from ims_docs.services.scaffold.answers import complete
from ims_docs.services.workspace import Workspace
from ims_docs.site import build as site_build
from ims_docs.site.build import Built


@pytest.fixture(scope="session")
def scaffold(once) -> Path:
    """A full scaffold; copy it, never change it."""
    answers = complete({"organisation": "Acme R&D"})
    return once("siting", lambda folder: create(folder / "acme", answers)) / "acme"


@pytest.fixture
def acme(scaffold, tmp_path) -> Path:
    """A full scaffold of one's own."""
    return Path(shutil.copytree(scaffold, tmp_path / "acme", symlinks=True))


def kept(folder: Path, made: Built) -> None:
    """What came of a build, for the tests on another processor."""
    (folder / "built").write_bytes(pickle.dumps(made))


def shown(folder: Path, name: str) -> Site:
    """A repository of that name, whose site was built once beside it."""
    made = pickle.loads((folder / "built").read_bytes())  # noqa: S301 - written by `kept`
    return Site(folder / name, folder / "out", made)


@pytest.fixture(scope="session")
def site(scaffold, once) -> Site:
    """The site of a repository in which a document was changed, renamed and changed again."""
    return shown(once("site", lambda folder: _changed(scaffold, folder)), "acme")


def _changed(scaffold: Path, folder: Path) -> None:
    root = Path(shutil.copytree(scaffold, folder / "acme", symlinks=True))
    edit(root / STRATEGY, 'version: "0.1"', 'version: "0.2"')
    commit(root, "docs: second draft of the strategy")
    git(root, "mv", STRATEGY, RENAMED)
    (root / "docs/records/intelligence-report").mkdir(parents=True)
    (root / "docs/records/intelligence-report/INT-0001.md").write_text(RECORD, encoding="utf-8")
    commit(root, "docs: shorter name | with a pipe")
    edit(root / RENAMED, 'version: "0.2"', 'version: "1.0"')
    commit(root, "docs: final text of the strategy")
    kept(folder, site_build.build(Workspace(root=root), folder / "out", as_of=AS_OF))


@pytest.fixture(scope="session")
def demo_site(nordwind, once) -> Site:
    """The site of the example organisation, which has eighteen months of history."""

    def make(folder: Path) -> None:
        root = Path(shutil.copytree(nordwind, folder / "example", symlinks=True))
        kept(folder, site_build.build(Workspace(root=root), folder / "out", as_of=DEMO_DAY))

    return shown(once("demo-site", make), "example")


@pytest.fixture
def reviewed(once, tmp_path) -> Reviewed:
    """A system that begins, to be changed, approved and fixed by a test."""
    begun = once("begun", lambda folder: Reviewed(folder / "acme", folder / "keys").begin())
    for name in ("acme", "keys"):
        shutil.copytree(begun / name, tmp_path / name, symlinks=True)
    return Reviewed(tmp_path / "acme", tmp_path / "keys")


@pytest.fixture(scope="session")
def reviewed_site(once) -> Site:
    """The site of an organisation with baselines, and with things that are gone."""

    def make(folder: Path) -> None:
        organisation = Reviewed(folder / "acme", folder / "keys")
        organisation.live()
        root = organisation.root
        kept(folder, site_build.build(Workspace(root=root), folder / "out", as_of=AS_OF))

    return shown(once("reviewed-site", make), "acme")
