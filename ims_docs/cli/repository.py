"""Finding and loading the repository a command works on."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import click

from ims_docs import settings
from ims_docs.cache import cache_folder
from ims_docs.cli.group import Context
from ims_docs.errors import ConfigurationError, RepositoryNotFoundError, UnreadableError
from ims_docs.history import History, IndexTree, RevisionTree
from ims_docs.history.changes import staged_changes
from ims_docs.loading import load
from ims_docs.model.repository import Repository
from ims_docs.tree import Tree, WorkingTree


def calendar_date(text: str) -> date:
    """A calendar date, written one way only: YYYY-MM-DD."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise click.BadParameter(f"{text!r} is not a calendar date; write YYYY-MM-DD.")


def find_root(folder: Path) -> Path:
    """The folder with ims.yml, here or above. Raises RepositoryNotFoundError."""
    start = folder.absolute()
    for place in (start, *start.parents):
        if (place / settings.FILE).is_file():
            return place
    raise RepositoryNotFoundError(
        f"There is no {settings.FILE} in {start} or above",
        hint="Go to the folder that `ims new` made, or make one with `ims new`.",
    )


def today() -> date:
    """The day in UTC: the only place that looks at the clock."""
    return datetime.now(UTC).date()


def open_history(context: Context, root: Path) -> History:
    """The repository's git side. Raises HistoryUnavailableError."""
    history = History(root, index_file=context.index_file)
    history.require()
    return history


def open_repository(
    context: Context, *, staged: bool = False, at: str = "", as_of: date | None = None
) -> Repository:
    """The repository on disk, as staged, or at a revision."""
    root = find_root(context.folder)
    history = open_history(context, root)
    day = as_of or today()
    known = cache_folder(os.environ, root)
    if staged:
        changed = staged_changes(history)
        return load(
            IndexTree(history),
            as_of=day,
            history=history,
            focus=changed.paths,
            former=changed.former,
            cache_folder=known,
        )
    if at:
        history.require_whole()
        return load(RevisionTree(history, at), as_of=day, cache_folder=known)
    return load(WorkingTree(root), as_of=day, history=history, root=root, cache_folder=known)


def read_files(root: Path, as_of: date | None = None) -> Repository:
    """The files on disk, for commands that look something up and judge nothing."""
    return load(
        WorkingTree(root), as_of=as_of or today(), cache_folder=cache_folder(os.environ, root)
    )


def open_tree(context: Context, *, at: str = "") -> Tree:
    """The files on disk, or at a revision."""
    root = find_root(context.folder)
    return RevisionTree(open_history(context, root), at) if at else WorkingTree(root)


def read(context: Context, *, at: str = "", as_of: date | None = None) -> Repository:
    """The files on disk, or at a revision, for commands that show what there is.

    What cannot be read is named on stderr. Raises UnreadableError when that is everything.
    """
    if at:
        repository = open_repository(context, at=at, as_of=as_of)
    else:
        repository = read_files(find_root(context.folder), as_of)
    lost = repository.lost
    files = "1 file" if len(lost) == 1 else f"{len(lost)} files"
    if lost and not any(repository.controlled):
        raise UnreadableError(
            f"Nothing could be read: {files} with something wrong", hint="Run `ims check`."
        )
    if lost:
        click.echo(f"note: {files} could not be read, run `ims check`", err=True)
    return repository


def unknown(what: str, name: str, known: Iterable[str], *, otherwise: str) -> ConfigurationError:
    """The error that says what was probably meant."""
    close = difflib.get_close_matches(name, list(known), 3)
    meant = " or ".join(f"`{one}`" for one in close)
    return ConfigurationError(
        f"There is no {what} {name!r}", hint=f"Did you mean {meant}?" if close else otherwise
    )
