"""`ims audit plan`: the next audits by risk, and the programme of three years."""

from __future__ import annotations

from pathlib import Path

import click

from ims_docs.cli.changing import ChangeCommand, commit_option
from ims_docs.cli.group import Context
from ims_docs.cli.writing import emit, format_option, output_option, terminal_width
from ims_docs.reporters import audit_plan
from ims_docs.services.auditing.planning import Planning, planning_of
from ims_docs.services.auditing.programme_entries import prepare


@click.command("plan")
@click.option("--record", is_flag=True, help="Write the audits that are missing into the audit programme as well.")  # fmt: skip
@format_option(["text", "json"])
@output_option
@commit_option
@click.pass_obj
def plan_command(
    context: Context, *, record: bool, format_name: str, output: Path | None, commit: bool
) -> None:
    """Say which audits come first, by risk, and which the programme of three years lacks.

    The risk of a clause grows when it was never audited or long ago, when what serves it changed
    since, when its evidence stands low, and with what is open against it. Each reason is said. A
    clause of high risk is due each year, of medium risk every second, of low risk every third; in
    the first year of the programme every clause is due once. Nobody is proposed to lead an audit of
    own work. With --record the audits that are missing become entries of the programme; what is
    planned already is proposed no more.
    """
    workspace = context.workspace()
    planning = planning_of(workspace.open().repository, workspace.history)
    text = (
        audit_plan.as_json(planning)
        if format_name == "json"
        else audit_plan.as_text(planning, terminal_width())
    )
    emit(text, output)
    if record:
        _write(ChangeCommand(context, commit), planning)


def _write(change: ChangeCommand, planning: Planning) -> None:
    path, ids = prepare(change.transaction, planning)
    if not ids:
        change.say("The programme lacks no audit. Nothing was changed.")
        return
    change.finish()
    many = "1 audit" if len(ids) == 1 else f"{len(ids)} audits"
    change.done(
        f"Added {many} to {path}: {', '.join(ids)}. Read them, and move or join what belongs "
        "together.",
        f"Add {many} to the audit programme, by risk",
        path,
    )
