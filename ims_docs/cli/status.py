"""`ims status`: what is overdue, due soon, stuck or waiting."""

from __future__ import annotations

from datetime import date

import click

from ims_docs.cli.group import Context
from ims_docs.cli.options import calendar_date
from ims_docs.cli.person import person_meant
from ims_docs.cli.reading import read
from ims_docs.cli.writing import emit, format_option, terminal_width
from ims_docs.domain.approval_state import people_of
from ims_docs.domain.duties import Changes, Duties, gather
from ims_docs.domain.next_step import first_step
from ims_docs.domain.views.reading import unread_by
from ims_docs.errors import HistoryUnavailableError
from ims_docs.model.directory import directory
from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision
from ims_docs.reporters.columns import wrapped
from ims_docs.reporters.duties import as_json, as_text, for_you, to_read, to_submit
from ims_docs.reporters.duties_mail import Addressed, address_of, as_mail
from ims_docs.reporters.printable import printable
from ims_docs.services.signing.opening import unsigned
from ims_docs.services.timeline import changes_known, deadline_moves
from ims_docs.services.workspace import Disk, Workspace
from ims_docs.services.workspace.identity import known_person


@click.command("status")
@click.option(
    "--days",
    type=click.IntRange(0, 36_500),
    default=30,
    show_default=True,
    metavar="N",
    help="How many days ahead to look.",
)
@click.option(
    "--person", default="", metavar="ID", help="Only what this person or the person's roles see to."
)
@click.option(
    "--as-of",
    type=calendar_date,
    metavar="DATE",
    help="Ask the files on disk on this day (default: today, UTC).",
)
@click.option(
    "--mail",
    is_flag=True,
    help="A message for each person who has something to do, for a program that sends it (mbox).",
)
@format_option(["text", "json"])
@click.pass_obj
def command(  # noqa: PLR0913 - the options of one command
    context: Context, *, days: int, person: str, as_of: date | None, mail: bool, format_name: str
) -> None:
    """Show what needs somebody: overdue first, then what is to look at, due soon, stuck, waiting.

    Deadlines are in records and registers; each type says which dates are deadlines and
    what ends them. A record is stuck when nothing was committed to it for longer than its
    state is meant to last. Registers are reviewed from the day of their last review.
    Documents are reviewed from the day of their approval or of their last review; as long as
    they are not approved, from the day on which they got their version, 1.0 or higher.
    A text is to look at when it waits for its approval, or when something that it links to has
    changed since it was approved or reviewed.
    """
    workspace = context.workspace()
    repository = read(workspace, Disk(as_of)).repository
    who = directory(repository)
    person = person_meant(repository, person)
    revisions = revisions_known(workspace)
    changes = changes_known(workspace.git, repository, revisions)
    if mail:
        emit(_mail(repository, changes, days, person), None)
        return
    found = gather(repository, changes, days=days, person=person)
    if revisions:
        dated = {one.path for one in (*found.duties, *found.ahead) if one.kind == "deadline"}
        found = found.with_moves(deadline_moves(workspace.history, repository, revisions, dated))
    if format_name == "json":
        emit(as_json(found, who, unread=repository.lost), None)
        return
    emit(_page(context, workspace, repository, found, (changes, person)), None)


def _page(
    context: Context,
    workspace: Workspace,
    repository: Repository,
    found: Duties,
    asked: tuple[Changes, str],
) -> str:
    """Everything for people to read: what waits for whoever asks, then all of it."""
    changes, person = asked
    who = directory(repository)
    name = repository.settings.organisation
    whose = f"{name}, {who.name(person)}" if person else name
    text = as_text(found, whose, who, width=terminal_width(), colour=context.colour)
    if person:
        text += _unread(repository, person)
    me = "" if person else known_person(repository, workspace.address)
    if me:
        mine = gather(repository, changes, days=found.days, person=me)
        mine_text = for_you(mine, who.name(me), me, width=terminal_width())
        text = mine_text + _unread(repository, me) + "\n" + text
    if not person:
        text += _next(repository)
    return text


def _unread(repository: Repository, person: str) -> str:
    """In a sentence what this person is asked to read and has not; empty where nothing is open."""
    texts = [f"{one.name} {one.approved.version}" for one in unread_by(repository, person)]
    said = to_read(texts)
    return (
        "".join(f"{line}\n" for line in wrapped(printable(said), terminal_width())) if said else ""
    )


def _next(repository: Repository) -> str:
    """What is complete and waits for its signature, and the file to complete first."""
    said = to_submit(unsigned(repository, submitted=False))
    if step := first_step(repository):
        said = [*said, f"Next: {step}."]
    return "".join(
        f"\n{line}\n"
        for line in ("\n".join(wrapped(printable(one), terminal_width())) for one in said)
    )


def _mail(repository: Repository, changes: Changes, days: int, person: str) -> str:
    """A message for each person, or for one; a note on stderr about who cannot be reached."""
    who, people = directory(repository), people_of(repository)
    messages = []
    for one, name in who.people.items():
        found = gather(repository, changes, days=days, person=one)
        if one in people.left or (person and one != person) or not found.duties:
            continue
        address = next(filter(None, map(address_of, people.emails.get(one, ()))), "")
        if address:
            messages.append(Addressed(one, name, address, found))
        else:
            click.echo(printable(f"note: {name} ({one}) has no e-mail address"), err=True)
    return as_mail(messages, repository.settings.organisation, who)


def revisions_known(workspace: Workspace) -> tuple[Revision, ...]:
    """Every change of every file; nothing where there is no git."""
    try:
        history = workspace.history
    except HistoryUnavailableError as error:
        click.echo(
            f"note: {error.message}; ages count from the dates of the records, "
            "no document is known to be due for review, and no deadline to have moved",
            err=True,
        )
        return ()
    history.require_whole(lost=", so nobody can say since when something waits")
    return history.revisions()
