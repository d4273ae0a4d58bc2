"""What goes into a spreadsheet comes out of it: every text, every list, every group."""

from __future__ import annotations

import csv
import io
import json
import re

from hypothesis import given
from hypothesis import strategies as st

from ims_docs.domain.views import Column, Row, Table
from ims_docs.model.type import Kind, Type
from ims_docs.reporters.cells import inert, plain
from ims_docs.reporters.columns import cut, width_of, wrapped
from ims_docs.reporters.table import as_csv

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
TYPE = Type("x", Kind.REGISTER, "X", "", "X", "registers", {}, ())

texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    st.text("='+-@ \t\n\r\";:,[]{}＝ab"),
)
keys = st.from_regex(r"[a-z_]+", fullmatch=True)
scalars = st.one_of(texts, st.integers(), st.booleans())
lists = st.lists(scalars, min_size=1)
groups = st.dictionaries(keys, scalars, min_size=1)


def read_back(cell: str) -> str:
    """What whoever takes the apostrophe away has."""
    return cell[1:] if cell.startswith("'") and inert(cell[1:]) == cell else cell


def cells(*values):
    table = Table(
        TYPE,
        "X",
        (Column("x", "X", "line"),),
        tuple(Row({"x": one}, "p") for one in values),
        frozenset(),
    )
    return [row[0] for row in csv.reader(io.StringIO(as_csv(table), newline=""))][1:]


@given(st.lists(texts))
def test_every_text_comes_back(values):
    assert [read_back(cell) for cell in cells(*values)] == values


@given(texts)
def test_no_text_starts_a_formula(value):
    (cell,) = cells(value)
    assert not cell.lstrip(" ").startswith(FORMULA)


@given(lists)
def test_a_list_comes_back(values):
    assert list(parts(plain(values))) == values_of(values)


@given(st.lists(groups, min_size=1))
def test_a_list_of_groups_comes_back(values):
    lines = plain(values).split("\n")
    assert [dict(pairs(line)) for line in lines] == [
        dict(zip(group, values_of(group.values()), strict=True)) for group in values
    ]


@given(texts, st.integers(10, 60))
def test_wrapping_loses_no_word(value, width):
    words = re.sub(r"\s", " ", value)
    assert "".join("".join(wrapped(words, width)).split()) == "".join(words.split())


@given(texts, st.integers(1, 60))
def test_a_cut_text_fits(value, room):
    assert width_of(cut(value, room)) <= room


def values_of(values):
    """Every value as the text that stands for it."""
    return [one if isinstance(one, str) else json.dumps(one) for one in values]


def parts(text: str):
    """The parts of a list: up to a semicolon, or in quotes."""
    decoder = json.JSONDecoder()
    at = 0
    while at <= len(text):
        if text[at : at + 1] == '"':
            value, end = decoder.raw_decode(text, at)
        else:
            end = text.find(";", at)
            end = len(text) if end < 0 else end
            value = text[at:end]
        yield value
        at = end + 2


def pairs(text: str):
    """The keys of a group with their values."""
    at = 0
    while at < len(text):
        key, _, rest = text[at:].partition(": ")
        start = at + len(key) + 2
        value = next(parts(rest))
        yield key, value
        quoted = text[start : start + 1] == '"'
        end = json.JSONDecoder().raw_decode(text, start)[1] if quoted else start + len(value)
        at = end + 2
