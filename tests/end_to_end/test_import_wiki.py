"""`ims import` of Markdown folders and wikis: links lead on, pictures come along, keys are kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from word_files import PIXEL

from ims_docs.formats import frontmatter
from ims_docs.intake.documents.assembling import assemble
from ims_docs.intake.documents.former import Block
from ims_docs.intake.sources import Source
from ims_docs.intake.wiki.reading import markdown

GUIDE = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "https://acme.example/guide.schema.json",
    "title": "Guide",
    "description": "How we work, in our own words.",
    "$ref": "../document.schema.json",
    "properties": {"id": {"pattern": "^GDE-[0-9]{4}$"}, "type": {"const": "guide"}},
    "unevaluatedProperties": False,
    "x-ims": {
        "kind": "document",
        "prefix": "GDE",
        "folder": "support",
        "clauses": {"iso56001": ["7.5"]},
        "profiles": [],
        "sections": [],
        "review_months": 24,
        "approver": "top-management",
    },
}
WIKI = {
    "Start here.md": (
        '---\ntitle: Start\ntags: [a, b]\nversion: 3\nlayout: "page\n---\n'
        '# Start\n\nRead [[Rituals|our rituals]], [the rules](sub/rules.md#2-money-matters "x"),\n'
        "[[Nowhere]] and [gone](gone.md). ![dot](img/dot.png) ![[dot.png]]\n"
        "`[[Not a link]]` and [mail](mailto:a@example.org), [below](#More-Things).\n\n"
        "```text\n# no heading [[Rituals]]\n```\n\nMore things\n-----------\n\n#tag stays.\n"
    ),
    "Rituals 0123456789abcdef0123456789abcdef.md": "# Rituals\n\nNotion page.\n",
    "Rituals.md": "# Rituals\n\nBack to [start](Start%20here.md) and [file](file:///etc/passwd).\n",
    "sub/rules.md": "Rules\n=====\n\n## 2. Money matters\n\nSee [up](../Rituals.md).\n",
    ".obsidian/app.md": "# Hidden\n",
}


@pytest.fixture(name="wiki")
def a_wiki(tmp_path):
    for name, text in WIKI.items():
        place = tmp_path / "wiki" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    (tmp_path / "wiki/img").mkdir()
    (tmp_path / "wiki/img/dot.png").write_bytes(PIXEL)
    (tmp_path / "wiki/old.md").write_bytes("# Größe\n".encode("cp1252"))
    return tmp_path / "wiki"


def test_a_wiki_comes_in_and_its_links_lead_on(acme, wiki, ims, git, tmp_path):
    kind = acme / "schemas/documents/guide.schema.json"
    kind.parent.mkdir(parents=True, exist_ok=True)
    kind.write_text(json.dumps(GUIDE))
    git(acme, "add", "-A")
    git(acme, "commit", "-qm", "feat: guides")
    plan = tmp_path / "plan.yaml"
    done = ims("-C", acme, "import", wiki, "--plan", plan, "--type", "guide")
    assert done.code == 0, done.out
    items = {one["file"]: one for one in yaml.safe_load(plan.read_text())["files"]}
    assert ".obsidian/app.md" not in items
    assert "leads to gone.md, which is not here" in done.out
    assert "Windows-1252" in done.out
    assert items["img/dot.png"]["becomes"] == "nothing"
    done = ims("-C", acme, "import", "--apply", plan)
    assert done.code == 0, done.out
    assert "Links between the texts: 0 new, " in done.out
    texts = {name: (acme / one["path"]).read_text() for name, one in items.items() if "path" in one}
    start = texts["Start here.md"]
    rituals, rules = (Path(items[name]["path"]).name for name in ("Rituals.md", "sub/rules.md"))
    assert f"[our rituals]({rituals})" in start
    assert f"[the rules]({rules}#2-money-matters)" in start
    assert "Nowhere and gone." in start
    assert "![dot](../imported/GDE-" in start
    assert "`[[Not a link]]`" in start
    assert "[below](#more-things)" in start
    assert "# no heading [[Rituals]]" in start
    assert Path(items["Start here.md"]["path"]).name in texts["Rituals.md"]
    assert "and file." in texts["Rituals.md"]
    read = frontmatter.read_page(start.encode())
    assert read.values["version"] == "0.1"
    assert read.values["imported_from"]["version"] == "3"
    assert "tags: [a, b]" in read.values["imported_from"]["keys"]
    assert git(acme, "status", "--porcelain").stdout == ""
    found = ims("-C", acme, "check", "docs/support").out
    assert "LNK" not in found
    again = ims("-C", acme, "import", "--apply", plan)
    assert again.code == 0
    assert "Saved" not in again.out


def blocks(text: str, tmp_path: Path) -> list[tuple[int, str]]:
    source = Source(tmp_path / "a.md", "a.md", tmp_path)
    return [(one.level, one.text) for one in markdown(source, text.encode()).blocks]


def test_headings_are_found_where_they_are_and_nowhere_else(tmp_path):
    text = "Intro\n\n## A ##\n\n~~~\n## no\n~~~\n\nTwo\n---\n- x\n---\n\n    # code\n#hash\n"
    assert blocks(text, tmp_path) == [
        (0, "Intro"),
        (2, "A"),
        (0, "~~~\n## no\n~~~"),
        (2, "Two"),
        (0, "- x\n---\n\n    # code\n#hash"),
    ]


def test_every_block_is_in_the_draft_once_and_in_its_order():
    former = [
        Block("T", 1),
        Block("a"),
        Block("Aim", 2),
        Block("b"),
        Block("Deep", 3),
        Block("c"),
        Block("End", 2),
        Block("d"),
    ]
    body = assemble("T", former, ("Purpose", "Review"), {"Aim": "Purpose", "End": ""}).text
    assert body == (
        "# T\n\n## Purpose\n\n### Aim\n\nb\n\n#### Deep\n\nc\n\n## Review\n\n"
        "[TODO: write this section]\n\n## From the former document\n\na\n\n### End\n\nd\n"
    )
