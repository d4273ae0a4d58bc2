"""Finding and loading the repository a command works on."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import click

from ims_docs import __version__
from ims_docs.adapters.cache import cache_folder
from ims_docs.adapters.disk.tree import Tree, WorkingTree
from ims_docs.adapters.git import History, IndexTree, RevisionTree
from ims_docs.adapters.git.changes import staged_changes
from ims_docs.adapters.git.saved import saved_by
from ims_docs.cli.group import Context
from ims_docs.errors import ConfigurationError, UnreadableError
from ims_docs.model.repository import Repository
from ims_docs.services.loading import load, with_changed_files
from ims_docs.services.workspace import find_root, today

THEN, NOW = "then", "now"
"""Whose settings, types and standards judge: those of the state asked about, those on disk."""


def calendar_date(text: str) -> date:
    """A calendar date, written one way only: YYYY-MM-DD."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise click.BadParameter(f"{text!r} is not a calendar date; write YYYY-MM-DD.")


def open_history(context: Context, root: Path) -> History:
    """The repository's git side. Raises HistoryUnavailableError."""
    history = History(root, index_file=context.index_file)
    history.require()
    return history


def open_repository(
    context: Context,
    *,
    staged: bool = False,
    at: str = "",
    as_of: date | None = None,
    rules_at: str = "",
) -> Repository:
    """The repository on disk, as staged, at a revision, or as it was saved by the end of a day.

    A day after the last saved state, and today, mean the files on disk. With `staged` or
    `at` the day only says when the questions are asked.
    """
    root = find_root(context.folder)
    history = open_history(context, root)
    day = as_of or today()
    known = cache_folder(os.environ, root)
    if staged:
        changed = staged_changes(history)
        index = IndexTree(history)
        repository = load(
            index,
            as_of=day,
            history=history,
            focus=changed.paths,
            former=changed.former,
            cache_folder=known,
        )
        return with_changed_files(repository, index, history)
    tree = past_state(context, history, at, as_of) or WorkingTree(root)
    on_disk = root if isinstance(tree, WorkingTree) else None
    rules = rules_of(context, history, rules_at)
    repository = load(
        tree, as_of=day, rules=rules, history=history, root=on_disk, cache_folder=known
    )
    return with_changed_files(repository, tree, history)


def past_state(
    context: Context, history: History, at: str, as_of: date | None
) -> RevisionTree | None:
    """The state that has a name, or that was saved by a day; None means the files on disk.

    Which one a day asks for is said on stderr.
    """
    if at:
        history.require_whole()
        return RevisionTree(history, at)
    saved = saved_by(history, as_of, today()) if as_of and as_of < today() else None
    if not saved:
        return None
    told = f"the state saved on {saved.day}"
    if not context.quiet:
        click.echo(f"note: {as_of} asks for {told} ({saved.commit[:10]})", err=True)
    return RevisionTree(history, saved.commit, told)


def rules_of(context: Context, history: History, wanted: str) -> Tree | None:
    """The state whose settings, types and standards judge; None means that of what is judged."""
    if not wanted or wanted == THEN:
        return None
    rules: Tree = WorkingTree(history.root)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", wanted):
        saved = saved_by(history, calendar_date(wanted), today())
        if saved:
            rules = RevisionTree(history, saved.commit, f"the state saved on {saved.day}")
    elif wanted != NOW:
        rules = RevisionTree(history, wanted)
    if not context.quiet:
        click.echo(
            f"note: settings, types and standards are those of {rules.described}; "
            f"what ims itself brings is that of this version ({__version__})",
            err=True,
        )
    return rules


def rules_at_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option `--rules-at`, which means the same for every command."""
    return click.option(
        "--rules-at",
        default=THEN,
        show_default=True,
        metavar="WHEN",
        help="Whose settings with their waivers, types and standards of your own count: `then` "
        "those of the state asked about, `now` those on disk, or those of a day, tag, branch or "
        "commit. Rules, types and standards that ims brings are always those of this version.",
    )(command)


def as_of_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option `--as-of`, which means the same for every command."""
    return click.option(
        "--as-of",
        type=calendar_date,
        metavar="DATE",
        help="The state saved by the end of this day (UTC), asked on that day. A day after the "
        "last saved state means the files on disk. (default: today)",
    )(command)


def read_files(root: Path, as_of: date | None = None) -> Repository:
    """The files on disk, for commands that look something up and judge nothing."""
    return load(
        WorkingTree(root), as_of=as_of or today(), cache_folder=cache_folder(os.environ, root)
    )


def open_tree(context: Context, *, at: str = "", as_of: date | None = None) -> Tree:
    """The files on disk, at a revision, or as they were saved by a day."""
    root = find_root(context.folder)
    if not (at or as_of):
        return WorkingTree(root)
    return past_state(context, open_history(context, root), at, as_of) or WorkingTree(root)


def read(
    context: Context, *, at: str = "", as_of: date | None = None, rules_at: str = ""
) -> Repository:
    """What there was at a revision or by a day, or is on disk, for commands that show it.

    What cannot be read is named on stderr. Raises UnreadableError when that is everything.
    """
    tree = open_tree(context, at=at, as_of=as_of)
    return read_tree(context, tree, as_of=as_of, rules_at=rules_at)


def read_tree(
    context: Context, tree: Tree, *, as_of: date | None = None, rules_at: str = ""
) -> Repository:
    """The same for a tree that is open already."""
    root = find_root(context.folder)
    is_own = rules_at in ("", THEN)
    rules = None if is_own else rules_of(context, open_history(context, root), rules_at)
    known = cache_folder(os.environ, root)
    repository = load(tree, as_of=as_of or today(), rules=rules, cache_folder=known)
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
