"""`ims list`: the documents, records or register entries of a type."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from ims_docs.cli.group import Context
from ims_docs.cli.options import as_of_option, past_state, rules_at_option, words_argument
from ims_docs.cli.reading import read
from ims_docs.cli.writing import emit, format_option, output_option, terminal_width
from ims_docs.domain.views import INVENTORIES, Table, condition, holdings, inventory, listed
from ims_docs.errors import HistoryUnavailableError
from ims_docs.model.directory import directory
from ims_docs.model.naming import type_called
from ims_docs.model.repository import Repository
from ims_docs.model.type_words import no_type
from ims_docs.reporters import holdings as all_types
from ims_docs.reporters import table as one_type
from ims_docs.services.timeline import final_since
from ims_docs.services.workspace import Workspace

_FORMS: Mapping[str, Callable[[Table], str | bytes]] = {
    "csv": one_type.as_csv,
    "excel": one_type.as_excel,
    "markdown": one_type.as_markdown,
}
FORMATS = ("text", "json", "csv", "excel", "markdown")


@click.command("list")
@words_argument("type_name", "[TYPE]", required=False)
@click.option(
    "--where",
    "conditions",
    multiple=True,
    metavar="KEY=VALUE",
    help="Only where the key says this, or its list holds it. KEY= means: empty, missing or "
    "still a placeholder. May be repeated; all must hold.",
)
@click.option("--at", metavar="REF", default="", help="At a tag, branch or commit.")
@as_of_option
@rules_at_option
@format_option(FORMATS)
@output_option
@click.pass_obj
def command(  # noqa: PLR0913 - the options of one command
    context: Context,
    type_name: str,
    conditions: tuple[str, ...],
    *,
    at: str,
    as_of: date | None,
    rules_at: str,
    format_name: str,
    output: Path | None,
) -> None:
    """List what there is of a type, in order of id; without TYPE, every type with its count.

    TYPE is the name of a type: of documents (innovation-policy), of records (idea) or of a
    register (risks), whose entries are listed. Three words stand for all types together:
    documents is the master list with states and reviews, records lists every record with
    what is due and until when it is kept, actions lists everything that was decided to be
    done, also in closed records. Text is cut to the width of the terminal;
    JSON and CSV hold whole values, with ids as they are in the files. The format excel is CSV
    with a byte order mark, as Excel opens it by a double click.
    """
    if conditions and not type_name:
        raise click.UsageError("--where needs a TYPE.")
    workspace = context.workspace()
    repository = read(workspace, past_state(at, as_of), rules=rules_at).repository
    width, colour = terminal_width(), context.colour and output is None
    if not type_name:
        emit(_all(repository, format_name, width=width, colour=colour), output)
        return
    table = _table(workspace, repository, type_name, conditions)
    text: str | bytes
    if format_name == "text":
        text = one_type.as_text(table, directory(repository), width=width, colour=colour)
    elif format_name == "json":
        text = one_type.as_json(table, unread=repository.lost)
    else:
        text = _FORMS[format_name](table)
    emit(text, output)


def _table(
    workspace: Workspace, repository: Repository, name: str, conditions: Sequence[str]
) -> Table:
    """The rows of a type, or of all types together; a type of that name goes first."""
    type_ = repository.types.get(name) or INVENTORIES.get(name.strip().lower())
    type_ = type_ or type_called(repository.types, name)
    if type_ is None:
        known = {**repository.types, **INVENTORIES}
        raise no_type(known, name, "`ims list` shows what there is.")
    wanted = [condition(one, type_) for one in conditions]
    if type_.name in repository.types:
        return listed(repository, type_, wanted)
    final = _final(workspace, repository) if type_.name == "documents" else {}
    return inventory(repository, type_.name, final=final, conditions=wanted)


def _final(workspace: Workspace, repository: Repository) -> Mapping[str, date]:
    """Since when documents that nobody approved have their version; without git nobody knows."""
    try:
        history = workspace.history
    except HistoryUnavailableError:
        return {}
    history.require_whole(lost=", so nobody can say when a document is to be reviewed")
    then = [one for one in history.revisions() if one.committed.date() <= repository.as_of]
    return final_since(history, then, repository.documents)


def _all(repository: Repository, format_name: str, *, width: int, colour: bool) -> str | bytes:
    found = holdings(repository)
    if format_name == "text":
        return all_types.as_text(found, width=width, colour=colour)
    if format_name == "json":
        return all_types.as_json(found, unread=repository.lost)
    if format_name == "excel":
        return all_types.as_excel(found)
    return all_types.as_csv(found) if format_name == "csv" else all_types.as_markdown(found)
