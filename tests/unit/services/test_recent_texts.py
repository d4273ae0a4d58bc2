"""Branches come back to the same texts: each is read once, and what is remembered stays small."""

from __future__ import annotations

import pytest

from ims_docs.model.page import Page
from ims_docs.model.text import Text
from ims_docs.model.tree_entry import TreeEntry
from ims_docs.services.loading import recent
from ims_docs.services.loading.recent import Recent


@pytest.fixture(autouse=True)
def _read_by_what_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands for the tree reads."""
    monkeypatch.setattr(recent, "Reader", lambda tree, *_: tree)


class Counting:
    """A reader that says what it was asked for."""

    def __init__(self, size: int = 10) -> None:
        self.asked: list[str] = []
        self.sizes: dict[str, int] = {}
        self._size = size

    def content(self, entries):
        for one in entries:
            self.asked.append(f"{one.path}@{one.blob}")
            self.sizes[one.path] = self._size
            yield Page(path=one.path, body=Text())


def entries(*names: str) -> list[TreeEntry]:
    return [TreeEntry(path, blob=blob) for path, _, blob in (one.partition("@") for one in names)]


def test_a_text_is_read_once_and_given_in_the_order_asked_for():
    known, reader, types = Recent(), Counting(), object()
    list(known.read(reader, types, entries("b@1", "a@1")))
    again = list(known.read(reader, types, entries("a@1", "c@1", "b@1", "a@2")))
    assert [one.path for one in again] == ["a", "c", "b", "a"]
    assert reader.asked == ["b@1", "a@1", "c@1", "a@2"]
    assert {*known.find(types, {"a": "1", "b": "2", "c": "1", "d": "1"})} == {"a", "c"}


def test_other_types_read_everything_anew():
    known, reader, types = Recent(), Counting(), object()
    list(known.read(reader, types, entries("a@1")))
    others = object()
    assert known.find(others, {"a": "1"}) == {}
    list(known.read(reader, others, entries("a@1")))
    assert reader.asked == ["a@1", "a@1"]


def test_what_was_not_asked_for_lately_is_forgotten_first(monkeypatch):
    monkeypatch.setattr(recent, "_MOST", 5 * 2_000)
    known, reader, types = Recent(), Counting(2_000), object()
    list(known.read(reader, types, entries("a@1", "b@1", "c@1", "d@1", "e@1")))
    list(known.read(reader, types, entries("a@1")))
    list(known.read(reader, types, entries("f@1", "g@1")))
    held = known.find(types, dict.fromkeys("abcdefg", "1"))
    assert sorted(held) == ["a", "d", "e", "f", "g"]
    list(known.read(reader, types, entries(*(f"{n}@1" for n in range(9)))))
    assert len(known.find(types, {str(n): "1" for n in range(9)})) == 5
