"""`ims history`: the revisions of a document, record or register."""

from __future__ import annotations

import difflib

import click

from ims_docs.approvals import Subject
from ims_docs.cli.group import Context
from ims_docs.cli.repository import find_root, open_history, read_files
from ims_docs.cli.writing import terminal_width
from ims_docs.errors import ConfigurationError
from ims_docs.model.repository import Repository
from ims_docs.reporters.revisions import REVISIONS_REPORTERS, as_text
from ims_docs.tracing import approval_of, trace


@click.command("history")
@click.argument("identifier", metavar="ID")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(REVISIONS_REPORTERS)),
    default="text",
    show_default=True,
)
@click.pass_obj
def command(context: Context, identifier: str, *, format_name: str) -> None:
    """Show every revision of a document, record or register: when, who, why, which version.

    ID is an id such as POL-0001, the name of a register such as risks, or a path. Renames are followed.
    """
    root = find_root(context.folder)
    history = open_history(context, root)
    history.require_whole()
    repository = read_files(root)
    path = _path(repository, identifier)
    subjects: tuple[Subject, ...] = (*repository.documents, *repository.registers)
    approvals = [approval_of(repository, one) for one in subjects if one.path == path]
    revisions = trace(history, path, *approvals[:1])
    if format_name == "text":
        click.echo(as_text(identifier, path, revisions, width=terminal_width()), nl=False)
    else:
        click.echo(REVISIONS_REPORTERS[format_name](identifier, path, revisions), nl=False)


def _path(repository: Repository, identifier: str) -> str:
    holders = repository.holders.get(identifier)
    if holders:
        return holders[0].path
    register = repository.register(identifier)
    if register:
        return register.path
    if identifier in repository.paths:
        return identifier
    same = [
        one for one in repository.holders if one.partition("-")[0] == identifier.partition("-")[0]
    ]
    close = difflib.get_close_matches(identifier, same or repository.holders, 1)
    raise ConfigurationError(
        f"Nothing has the id {identifier!r}",
        hint=f"Did you mean {close[0]}?" if close else "`ims check` lists what there is.",
    )
