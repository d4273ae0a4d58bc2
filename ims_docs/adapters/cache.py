"""What was read from files before, kept in the user's cache folder. Never needed, never trusted.

One SQLite file for each way of reading (`scope`): texts by the name of the content that
they were made from, each with a checksum. Whatever goes wrong here, the answer is
"nothing is known": the caller reads the content again and comes to the same result.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from sqlite3 import Connection

Rows: TypeAlias = "list[tuple[Any, ...]]"

MAX_BYTES = 256 * 1024 * 1024
"""A larger file is started anew."""

MAX_FILES = 8
"""Ways of reading that are remembered; the least recently written goes first."""

MAX_NAMES = 500
"""Names that may be asked for at once."""

_KEY_BYTES = 32

_TABLE = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, checksum TEXT, text TEXT)
"""


class Cache:
    """Texts by name, for one way of reading. Without a folder it knows nothing."""

    def __init__(self, folder: Path | None, scope: str) -> None:
        self._file = folder / f"{scope}.sqlite" if folder else None

    def find(self, names: Sequence[str]) -> dict[str, str]:
        """What is known of these names, at most MAX_NAMES of them."""
        if self._file is None or not names or not self._file.is_file():
            return {}
        marks = ", ".join("?" * len(names))
        query = f"SELECT name, checksum, text FROM facts WHERE name IN ({marks})"  # noqa: S608
        rows = _on(self._file, lambda connection: connection.execute(query, names).fetchall())
        return {
            name: text
            for name, checksum, text in rows
            if isinstance(name, str) and isinstance(text, str) and checksum == _checksum(name, text)
        }

    def keep(self, texts: Mapping[str, str]) -> None:
        """Remember these texts, all of them or none."""
        if self._file is None or not texts:
            return
        rows = [(name, _checksum(name, text), text) for name, text in texts.items()]

        def write(connection: Connection) -> Rows:
            connection.execute(_TABLE)
            connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", rows)
            return []

        with suppress(OSError):
            _make_room(self._file)
            _on(self._file, write)


def secret(folder: Path) -> bytes:
    """A key that only this user reads, made when there is none; nothing when it cannot be kept.

    What is signed with it was written by this user on this computer, or by somebody who can
    read all that this user can.
    """
    file = folder / "key"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(descriptor, "wb") as made:
                made.write(os.urandom(_KEY_BYTES))
        if file.is_symlink() or file.stat().st_size != _KEY_BYTES or _is_open_to_others(file):
            file.unlink()
            return b""
        return file.read_bytes()
    except OSError:
        return b""


def _is_open_to_others(file: Path) -> bool:
    """Where files have owners: whether somebody else owns, reads or writes it."""
    about = file.stat()
    return hasattr(os, "getuid") and (about.st_uid != os.getuid() or bool(about.st_mode & 0o077))


def cache_folder(environment: Mapping[str, str], root: Path) -> Path | None:
    """Where to keep the cache: IMS_CACHE_DIR or the user's cache folder, never in the repository.

    None means: nowhere. An empty IMS_CACHE_DIR asks for that.
    """
    chosen = environment.get("IMS_CACHE_DIR")
    if chosen is None:
        base = environment.get("XDG_CACHE_HOME", "")
        home = environment.get("HOME") or environment.get("USERPROFILE", "")
        if not Path(base).is_absolute():
            base = f"{home}/.cache" if home else ""
        chosen = f"{base}/ims-docs" if base else ""
    folder = Path(os.path.realpath(chosen))  # noqa: PTH - resolve() raises on a circle of links
    inside = folder.is_relative_to(os.path.realpath(root))
    return None if inside or not Path(chosen).is_absolute() else folder


def _on(file: Path, work: Callable[[Connection], Rows]) -> Rows:
    """Do something in one transaction; nothing comes of it when it cannot be done."""
    try:
        import sqlite3
    except ImportError:
        return []
    try:
        with closing(sqlite3.connect(file, timeout=0.2)) as connection, connection:
            connection.execute("PRAGMA synchronous = OFF")
            return work(connection)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_BUSY:
            _remove(file)
        return []


def _checksum(name: str, text: str) -> str:
    return hashlib.sha1(f"{name}\0{text}".encode(), usedforsecurity=False).hexdigest()


def _make_room(file: Path) -> None:
    """A folder that nobody else reads, few files in it, and none that grows for ever."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if file.is_file() and file.stat().st_size > MAX_BYTES:
        _remove(file)
    if not file.exists():
        file.touch(mode=0o600)
        known = sorted(file.parent.glob("*.sqlite"), key=lambda one: one.stat().st_mtime)
        for old in known[:-MAX_FILES]:
            _remove(old)


def _remove(file: Path) -> None:
    with suppress(OSError):
        file.unlink(missing_ok=True)
