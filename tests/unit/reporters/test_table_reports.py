"""Tables and things as text: nothing in them acts on a terminal, colours only where asked for."""

from __future__ import annotations

import json

import pytest

from ims_docs.domain.views import Column, Fact, Names, Referrer, Row, Table, Thing, View
from ims_docs.model.directory import Directory
from ims_docs.model.type import Kind, Type
from ims_docs.reporters.columns import KEPT, cut, padded, width_of, wrapped
from ims_docs.reporters.table import as_json, as_markdown, as_text
from ims_docs.reporters.thing import as_text as thing_text
from ims_docs.reporters.thing import table_text

HOSTILE = "\x1b]0;x\x07\u202eevil"
SHOWN = "\\x1b]0;x\\x07\\u202eevil"
TYPE = Type("x", Kind.REGISTER, "X", "", "X", "registers", {}, (), columns=("id", "title"))
NOBODY = Names(Directory({}, {}, {}), {})


def table(*titles: str) -> Table:
    columns = (Column("id", "Id", "line"), Column("title", "Title", "line"))
    rows = tuple(Row({"id": f"XX-{at:04}", "title": one}, "p") for at, one in enumerate(titles, 1))
    return Table(TYPE, "X", columns, rows, frozenset())


def thing(title: str) -> Thing:
    return Thing(
        "XX-0001", title, TYPE, title, title, 1, {}, (Fact("a", title, title),), frozenset()
    )


def test_a_hostile_text_is_shown_and_not_obeyed() -> None:
    view = View("XX-0001", (thing(HOSTILE),), {HOSTILE: HOSTILE}, (Referrer("", HOSTILE, HOSTILE),))
    for text in (
        as_text(table(HOSTILE), NOBODY.who, width=120),
        table_text(table(HOSTILE), NOBODY, width=120),
        thing_text(view, NOBODY, width=120),
    ):
        assert SHOWN in text
        assert not set(HOSTILE[:1] + "\x07\u202e") & set(text)
    assert "\x1b" not in as_markdown(table(HOSTILE))
    assert as_json(table(HOSTILE)).isascii()


def test_colours_only_where_asked_for() -> None:
    assert "\x1b" not in as_text(table("a"), NOBODY.who)
    assert as_text(table("a"), NOBODY.who, colour=True).startswith("\x1b[1mId")
    assert table_text(table("a"), NOBODY, colour=True).startswith("\x1b[1mX: 1\x1b[0m\n")


def test_wide_and_combining_characters_stand_in_line() -> None:
    lines = as_text(table("管理", "e\u0301te\u0301", "مخاطر"), NOBODY.who).splitlines()
    assert [width_of(line) for line in lines[1:4]] == [13, 12, 14]


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("管理体系", 5, "管理…"), ("管理体系", 4, "管…")],
)
def test_a_text_is_cut_at_a_column(text: str, room: int, shown: str) -> None:
    assert cut(text, room) == shown
    assert width_of(padded(shown, 9)) == 9


def test_lines_break_at_spaces_and_within_scripts_without_them() -> None:
    assert wrapped("one two  three", 8) == ["one two", "three"]
    assert wrapped("a  b", 8) == ["a  b"]
    assert wrapped("https://example.org/long", 8) == ["https://example.org/long"]
    assert wrapped("管理体系文件", 8, "- ", "  ") == ["- 管理体", "  系文件"]
    assert wrapped(f"no{KEPT}break here", 8) == ["no break", "here"]
    assert wrapped("", 8, "> ") == [">"]


def test_nothing_is_said_of_an_empty_table() -> None:
    assert as_text(table(), NOBODY.who) == "X: 0\n"
    assert json.loads(as_json(table()))["rows"] == []
