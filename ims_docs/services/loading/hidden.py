"""Files that git does not keep, or whose change git does not see."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from ims_docs.adapters.git import History, IndexEntry
from ims_docs.model.defect import Defect, DefectKind


def hidden(root: Path, history: History, blobs: Mapping[str, tuple[str, str]]) -> Iterator[Defect]:
    """Compare what was read with git's index.

    `blobs` has two names for each file that was read: one for its bytes, one for its
    bytes with LF line ends (a checkout may legally differ in those).
    """
    index = {entry.path: entry for entry in history.index()}
    untracked = [path for path in blobs if path not in index]
    for path, rule in sorted(history.ignored_by(untracked).items()):
        yield _defect(
            path,
            f"Git ignores this file ({rule}), so it is in no revision",
            "Delete the rule from .gitignore, or move the file out of the controlled folders.",
        )
    for path, kept in index.items():
        if kept.hidden and path not in blobs and not os.path.lexists(root / path):
            yield _defect(
                path,
                f"The file was deleted, and git is told not to look ({kept.hidden})",
                f"Run `git update-index --no-{kept.hidden} {path}`, then `git checkout {path}`, "
                "or commit that it goes.",
            )
    unseen = []
    for path, names in blobs.items():
        entry = index.get(path)
        if entry is None or entry.blob in names:
            continue
        if entry.hidden:
            yield _defect(
                path,
                f"The file was changed, and git is told not to look ({entry.hidden})",
                f"Run `git update-index --no-{entry.hidden} {path}`, then commit or undo the change.",
            )
        elif _looks_unchanged(root / path, entry):
            unseen.append(path)
    converted = history.converted(unseen)
    for path in unseen:
        if path in converted:
            yield _defect(
                path,
                f"Git changes this file when it writes it to disk ({converted[path]})",
                "Delete the attribute from .gitattributes, then run `git checkout` for the file.",
            )
        else:
            yield _defect(
                path,
                "The file was changed without a trace: same size, same time, other content",
                f"Run `touch {path}` so that git sees it, then commit or undo the change.",
            )


def _looks_unchanged(path: Path, entry: IndexEntry) -> bool:
    try:
        found = os.lstat(path)
    except OSError:
        return False
    return found.st_size == entry.size and found.st_mtime_ns == entry.modified_ns


def _defect(path: str, message: str, hint: str) -> Defect:
    return Defect(kind=DefectKind.HIDDEN, path=path, message=message, hint=hint)
