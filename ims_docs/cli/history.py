"""`ims history`: the revisions of a document, record or register, or of the whole system."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from ims_docs.adapters.git import History
from ims_docs.adapters.git.lineage import revisions as revisions_of
from ims_docs.cli.group import Context
from ims_docs.cli.options import calendar_date, words_argument
from ims_docs.cli.removed import removed_thing
from ims_docs.cli.writing import emit, format_option, output_option, terminal_width
from ims_docs.domain.approval_state import Subject
from ims_docs.errors import ConfigurationError
from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision
from ims_docs.reporters import log, revisions
from ims_docs.reporters.removed import lines as removal_lines
from ims_docs.reporters.removed import value as removal_value
from ims_docs.services.timeline import (
    Wanted,
    approval_lookup,
    files_about,
    locate,
    select,
    statement_events,
    states,
    trace,
    types_of,
    with_approvals,
)
from ims_docs.services.workspace import Workspace


@click.command("history")
@words_argument("identifier", "[ID]", required=False)
@click.option("--since", type=calendar_date, metavar="DATE", help="Saved on this day or later.")
@click.option("--until", type=calendar_date, metavar="DATE", help="Saved on this day or earlier.")
@click.option("--author", metavar="TEXT", default="", help="Part of a name or e-mail address.")
@click.option("--type", "type_name", metavar="TYPE", default="", help="Only files of this type.")
@click.option("--path", metavar="PATH", default="", help="Only this file or folder.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The newest N saved states.")
@format_option(revisions.REVISIONS_REPORTERS)
@output_option
@click.pass_obj
def command(  # noqa: PLR0913 - the options of one command
    context: Context,
    identifier: str,
    *,
    since: date | None,
    until: date | None,
    author: str,
    type_name: str,
    path: str,
    limit: int | None,
    format_name: str,
    output: Path | None,
) -> None:
    """Show who changed what, when and why: one thing with ID, the whole system without.

    ID is an id such as POL-0001, the name of a register such as risks, or a path; also of
    something that was removed. Renames are followed, and a merge that changed something
    itself is shown. The log of the whole system names who submitted, approved, reviewed or
    withdrew what, and says so when a statement does not count today. Dates are what each
    computer claimed, in UTC. In CSV a text that could be taken for a formula has an
    apostrophe before it.
    """
    if identifier and (type_name or path):
        raise click.UsageError("--type and --path are for the log without an ID.")
    workspace = context.workspace()
    history = workspace.history
    history.require_whole()
    repository, every = (
        (files_about(workspace, identifier), ()) if identifier else _read_all(workspace)
    )
    _require_type(repository, type_name)
    wanted = Wanted(
        since=since, until=until, author=author, type=type_name, path=path.rstrip("/"), limit=limit
    )
    if identifier:
        emit(_of_one(format_name, repository, history, identifier, wanted), output)
    else:
        emit(_all(format_name, repository, history, every, wanted), output)


def _require_type(repository: Repository, name: str) -> None:
    if name and name not in repository.types:
        raise ConfigurationError(
            f"There is no type {name!r}", hint="`ims explain` lists the types."
        )


def _read_all(workspace: Workspace) -> tuple[Repository, tuple[Revision, ...]]:
    """The files and every revision: git compares commits while we read what is on disk."""
    with workspace.history.begin_log() as coming:
        return workspace.files(), tuple(revisions_of(coming.commits()))


def _approved(
    history: History, repository: Repository, place: str, found: tuple[Revision, ...]
) -> tuple[Revision, ...]:
    """The revisions of a document or register with who approved them."""
    subjects: tuple[Subject, ...] = (*repository.documents, *repository.registers)
    for subject in subjects:
        if subject.path == place:
            return with_approvals(history, found, approval_lookup(repository, subject))
    return found


def _of_one(
    format_name: str, repository: Repository, history: History, identifier: str, wanted: Wanted
) -> str:
    place = locate(repository, history, identifier)
    found = _approved(history, repository, place, select(trace(history, place), wanted, {}))
    removed = removed_thing(repository, history, identifier)
    if format_name == "text":
        width = terminal_width()
        text = revisions.as_text(identifier, place, found, width=width)
        return "\n".join([*removal_lines(removed, width), "", text]) if removed else text
    if format_name == "json":
        return revisions.as_json(identifier, place, found, removed and removal_value(removed))
    return revisions.REVISIONS_REPORTERS[format_name](identifier, place, found)


def _all(
    format_name: str,
    repository: Repository,
    history: History,
    every: Sequence[Revision],
    wanted: Wanted,
) -> str:
    types = types_of(repository, {one.current_path for one in every})
    found = select(every, wanted, types)
    selected = log.Log(
        states=list(states(found)),
        statement_events=statement_events(history, repository, found),
        of=len({one.commit for one in every}),
        ids={
            **{one.path: one.id for one in repository.documents},
            **{one.path: one.id for one in repository.records},
        },
        types=types,
    )
    if format_name == "text":
        return log.as_text(selected, width=terminal_width())
    return log.LOG_REPORTERS[format_name](selected)
