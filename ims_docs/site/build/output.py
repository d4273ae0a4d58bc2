"""The folder that a site or its pages are written to: ours or empty, replaced in one step."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ims_docs.errors import ConfigurationError, UnreadableError
from ims_docs.model.tree_entry import FOLDERS

MARKER = ".ims-site"


class Maker(NamedTuple):
    """Whose folder it is: a command, and the file by which it knows what it made."""

    command: str
    marker: str


SITE = Maker("ims site", MARKER)


def refuse_foreign(output: Path, root: Path, maker: Maker = SITE) -> Path:
    """The absolute path of the output. Raises ConfigurationError unless it is free, empty or ours."""
    place = Path(os.path.abspath(output))  # noqa: PTH100 - resolve() would follow a link at the output
    if place.is_symlink() or (place.exists() and not place.is_dir()):
        raise ConfigurationError(
            f"{output} is not a folder", hint="Name a folder that does not exist yet."
        )
    if place.is_dir() and any(place.iterdir()) and not (place / maker.marker).is_file():
        raise ConfigurationError(
            f"{output} is not empty and was not made by `{maker.command}`",
            hint="Name a folder that does not exist yet, or delete what is there.",
        )
    controlled = [root.resolve() / name for name in (*FOLDERS, ".git")]
    resolved = place.resolve()
    if resolved == root.resolve() or any(resolved.is_relative_to(one) for one in controlled):
        raise ConfigurationError(
            f"{output} lies among the controlled files",
            hint="Name a folder outside docs/, for example site.",
        )
    return place


@contextmanager
def replaced(place: Path, maker: Maker = SITE) -> Iterator[Path]:
    """A new folder that takes the place of the old one when all went well."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        workshop = Path(tempfile.mkdtemp(prefix=f".{place.name}.ims-", dir=place.parent))
    except OSError as error:
        raise UnreadableError(
            f"{place.parent} cannot be written: {error.strerror}", hint="Choose another folder."
        ) from error
    try:
        fresh = workshop / "new"
        fresh.mkdir()
        yield fresh
        marked = f"Made by `{maker.command}`, which may replace this whole folder.\n"
        (fresh / maker.marker).write_text(marked, encoding="utf-8", newline="\n")
        if place.exists():
            place.rename(workshop / "old")
        fresh.rename(place)
    except OSError as error:
        raise UnreadableError(
            f"{place} cannot be written: {error.strerror}",
            hint="Free some space, or choose another folder.",
        ) from error
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
