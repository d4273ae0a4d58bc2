"""`ims measure`: what the repository can count itself, as a measurement with its records."""

from __future__ import annotations

import click

from ims_docs.cli.changing import ChangeCommand, commit_option
from ims_docs.cli.group import Context
from ims_docs.cli.options import words_argument
from ims_docs.cli.reading import read
from ims_docs.cli.writing import emit, format_option, terminal_width
from ims_docs.errors import ConfigurationError
from ims_docs.model.period import Period
from ims_docs.model.quoting import quoted
from ims_docs.model.record import Record
from ims_docs.reporters.measures import as_json, as_text, listed
from ims_docs.services.records import Draft, Drafting, add
from ims_docs.services.records.measuring import (
    MEASUREMENT,
    Measured,
    computed,
    indicator_called,
    keys_of,
    measured,
    require_recordable,
    sections_of,
)
from ims_docs.services.workspace import Disk, Workspace


@click.command("measure")
@words_argument("indicator", "[INDICATOR]", required=False)
@click.option("--period", default="", metavar="P", help="2026, 2026-H1, 2026-Q3, 2026-09, 2026-W36 or DAY..DAY. (default: the last that is over)")  # fmt: skip
@click.option("--show", is_flag=True, help="Only show the figure and what counts; write nothing.")
@click.option("--list", "list_all", is_flag=True, help="Show every measure, and what it counts.")
@commit_option
@format_option(["text", "json"])
@click.pass_obj
def command(  # noqa: PLR0913 - the options of one command
    context: Context,
    indicator: str,
    *,
    period: str,
    show: bool,
    list_all: bool,
    commit: bool,
    format_name: str,
) -> None:
    """Compute an indicator whose method is automatic, and record the measurement.

    The record names everything that was counted, so that anybody can count again. What it means
    stays for a person to write. A period that has a measurement keeps it. Without INDICATOR,
    every automatic indicator is shown, and nothing is written. The last line printed is: ID path.
    """
    if list_all:
        emit(listed(terminal_width()), None)
        return
    if not indicator or show:
        _show(context.workspace(), indicator, period, format_name)
        return
    change = ChangeCommand(context, commit)
    repository, today = change.repository, change.workspace.today
    found = measured(repository, indicator_called(repository, indicator), period, today)
    if found.recorded is None:
        require_recordable(found, repository, today)
    is_json = format_name == "json"
    if not is_json:
        emit(as_text([found], terminal_width(), whole=True), None)
    made = _record(change, found) if found.recorded is None else None
    if is_json:
        emit(as_json([found], repository.lost, made=made.id if made else ""), None)
    there = made or found.recorded
    if there and not is_json:
        click.echo(f"{there.id} {there.path}")
    if found.recorded:
        _is_there(change, found, found.recorded)


def _show(workspace: Workspace, indicator: str, period: str, format_name: str) -> None:
    repository = read(workspace, Disk()).repository
    named = [indicator_called(repository, indicator)] if indicator else None
    asked = list(computed(repository)) if named is None else named
    if not asked:
        raise ConfigurationError(
            "No indicator names a measure",
            hint="`ims measure --list` shows what can be computed. Name one under `measure` of an indicator.",
        )
    found = []
    for one in asked:
        try:
            found.append(measured(repository, one, period, workspace.today))
        except ConfigurationError as error:
            if indicator or (period and Period.parse(period) is None):
                raise
            click.echo(f"note: {error.message}", err=True)
    is_json = format_name == "json"
    text = as_text(found, terminal_width(), whole=bool(indicator)) if not is_json else ""
    emit(as_json(found, repository.lost) if is_json else text, None)


def _record(change: ChangeCommand, found: Measured) -> Draft:
    drafting = Drafting(
        transaction=change.transaction,
        type=change.repository.types[MEASUREMENT],
        person=change.require_person,
    )
    keys = {**keys_of(found), "measured_by": change.require_person()}
    sections = sections_of(found, change.workspace.today)
    added = add(drafting, keys, sections, judge=change.judge)
    change.done(
        f"Recorded {found.indicator.id} for {found.name}. Write what it means in {quoted(added.path)}, "
        f"then run `ims close {added.id}`.",
        f"Add measurement {added.id}: {keys['title']}",
        added.path,
    )
    return added


def _is_there(change: ChangeCommand, found: Measured, there: Record) -> None:
    """Say which measurement is there; the end is 1 where it says something else."""
    if found.is_still_so:
        change.say(f"It is there already: {there.id} says the same.")
        return
    mend = f'`ims correct {there.id} --reason "…"' if there.is_closed else f"`ims edit {there.id}"
    change.say(
        f"It is there already, and {there.id} says {there.content.text('value')}. What was counted "
        f"has changed since, or the figure was. To put it right: {mend} --set value=… --set number=…`."
    )
    raise click.exceptions.Exit(1)
