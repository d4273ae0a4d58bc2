"""A controlled file is read in one place, and everybody else gets its keys and its body."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from ims_docs.formats import frontmatter
from ims_docs.formats.frontmatter import MalformedError, Read

PAGE = b"---\r\ntype: policy\r\nid: POL-0001\r\n---\r\n\r\n# Policy\r\n"
PACKAGE = Path(frontmatter.__file__).parents[2]
EDITORS = {
    "intake/documents/looking.py",
    "intake/sheets/taking.py",
    "services/records/move.py",
    "services/records/record_text.py",
    "services/records/sections.py",
    "services/upgrade/texts.py",
}
"""What takes a text apart in order to put it together again with something changed."""


def test_the_name_says_where_the_keys_are():
    page = frontmatter.read("docs/policy.md", PAGE)
    assert page.values == {"type": "policy", "id": "POL-0001"}
    assert page.positions[("id",)] == (3, 1)
    assert (page.front, page.body, page.line) == ("type: policy\nid: POL-0001\n", "\n# Policy\n", 5)
    for name in ("docs/registers/risks.yaml", "ims.yml"):
        keys = frontmatter.read(name, b"type: risks\n")
        assert (keys.values, keys.front, keys.body) == ({"type": "risks"}, "type: risks\n", "")
        assert keys.positions[("type",)] == (1, 1)
    assert frontmatter.read_page(PAGE) == frontmatter.read("docs/policy.txt", PAGE) == page
    assert frontmatter.read_keys(b"a: b\n").values == {"a": "b"}


def test_where_the_name_says_nothing_the_first_line_does():
    assert frontmatter.read_either(PAGE) == frontmatter.read_page(PAGE)
    keys = frontmatter.read_either(b"type: risks\n")
    assert keys == frontmatter.read("docs/registers/risks.yaml", b"type: risks\n")
    with pytest.raises(MalformedError):
        frontmatter.read_either(b"---\na: b\n")


@pytest.mark.parametrize("data", [b"# Policy\n", b"\xff\n", b"---\na: b\n", b"---\na: [\n---\n"])
def test_what_has_no_readable_keys_is_refused(data):
    with pytest.raises(MalformedError):
        frontmatter.read("docs/policy.md", data)
    with pytest.raises(MalformedError):
        frontmatter.read_page(data)


def test_a_page_may_do_without_keys_where_the_caller_says_so():
    found = frontmatter.read("docs/index.md", b"# Home\n", bare=frontmatter.begins_with_text)
    assert (found.values, found.body, found.line) == ({}, "# Home\n", 1)
    with pytest.raises(MalformedError):
        frontmatter.read("docs/index.md", b"---\n# Home\n", bare=frontmatter.begins_with_text)
    with pytest.raises(MalformedError):
        frontmatter.read("docs/a.yaml", b"# Nothing\n", bare=frontmatter.begins_with_text)


def test_a_body_is_there_whatever_the_keys_say():
    data = b"---\na: [\n---\nText\n"
    assert frontmatter.body_of(data) == "Text\n"
    assert frontmatter.parts(data) == ("a: [\n", "Text\n", 4)
    assert frontmatter.parts(b"Text\n", bare=frontmatter.begins_with_text) == ("", "Text\n", 1)
    assert isinstance(frontmatter.read("a.md", b"---\na: b\n---\n"), Read)


def test_nobody_else_takes_a_file_apart():
    by_hand = set()
    for path in PACKAGE.rglob("*.py"):
        steps = taken_apart(ast.parse(path.read_text(encoding="utf-8")))
        if "split" in steps or len(steps) > 1:
            by_hand.add(path.relative_to(PACKAGE).as_posix())
    assert {name for name in by_hand if not name.startswith("formats/frontmatter/")} == EDITORS


@pytest.mark.parametrize(
    "text",
    [
        "frontmatter.parse(frontmatter.decode(data))",
        "from ims_docs.formats.frontmatter import decode, parse",
        "front, body, _ = frontmatter.split(text)",
    ],
)
def test_a_file_taken_apart_is_seen(text):
    steps = taken_apart(ast.parse(text))
    assert "split" in steps or len(steps) > 1


def taken_apart(tree: ast.Module) -> set[str]:
    """The steps of reading that a module does by itself."""
    used = set()
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="frontmatter"), attr=name):
                used.add(name)
            case ast.ImportFrom(module="ims_docs.formats.frontmatter", names=names):
                used |= {one.name for one in names}
    return used & {"decode", "split", "parse"}
