"""What cannot be read, or could act, has a page that says so; nothing keeps the site from being built."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from site_reader import AS_OF, Site, commit, edit, text

from ims_docs.cli import run
from ims_docs.model.classification import Classification
from ims_docs.model.page_name import page_of
from ims_docs.services.workspace import Workspace
from ims_docs.site import build as site_build
from ims_docs.site.build import reading
from ims_docs.site.pages import pages

POLICY = "docs/leadership/innovation-policy.md"
VALUES = "docs/leadership/value-framework.md"
STRATEGY = "docs/leadership/innovation-strategy.md"
SCOPE = "docs/context/ims-scope.md"
GLOSSARY = "docs/context/glossary.md"
RISKS = "docs/registers/risks.yaml"
HOME = "docs/index.md"
ODD = (
    "docs/context/two words.md",
    "docs/context/con.md",
    "docs/context/end .md",
    "docs/context/red \x1b[31m.md",
    "docs/context/turned \u202e round.md",
    "docs/context/new\nline.md",
    "docs/context/latin \udce9.md",
    "docs/templates/inside.md",
    f"docs/context/{'l' * 230}.md",
    "docs/findings.md",
)
"""Names that not every machine, MkDocs or this site can take."""
LINK = "docs/context/link.md"
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
SECRET = "The merger with Contoso is confidential"


def _spoil(root: Path, path: str, *, add: bytes = b"", old: bytes = b"", new: bytes = b"") -> int:
    """Other bytes in a file; the number of its last line."""
    data = (root / path).read_bytes().replace(old, new, 1) + add
    (root / path).write_bytes(data)
    return data.count(b"\n")


@pytest.fixture(scope="module")
def broken(scaffold, tmp_path_factory) -> tuple[Site, dict[str, str]]:
    """The site of a repository with files of every kind that cannot be read, and where each is wrong."""
    folder = tmp_path_factory.mktemp("unread")
    root = Path(shutil.copytree(scaffold, folder / "acme", symlinks=True))
    hidden = _spoil(root, POLICY, add="\nA hidden\u200b sign, \x03 and \x1b[31mred.\n".encode())
    _spoil(root, VALUES, add=b"\nCaf\xe9 is Latin-1.\n")
    _spoil(root, STRATEGY, old=b"title: ", new=b"title: a: [")
    _spoil(root, RISKS, add=b"# " + b"x" * 1_100_000)
    _spoil(root, HOME, add="\nTurned \u202e round.\n".encode())
    _spoil(root, SCOPE, old=b"type: ", new=b"type: no-such-")
    glossary = (root / GLOSSARY).read_text(encoding="utf-8")
    for number, path in enumerate(ODD, 1):
        (root / path).parent.mkdir(exist_ok=True)
        named = glossary.replace("title: Glossary", f"title: Odd number {number}")
        more = "\n[next](two%20words.md) and [last](../findings.md)\n"
        (root / path).write_text(named + more, encoding="utf-8")
    (root / LINK).symlink_to("/etc/passwd")
    commit(root, "docs: files as strangers leave them")
    _spoil(root, GLOSSARY, add=b"\n<script>alert(1)</script>\n\n" + b"*" * 70_000 + b"\n")
    (root / "docs/context/glossary - Kopie.md").write_bytes((root / GLOSSARY).read_bytes())
    (root / "docs/context/two \u202e words.txt").write_text("Beside the texts.\n", "utf-8")
    made = site_build.build(
        Workspace(root=root), folder / "out", as_of=AS_OF, verifier=site_build.Verifier(is_off=True)
    )
    places = {
        POLICY: f"{POLICY}:{hidden}:9",
        VALUES: f"{VALUES}:",
        RISKS: RISKS,
        STRATEGY: STRATEGY,
    }
    return Site(root, folder / "out", made), {**places, SCOPE: f"{SCOPE}:"}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (POLICY, "Forbidden character U+200B"),
        (VALUES, "The file is not UTF-8 (byte 0xe9)"),
        (STRATEGY, "title"),
        (RISKS, "the limit is 1048576"),
        (SCOPE, "There is no type"),
    ],
)
def test_the_page_of_a_broken_file_says_what_is_wrong_and_where(broken, path, said):
    site, places = broken
    page = site.page(path.removeprefix("docs/").rpartition(".")[0] + ".html")
    shown = text(page)
    assert "This file could not be read" in shown
    assert places[path] in shown
    assert said in shown
    assert "iles as strangers leave them" in shown  # its revisions


def test_a_sign_that_nobody_sees_is_spelled_out(broken):
    shown = (broken[0].folder / "leadership/innovation-policy.html").read_text(encoding="utf-8")
    assert r"A hidden\u200b sign, \x03 and \x1b[31mred." in shown
    assert not set(shown) & set("\u200b\x03\x1b")


def test_the_home_page_names_every_file_that_could_not_be_read(broken):
    shown = text(broken[0].page("index.html"))
    assert "7 files could not be read" in shown
    for path in (POLICY, VALUES, STRATEGY, RISKS, HOME, SCOPE, LINK):
        assert path in shown
    assert "\u202e" not in shown


def test_a_text_with_an_odd_name_has_a_page_that_says_so(broken):
    site, _ = broken
    for number, path in enumerate(ODD, 1):
        page = page_of(path) if path != ODD[-1] else "other/findings-3436f6e9.md"
        shown = text(site.page(page.replace(".md", ".html")))
        assert f"Odd number {number}" in shown
        is_odd = "This file should have another name" in shown
        assert is_odd == (path != "docs/templates/inside.md"), path
    linked = (site.folder / page_of(ODD[1]).replace(".md", ".html")).read_text(encoding="utf-8")
    assert f'href="{page_of(ODD[0]).rpartition("/")[2].replace(".md", ".html")}"' in linked
    assert 'href="../other/findings-3436f6e9.html"' in linked
    assert "symbolic link; it is not followed" in text(site.page("context/link.html"))
    assert not [one for one in site.built.modified if one in (LINK, *ODD)]


def test_nothing_odd_in_a_name_comes_out_raw(broken, capsys):
    site, _ = broken
    told = [one.read_text(encoding="utf-8") for one in site.folder.rglob("*.html")]
    told.append((site.folder / "search/search_index.json").read_text(encoding="utf-8"))
    for form in ("text", "json", "github", "sarif", "junit"):
        run(["-C", str(site.root), "check", "--format", form])
        told.append(capsys.readouterr().out)
    assert [found[0] for found in map(RAW.search, told) if found] == []


def test_a_file_beside_the_texts_with_an_odd_name_is_left_out(broken):
    assert "docs/context/two \u202e words.txt" in broken[0].built.left_out
    assert not list((broken[0].folder / "context").glob("two*.txt"))


def test_a_text_that_could_act_is_shown_as_it_is_written(broken):
    written = (broken[0].folder / "context/glossary.html").read_text(encoding="utf-8")
    assert "<script>alert" not in written
    shown = text(broken[0].page("context/glossary.html"))
    assert "Shown as it is written" in shown
    assert "<script>alert(1)</script>" in shown


def test_an_edition_shows_no_line_of_a_text_whose_class_cannot_be_read(acme):
    _spoil(acme, VALUES, add=f"\n{SECRET}\u200b.\n".encode())
    _spoil(acme, SCOPE, add=b"\nOnly for insiders\xe9.\n")
    workspace = Workspace(root=acme)
    for audience in (Classification.PUBLIC, Classification.INTERNAL):
        made = pages(reading.read(workspace, as_of=AS_OF, audience=audience))
        assert not any("insiders" in one or "Contoso" in one for one in made.values()), audience
        assert "leadership/value-framework.md" not in made


def test_commands_say_that_the_file_is_broken_instead_of_missing(acme, capsys):
    edit(acme / "docs/context/glossary.md", "## ", "See POL-0001.\n\n## ")
    commit(acme, "docs: whole")
    _spoil(acme, POLICY, add=b"\nA sign \x03 more.\n")
    for words in (
        ["show", "pol-1"],
        ["edit", "POL-0001", "--set", "title=X"],
        ["submit", "POL-0001"],
    ):
        capsys.readouterr()
        assert run(["-C", str(acme), *words]) == 3, words
        said = capsys.readouterr().err
        assert f"{POLICY}:" in said, words
        assert "Forbidden character U+0003" in said, words
    assert run(["-C", str(acme), "history", "POL-0001"]) == 0
    assert "docs: whole" not in capsys.readouterr().err
    assert run(["-C", str(acme), "check", "--select", "LNK004,SHP001"]) == 1
    said = capsys.readouterr().out
    assert "Nothing has the id POL-0001" not in said
    assert "SHP001" in said
