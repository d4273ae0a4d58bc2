"""Every object that git keeps, read whole and hashed again by us.

Git reads an object from disk without asking whether its bytes fit its name, so a forged
one is shown as the truth.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from ims_docs.adapters.git.batch import NAMES, READ, SIZES, answers, questions, raw, sizes
from ims_docs.adapters.git.history import History
from ims_docs.errors import ImsDocsError

_AT_ONCE = 1_000
_LARGE = 4 * 1024 * 1024
"""Bytes from which on an object is hashed piece by piece."""
_OLD_FORMS = (
    "badTimezone",
    "missingEmail",
    "missingNameBeforeEmail",
    "missingSpaceBeforeDate",
    "missingSpaceBeforeEmail",
    "zeroPaddedDate",
    "zeroPaddedFilemode",
)
"""Forms in which forges and importers once wrote. Every copy has them, and nothing is lost by them."""


class Stored(NamedTuple):
    """An object as it was read."""

    name: str
    kind: str
    """commit, tree, blob or tag; empty when it cannot be read."""
    data: bytes = b""
    """Its bytes; of a large one none are kept."""
    digest: str = ""
    """What a large one was hashed to, piece by piece."""

    @property
    def fits(self) -> bool:
        """Whether the bytes are those that the name stands for."""
        if self.digest:
            return self.digest == self.name
        known = _hash_of(self.kind, len(self.data))
        known.update(self.data)
        return known.hexdigest() == self.name


def object_names(history: History) -> tuple[str, ...]:
    """The name of every object in the store, reachable or not.

    In the order in which they lie there: reading them in that order takes a third of the time.
    """
    status, output, _ = history.attempt(*NAMES)
    del status  # a damaged pack is named by fsck; what is listed can still be read
    return tuple(dict.fromkeys(output.decode("ascii", "replace").split()))


def read_objects(history: History, names: Sequence[str]) -> Iterator[Stored]:
    """Each object; one that git cannot read has no kind."""
    waiting = iter(names)
    while some := list(islice(waiting, _AT_ONCE)):
        large = _large(history, some)
        small = [name for name in some if name not in large]
        yield from _read(history, small) if small else ()
        for name, (kind, size) in large.items():
            yield _hashed(history, name, kind, size)


def store_faults(history: History) -> tuple[str, ...]:
    """What `git fsck` says about the store as a whole, but for what old clients wrote so."""
    tolerated = [part for name in _OLD_FORMS for part in ("-c", f"fsck.{name}=ignore")]
    status, output, message = history.attempt(
        *tolerated, "fsck", "--full", "--strict", "--no-dangling", "--no-progress"
    )
    lines = [*output.decode("utf-8", "replace").split("\n"), *message.split("\n")]
    found = [line for line in lines if line and not line.startswith(("notice:", "warning in "))]
    return tuple(dict.fromkeys(found or [f"git fsck ends with {status}"])) if status else ()


def _hash_of(kind: str, size: int) -> hashlib._Hash:
    return hashlib.sha1(f"{kind} {size}\0".encode(), usedforsecurity=False)


def _large(history: History, names: Sequence[str]) -> dict[str, tuple[str, int]]:
    """Those that are too large to be held together with others: kind and size."""
    _, output, _ = history.attempt(*SIZES, lines=questions(names))
    return {name: about for name, about in sizes(output).items() if about[1] > _LARGE}


def _hashed(history: History, name: str, kind: str, size: int) -> Stored:
    """A large object, hashed piece by piece."""
    known = _hash_of(kind, size)
    try:
        with history.start(*raw(kind, name)) as running:
            for piece in running.pieces():
                known.update(piece)
    except ImsDocsError:
        return Stored(name, "")
    return Stored(name, kind, digest=known.hexdigest())


def _read(history: History, names: Sequence[str]) -> Iterator[Stored]:
    """Git gives up at the first object that it cannot unpack, so halves are tried again."""
    status, output, _ = history.attempt(*READ, "--buffer", lines=questions(names))
    if status and len(names) > 1:
        half = len(names) // 2
        yield from _read(history, names[:half])
        yield from _read(history, names[half:])
        return
    if status:
        yield Stored(names[0], "")
        return
    for name, answer in zip(names, answers(output, len(names)), strict=True):
        yield Stored(name, answer.kind, answer.data)
