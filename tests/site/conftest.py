"""A repository with a history, and its site, built once for all tests here."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from reviewed import Reviewed
from site_reader import AS_OF, DEMO_DAY, RECORD, RENAMED, STRATEGY, Site, commit, edit, git

from ims_docs.services.scaffold import create
from ims_docs.services.scaffold.answers import complete
from ims_docs.services.scaffold.demo import create_demo
from ims_docs.services.workspace import Workspace
from ims_docs.site import build as site_build


@pytest.fixture(scope="session")
def scaffold(tmp_path_factory) -> Path:
    """A full scaffold; copy it, never change it."""
    answers = complete({"organisation": "Acme R&D"})
    return create(tmp_path_factory.mktemp("siting") / "acme", answers).root


@pytest.fixture
def acme(scaffold, tmp_path) -> Path:
    """A full scaffold of one's own."""
    return Path(shutil.copytree(scaffold, tmp_path / "acme", symlinks=True))


@pytest.fixture(scope="session")
def site(scaffold, tmp_path_factory) -> Site:
    """The site of a repository in which a document was changed, renamed and changed again."""
    folder = tmp_path_factory.mktemp("site")
    root = Path(shutil.copytree(scaffold, folder / "acme", symlinks=True))
    edit(root / STRATEGY, 'version: "0.1"', 'version: "0.2"')
    commit(root, "docs: second draft of the strategy")
    git(root, "mv", STRATEGY, RENAMED)
    (root / "docs/records/intelligence-report").mkdir(parents=True)
    (root / "docs/records/intelligence-report/INT-0001.md").write_text(RECORD, encoding="utf-8")
    commit(root, "docs: shorter name | with a pipe")
    edit(root / RENAMED, 'version: "0.2"', 'version: "1.0"')
    commit(root, "docs: final text of the strategy")
    return Site(
        root, folder / "out", site_build.build(Workspace(root=root), folder / "out", as_of=AS_OF)
    )


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory) -> Site:
    """The site of the example organisation, which has eighteen months of history."""
    folder = tmp_path_factory.mktemp("demo")
    root = create_demo(folder / "example").root
    return Site(
        root, folder / "out", site_build.build(Workspace(root=root), folder / "out", as_of=DEMO_DAY)
    )


@pytest.fixture
def reviewed(tmp_path) -> Reviewed:
    """A system that begins, to be changed, approved and fixed by a test."""
    here = Reviewed(tmp_path / "acme", tmp_path / "keys")
    here.begin()
    return here


@pytest.fixture(scope="session")
def reviewed_site(tmp_path_factory) -> Site:
    """The site of an organisation with baselines, and with things that are gone."""
    folder = tmp_path_factory.mktemp("reviewed")
    organisation = Reviewed(folder / "acme", folder / "keys")
    organisation.live()
    made = site_build.build(Workspace(root=organisation.root), folder / "out", as_of=AS_OF)
    return Site(organisation.root, folder / "out", made)
