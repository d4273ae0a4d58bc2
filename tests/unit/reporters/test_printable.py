import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ims_docs.model.finding import Location
from ims_docs.reporters.printable import json_text, place, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Innovation policy, « été » 😀", "Innovation policy, « été » 😀"),
        ("السياسة", "السياسة"),
        ("", ""),
        ("a\nb\tc\r", r"a\nb\tc\r"),
        ("\x1b[2J", r"\x1b[2J"),
        ("\u202egnp", r"\u202egnp"),
        ("\u2066\u200b\ufeff", r"\u2066\u200b\ufeff"),
        ("\udcff\udc80", r"\xff\x80"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\U000e0041"),
        ("::error::x", r":\x3aerror:\x3ax"),
        (":::", r":\x3a\x3a"),
        ("std: a:b", "std: a:b"),
        ("##[debug]", r"#\x23[debug]"),
        ("###[debug]", r"##\x23[debug]"),
        ("##vso[x]", r"#\x23vso[x]"),
        ("## Heading #1", "## Heading #1"),
    ],
)
def test_what_is_shown(text, shown):
    assert printable(text) == shown


@given(st.text(st.characters()))
def test_what_is_shown_is_one_visible_line(text):
    shown = printable(text)
    assert shown.isprintable()
    assert "::" not in shown
    assert "##[" not in shown


@given(st.text(st.characters()))
def test_visible_text_without_commands_stays_as_it_is(text):
    if text.isprintable() and "::" not in text and "##" not in text:
        assert printable(text) == text


def test_place():
    assert place(Location("a.md", 3, 4)) == "a.md:3:4"
    assert place(Location("a.md", 3)) == "a.md:3"
    assert place(Location("a.md")) == "a.md"
    assert place(Location("")) == "(repository)"
    assert place(Location(":", 1, 1)) == r":\x3a1:1"


def test_json_text_is_ascii_and_no_command():
    written = json_text({"a": ["##[add-path]/x", "é", "###"], "b": 1})
    assert written.isascii()
    assert "##" not in written
    assert json.loads(written) == {"a": ["##[add-path]/x", "é", "###"], "b": 1}
