"""A fault in YAML is told where it is, with the remedy in words of the one who wrote it."""

from __future__ import annotations

import re
import time

import pytest

from ims_docs.formats.frontmatter import MalformedError, parse

LINES = (
    "id: POL-0001",
    "type: innovation-policy",
    "title: Innovation policy",
    'version: "0.1"',
    "owner: top-management",
    "classification: public",
    "clauses:",
    "  - a",
    "  - b",
    'note: "x: y"',
    "authors: [PER-0001, PER-0002]",
    "more:",
    "  one: two",
    "  three: four",
)


def refused(number: int, line: str) -> MalformedError:
    """What is said when this line, counted from 0, is another one."""
    lines = [*LINES[:number], line, *LINES[number + 1 :]]
    with pytest.raises(MalformedError) as caught:
        parse("\n".join(lines) + "\n")
    return caught.value


@pytest.mark.parametrize(
    ("number", "line", "column", "message", "mended"),
    [
        (4, "owner:top-management", 6, "no blank after the colon", "owner: top-management"),
        (0, "id:POL-0001", 3, "no blank after the colon", "id: POL-0001"),
        (13, "  three:four", 8, "no blank after the colon", "  three: four"),
        (2, 'title: "Innovation policy', 8, "quotation mark is not closed", 'title: "Innovation policy"'),
        (2, "title: 'Innovation policy", 8, "quotation mark is not closed", "title: 'Innovation policy'"),
        (2, "title: Policy: a draft", 14, "holds a colon", 'title: "Policy: a draft"'),
        (2, "title: “Policy: a draft”", 15, "holds a colon", 'title: "Policy: a draft"'),
        (2, 'title: "Innovation" policy', 20, "Text follows the closing", "title: '\"Innovation\" policy'"),
        (2, "title: 'It's ours'", 12, "Text follows the closing", 'title: "It\'s ours"'),
        (2, "title: [draft] policy", 15, "Text follows the closing bracket", 'title: "[draft] policy"'),
        (4, "owner top-management", 6, "no colon after the key", "owner: top-management"),
        (4, "owner = top-management", 6, "no colon after the key", "owner: top-management"),
        (6, "clauses", 1, "no colon after the key", "clauses: …"),
        (4, "owner: @maya", 8, "cannot start with @", 'owner: "@maya"'),
        (2, "title: *New* policy", 8, "cannot start with *", 'title: "*New* policy"'),
        (2, "title: - Policy", 8, "cannot start with -", 'title: "- Policy"'),
        (4, " owner: top", 2, "indented otherwise", "owner: top"),
        (13, " three: four", 2, "indented otherwise", "  three: four"),
        (4, "\towner: top", 1, "There is a tab at the start", "owner: top"),
        (4, "owner:\u00a0top-management", 7, "blank of a word processor", "owner: top-management"),
        (7, "\u3000- a", 1, "blank of a word processor", "- a"),
        (2, "title: | Policy", 8, "cannot start with |", 'title: "| Policy"'),
        (2, "title: > Policy", 8, "cannot start with >", 'title: "> Policy"'),
        (2, "title: %Policy", 8, "cannot start with %", 'title: "%Policy"'),
        (2, "title: `Policy`", 8, "cannot start with `", 'title: "`Policy`"'),
        (2, "title: , Policy", 8, "cannot start with ,", 'title: ", Policy"'),
        (2, "title: ? Policy", 8, "cannot start with ?", 'title: "? Policy"'),
        (7, "  * a", 3, "starts with a hyphen", "  - a"),
        (8, "  • b", 3, "starts with a hyphen", "  - b"),
        (6, "- clauses:", 1, "hyphen stands before the key", "clauses:"),
        (4, "- owner: top", 1, "hyphen stands before the key", "owner: top"),
        (2, 'title: "C:\\path"', 11, "backslash", 'title: "C:\\\\path"'),
        (4, "owner; top-management", 6, "no colon after the key", "owner: top-management"),
        (4, "owner：top-management", 6, "no colon after the key", "owner: top-management"),
        (2, "title: 'Klaus' policy'", 15, "Text follows the closing", 'title: "Klaus\' policy"'),
        (2, "title: Policy:", 14, "holds a colon", 'title: "Policy:"'),
        (8, " - b", 2, "indented otherwise", "  - b"),
        (10, "authors: [PER-0001, PER-0002", 10, "bracket [ is not closed", "authors: [PER-0001, PER-0002]"),
    ],
)  # fmt: skip
def test_the_line_with_the_fault_is_named(
    number: int, line: str, column: int, message: str, mended: str
) -> None:
    error = refused(number, line)
    assert (error.line, error.column) == (number + 1, column)
    assert message in error.message
    assert f"`{mended}`" in error.hint


def test_the_remedy_makes_the_text_readable() -> None:
    for number, line in ((4, "owner:top"), (2, 'title: "Policy'), (2, "title: a: b")):
        mended = re.search("`(.*)`", refused(number, line).hint)
        assert mended is not None
        parse("\n".join([*LINES[:number], mended[1], *LINES[number + 1 :]]))


def test_of_several_missing_blanks_the_first_is_named() -> None:
    lines = [*LINES[:4], "owner:top", "classification:public", *LINES[6:]]
    with pytest.raises(MalformedError, match="no blank after the colon") as caught:
        parse("\n".join(lines))
    assert caught.value.line == 5


def test_a_text_without_any_blank_says_so() -> None:
    with pytest.raises(MalformedError) as caught:
        parse("id:POL-0001\ntype:innovation-policy\n")
    assert caught.value.hint == "Put a blank after each colon."


def test_a_large_text_is_answered_soon() -> None:
    text = "a:\n" + "  - 'x'\n" * 80_000 + "b:c\n- d: [\n"
    start = time.process_time()
    with pytest.raises(MalformedError):
        parse(text)
    assert time.process_time() - start < 30
