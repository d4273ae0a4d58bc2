"""Files that somebody wants to bring in: kept beside git with their plan, until they are in or forgotten."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from ims_docs.adapters.disk.writing import write_whole
from ims_docs.desk.asking import Upload
from ims_docs.errors import RefusedError, UnreadableError
from ims_docs.intake import plan
from ims_docs.intake.legible import legible
from ims_docs.intake.looking import look
from ims_docs.intake.plan import Item, Plan
from ims_docs.intake.sources import Source
from ims_docs.services.workspace import Workspace

MAX_FILE = 16 * 1024 * 1024
"""Bytes of one file that a browser brings."""
MOST_FILES = 100
_KEPT = 10
"""So many choices of files wait; the oldest goes first."""
_KEY = re.compile(r"[0-9a-f]{16}")
_FILES, _PLAN, _RESULT = "files", "plan.yaml", "result.json"
_LONGEST = 80


@dataclass(frozen=True)
class Kept:
    """What was chosen at one time: its files, its plan, and what came of it."""

    folder: Path

    @property
    def key(self) -> str:
        """The word in its address."""
        return self.folder.name

    def plan(self) -> Plan:
        """What its files would become. Raises UnreadableError."""
        made = plan.read(self.folder / _PLAN, "The plan of these files")
        return made._replace(base=str(self.folder / _FILES))

    def result(self) -> dict[str, Any] | None:
        """What came of it, None before it was done."""
        try:
            found = json.loads((self.folder / _RESULT).read_bytes())
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def done(self, result: dict[str, Any]) -> None:
        """Keep what came of it, for whoever comes back to the page."""
        write_whole(self.folder / _RESULT, json.dumps(result))


def take(workspace: Workspace, uploads: Sequence[Upload]) -> Kept:
    """Keep files and look at them. The same files again have the same key.

    Raises RefusedError where there is nothing to look at.
    """
    if not uploads:
        raise RefusedError("No file was chosen", hint="Choose one or more.")
    if len(uploads) > MOST_FILES:
        raise RefusedError(
            f"These are {len(uploads)} files; the page takes {MOST_FILES} at a time",
            hint="Choose fewer. In a terminal, `ims import` takes whole folders.",
        )
    mark = sha256()
    for one in uploads:
        mark.update(f"{len(one.data)} {one.name!r} {sha256(one.data).hexdigest()}\n".encode())
    folder = _folder(workspace) / mark.hexdigest()[:16]
    shutil.rmtree(folder, ignore_errors=True)
    (folder / _FILES).mkdir(parents=True)
    files = named(uploads)
    for name, data in files.items():
        if len(data) <= MAX_FILE:
            write_whole(folder / _FILES / name, data)
    kept = Kept(folder)
    _look(workspace, kept, list(files))
    _forget_oldest(folder.parent)
    return kept


def again(workspace: Workspace, kept: Kept) -> None:
    """Look at the same files once more, as the system is now."""
    names = list(dict.fromkeys(one.file for one in kept.plan().items))
    _look(workspace, kept, names)
    (kept.folder / _RESULT).unlink(missing_ok=True)


def found(workspace: Workspace, key: str) -> Kept | None:
    """What was chosen before, by its key."""
    folder = _folder(workspace) / key
    is_there = _KEY.fullmatch(key) and (folder / _PLAN).is_file()
    return Kept(folder) if is_there else None


def waiting(workspace: Workspace) -> list[tuple[Kept, list[str]]]:
    """What was chosen and not brought in yet, the newest first, each with the names of its files."""
    folder = _folder(workspace)
    some = [found(workspace, one.name) for one in _newest(folder)] if folder.is_dir() else []
    listed = []
    for one in some:
        if one and one.result() is None:
            with suppress(
                UnreadableError
            ):  # of another version of ims: chosen again, it is made anew
                listed.append((one, list(dict.fromkeys(i.file for i in one.plan().items))))
    return listed


def forget(kept: Kept) -> None:
    """Throw away what was chosen. What came in from it stays in."""
    shutil.rmtree(kept.folder, ignore_errors=True)


def named(uploads: Sequence[Upload]) -> dict[str, bytes]:
    """By a name that every system can store, and that no other file of them has."""
    files: dict[str, bytes] = {}
    taken: set[str] = set()
    for one in uploads:
        plain = re.sub(r'[\x00-\x1f\x7f<>:"|?*]', "-", legible(re.split(r"[\\/]", one.name)[-1]))
        path = Path(plain.strip(" .") or "file")
        stem, number = path.stem[:_LONGEST], 1
        suffix = path.suffix[:_LONGEST]
        while (name := f"{stem}{f' ({number})' if number > 1 else ''}{suffix}").casefold() in taken:
            number += 1
        taken.add(name.casefold())
        files[name] = one.data
    return files


def _look(workspace: Workspace, kept: Kept, names: Sequence[str]) -> None:
    home = kept.folder / _FILES
    there = [one for one in names if (home / one).is_file()]
    sources = [Source(home / one, one, home) for one in there]
    made = look(workspace, sources) if sources else Plan(str(home), ())
    large = (_too_large(one) for one in names if one not in there)
    items = (replace(one, line=0) for one in (*made.items, *large))
    write_whole(kept.folder / _PLAN, plan.written(made._replace(items=tuple(items)), _PLAN))


def _too_large(name: str) -> Item:
    most = MAX_FILE // 1024 // 1024
    said = f"{name} has more than {most} MB. Make it smaller, or use `ims import` in a terminal."
    return Item(name, "", plan.NOTHING, report={"wrong": {name: said}})


def _folder(workspace: Workspace) -> Path:
    return workspace.lock.parent / "ims-desk-imports"


def _newest(folder: Path) -> list[Path]:
    return sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime_ns, reverse=True)


def _forget_oldest(folder: Path) -> None:
    with suppress(OSError):
        for one in _newest(folder)[_KEPT:]:
            shutil.rmtree(one, ignore_errors=True)
