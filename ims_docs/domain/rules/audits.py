"""AUD: what an audit looks at was chosen so that nobody could choose for the auditor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ims_docs.domain.auditing.draw import Draw, draw, listed, read_draw
from ims_docs.domain.rules._remedy import for_key
from ims_docs.domain.rules._rule import rule
from ims_docs.model.baseline import Baseline
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository
from ims_docs.model.type import Kind

_NAMED = 5


class _Fault(NamedTuple):
    """What is not as it was drawn."""

    key: str
    message: str
    hint: str


@rule(
    "AUD001",
    title="A drawn sample is what its baseline and its seed give",
    severity=Severity.ERROR,
    hint="Draw it with `ims audit sample`, which writes what it drew.",
    clause="9.2.2",
    whole=True,
)
def samples_can_be_drawn_again(repository: Repository) -> Iterator[Problem]:
    """A sample that cannot be drawn again may have been chosen.

    The population is what the baseline lists, and what was gone before it. Each id has a ticket, the
    SHA-256 of `CODE|SEED|ID`, and those with the smallest tickets are drawn. Two commands of a
    shell do the same. What nobody can show any more stays in the sample by name.
    """
    for record, one in _draws(repository):
        for fault in _faults(repository, one):
            yield Problem(
                where=Location(record.path, *record.content.position(fault.key)),
                message=fault.message,
                hint=for_key(repository, record, fault.hint, fault.key),
            )


def _faults(repository: Repository, one: Draw) -> Iterator[_Fault]:
    type_ = repository.types.get(one.type)
    if type_ is None or type_.kind is not Kind.RECORD:
        message = f"{one.type} is no type of records"
        yield _Fault("sampled_type", message, "Name the type of the records that were drawn.")
        return
    baseline = _baseline(repository, one.baseline)
    if baseline is None:
        message = f"There is no baseline {one.baseline} that counts"
        yield _Fault(
            "baseline",
            message,
            "Bring the baseline back, or name the one that was meant: `ims baseline list`.",
        )
        return
    if baseline.code != one.code:
        message = f"The code of {one.baseline} is {baseline.code}"
        yield _Fault("baseline_code", message, f"Write `{baseline.code}`.")
        return
    there = set(listed(baseline, type_))
    held = {record.id for record in repository.records}
    if strange := [name for name in one.population if name not in there and name in held]:
        message = f"The baseline does not list {_names(strange)}"
        yield _Fault("population", message, f"Take {_names(strange)} out of `population`.")
    if left_out := [] if one.has_period else sorted(there - set(one.population)):
        message = f"The population leaves out {_names(left_out)}, which the baseline lists"
        yield _Fault("population", message, f"Add {_names(left_out)} to `population`.")
    if not strange and not left_out:
        yield from _misdrawn(one)


def _misdrawn(one: Draw) -> Iterator[_Fault]:
    due = draw(one.code, one.seed, one.population, one.size)
    hint = f"Write under `samples` what they draw, and what of it is gone under `cannot_be_shown`: {', '.join(due)}."
    if missing := [name for name in due if name not in one.drawn]:
        yield _Fault("samples", f"Baseline and seed draw {_names(missing)} as well", hint)
    if added := [name for name in one.drawn if name not in due]:
        yield _Fault("samples", f"Baseline and seed do not draw {_names(added)}", hint)


@rule(
    "AUD002",
    title="A seed is thrown after the baseline is made",
    severity=Severity.ERROR,
    hint="Make a baseline, then throw the seed and draw again.",
    clause="9.2.2",
    whole=True,
)
def seeds_are_later_than_baselines(repository: Repository) -> Iterator[Problem]:
    """Whoever knows the seed can try what to save until the sample looks well.

    The population is fixed first, by a baseline. Then the auditor throws dice, or looks up a public
    number of that day. The moment of the draw is later than that of the baseline, and the baseline
    does not list the record of the draw. A later draw for the same plan takes the place of one
    that was drawn too early.
    """
    last = {(one.plan, one.type): record.path for record, one in _draws(repository)}
    for record, one in _draws(repository):
        baseline = _baseline(repository, one.baseline)
        if baseline is None or last[one.plan, one.type] != record.path:
            continue
        if reason := _too_early(record, one, baseline):
            again = f"`ims audit sample {one.plan} --type {one.type} --size {one.size}`"
            yield Problem(
                where=Location(record.path, *record.content.position("seed")),
                message=f"The seed was recorded {reason}",
                hint=f"Make a baseline and save it, then throw a seed, and draw again with it and "
                f"a reason: {again}. This record stays.",
            )


def _too_early(record: Record, one: Draw, baseline: Baseline) -> str:
    """How the seed is not later than the baseline, as the end of a sentence; empty if it is."""
    if any(file.path == record.path for file in baseline.files):
        return f"before the baseline {one.baseline}, which holds this record"
    if one.drawn_at and one.drawn_at < baseline.made_at:
        form = "%Y-%m-%d %H:%M UTC"
        made = f"{baseline.made_at:{form}}"
        return f"on {one.drawn_at:{form}}, and the baseline {one.baseline} was made on {made}"
    return ""


@rule(
    "AUD003",
    title="Whoever draws again says why",
    severity=Severity.ERROR,
    hint="Say under `reason` why it was drawn again.",
    clause="9.2.2",
    whole=True,
)
def second_draws_have_a_reason(repository: Repository) -> Iterator[Problem]:
    """Drawing until the sample fits is choosing.

    Every draw is a record, the first one too. A second draw of the same type for the same audit
    plan needs a reason that a reader accepts, such as a larger sample after a first finding.
    """
    first: dict[tuple[str, str], str] = {}
    for record, one in _draws(repository):
        before = first.setdefault((one.plan, one.type), record.id)
        if before != record.id and not record.content.text("reason"):
            yield Problem(
                where=Location(record.path, *record.content.position("seed")),
                message=f"{one.type} was drawn for {one.plan} before, in {before}, and nobody says "
                "why it was drawn again",
                hint=for_key(
                    repository, record, "Say under `reason` why it was drawn again.", "reason"
                ),
            )


def _draws(repository: Repository) -> Iterator[tuple[Record, Draw]]:
    """Every draw that is said to the end, in the order of their ids."""
    for record in sorted(repository.records, key=lambda one: one.id):
        if one := read_draw(record):
            yield record, one


def _baseline(repository: Repository, name: str) -> Baseline | None:
    found = (one.baseline for one in repository.baselines if not one.refused and one.baseline)
    return next((one for one in found if one.name == name), None)


def _names(names: list[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    return f"{shown} and {len(names) - _NAMED} more" if len(names) > _NAMED else shown


RULES = (samples_can_be_drawn_again, seeds_are_later_than_baselines, second_draws_have_a_reason)
