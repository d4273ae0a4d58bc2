"""`ims gap`: what people judged beside what the evidence shows, and the way from another standard."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from ims_docs.cli.group import Context
from ims_docs.cli.options import as_of_option, past_state
from ims_docs.cli.writing import emit, format_option, output_option, terminal_width
from ims_docs.domain.worksheets import Sheet, sheets
from ims_docs.domain.worksheets.transition import transition
from ims_docs.errors import ConfigurationError
from ims_docs.model.directory import directory
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository
from ims_docs.reporters.worksheets import sheet_data, sheet_lines

ANALYSIS = "gap-analysis"


@click.command("gap")
@click.option("--analysis", default="", metavar="ID", help="Which gap analysis (default: the newest).")  # fmt: skip
@click.option("--from", "origin", default="", metavar="ID", help="The way from this standard, such as iso56002.")  # fmt: skip
@click.option("--to", "target", default="", metavar="ID", help="To this standard (default: the first in ims.yml).")  # fmt: skip
@click.option("--at", metavar="REF", default="", help="At a tag, branch or commit.")
@as_of_option
@format_option(["text", "json"])
@output_option
@click.pass_obj
def command(  # noqa: PLR0913 - the options of one command
    context: Context,
    *,
    analysis: str,
    origin: str,
    target: str,
    at: str,
    as_of: date | None,
    format_name: str,
    output: Path | None,
) -> None:
    """Put what people judged beside what the evidence shows, and say what to close first.

    Judgement comes from a gap analysis, by named people, from 0 to 5. Evidence is computed, the
    rung of each clause from 0 to 5. Where they differ stands first; then the gaps by the steps
    that are missing times their weight, with owner and date. With --from it is the way from one
    standard to another: what is to be added, what moved, what stayed.
    """
    repository = context.workspace().open(past_state(at, as_of)).repository
    record = _analysis(repository, analysis)
    found = (
        _transition(repository, origin, target or repository.settings.leading, record)
        if origin or target
        else _judged(repository, record)
    )
    if format_name == "json":
        data = {
            "analysis": record.id if record else None,
            "as_of": repository.as_of.isoformat(),
            "sheets": [sheet_data(one) for one in found],
        }
        emit(json.dumps(data, ensure_ascii=False, indent=2) + "\n", output)
        return
    emit(_text(repository, record, found), output)


def _text(repository: Repository, record: Record | None, found: Sequence[Sheet]) -> str:
    lines = [
        f"Judged in {record.id} of {record.date}, {record.state}: {record.title}"
        if record
        else f"Nobody has judged yet: `ims add {ANALYSIS}` begins with a row for each question."
    ]
    name = directory(repository).name
    for one in found:
        if one.rows:
            lines += ["", one.title, *sheet_lines(one, name, terminal_width())]
    return "\n".join(lines) + "\n"


def _judged(repository: Repository, record: Record | None) -> list[Sheet]:
    """The sheets of an analysis: where judgement and evidence differ comes first."""
    if record is None:
        return []
    made = sheets(repository, repository.types[ANALYSIS], record.content.values)
    scores, *others = made or (None,)
    return [*others, *([scores] if scores else [])]


def _transition(
    repository: Repository, origin: str, target: str, record: Record | None
) -> tuple[Sheet, ...]:
    ways = {(one.origin, one.target): one for one in repository.crosswalks}
    fitting = [key for key in ways if key[1] == target and origin in ("", key[0])]
    if len(fitting) != 1:
        known = ", ".join(f"--from {one} --to {other}" for one, other in ways)
        raise ConfigurationError(
            f"Nothing says how {origin or 'another standard'} leads to {target}",
            hint=f"Known: {known}." if known else "No pack of a standard has a crosswalk.",
        )
    return transition(repository, ways[fitting[0]], record.content.values if record else {})


def _analysis(repository: Repository, identifier: str) -> Record | None:
    """The analysis with this id, or the newest in which something is judged."""
    found = [one for one in repository.records if one.type == ANALYSIS]
    if identifier:
        wanted = identifier.upper()
        chosen = next((one for one in found if one.id == wanted), None)
        if chosen is None:
            raise ConfigurationError(
                f"There is no gap analysis {identifier!r}",
                hint=f"`ims list {ANALYSIS}` lists them.",
            )
        return chosen
    return max(found, key=lambda one: (one.is_closed, one.date or date.min, one.id), default=None)
