"""What is on disk and not saved, and how the next state would look if it were."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum

from ims_docs.adapters.git.history import History
from ims_docs.adapters.git.process import path_names
from ims_docs.errors import UnreadableError


class Act(StrEnum):
    """What happened to a file since it was last saved."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


def unsaved(history: History, *paths: str) -> dict[str, Act]:
    """The files on disk that are not as the last commit has them, by path, in order of path.

    Of all files, or of some.
    """
    options = ("--porcelain=v1", "-z", "--untracked-files=all", "--no-renames")
    rows = history.run("status", *options, *(("--", *paths) if paths else ()))
    found: dict[str, Act] = {}
    for row in path_names(rows):
        staged, path = row[0], row[3:]
        is_new = staged in "?A"
        if os.path.lexists(history.root / path):
            known = found.get(path, Act.NEW if is_new else Act.CHANGED)
            found[path] = Act.CHANGED if known is Act.GONE or not is_new else known
        elif not is_new:  # what was only announced to git, and is not there, was never kept
            found[path] = Act.GONE
    return dict(sorted(found.items()))


@contextmanager
def index_with(
    history: History, paths: Iterable[str], identity: Mapping[str, str]
) -> Iterator[str]:
    """An index of its own that holds the last commit, with some files as they are on disk.

    Nothing of the repository's own index is touched. Raises UnreadableError with what git says.
    """
    with tempfile.TemporaryDirectory(prefix="ims-") as folder:
        index = f"{folder}/index"
        environment = {**identity, "GIT_INDEX_FILE": index}
        if head := history.head():
            history.run("read-tree", head, environment=environment)
        with path_list(paths) as listed:
            status, answer = history.run_as_user("add", "--all", *listed, environment=environment)
        if status:
            raise UnreadableError(
                f"Git cannot take what is to be saved:\n{answer}",
                hint="Put that right, then save again.",
            )
        yield index


@contextmanager
def path_list(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Options that name very many files to git, which no command line would hold."""
    with tempfile.TemporaryDirectory(prefix="ims-") as folder:
        file = f"{folder}/paths"
        with open(file, "wb") as listed:
            listed.writelines(os.fsencode(path) + b"\0" for path in paths)
        yield f"--pathspec-from-file={file}", "--pathspec-file-nul"
