"""A repository that has a history gets what a system needs beside what it has. Nothing is moved."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ims_docs.adapters.disk import writing
from ims_docs.adapters.git import History
from ims_docs.adapters.git import saving as git_saving
from ims_docs.adapters.git.branches import current_branch
from ims_docs.errors import ConfigurationError, HistoryUnavailableError
from ims_docs.formats.settings import FILE
from ims_docs.services.hook_setup.install import install
from ims_docs.services.scaffold.editor import tie_registers
from ims_docs.services.scaffold.render import prune, render

MESSAGE = """docs: adopt the innovation management system

Written by `ims new --adopt` from the answers in .ims/answers.json. What was here
before is as it was; `ims check` says what is open.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """What `adopt` did."""

    root: Path
    added: tuple[str, ...]
    left: tuple[str, ...]
    """Files that were there already, and stay as they are."""
    commit: str


def require_adoptable(target: Path, identity: Mapping[str, str]) -> History:
    """The history of a repository that can be adopted. Raises ConfigurationError, HistoryUnavailableError."""
    if not target.is_dir():
        raise ConfigurationError(
            f"There is no folder {target}",
            hint="Go to the repository that you have, and try again.",
        )
    if (target / FILE).exists() or (target / FILE).is_symlink():
        raise ConfigurationError(
            f"{target} has {FILE} already", hint="It is adopted: run `ims check` there."
        )
    history = History(target)
    history.require()
    if not history.has_commits:
        raise ConfigurationError(
            f"{target} has no saved state yet", hint="Save its files first: git add -A, git commit."
        )
    if not current_branch(history):
        raise ConfigurationError(
            f"A former state of {target} is checked out, and no branch",
            hint="Go back to your branch first, such as `git switch main`.",
        )
    git_saving.require_savable(history, identity)
    return history


def adopt(target: Path, answers: Mapping[str, str], identity: Mapping[str, str]) -> Adopted:
    """Add every file of a new system that is not there yet, in one commit; nothing else changes.

    Whole or not at all. Raises as `require_adoptable`, and UnreadableError where a file cannot be written.
    """
    target = Path(os.path.realpath(target))
    history = require_adoptable(target, identity)
    with tempfile.TemporaryDirectory(prefix="ims-adopt-") as workshop:
        root = render(answers, Path(workshop))
        prune(root, answers)
        tie_registers(root)
        made = {
            one.relative_to(root).as_posix(): one.read_bytes()
            for one in sorted(root.rglob("*"))
            if one.is_file()
        }
    there = {one.casefold() for one in _names(target)}
    left = tuple(one for one in made if one.casefold() in there)
    added = {one: data for one, data in made.items() if one not in left}
    _refuse_in_the_way(target, history, added)
    with _written(target, added):
        commit = git_saving.save(history, sorted(added), MESSAGE, identity, is_judged=True)
    install(history, sys.executable)
    return Adopted(root=target, added=tuple(added), left=left, commit=commit)


def _names(target: Path) -> Iterator[str]:
    """Every name below a folder, without git's own."""
    for top, folders, files in os.walk(target):
        folders[:] = [one for one in folders if one != ".git"]
        links = [one for one in folders if Path(top, one).is_symlink()]
        for name in (*files, *links):
            yield Path(top, name).relative_to(target).as_posix()


def _refuse_in_the_way(target: Path, history: History, added: Mapping[str, bytes]) -> None:
    """Raise where a folder that is needed is a file or a link, or git is told to overlook a file."""
    for path in added:
        for above in Path(path).parents:
            place = target / above
            if place.is_symlink() or (place.exists() and not place.is_dir()):
                raise ConfigurationError(
                    f"{above.as_posix()} is no folder, and the system needs one of that name",
                    hint="Give it another name, and try again.",
                )
    ignored = history.ignored_by(sorted(added))
    if ignored:
        path, why = next(iter(ignored.items()))
        raise ConfigurationError(
            f"Git is told to overlook {path}: {why}", hint="Take that line out, and try again."
        )


@contextmanager
def _written(target: Path, added: Mapping[str, bytes]) -> Iterator[None]:
    """Write new files; where anything goes wrong until they are saved, take them away again."""
    before = {one for one in (target / path for path in added) if one.exists()}
    done: list[Path] = []
    try:
        for path, data in added.items():
            place = target / path
            done.append(place)
            _create(target, path, data)
        yield
    except BaseException:
        for place in reversed(done):
            if place not in before:
                place.unlink(missing_ok=True)
            _clear(place.parent, target)
        raise


def _create(target: Path, path: str, data: bytes) -> None:
    if not writing.create(target, path, data):
        raise HistoryUnavailableError(f"{path} came in between", hint="Run the command again.")


def _clear(folder: Path, target: Path) -> None:
    """Take empty folders away again."""
    while folder != target and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
