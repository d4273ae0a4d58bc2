"""Where the values of a file stand, read from the cache when somebody asks: few do, and they are many."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from ims_docs.model.content import Pointer, Position

Row: TypeAlias = "tuple[str, list[int] | None]"
"""All places as one text, and the place of the id, which everybody asks for."""

_ID: Pointer = ("id",)


def written(positions: Mapping[Pointer, Position]) -> Row:
    """Positions for the cache."""
    rows = [list(positions), list(positions.values())]
    place = positions.get(_ID)
    return json.dumps(rows, separators=(",", ":")), list(place) if place else None


class LatePositions(Mapping[Pointer, Position]):
    """The same again: a mapping that is read once it is needed."""

    __slots__ = ("_id", "_known", "_text")

    def __init__(self, row: Row) -> None:
        self._text, place = row
        self._id: Position | None = (place[0], place[1]) if place else None
        self._known: dict[Pointer, Position] | None = None

    def __getitem__(self, pointer: Pointer) -> Position:
        if pointer == _ID and self._id is not None:
            return self._id
        return self._all[pointer]

    def __iter__(self) -> Iterator[Pointer]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def __contains__(self, pointer: object) -> bool:
        return pointer in self._all if pointer != _ID or self._id is None else True

    @property
    def _all(self) -> dict[Pointer, Position]:
        if self._known is None:
            pointers, places = json.loads(self._text)
            self._known = dict(zip(map(tuple, pointers), map(tuple, places), strict=True))
        return self._known
