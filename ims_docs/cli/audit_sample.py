"""`ims audit sample` and `ims audit size`: which records an auditor looks at, and how many."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import click

from ims_docs.cli.changing import ChangeCommand, commit_option
from ims_docs.cli.group import Context
from ims_docs.cli.options import calendar_date
from ims_docs.cli.person import person_meant
from ims_docs.domain.auditing.draw import SAMPLE
from ims_docs.domain.auditing.sizes import needed
from ims_docs.domain.runner import Selection, check
from ims_docs.model.naming import type_named
from ims_docs.reporters import sample_sizes
from ims_docs.services.auditing.opening import keep_sample
from ims_docs.services.auditing.population import Period, Population, population_of
from ims_docs.services.auditing.recipe import recipe
from ims_docs.services.auditing.sampling import (
    Choice,
    Chooser,
    Wish,
    auditor_of,
    by_judgement,
    drawn,
    find_plan,
)
from ims_docs.services.records import Draft

_OWN_WORK = "WHO001"
_percent = click.IntRange(1, 99)


class _Asked(NamedTuple):
    """What is said of the choice."""

    type_name: str
    size: int | None
    confidence: int | None
    tolerable: int | None
    seed: str
    seed_from: str
    baseline: str
    start: date | None
    end: date | None
    reason: str


@click.command("sample")
@click.argument("plan", metavar="PLAN")
@click.argument("names", metavar="[ID]...", nargs=-1)
@click.option("--type", "type_name", default="", metavar="TYPE", help="Draw from the records of this type.")  # fmt: skip
@click.option("--size", type=click.IntRange(1, 10_000), metavar="N", help="Draw so many.")
@click.option("--confidence", type=_percent, metavar="PERCENT", help="Instead of --size: as many as meet a bad record this surely (default: 95).")  # fmt: skip
@click.option("--tolerable", type=_percent, metavar="PERCENT", help="Instead of --size: if so many are bad (default: 10).")  # fmt: skip
@click.option("--seed", default="", metavar="TEXT", help="What the auditor threw or looked up after the baseline was made.")  # fmt: skip
@click.option("--seed-from", default="", metavar="TEXT", help="How the seed came about, and who saw it.")  # fmt: skip
@click.option("--baseline", default="", metavar="NAME", help="The baseline that fixes the population (default: the newest).")  # fmt: skip
@click.option("--from", "start", type=calendar_date, metavar="DATE", help="Only records from this day on.")  # fmt: skip
@click.option("--to", "end", type=calendar_date, metavar="DATE", help="Only records up to this day.")  # fmt: skip
@click.option("--judgement", is_flag=True, help="The ids that are named, chosen by judgement.")
@click.option("--reason", default="", metavar="TEXT", help="Why these, or why it is drawn again.")
@click.option("--auditor", default="", metavar="PERSON", help="Who looks at them (default: you, if the plan names you; else its lead auditor).")  # fmt: skip
@commit_option
@click.pass_obj
def sample_command(  # noqa: PLR0913 - the options of one command
    context: Context,
    /,
    plan: str,
    names: tuple[str, ...],
    *,
    judgement: bool,
    auditor: str,
    commit: bool,
    **asked: Any,  # noqa: ANN401 - click hands over what `_Asked` names
) -> None:
    """Choose what an auditor looks at, and write the record of it.

    Drawn: `ims audit sample PLAN --type idea --size 8 --seed "4 2 6 1 3 5"`. The population is what
    a baseline lists, with what was gone before it. The ticket of each id is the SHA-256 of
    CODE|SEED|ID; the smallest tickets are drawn. It prints how to draw again in a shell.

    By judgement: `ims audit sample PLAN --judgement ID … --reason TEXT`. The two stay apart: a
    share of all can be told from a draw only. The last line printed is: ID path.
    """
    change, said = ChangeCommand(context, commit), _Asked(**asked)
    chooser = _chooser(change, plan, auditor)
    if judgement:
        drawing = said.type_name or said.size or said.seed or said.baseline
        _refuse(bool(drawing), "--judgement draws nothing")
        _write(change, by_judgement(chooser, names, said.reason))
        return
    _refuse(bool(names), "Ids are named with --judgement only; a draw takes a type")
    _refuse(not (said.type_name and said.seed), 'To draw: --type TYPE --size N --seed "…"')
    type_, period = (
        type_named(change.repository.types, said.type_name),
        Period(said.start, said.end),
    )
    population = population_of(change.workspace, type_, said.baseline, period)
    count = said.size or _needed(population, said.tolerable, said.confidence)
    wish = Wish(count, said.seed, said.seed_from.strip(), said.reason.strip())
    choice = drawn(chooser, population, wish)
    click.echo(recipe(population, said.seed, count))
    _write(change, choice)


def _needed(population: Population, tolerable: int | None, confidence: int | None) -> int:
    _refuse(tolerable is None and confidence is None, "How many? --size N, or --confidence 95")
    return max(1, needed(len(population.ids), tolerable or 10, confidence or 95))


def _refuse(wrong: bool, message: str) -> None:  # noqa: FBT001 - it is the question itself
    if wrong:
        raise click.UsageError(f"{message}. `ims audit sample --help` shows both ways.")


def _chooser(change: ChangeCommand, plan: str, auditor: str) -> Chooser:
    record = find_plan(change.repository, plan)
    person = change.person
    chosen = person_meant(change.repository, auditor) if auditor else auditor_of(record, person)
    return Chooser(
        repository=change.repository,
        plan=record,
        auditor=chosen,
        owner=person or chosen,
        now=change.workspace.clock.now(),
    )


def _write(change: ChangeCommand, choice: Choice) -> None:
    added = keep_sample(change.transaction, choice, change.require_person, judge=change.judge)
    for note in choice.notes:
        change.say(note)
    change.done(
        f"Recorded as {added.id}: {choice.keys['title']}.",
        f"Add {SAMPLE} {added.id}: {choice.keys['title']}",
        added.path,
    )
    _warn_of_own_work(change, added)
    click.echo(f"{added.id} {added.path}")


def _warn_of_own_work(change: ChangeCommand, added: Draft) -> None:
    """What is the auditor's own work, as `ims check` says it."""
    found = check(change.workspace.open().repository, Selection(select=(_OWN_WORK,)))
    for one in found.findings:
        if one.where.path == added.path:
            change.say(f"{one.code} {one.message}. {one.hint}")


@click.command("size")
@click.option("--population", type=click.IntRange(1, 10_000), metavar="N", help="So many records there are.")  # fmt: skip
@click.option("--confidence", type=_percent, default=95, show_default=True, metavar="PERCENT", help="How sure to be.")  # fmt: skip
@click.option("--tolerable", type=_percent, default=10, show_default=True, metavar="PERCENT", help="So many bad ones are not to be missed.")  # fmt: skip
@click.pass_obj
def size_command(
    _context: Context, *, population: int | None, confidence: int, tolerable: int
) -> None:
    """Say how many records to look at, so that bad ones are not missed.

    Counted exactly (hypergeometric), for draws only. What comes out is no rule: it says what you
    may say afterwards if you found nothing.
    """
    if population:
        click.echo(sample_sizes.sentence(population, tolerable, confidence))
        return
    click.echo(sample_sizes.table(tolerable, confidence), nl=False)
