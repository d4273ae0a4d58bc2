"""The site of each profile is built without one warning, as `ims new` makes it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from site_reader import AS_OF, edit

from ims_docs.errors import TemplateError
from ims_docs.services.scaffold import create
from ims_docs.services.scaffold.answers import complete, given
from ims_docs.services.workspace import Workspace
from ims_docs.site import build as site_build
from ims_docs.site.build import engine

ANSWERS = Path(__file__).parent.parent / "answers"
PROFILES = {"starter": "start-up", "full": "manufacturer", "public-sector": "city"}


def create_with(profile: str, folder: Path) -> Path:
    answers = complete(given(ANSWERS / f"{PROFILES[profile]}.yaml", ()).values)
    assert answers["profile"] == profile
    return create(folder / "ims", answers).root


@pytest.fixture(scope="module", params=PROFILES)
def made(request, tmp_path_factory) -> Path:
    """The repository of an organisation with this profile; build it, never change it."""
    return create_with(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture
def strict(monkeypatch) -> None:
    """Dead links and headings stop a build too; otherwise the check alone names them."""
    for name in engine._LEVELS:
        monkeypatch.setitem(engine._LEVELS, name, "warn")


def test_our_site_has_no_dead_link_and_no_other_warning(made, strict, tmp_path):
    built = site_build.build(Workspace(root=made), tmp_path / "out", as_of=AS_OF)
    assert not built.left_out
    assert built.pages == len(list((tmp_path / "out").rglob("*.html"))) > 80
    assert 'href="toolkit/index.html"' in (tmp_path / "out/index.html").read_text("utf-8")
    toolkit = (tmp_path / "out/toolkit/index.html").read_text("utf-8")
    for page in (made / "docs/toolkit").glob("[!i]*.md"):
        assert toolkit.count(f'href="{page.stem}.html"') >= 2, "in the navigation and in the table"


def test_plain_mkdocs_with_the_settings_of_the_repository_is_strict(made, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "out")],
        cwd=made, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert (tmp_path / "out/leadership/innovation-policy.html").is_file()


def test_dead_links_would_stop_it(strict, tmp_path):
    root = create_with("starter", tmp_path)
    policy = root / "docs/leadership/innovation-policy.md"
    edit(policy, "## Review\n", "## Review\n\n[a](nowhere.md) and [b](#no-such-heading)\n")
    with pytest.raises(TemplateError, match=r"nowhere\.md.*no-such-heading"):
        site_build.build(Workspace(root=root), tmp_path / "out", as_of=AS_OF)
