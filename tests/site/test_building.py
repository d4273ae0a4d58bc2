"""Where a site is written, when it is refused, and that it is the same every time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from site_reader import AS_OF, Html, edit, git

from ims_docs.adapters.resources import resource
from ims_docs.cli import run
from ims_docs.errors import ConfigurationError, HistoryUnavailableError
from ims_docs.services.workspace import Workspace
from ims_docs.site import build as site_build
from ims_docs.site.build import engine

POLICY = "docs/leadership/innovation-policy.md"


def _digest(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("made", ["site", "reviewed_site"])
def test_same_input_same_bytes_in_every_time_zone(made, request, tmp_path):
    site = request.getfixturevalue(made)
    code = "import sys; from ims_docs.cli import run; sys.exit(run(sys.argv[1:]))"
    for zone in ("Asia/Tokyo", "America/Los_Angeles"):
        target = tmp_path / zone.partition("/")[2]
        arguments = [
            "-C",
            str(site.root),
            "site",
            "build",
            "--output",
            str(target),
            "--as-of",
            AS_OF.isoformat(),
        ]
        subprocess.run(
            [sys.executable, "-c", code, *arguments],
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": (zone[:1] == "A" and "1") or "2"},
            check=True, capture_output=True,
        )  # fmt: skip
        assert _digest(target) == _digest(site.folder)


def test_a_folder_of_ours_is_replaced(site, tmp_path):
    target = tmp_path / "out"
    site_build.stage(Workspace(root=site.root), target, as_of=AS_OF)
    (target / "old.md").write_text("old", encoding="utf-8")
    site_build.stage(Workspace(root=site.root), target, as_of=AS_OF)
    assert not (target / "old.md").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_somebody_else_is_refused(acme, tmp_path, capsys):
    foreign = tmp_path / "h"
    foreign.mkdir()
    (foreign / "keep").write_text("keep", encoding="utf-8")
    assert run(["-C", str(acme), "site", "build", "--output", str(foreign)]) == 2
    assert "is not empty and was not made by `ims site`" in capsys.readouterr().err
    assert [path.name for path in foreign.iterdir()] == ["keep"]


@pytest.mark.parametrize("place", [".", "docs/site", "docs", ".git/site", "link"])
def test_controlled_files_are_never_written_over(acme, place, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (acme / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ConfigurationError):
        site_build.build(Workspace(root=acme), acme / place, as_of=AS_OF)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("docs/context/broken.md", "---\ntitle: [unclosed\n---\n"),
        ("docs/context/untyped.md", "---\ntitle: x\n---\n"),
        ("docs/registers/x.yaml", "type: risks\ntype: risks\n"),
        (POLICY, None),
    ],
)
def test_files_that_cannot_be_shown_stop_no_site_and_are_named(acme, tmp_path, path, text):
    if text is None:
        edit(acme / path, "## Review", "<div hidden>Only with board consent</div>\n\n## Review")
    else:
        (acme / path).write_text(text, encoding="utf-8")
    assert run(["-C", str(acme), "site", "build", "--output", str(tmp_path / "out")]) == 0
    page = (tmp_path / "out" / path.removeprefix("docs/")).with_suffix(".html")
    shown = page.read_text("utf-8")
    assert "<div hidden" not in shown
    said = "Only with board consent" if text is None else "This file could not be read"
    assert said in shown
    findings = (tmp_path / "out/findings.html").read_text("utf-8")
    assert (path if text else "POL-0001") in findings


def test_the_path_is_said_first(site, tmp_path, capsys):
    assert run(["-C", str(site.root), "site", "stage", str(tmp_path / "staged")]) == 0
    assert capsys.readouterr().out.startswith(f"{tmp_path / 'staged'}: ")
    staged = (tmp_path / "staged/leadership/strategy.md").read_text(encoding="utf-8")
    assert staged.startswith(
        '---\ntitle: "STR-0001 Innovation strategy"\ntags: ["STR-0001"]\n'
        'printed: "STR-0001 · version 1.0"\n---\n'
    )
    home = (tmp_path / "staged/index.md").read_text(encoding="utf-8")
    assert "](registers/objectives.md)" in home
    assert not list((tmp_path / "staged").rglob("*.yaml"))


def test_the_default_folder_is_ignored_by_git(acme):
    assert run(["-C", str(acme), "--quiet", "site", "build"]) == 0
    assert (acme / "site/index.html").is_file()
    assert git(acme, "status", "--porcelain") == ""


def test_modified_files_are_announced(acme, tmp_path, capsys):
    edit(acme / POLICY, "The policy is published", "The policy is printed")
    (acme / "docs/context/glossary.md").unlink()
    assert run(["-C", str(acme), "site", "build", "--output", str(tmp_path / "out")]) == 0
    assert "2 files differ" in capsys.readouterr().err
    page = Html(
        (tmp_path / "out" / "leadership/innovation-policy.html").read_text(encoding="utf-8")
    )
    text = "".join(page.words)
    assert "Built from modified files: 2 files differ from commit" in text
    assert "Built from a modified file" in text
    assert "built from modified files" in text
    about = Html((tmp_path / "out" / "about.html").read_text(encoding="utf-8"))
    assert about.fact("Files that differ from the commit") == "2 files differ"
    assert {POLICY, "docs/context/glossary.md"} <= set(about.words)
    other = Html((tmp_path / "out" / "context/ims-scope.html").read_text(encoding="utf-8"))
    assert "Built from a modified file" not in "".join(other.words)


def test_a_cut_history_is_not_shown_as_whole(site, tmp_path):
    git(tmp_path, "clone", "--quiet", "--depth=1", site.root.as_uri(), "cut")
    with pytest.raises(HistoryUnavailableError):
        site_build.build(Workspace(root=tmp_path / "cut"), tmp_path / "out", as_of=AS_OF)


def test_plain_mkdocs_shows_the_same_pages(site, tmp_path):
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "plain")],
        cwd=site.root, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    plain = Html((tmp_path / "plain/leadership/strategy.html").read_text(encoding="utf-8"))
    assert plain.table("Date") == site.page("leadership/strategy.html").table("Date")
    assert not list((tmp_path / "plain").rglob("*.yaml"))


@pytest.mark.parametrize("command", [(), ("build",), ("stage",), ("serve",)])
def test_every_command_has_help(command, capsys):
    assert run(["site", *command, "--help"]) == 0
    assert "Usage: " in capsys.readouterr().out


def test_the_site_speaks_the_language_that_the_settings_name(acme, tmp_path):
    edit(acme / "ims.yml", "profile: full", "language: ar\nprofile: full")
    site_build.build(Workspace(root=acme), tmp_path / "out", as_of=AS_OF)
    html = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="ar"' in html
    assert 'dir="rtl"' in html


@pytest.mark.parametrize("language", ["xx", "../../../etc/passwd"])
def test_a_language_that_nobody_knows_is_english(acme, tmp_path, language):
    edit(acme / "ims.yml", "profile: full", f"language: {language}\nprofile: full")
    site_build.build(Workspace(root=acme), tmp_path / "out", as_of=AS_OF)
    assert '<html lang="en"' in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_the_settings_take_every_language_of_the_theme():
    schema = json.loads(resource("schemas").joinpath("settings.schema.json").read_text())
    assert set(schema["properties"]["language"]["enum"]) == engine.languages()
