"""The files of the repository in a pack: all of a commit, or those that an audience may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ims_docs.adapters.git import History
from ims_docs.adapters.git.listing import listed
from ims_docs.errors import UnreadableError
from ims_docs.export.pack.shown import Shown
from ims_docs.formats.packs import LARGEST
from ims_docs.formats.packs.container import can_hold
from ims_docs.formats.packs.layout import place_of
from ims_docs.model.approval import StoredStatement
from ims_docs.model.trust import LIST, LIST_SIGNATURE, ROOT_KEYS

_FILES = ("100644", "100755")
_OF_EDITION = (LIST, LIST_SIGNATURE, ROOT_KEYS)


class Sources(NamedTuple):
    """Files by their name in the pack, and the paths of those that no pack can hold."""

    files: Mapping[str, bytes]
    left_out: tuple[str, ...]


def sources(history: History, commit: str, shown: Shown) -> Sources:
    """The files of a commit, byte for byte as git keeps them. Raises UnreadableError."""
    wanted = None if shown.is_whole else frozenset(_of_edition(shown))
    rows = [row for row in listed(history, commit) if wanted is None or row.path in wanted]
    names = [place_of(row.path) for row in rows]
    good = can_hold(names)
    kept = [row for row in rows if row.mode in _FILES and place_of(row.path) in good]
    files: dict[str, bytes] = {}
    total = 0
    for row, data in zip(kept, _bytes(history, [row.name for row in kept]), strict=True):
        files[place_of(row.path)] = data
        total += len(data)
        if total > LARGEST:
            raise UnreadableError(
                "The files of the repository have more than 2 GiB, which no pack can hold",
                hint="Give a git bundle instead: git bundle create FILE HEAD main.",
            )
    held = {row.path for row in kept}
    return Sources(files, tuple(row.path for row in rows if row.path not in held))


def _bytes(history: History, names: Iterable[str]) -> Iterator[bytes]:
    for one in history.coming(names):
        if not one.kind:
            raise UnreadableError("An object is missing", hint="Run `ims verify`.")
        yield b"".join(one.pieces)


def _of_edition(shown: Shown) -> Iterator[str]:
    """What an audience may see, whole or not at all: a text without some of its lines proves nothing."""
    repository = shown.repository
    yield from (
        path
        for path in repository.paths
        if path.startswith("docs/") and path not in shown.cut and path not in repository.lost
    )
    yield from (one for one in _OF_EDITION if one in repository.paths)
    yield from (one.path for one in repository.removals)
    for one in _statements(shown):
        yield one.path
        yield f"{one.path}.sig"


def _statements(shown: Shown) -> Iterator[StoredStatement]:
    """Those about texts that go along; others tell of texts that nobody here can compare."""
    hidden = {one.type for one in shown.repository.registers if one.path in shown.cut}
    for name, some in shown.repository.stored_statements.items():
        if name not in hidden:
            yield from some
