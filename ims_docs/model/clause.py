"""Clause numbers: parse, order, contain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import total_ordering

_FORM = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}")


@total_ordering
@dataclass(frozen=True, slots=True)
class Clause:
    """The number of a clause, for example 7.5.2. Sorts as numbers do: 10.2 after 9.3."""

    parts: tuple[int, ...]

    @classmethod
    def parse(cls, text: str) -> Clause:
        """Read "7.5.2". Raises ValueError for anything else."""
        if not _FORM.fullmatch(text):
            raise ValueError(f"{text!r} is not a clause number")
        return cls(tuple(int(part) for part in text.split(".")))

    def contains(self, other: Clause) -> bool:
        """Whether `other` is this clause or lies below it: 7.5 contains 7.5.2."""
        return other.parts[: len(self.parts)] == self.parts

    @property
    def parent(self) -> Clause | None:
        """The clause one level up, None for a main clause."""
        return Clause(self.parts[:-1]) if len(self.parts) > 1 else None

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Clause):
            return NotImplemented
        return self.parts < other.parts

    def __str__(self) -> str:
        return ".".join(str(part) for part in self.parts)
