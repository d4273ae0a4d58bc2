"""`ims audit open`: the working paper of an auditor."""

from __future__ import annotations

import click

from ims_docs.cli.changing import ChangeCommand, commit_option
from ims_docs.cli.group import Context
from ims_docs.cli.person import person_meant
from ims_docs.services.auditing.opening import open_paper
from ims_docs.services.auditing.paper import PAPER, opened
from ims_docs.services.auditing.sampling import auditor_of, find_plan


@click.command("open")
@click.argument("plan", metavar="PLAN")
@click.option("--auditor", default="", metavar="PERSON", help="Whose paper it is (default: you, if the plan names you; else its lead auditor).")  # fmt: skip
@commit_option
@click.pass_obj
def open_command(context: Context, plan: str, *, auditor: str, commit: bool) -> None:
    """Make the working paper for a plan: its questions, its samples, cells to fill in.

    The questions are those of the clauses of the plan, each clause with how far its evidence has
    come. The samples are those that fall to this auditor, each id with the SHA-256 of its file and
    the commit that changed it last. Fill in observation and result; `ims close` refuses a paper
    in which a result is blank. The last line printed is: ID path.
    """
    change = ChangeCommand(context, commit)
    repository = change.repository
    record = find_plan(repository, plan)
    person = person_meant(repository, auditor) if auditor else auditor_of(record, change.person)
    if there := opened(repository, record, person):
        change.say(f"{there.id} is open for {record.id} already. Nothing was changed.")
        click.echo(f"{there.id} {there.path}")
        return
    made = open_paper(change.transaction, record, person, change.person, judge=change.judge)
    many = "1 sample" if made.samples == 1 else f"{made.samples} samples"
    added = made.draft
    change.done(
        f"{added.id} asks about the clauses of {record.id} and lists {many}. "
        f"Fill it in, then run `ims close {added.id}`.",
        f"Add {PAPER} {added.id}: {made.title}",
        added.path,
    )
    click.echo(f"{added.id} {added.path}")
