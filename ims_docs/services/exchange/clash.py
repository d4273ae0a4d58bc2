"""Two people changed the same place: both texts, and which one stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from ims_docs.adapters.git import History
from ims_docs.adapters.git.joining import Piece, Sides, keep_bytes, pieces
from ims_docs.errors import RefusedError
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository

_ENTRY = re.compile(rb"^[ \t]*- id:[ \t]*[\"']?([A-Za-z0-9-]+)", re.MULTILINE)
_HEADING = re.compile(rb"^##[ \t]+(.+?)[ \t]*\r?$", re.MULTILINE)


class Choice(StrEnum):
    """What stays where two texts clash."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


class Clash(NamedTuple):
    """One place that two people changed, each in their way."""

    path: str
    called: str
    """The id and title of what it is in, else its path."""
    section: str
    """The heading above the place, empty where there is none."""
    mine: str
    before: str
    theirs: str
    is_whole: bool = False
    """Whether it is about the whole file: one side has none, or it is no text."""


Decide: TypeAlias = Callable[[Clash], "Choice | str | None"]
"""Which text stays: a choice, a text of one's own, or None when nobody can be asked."""


class UndecidedError(RefusedError):
    """Somebody has to choose first; nothing was changed."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        names = ", ".join(dict.fromkeys(one.called for one in clashes))
        super().__init__(
            f"You and somebody else changed the same place in {names}; nothing was changed",
            hint="Run `ims get` in a terminal to choose, or say whose text stays: "
            "--mine ID, --theirs ID or --both ID.",
        )
        self.clashes = tuple(clashes)


def settle(
    history: History, repository: Repository, clashes: Sequence[Sides], decide: Decide
) -> dict[str, str]:
    """By path: git's name for the bytes that stay, empty where the file goes. Raises UndecidedError."""
    settled: dict[str, str] = {}
    undecided: list[Clash] = []
    for one in clashes:
        found = _settled(history, repository, one, decide, undecided)
        if found is not None:
            settled[one.path] = found
    if undecided:
        raise UndecidedError(undecided)
    return settled


def _settled(
    history: History,
    repository: Repository,
    sides: Sides,
    decide: Decide,
    undecided: list[Clash],
) -> str | None:
    called = _called(repository, sides.path)
    ours, base, theirs = _bytes(history, sides.ours, sides.base, sides.theirs)
    if not (sides.ours and sides.theirs) or any(b"\0" in one for one in (ours, theirs)):
        clash = Clash(
            sides.path, called, "", _shown(ours), _shown(base), _shown(theirs), is_whole=True
        )
        choice = decide(clash)
        if isinstance(choice, str) and not isinstance(choice, Choice):
            return keep_bytes(history, choice.encode())
        if choice is None or choice is Choice.BOTH:
            undecided.append(clash)
            return None
        return sides.ours if choice is Choice.MINE else sides.theirs
    text = b""
    for piece in pieces(history, ours, base, theirs):
        stays = piece.ours if piece.agreed else _piece(sides.path, called, text, piece, decide)
        if isinstance(stays, Clash):
            undecided.append(stays)
            stays = piece.ours
        text += stays
    return keep_bytes(history, text)


def _piece(path: str, called: str, above: bytes, piece: Piece, decide: Decide) -> bytes | Clash:
    """The bytes that stay in one place; the clash itself where nobody decides it."""
    if path.endswith((".yaml", ".yml")) and _are_new_entries(piece):
        return piece.theirs + piece.ours
    headings = _HEADING.findall(above)
    clash = Clash(
        path,
        called,
        headings[-1].decode("utf-8", "replace") if headings else "",
        _shown(piece.ours),
        _shown(piece.base),
        _shown(piece.theirs),
    )
    choice = decide(clash)
    if choice is None:
        return clash
    if not isinstance(choice, Choice):
        return choice.encode()
    return {
        Choice.MINE: piece.ours,
        Choice.THEIRS: piece.theirs,
        Choice.BOTH: piece.theirs + piece.ours,
    }[choice]


def _are_new_entries(piece: Piece) -> bool:
    """Whether each added entries of its own at the same place of a register."""
    ours, theirs = set(_ENTRY.findall(piece.ours)), set(_ENTRY.findall(piece.theirs))
    begin = all(_ENTRY.match(one) for one in (piece.ours, piece.theirs))
    return begin and not piece.base.strip() and not ours & theirs


def _bytes(history: History, *names: str) -> Iterator[bytes]:
    found = dict(zip(names, history.blobs(name or "0" * 40 for name in names), strict=True))
    for name in names:
        yield found[name] or b""


def _called(repository: Repository, path: str) -> str:
    items: tuple[Document | Record, ...] = (*repository.documents, *repository.records)
    for item in items:
        if item.path == path:
            return f"{item.id} {item.title}".strip()
    register = next((one for one in repository.registers if one.path == path), None)
    return register.title if register else path


def _shown(data: bytes) -> str:
    return data.decode("utf-8", "replace")
