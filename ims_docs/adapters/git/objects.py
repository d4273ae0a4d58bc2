"""Every object that git keeps, read whole and hashed again by us.

Git reads an object from disk without asking whether its bytes fit its name, so a forged
one is shown as the truth.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from ims_docs.adapters.git.batch import NAMES, Coming
from ims_docs.adapters.git.history import History
from ims_docs.errors import ImsDocsError

_AT_ONCE = 1_000
_KEPT = 64 * 1024 * 1024
"""Bytes of a commit or a folder that are kept; there is no larger one that git itself can work with."""
_LEADING = ("commit", "tree")
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
    fits: bool = False
    """Whether the bytes are those that the name stands for."""
    data: bytes = b""
    """The bytes of a commit or a folder; of files, however large, none are kept."""


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
        yield from _read(history, some)


_NO_FILES = "missing tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904"
"""The tree without files, which git knows without keeping it: `rebase --root` leaves it named in the reflog."""


def store_faults(history: History) -> tuple[str, ...]:
    """What `git fsck` says about the store as a whole, but for what old clients wrote so."""
    tolerated = [part for name in _OLD_FORMS for part in ("-c", f"fsck.{name}=ignore")]
    status, output, message = history.attempt(
        *tolerated, "fsck", "--full", "--strict", "--no-dangling", "--no-progress"
    )
    lines = [*output.decode("utf-8", "replace").split("\n"), *message.split("\n")]
    some = [line for line in lines if line and not line.startswith(("notice:", "warning in "))]
    found = [line for line in some if not line.endswith(_NO_FILES)]
    if not status or (some and not found):
        return ()
    return tuple(dict.fromkeys(found or [f"git fsck ends with {status}"]))


def _read(history: History, names: Sequence[str]) -> Iterator[Stored]:
    """Git gives up at the first object that it cannot unpack; the others are asked for again."""
    place = 0
    while place < len(names):
        try:
            for name, one in zip(names[place:], history.coming(names[place:]), strict=True):
                stored = _hashed(name, one)
                yield stored
                place += 1
        except ImsDocsError:
            if place < len(names):
                yield Stored(names[place], "")
            place += 1


def _hashed(name: str, one: Coming) -> Stored:
    """An object, hashed piece by piece."""
    known = hashlib.sha1(f"{one.kind} {one.size}\0".encode(), usedforsecurity=False)
    kept = []
    is_kept = one.kind in _LEADING and one.size <= _KEPT
    for piece in one.pieces:
        known.update(piece)
        if is_kept:
            kept.append(piece)
    return Stored(name, one.kind, known.hexdigest() == name, b"".join(kept))
