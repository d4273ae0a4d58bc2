"""Two texts of one file, and what changed: words, keys, entries."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ims_docs.formats.diff import Folded, Kind, Passage, compare, name, runs_of
from ims_docs.formats.diff.passages import passages
from ims_docs.formats.diff.words import redline

MARKS = {Kind.SAME: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "{{+{}+}}"}


def marked(runs):
    return "".join(MARKS[run.kind].format(run.text) for run in runs)


def told(before, after):
    """The passages as lines; a number is how many are folded."""
    found, _ = passages(before, after)
    return [one.passages if isinstance(one, Folded) else marked(one.runs) for one in found]


def changed(before, after, path="docs/registers/risks.yaml"):
    found = compare(before.encode(), after.encode(), path)
    return [(".".join(one.pointer), one.kind.value, one.before, one.after) for one in found.fields]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("We take risk.", "We take no risk.", "We take [--]{+no +}risk."),
        ("up to 3,000 euros", "up to 5,000 euros", "up to [-3-]{+5+},000 euros"),
        ("old words here", "new terms here", "[-old words-]{+new terms+} here"),
        ("same", "same", "same"),
        ("", "all new", "{+all new+}"),
        ("all gone", "", "[-all gone-]"),
    ],
)
def test_words_that_went_and_came(before, after, expected):
    assert marked(redline(before, after)) == expected.replace("[--]", "")


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_redline_holds_both_texts_whole(before, after):
    runs = redline(before, after)
    assert "".join(run.text for run in runs if run.kind is not Kind.ADDED) == before
    assert "".join(run.text for run in runs if run.kind is not Kind.REMOVED) == after


@given(
    st.lists(st.sampled_from(["a b", "b c d", "# H", "- x", "c", ""]), max_size=30).map(
        "\n\n".join
    ),
    st.lists(st.sampled_from(["a b", "b c x", "# H", "- x y", "c", ""]), max_size=30).map(
        "\n\n".join
    ),
)
def test_the_passages_hold_every_word_of_both_texts(before, after):
    found, _ = passages(before, after)
    runs = [run for one in found if isinstance(one, Passage) for run in one.runs]
    folded = sum(one.passages for one in found if isinstance(one, Folded))
    gone = " ".join(run.text for run in runs if run.kind is not Kind.ADDED).split()
    assert len(gone) <= len(before.split())
    if not folded:
        assert gone == before.split()


def test_unchanged_paragraphs_are_folded():
    before = "# One\n\nFirst.\n\nSecond.\n\n## Two\n\nThird.\n"
    after = before.replace("Third.", "Third and last.")
    assert told(before, after) == [4, "Third{+ and last+}."]
    found, _ = passages(before, after)
    assert found[-1].heading == "Two"


def test_a_paragraph_that_only_breaks_its_lines_elsewhere_is_unchanged():
    found, relaid = passages("one two\nthree\n", "one\ntwo three\n")
    assert found == (Folded(1),)
    assert relaid


def test_lines_of_lists_tables_and_code_are_compared_one_by_one():
    before = "- one\n- two of them\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```sh\nrun  this\n\nthen that\n```\n"
    after = (
        before.replace("of them", "of us")
        .replace("| 2 |", "| 3 |")
        .replace("run  this", "run this")
    )
    assert told(before, after) == [
        1, "- two of [-them-]{+us+}", 2, "| 1 | [-2-]{+3+} |", 1, "run[-  -]{+ +}this", 2,
    ]  # fmt: skip


def test_a_new_paragraph_is_no_change_of_another():
    assert told("Alpha beta gamma.\n", "Nothing in common at all.\n\nAlpha beta delta.\n") == [
        "{+Nothing in common at all.+}",
        "Alpha beta [-gamma-]{+delta+}.",
    ]


def test_an_indent_is_a_change():
    assert told("Text.\n\nexample\n", "Text.\n\n    example\n") == [1, "{+    +}example"]


def test_keys_one_by_one():
    before = (
        "owner: innovation-manager\nclassification: internal\nprocess: [a, b]\nlimits: {low: 1}\n"
    )
    after = 'owner: top-management\nreviewed_on: "2026-01-01"\nprocess: [b, c]\nlimits: {low: 2}\n'
    assert changed(before, after) == [
        ("owner", "changed", "innovation-manager", "top-management"),
        ("classification", "removed", "internal", None),
        ("process", "changed", ["a", "b"], ["b", "c"]),
        ("limits.low", "changed", 1, 2),
        ("reviewed_on", "added", None, "2026-01-01"),
    ]


def test_a_number_is_not_the_same_as_its_text():
    assert changed("a: 1\nb: true\n", 'a: "1"\nb: 1\n') == [
        ("a", "changed", 1, "1"),
        ("b", "changed", True, 1),
    ]


def test_entries_are_known_by_their_ids():
    before = "entries:\n  - {id: R-1, level: low}\n  - {id: R-2, level: low}\n"
    after = "entries:\n  - {id: R-3, level: low}\n  - {id: R-2, level: high}\n"
    assert changed(before, after) == [
        ("entries.R-1", "removed", {"id": "R-1", "level": "low"}, None),
        ("entries.R-2.level", "changed", "low", "high"),
        ("entries.R-3", "added", None, {"id": "R-3", "level": "low"}),
    ]


def test_entries_in_another_order_are_told():
    before = "entries:\n  - {id: R-1}\n  - {id: R-2}\n"
    after = "entries:\n  - {id: R-2}\n  - {id: R-1}\n"
    assert changed(before, after) == [("entries.order", "changed", "R-1, R-2", "R-2, R-1")]


def test_groups_without_an_id_are_counted():
    before = "actions:\n  - {what: one}\n"
    after = "actions:\n  - {what: two}\n  - {what: three}\n"
    assert changed(before, after) == [
        ("actions.1.what", "changed", "one", "two"),
        ("actions.2", "added", None, {"what": "three"}),
    ]


def test_a_longer_text_of_a_key_has_a_redline():
    text = "A sentence that is long enough to be read word by word."
    found = compare(f"why: {text}\n".encode(), f"why: {text[:-1]} twice.\n".encode(), "a.yaml")
    assert marked(found.fields[0].runs) == f"{text[:-1]}{{+ twice+}}."


PAGE = "---\nid: POL-0001\n---\n\nText.\n"


@pytest.mark.parametrize(
    ("before", "after", "is_same", "layout"),
    [
        (PAGE, PAGE, True, False),
        (PAGE, PAGE.replace("\n", "\r\n"), True, False),
        (PAGE, PAGE.replace("id:", "# a remark\nid:"), False, True),
        (PAGE, PAGE.replace("\n\nText", "\n\n\nText"), False, True),
        (PAGE, PAGE.replace("Text", "Texts"), False, False),
    ],
)
def test_what_differs_besides_words_is_said(before, after, is_same, layout):
    found = compare(before.encode(), after.encode(), "a.md")
    assert (found.is_same, found.layout) == (is_same, layout)


@pytest.mark.parametrize(
    ("before", "after", "note"),
    [
        (b"---\nid: [\n---\nText\n", PAGE.encode(), "its keys cannot be read"),
        (PAGE.encode(), b"---\nid: a\nid: b\n---\nText\n", "its keys cannot be read"),
        (b"\xff\xfe", PAGE.encode(), "its keys cannot be read"),
        (b"\0\0", b"\0", "This is no text: 2 bytes → 1 bytes"),
        (None, b"\0", "This is no text: nothing → 1 bytes"),
    ],
)
def test_what_cannot_be_read_is_compared_as_far_as_it_can(before, after, note):
    found = compare(before, after, "a.md")
    assert note in found.note
    assert not found.is_same


def test_a_file_that_was_not_there_is_all_new():
    found = compare(None, PAGE.encode(), "a.md")
    assert [one.kind for one in found.fields] == [Kind.ADDED]
    assert [marked(one.runs) for one in found.text] == ["{+Text.+}"]
    assert compare(None, None, "a.md").is_same


@given(
    st.binary(max_size=300), st.binary(max_size=300), st.sampled_from(["a.md", "a.yaml", "a.txt"])
)
def test_no_bytes_make_it_fail(before, after, path):
    found = compare(before, after, path)
    if before == after:
        assert not found.fields


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a b " * 100_000, "b a " * 100_000),
        ("x\n\n" * 50_000, "x\n\ny\n\n" * 25_000),
        ("- " + "ab " * 900 + "\n", "- " + "ba ab " * 450 + "\n"),
        (
            "".join(f"p{n} q\n\n" for n in range(9_000)),
            "".join(f"p{n} r\n\n" for n in range(9_000)),
        ),
    ],
)
def test_hostile_texts_take_no_long_time(before, after):
    start = time.process_time()
    passages(before, after)
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("a: 1\n", "a: 2\n", ["a: -1 → +2"]),
        ("a: true\n", "b_c: false\n", ["a: -yes", "b c: +no"]),
        ('a: ""\n', "a: [x]\n", ["a: -nothing → +x"]),
        ("a: [p, q]\n", "a: [q, r]\n", ["a: -p+r"]),
        ("a: [p, q]\n", "a: [q, p]\n", ["a: -p, q → +q, p"]),
        (
            "entries:\n- {id: R-1, note: a}\n",
            "entries:\n- {id: R-1, note: b}\n",
            ["R-1 · note: -a → +b"],
        ),
    ],
)
def test_what_became_of_a_key_is_told_alike_everywhere(before, after, wanted):
    signs = {Kind.REMOVED: "-", Kind.ADDED: "+", Kind.SAME: ""}
    fields = compare(before.encode(), after.encode(), "docs/x.yaml").fields
    lines = [
        f"{name(one)}: {''.join(signs[run.kind] + run.text for run in runs_of(one))}"
        for one in fields
    ]
    assert lines == wanted
