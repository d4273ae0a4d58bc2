"""`ims baseline`: fix what is kept now, list it, and compare it later."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from ims_docs.baselining import Maker, Shelved, compare, files_of, shelf
from ims_docs.cache import cache_folder
from ims_docs.cli.group import Context
from ims_docs.cli.repository import find_root, open_history, read_files, today, unknown
from ims_docs.cli.signing import find_signer, now, signing_options
from ims_docs.cli.writing import terminal_width
from ims_docs.history import History, RevisionTree
from ims_docs.loading import load
from ims_docs.model.baseline import Baseline, Listed
from ims_docs.model.repository import Repository
from ims_docs.reporters import baselines
from ims_docs.reporters.printable import printable

HEAD = "HEAD"
STANDARD = "iso56001"

format_option = click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
)


@click.group("baseline")
def command() -> None:
    """Fix everything that is kept at one commit: make, list and compare baselines.

    A baseline is a file under baselines/ that lists every file with its digest, signed by
    the person who makes it. Its code goes into the minutes, so that anybody can show later
    that nothing was changed.
    """


@command.command("create")
@click.argument("name", metavar="NAME")
@signing_options
@click.pass_obj
def create(context: Context, name: str, *, key: Path | None, person: str) -> None:
    """Fix what is saved to git now under NAME, such as 2026-management-review."""
    root = find_root(context.folder)
    history = open_history(context, root)
    repository = read_files(root)
    moment = now()
    signer = find_signer(repository, history, key, person, moment)
    made = Maker(
        root=root,
        history=history,
        lock=root / history.git_path("ims.lock"),
        level=repository.settings.approval_level,
        person=signer.person,
        key=signer.key,
        now=moment,
        identity=context.identity,
    ).make(name)
    click.echo(made.baseline.path)
    if not context.quiet:
        click.echo("\n".join(map(printable, baselines.made(made))), err=True)


@command.command("list")
@format_option
@click.pass_obj
def list_(context: Context, *, format_name: str) -> None:
    """Show the baselines that are saved, with the code of each."""
    root = find_root(context.folder)
    history = open_history(context, root)
    found = shelf(history, read_files(root).settings.approval_level)
    if format_name == "json":
        click.echo(baselines.list_as_json(found), nl=False)
        return
    click.echo(baselines.list_as_text(found), nl=False)


@command.command("compare")
@click.argument("first", metavar="A")
@click.argument("second", metavar="[B]", required=False, default=HEAD)
@format_option
@click.pass_obj
def compare_(context: Context, first: str, second: str, *, format_name: str) -> None:
    """Show what changed from baseline A to baseline B, or to the newest commit.

    Documents and registers that were added, changed or withdrawn, and how far each clause
    had come then and has come now.
    """
    root = find_root(context.folder)
    history = open_history(context, root)
    found = shelf(history, read_files(root).settings.approval_level)
    states = [_state(history, found, name) for name in (first, second)]
    (before, files), (after, later) = (
        (_read(history, root, *one), _files(history, one[0])) for one in states
    )
    former = {one.path: one.sha256 for one in files}
    changed = frozenset(one.path for one in later if former.get(one.path) != one.sha256)
    result = compare(before, after, changed, STANDARD)
    if format_name == "json":
        click.echo(baselines.comparison_as_json(first, second, result), nl=False)
        return
    shown = baselines.comparison_as_text(first, second, result, width=terminal_width())
    click.echo(shown, nl=False)


def _state(history: History, found: tuple[Shelved, ...], name: str) -> tuple[str, date]:
    """The commit of a baseline, and the day on which it was made."""
    if name == HEAD:
        return history.resolve(HEAD), today()
    return _baseline(found, name).commit, _baseline(found, name).made_at.date()


def _baseline(found: tuple[Shelved, ...], name: str) -> Baseline:
    known = {one.baseline.name: one.baseline for one in found if one.baseline}
    if name not in known:
        otherwise = "`ims baseline list` shows those that are saved to git."
        raise unknown("baseline", name, known, otherwise=otherwise)
    return known[name]


def _read(history: History, root: Path, commit: str, day: date) -> Repository:
    tree = RevisionTree(history, commit)
    return load(tree, as_of=day, cache_folder=cache_folder(os.environ, root))


def _files(history: History, commit: str) -> tuple[Listed, ...]:
    return files_of(history, commit)
