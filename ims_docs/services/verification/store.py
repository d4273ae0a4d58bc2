"""What git is told besides the objects, and what it would hide from whoever looks at files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ims_docs.adapters.git import History
from ims_docs.adapters.git.places import (
    common_folder,
    replacements,
    unwatched,
)
from ims_docs.model.finding import Location
from ims_docs.services.verification.result import Check, Irregularity, Kind

_CLONE = "Work on a clone made with: git clone --no-local PATH COPY."
_SUSPECTS = 20
"""So many hidden files are named; more say nothing new."""


def require_complete(history: History) -> None:
    """Raise HistoryUnavailableError where a part of the history is not here; nothing is fetched."""
    history.require_whole(lost=", so nothing can be verified")


def examine_store(history: History) -> Iterator[Irregularity]:
    """Everything that could show something else than the objects say."""
    for name in replacements(history):
        yield _found(
            f"{name} would show another object in the place of {name.rpartition('/')[2]}",
            f"It was not followed. Delete it: git replace -d {name.rpartition('/')[2]}",
            kind=Kind.INTEGRITY,
        )
    for file, what, kind in (
        ("info/grafts", "would give commits other parents", Kind.INTEGRITY),
        ("objects/info/alternates", "borrows objects from another folder", Kind.CONTROLS),
    ):
        if _lines(_path(history, file)):
            yield _found(f"git's file {file} {what}", _CLONE, kind=kind)
    for file, what in (
        ("info/exclude", "overlook files"),
        ("info/attributes", "treat files in another way"),
    ):
        for line in _lines(_path(history, file)):
            yield _found(
                f"On this computer git is told to {what}: {line}",
                f"What is verified is what git keeps. Delete the line from .git/{file}.",
            )
    yield from _unwatched(history)


def _unwatched(history: History) -> Iterator[Irregularity]:
    """Files whose changes git is told not to see."""
    for path, word in islice(unwatched(history).items(), _SUSPECTS):
        yield _found(
            f"On this computer git is told not to look at this file ({word})",
            f"What is verified is what git keeps. Run: git update-index --no-{word} {path}",
            path,
        )


def _found(message: str, hint: str, path: str = "", kind: Kind = Kind.CONTROLS) -> Irregularity:
    return Irregularity(
        check=Check.STORE, kind=kind, message=message, hint=hint, where=Location(path)
    )


def _path(history: History, name: str) -> Path:
    """Where a file of git's own really lies; `--git-path` would name what we told it to ignore."""
    return common_folder(history) / name


def _lines(path: Path) -> list[str]:
    """The lines of a file that say something."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return [line for line in map(str.strip, text.split("\n")) if line and line[0] != "#"]
