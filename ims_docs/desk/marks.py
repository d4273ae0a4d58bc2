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

    def hold(self) -> bool:
        """Whether neither ims nor git wrote since. Another program may have, into a file that was there."""
        watched = (*self.folders, *self.git)
        return self.is_settled and tuple(_marked(path for path, _ in watched)) == watched

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
        try:
            inside = list(os.scandir(folder))
        except OSError:
            continue
        for one in inside:
            if one.is_dir(follow_symlinks=False):
                waiting.append(one.path)
                continue
            try:
                found = one.stat(follow_symlinks=False)
            except OSError:
                continue
            files.append((one.path, Mark.of(found)))
