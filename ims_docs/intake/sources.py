"""The files that somebody wants to bring in: found, measured, read once."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from ims_docs.errors import ConfigurationError, UnreadableError

MOST_BYTES = 100_000_000
"""A larger file is looked at by nobody line by line."""
MOST_FILES = 5_000
_SKIPPED = frozenset({"node_modules", "__pycache__", "__MACOSX"})
_OFFICE_LOCK = "~$"


class Source(NamedTuple):
    """One file."""

    path: Path
    """Where it lies."""
    name: str
    """What people call it: below the folder that was named."""
    base: Path
    """The folder that was named, or the one of a file that was named."""

    @property
    def suffix(self) -> str:
        """The end of the name in small letters, such as .docx."""
        return self.path.suffix.lower()

    def read(self) -> bytes:
        """Its bytes. Raises UnreadableError with the place and a remedy."""
        try:
            descriptor = os.open(self.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
            with open(descriptor, "rb") as file:
                found = os.fstat(file.fileno())
                if not stat.S_ISREG(found.st_mode):
                    raise UnreadableError(f"{self.name} is no file", hint="Name a file.")
                if found.st_size > MOST_BYTES:
                    raise UnreadableError(
                        f"{self.name} has {found.st_size // 1_000_000} MB; the limit is {MOST_BYTES // 1_000_000}",
                        hint="Split it, or put it beside the documents as an attachment by hand.",
                    )
                return file.read(MOST_BYTES + 1)
        except OSError as error:
            raise UnreadableError(
                f"{self.name} cannot be read: {error.strerror}",
                hint="Check the name and the permissions.",
            ) from error


def digest(data: bytes) -> str:
    """The SHA-256 of a file, as it is written everywhere."""
    return f"sha256:{sha256(data).hexdigest()}"


def found(places: Sequence[Path], home: Path) -> list[Source]:
    """Every file that is meant, each once, in order of name. No link is followed inside a folder.

    Raises ConfigurationError where a place is not there, or nothing is in it.
    """
    sources: dict[Path, Source] = {}
    for named in places:
        place = home / named
        if place.is_dir():
            for path in _below(place):
                sources.setdefault(path, Source(path, path.relative_to(place).as_posix(), place))
        elif place.exists():
            sources.setdefault(place, Source(place, place.name, place.parent))
        else:
            raise ConfigurationError(f"There is no {named}", hint="Name a file or a folder.")
        if len(sources) > MOST_FILES:
            raise ConfigurationError(
                f"{named} has more than {MOST_FILES} files",
                hint="Name the folders inside it one by one.",
            )
    if not sources:
        raise ConfigurationError(
            "There is no file to import", hint="Name a folder that has files in it."
        )
    return list(sources.values())


def _below(folder: Path) -> Iterator[Path]:
    for top, folders, files in os.walk(folder):
        folders[:] = sorted(
            one for one in folders if not one.startswith(".") and one not in _SKIPPED
        )
        for name in sorted(files):
            path = Path(top, name)
            if not name.startswith((".", _OFFICE_LOCK)) and not path.is_symlink():
                yield path
