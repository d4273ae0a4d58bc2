"""A save that was begun: what it leaves when its process is killed, and how git is put right after it.

Git marks what it works on by files that somebody has to delete when it was killed. So a note
lies among git's own files while something is saved, and git holds it open. When nobody does any
more and it is still there, whoever wrote it is gone with all that it started, and what git left
can be taken away.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from ims_docs.adapters.git.history import History

_NOTE = "ims-saving.json"
_LOCKS = ("index.lock", "HEAD.lock", "next-index-*.lock")
_EARLIER = 2_000_000_000
"""Nanoseconds by which a disk may date a file too early."""


class Begun(NamedTuple):
    """A save that was begun and never finished."""

    paths: tuple[str, ...]
    reason: str


@contextmanager
def begun(history: History, paths: Sequence[str], reason: str) -> Iterator[tuple[int, ...]]:
    """Leave a note while something is saved. Yields what git has to hold open meanwhile.

    Where nothing can be noted, it is saved all the same.
    """
    place = history.root / history.git_path(_NOTE)
    try:
        note = os.open(place, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except OSError:
        yield ()
        return
    try:
        if not _held(note):
            yield ()
            return
        about = {"at": time.time_ns(), "paths": list(paths), "reason": reason}
        with suppress(OSError):
            os.ftruncate(note, 0)
            os.write(note, json.dumps(about).encode())
        yield (note,) if os.name == "posix" else ()
        with suppress(OSError):
            place.unlink()
    except Exception:  # whoever asked learns of it; only who is killed leaves the note
        with suppress(OSError):
            place.unlink()
        raise
    finally:
        os.close(note)


def left(history: History) -> Begun | None:
    """What was begun and never finished, nothing while it is at work. Changes nothing."""
    found = _read(history.root / history.git_path(_NOTE))
    return found[0] if found else None


def clear(history: History) -> None:
    """Take away what git left of a save whose process is gone, so that the next one can begin."""
    note = history.root / history.git_path(_NOTE)
    found = _read(note)
    if found is None:
        return
    branch = history.run("symbolic-ref", "--quiet", "HEAD", check=False).decode().strip()
    names = (*_LOCKS, f"{branch}.lock") if branch else _LOCKS
    for name in names:
        place = history.root / history.git_path(name)
        for lock in place.parent.glob(place.name):
            with suppress(OSError):
                if lock.stat().st_mtime_ns >= found[1] - _EARLIER:
                    lock.unlink()


def _read(place: Path) -> tuple[Begun, int] | None:
    try:
        note = os.open(place, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return None
    with open(note, encoding="utf-8") as file:
        if not _held(note):
            return None
        try:
            said = json.load(file)
            paths = tuple(str(one) for one in said["paths"])
            return Begun(paths, str(said["reason"])), int(said["at"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None


def _held(note: int) -> bool:
    """Whether nobody else holds it: then it is ours as long as it is open, also in what we start."""
    try:
        import fcntl
    except ImportError:  # Windows deletes nothing that is open, and git's own locks tell enough
        return True
    try:
        fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
