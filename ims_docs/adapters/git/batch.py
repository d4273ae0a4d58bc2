"""Objects as `git cat-file --batch` prints them, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

READ = ("cat-file", "--batch")
"""Asks for objects, for `answers`."""

NAMES = ("cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)")
"""Asks for the name of every object in the store, one a line, in the order in which they lie there."""


SIZES = ("cat-file", "--batch-check", "--buffer")
"""Asks for kinds and sizes of objects, for `sizes`."""


class Answer(NamedTuple):
    """What git keeps under a name."""

    kind: str
    """commit, tree, blob or tag; empty when nothing is there."""
    data: bytes = b""


_MISSING = Answer("")


def questions(names: Iterable[str]) -> bytes:
    """What git reads from its input: one name a line."""
    return "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape")


def answers(output: bytes, number: int) -> Iterator[Answer]:
    """The answer to each of so many questions, in their order.

    Bytes are counted and never searched for, because a file may hold anything.
    """
    place = 0
    for _ in range(number):
        end = output.index(b"\n", place)
        header = output[place:end].split(b" ")
        place = end + 1
        if len(header) < 3 or not header[-1].isdigit():  # such as "NAME missing"
            yield _MISSING
            continue
        size = int(header[-1])
        yield Answer(header[-2].decode(), output[place : place + size])
        place += size + 1


def raw(kind: str, name: str) -> tuple[str, ...]:
    """Asks for the bytes of one object, and nothing around them."""
    return "cat-file", kind, name


def sizes(output: bytes) -> dict[str, tuple[str, int]]:
    """By name: the kind and the size in bytes of each object that is there."""
    rows = (row.split(" ") for row in output.decode("ascii", "replace").split("\n"))
    return {row[0]: (row[1], int(row[2])) for row in rows if len(row) == 3 and row[2].isdigit()}
