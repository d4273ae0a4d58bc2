"""Folders of this computer to choose from: walked step by step, never through a link or into what is hidden."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ims_docs.errors import ConfigurationError, RefusedError
from ims_docs.formats.frontmatter import forbidden_character
from ims_docs.formats.settings import FILE

_MOST = 400
"""So many folders are listed; more are found by typing their path."""
_LONGEST = 100
_RESERVED = frozenset('<>:"/\\|?*')
"""Characters that no folder's name may have on some computer on which others work."""


class Inside(NamedTuple):
    """A folder in the one that is shown."""

    name: str
    steps: str
    is_system: bool


class Folder(NamedTuple):
    """A folder that is shown, the way to it, and the folders in it."""

    path: Path
    steps: str
    """The way from where one may begin, such as ~/Documents."""
    crumbs: tuple[tuple[str, str], ...]
    inside: tuple[Inside, ...]
    is_system: bool
    more: int
    """So many folders are not listed."""


@dataclass(frozen=True)
class Folders:
    """What may be chosen: what lies below the home folder, and where the desk was started."""

    home: Path
    here: Path

    @cached_property
    def begins(self) -> Mapping[str, Path]:
        """Where one may begin, by the first step."""
        home, here = Path(os.path.realpath(self.home)), Path(os.path.realpath(self.here))
        return {"~": home} if here.is_relative_to(home) else {"~": home, ".": here}

    @cached_property
    def first(self) -> str:
        """The way to the folder in which the desk was started; to the home folder where that is hidden."""
        home, here = self.begins["~"], Path(os.path.realpath(self.here))
        if "." in self.begins:
            return "."
        steps = "/".join(("~", *here.relative_to(home).parts))
        try:
            self._path(steps)
        except RefusedError:
            return "~"
        return steps

    def at(self, steps: str) -> Folder:
        """A folder by the way to it. Raises RefusedError for any that may not be chosen."""
        steps = steps.strip("/") or self.first
        path = self._path(steps)
        found = sorted(_inside(path, steps), key=lambda one: one.name.casefold())
        parts = steps.split("/")
        names = (str(self.begins[parts[0]].name) or "/", *parts[1:])
        crumbs = tuple((name, "/".join(parts[: at + 1])) for at, name in enumerate(names))
        return Folder(
            path,
            steps,
            crumbs,
            tuple(found[:_MOST]),
            is_system=(path / FILE).is_file(),
            more=max(len(found) - _MOST, 0),
        )

    def _path(self, steps: str) -> Path:
        first, *parts = steps.split("/")
        if first not in self.begins:
            raise _no_folder(steps)
        path = self.begins[first]
        for part in parts:
            path = path / part
            if not part or part.startswith(".") or "\\" in part or not _is_plain(path):
                raise _no_folder(steps)
        return path


def new_name(said: str) -> str:
    """The name of a folder to be made, empty for none. Raises ConfigurationError."""
    name = said.strip()
    bad = forbidden_character(name) or next((one for one in name if one in _RESERVED), "")
    if bad or name.startswith(".") or name.endswith(".") or len(name) > _LONGEST:
        raise ConfigurationError(
            f"A folder cannot be called {name[:_LONGEST]!r}",
            hint="Use letters, digits, spaces and hyphens, and no dot at the beginning or the end.",
        )
    return name


def typed(said: str) -> Path:
    """A folder that somebody typed whole. Raises ConfigurationError."""
    try:
        path = Path(said.strip()).expanduser()
    except RuntimeError:
        path = Path(said.strip())
    if not said.strip() or "\0" in said or not path.is_absolute():
        raise ConfigurationError(
            f"{said.strip() or 'Nothing'} is no whole path of a folder",
            hint="Write it from the top, such as /home/you/our-system or ~/our-system.",
        )
    return path


def _inside(path: Path, steps: str) -> Iterator[Inside]:
    try:
        found = list(os.scandir(path))
    except OSError as error:
        raise RefusedError(
            f"{path} cannot be opened: {error.strerror}", hint="Choose another folder."
        ) from error
    for one in found:
        try:
            is_plain = one.is_dir(follow_symlinks=False) and not one.name.startswith(".")
            if is_plain and not forbidden_character(one.name) and "\\" not in one.name:
                yield Inside(one.name, f"{steps}/{one.name}", Path(one.path, FILE).is_file())
        except OSError:
            continue


def _is_plain(path: Path) -> bool:
    """Whether it is a folder itself, and no link to one."""
    try:
        return path.is_dir() and os.path.realpath(path) == str(path)
    except (OSError, ValueError):
        return False


def _no_folder(steps: str) -> RefusedError:
    return RefusedError(
        f"There is no folder {steps} to choose", hint="Choose one from the list, step by step."
    )
