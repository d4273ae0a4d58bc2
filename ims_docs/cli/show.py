"""`ims show`: one document, record or register entry."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date

import click

from ims_docs.adapters.git.lineage import revisions as revisions_of
from ims_docs.cli.group import Context
from ims_docs.cli.options import as_of_option, past_state, rules_at_option, words_argument
from ims_docs.cli.reading import read
from ims_docs.cli.removed import removed_thing
from ims_docs.cli.writing import emit, format_option, terminal_width
from ims_docs.domain.unread import refuse_unread
from ims_docs.domain.views import Thing, View, approval_of, names, referrers, things
from ims_docs.domain.worksheets import sheets
from ims_docs.errors import ConfigurationError, HistoryUnavailableError, ImsDocsError, unknown
from ims_docs.formats import frontmatter
from ims_docs.model.moved_date import MovedDate
from ims_docs.model.naming import id_called, meant, type_called
from ims_docs.model.repository import Repository
from ims_docs.model.type import Kind
from ims_docs.reporters import in_force as reported
from ims_docs.reporters import removed as removal_report
from ims_docs.reporters.thing import as_json, as_text
from ims_docs.services.signing import find_subject
from ims_docs.services.timeline import deadline_moves, text_in_force
from ims_docs.services.workspace import Snapshot


@click.command("show")
@words_argument("identifier", "ID")
@click.option(
    "--in-force",
    is_flag=True,
    help="The approved text of a document or register, while its next version is written.",
)
@click.option("--at", metavar="REF", default="", help="At a tag, branch or commit.")
@as_of_option
@rules_at_option
@format_option(["text", "json"])
@click.pass_obj
def command(  # noqa: PLR0913 - the options of one command
    context: Context,
    identifier: str,
    *,
    in_force: bool,
    at: str,
    as_of: date | None,
    rules_at: str,
    format_name: str,
) -> None:
    """Show one document, record or register entry: its keys, its text, and what refers to it.

    People and roles are shown by name. Of a record it says which states may follow, of a
    document whether this text is in force. With --in-force it prints the text that is in
    force, found in the history by the digest that was signed. Exit code then: 0 printed,
    1 nothing is in force, 3 the approved text is not in this clone.
    """
    snapshot = read(context.workspace(), past_state(at, as_of), rules=rules_at)
    if in_force:
        when = f"at {at}" if at else f"on {as_of}" if as_of else ""
        found = _in_force(snapshot, identifier)._replace(when=when)
        emit(reported.as_text(found) if format_name == "text" else reported.as_json(found), None)
        return
    emit(_shown(context, snapshot, identifier, format_name), None)


def _shown(context: Context, snapshot: Snapshot, identifier: str, format_name: str) -> str:
    """What has this id, or what became of it. Raises an error where there never was such a thing."""
    repository, width = snapshot.repository, terminal_width()
    identifier = id_called(repository, identifier)
    shown = things(repository, identifier)
    if not shown:
        removed = removed_thing(repository, snapshot.history, identifier, snapshot.commit)
        if removed is None:
            raise _nothing(repository, identifier)
        if format_name == "text":
            return removal_report.as_text(removed, width=width)
        return removal_report.as_json(removed)
    bodies = _bodies(snapshot, [one.path for one in shown])
    moved = _moved(snapshot, shown)
    view = View(identifier, shown, bodies, referrers(repository, shown), moved)
    computed = {
        one.path: sheets(repository, one.type, one.values)
        for one in shown
        if one.type.kind is not Kind.REGISTER
    }
    if format_name == "text":
        return as_text(
            view, names(repository), computed=computed, width=width, colour=context.colour
        )
    return as_json(view, computed=computed, unread=repository.lost)


def _in_force(snapshot: Snapshot, identifier: str) -> reported.InForce:
    """The approved text that counts. Raises RefusedError, UnreadableError."""
    subject = find_subject(snapshot.repository, identifier)
    name, approved, data = text_in_force(snapshot, subject)
    approval = approval_of(snapshot.repository, approved)
    return reported.InForce(name, subject.title, subject.path, approved, "", approval, data)


def _moved(snapshot: Snapshot, shown: Iterable[Thing]) -> tuple[MovedDate, ...]:
    """The deadlines of these that were moved; none where there is no whole history."""
    wanted = {one.path for one in shown if one.type.deadlines}
    try:
        snapshot.history.require()
        snapshot.history.require_whole()
    except HistoryUnavailableError:
        return ()
    if not wanted:
        return ()
    log = snapshot.history.log(snapshot.commit, *wanted)
    found = deadline_moves(snapshot.history, snapshot.repository, revisions_of(log), wanted)
    return tuple(
        moved
        for one in shown
        for (path, line), moved in found.items()
        if path == one.path and line in _lines(snapshot.repository, one)
    )


def _lines(repository: Repository, one: Thing) -> range:
    """The lines of a file that speak of it: of an entry those up to the next one."""
    if one.type.kind is not Kind.REGISTER:
        return range(sys.maxsize)
    register = repository.register(one.type.name)
    starts = sorted(each.position[0] for each in register.entries) if register else []
    later = [line for line in starts if line > one.line]
    return range(one.line, later[0] if later else sys.maxsize)


def _nothing(repository: Repository, identifier: str) -> ImsDocsError:
    refuse_unread(repository, identifier)
    titled = meant(repository, "any", identifier)
    if titled:
        named = " or ".join(f"`{one.id}`" for one in titled)
        return ConfigurationError(f"There is no id {identifier!r}", hint=f"Did you mean {named}?")
    known = type_called(repository.types, identifier)
    if known:
        look = "table" if known.kind is Kind.REGISTER else "list"
        return unknown("id", identifier, (), otherwise=f"Run `ims {look} {known.name}`.")
    prefix = identifier.upper().partition("-")[0]
    alike = [one for one in repository.holders if one.partition("-")[0] == prefix]
    name = identifier.upper() if alike else identifier
    return unknown(
        "id", name, alike or repository.holders, otherwise="`ims list TYPE` shows the ids."
    )


def _bodies(snapshot: Snapshot, paths: Iterable[str]) -> dict[str, str]:
    """The Markdown below the keys of each file; a register has none."""
    found = snapshot.bodies(path for path in paths if path.endswith(".md"))
    return {path: frontmatter.body_of(data) for path, data in found.items()}
