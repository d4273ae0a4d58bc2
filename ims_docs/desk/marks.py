"""By what one sees, without opening a file, that somebody wrote into the repository."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ims_docs.adapters.disk.known import COARSE, Mark
from ims_docs.model.tree_entry import FOLDERS, ROOT_FILES

_NOTHING = Mark(0, 0, -1, 0)


class Marks(NamedTuple):
    """How the repository looked from outside at one moment."""

    files: tuple[tuple[str, Mark], ...]
    """Every file that matters."""
    folders: tuple[tuple[str, Mark], ...]
    """Their folders: they change whenever ims or git writes, since both put new files in the place
    of old ones."""
    git: tuple[tuple[str, Mark], ...]
    """Git's own files."""
    is_settled: bool
    """Whether the next writing changes a mark for sure: not where one was made a moment ago."""

    @classmethod
    def of(cls, root: Path, others: Sequence[Path]) -> Marks:
        """The marks of a repository; `others` are git's files that matter."""
        now = time.time_ns()
        files: list[tuple[str, Mark]] = []
        folders: list[tuple[str, Mark]] = []
        for name in FOLDERS:
            _below(str(root / name), files, folders)
        files += _marked(str(root / name) for name in ROOT_FILES)
        git = tuple(_marked(map(str, others)))
        every = [one for some in (files, folders, git) for _, one in some]
        newest = max(max(one[0], one[1]) for one in every)
        is_settled = newest + COARSE < now or all(one.is_settled(now) for one in every)
        return cls(tuple(files), tuple(folders), git, is_settled)

    def hold(self, besides: Collection[str] = ()) -> bool:
        """Whether neither ims nor git wrote since, but to some files.

        Another program may have, into a file that was there.
        """
        if not self.is_settled or tuple(_marked(path for path, _ in self.git)) != self.git:
            return False
        touched = {path for path, mark in self.folders if (path, mark) not in {*_marked((path,))}}
        if not touched:
            return True
        own = {os.path.dirname(path) for path in besides}  # noqa: PTH120
        return touched <= own and self._hold_in(touched, besides)

    def _hold_in(self, folders: Collection[str], besides: Collection[str]) -> bool:
        """Whether the same stands in some folders, but for some files."""
        files: list[tuple[str, Mark]] = []
        inside = {path for folder in folders for path in _inside(folder, files)}
        within = {one for one in self.files if os.path.dirname(one[0]) in folders}  # noqa: PTH120
        known = {path for path, _ in self.folders if os.path.dirname(path) in folders}  # noqa: PTH120
        changed = within ^ {*files}
        return inside == known and {path for path, _ in changed} <= {*besides}

    def differ_only_in(self, now: Marks, places: Collection[str]) -> bool:
        """Whether nothing was written since but some of these files."""
        if not self.is_settled or self.git != now.git:
            return False
        changed = () if self.files == now.files else {*self.files} ^ {*now.files}
        return {path for path, _ in changed} <= set(places)


def _marked(paths: Iterable[str]) -> Iterator[tuple[str, Mark]]:
    for path in paths:
        try:
            yield path, Mark.of(os.stat(path))  # noqa: PTH116 - a path object costs more than the call
        except OSError:
            yield path, _NOTHING


def _below(top: str, files: list[tuple[str, Mark]], folders: list[tuple[str, Mark]]) -> None:
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        folders.extend(_marked((folder,)))
        waiting += _inside(folder, files)


def _inside(folder: str, files: list[tuple[str, Mark]]) -> list[str]:
    """The folders in a folder; its files are told."""
    found: list[str] = []
    try:
        inside = list(os.scandir(folder))
    except OSError:
        return found
    for one in inside:
        if one.is_dir(follow_symlinks=False):
            found.append(one.path)
            continue
        try:
            files.append((one.path, Mark.of(one.stat(follow_symlinks=False))))
        except OSError:
            continue
    return found
