"""Who holds an id: an id belongs to one document, record or entry of a register."""

from __future__ import annotations

from typing import NamedTuple


class Holder(NamedTuple):
    """The type that an id belongs to, and the place where it stands."""

    type: str
    path: str
    line: int
    column: int
