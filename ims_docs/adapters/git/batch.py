"""Objects as `git cat-file --batch` prints them, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, NamedTuple

from ims_docs.errors import UnreadableError

READ = ("cat-file", "--batch", "--buffer")
"""Asks for objects, for `coming`."""

NAMES = ("cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)")
"""Asks for the name of every object in the store, one a line, in the order in which they lie there."""


_PIECE = 1 << 20


class Coming(NamedTuple):
    """An object that git is printing. What is not read of it is passed over."""

    kind: str
    """commit, tree, blob or tag; empty when nothing is there."""
    size: int = 0
    pieces: Iterator[bytes] = iter(())

    def taken(self, most: int) -> Answer:
        """Its bytes, if they are not more than so many."""
        data = b"".join(self.pieces) if self.size <= most else b""
        return Answer(self.kind, data, self.size)


class Answer(NamedTuple):
    """What git keeps under a name."""

    kind: str
    """commit, tree, blob or tag; empty when nothing is there."""
    data: bytes = b""
    size: int = 0
    """How many bytes it has, also where they were too many to be taken."""

    @property
    def is_whole(self) -> bool:
        """Whether it is there, and its bytes with it."""
        return bool(self.kind) and len(self.data) == self.size


def questions(names: Iterable[str]) -> bytes:
    """What git reads from its input: one name a line."""
    return "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape")


def coming(output: IO[bytes], number: int) -> Iterator[Coming]:
    """The answer to each of so many questions, in their order; fewer, where git gives up.

    Bytes are counted and never searched for, because a file may hold anything.
    """
    for _ in range(number):
        header = output.readline()
        fields = header.rstrip(b"\n").split(b" ")
        if not header.endswith(b"\n"):
            return
        if len(fields) < 3 or not fields[-1].isdigit():  # such as "NAME missing"
            yield Coming("")
            continue
        rest = _Rest(output, int(fields[-1]))
        yield Coming(fields[-2].decode(), rest.left, iter(rest))
        for _ in rest:
            pass
        output.read(1)


class _Rest:
    """What is still to be read of an object."""

    def __init__(self, output: IO[bytes], size: int) -> None:
        self._output = output
        self.left = size

    def __iter__(self) -> Iterator[bytes]:
        while self.left:
            piece = self._output.read(min(self.left, _PIECE))
            if not piece:
                raise UnreadableError(
                    "Git gave up in the middle of an object",
                    hint="Run `git fsck` to see whether the repository is damaged.",
                )
            self.left -= len(piece)
            yield piece


def sizes(output: bytes) -> dict[str, tuple[str, int]]:
    """By name: the kind and the size in bytes of each object that is there."""
    rows = (row.split(" ") for row in output.decode("ascii", "replace").split("\n"))
    return {row[0]: (row[1], int(row[2])) for row in rows if len(row) == 3 and row[2].isdigit()}
