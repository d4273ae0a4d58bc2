"""Choosing a sample: drawn by a seed or by judgement, as the keys and the words of its record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from ims_docs.domain.auditing.draw import (
    DRAWN,
    JUDGED,
    MOMENT,
    PLAN,
    SAMPLE,
    SEED,
    draw,
    read_draw,
)
from ims_docs.errors import ConfigurationError, RefusedError
from ims_docs.model.content import Value
from ims_docs.model.naming import id_called
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository
from ims_docs.services.auditing.population import Population
from ims_docs.services.auditing.recipe import recipe
from ims_docs.services.records.lookup import find_record

SECTION = "How it was chosen"
_LONGEST = 200


class Choice(NamedTuple):
    """The record of a sample, not written yet."""

    keys: Mapping[str, Value]
    sections: Mapping[str, str]
    notes: tuple[str, ...]
    """What somebody has to know who looks at it."""


class Chooser(NamedTuple):
    """For which plan, by whom, when."""

    repository: Repository
    plan: Record
    auditor: str
    owner: str
    now: datetime

    def keys(self, title: str, method: str) -> dict[str, Value]:
        """What every sample says."""
        day = self.now.date().isoformat()
        return {
            "title": title,
            "date": day,
            "owner": self.owner,
            "status": "closed",
            "closed_on": day,
            "plan": self.plan.id,
            "auditor": self.auditor,
            "method": method,
        }


def find_plan(repository: Repository, identifier: str) -> Record:
    """The audit plan with this id. Raises ConfigurationError."""
    record, type_ = find_record(repository, identifier)
    if type_.name != PLAN:
        raise ConfigurationError(
            f"{record.id} is no audit plan, but {type_.title}",
            hint=f"`ims list {PLAN}` lists the plans.",
        )
    return record


def auditor_of(plan: Record, person: str) -> str:
    """The person who works here where the plan names her as an auditor; else the lead auditor."""
    team = team_of(plan)
    return person if person in team else team[0]


def team_of(plan: Record) -> tuple[str, ...]:
    """The lead auditor, then the others whom the plan names."""
    others = plan.content.values.get("auditors")
    named = [one for one in (others if isinstance(others, list) else ()) if isinstance(one, str)]
    return tuple(dict.fromkeys((plan.content.text("lead_auditor"), *named)))


class Wish(NamedTuple):
    """What is asked of a draw."""

    size: int
    seed: str
    seed_from: str = ""
    reason: str = ""


def drawn(chooser: Chooser, population: Population, wish: Wish) -> Choice:
    """The sample that a seed draws. Raises ConfigurationError, RefusedError."""
    _require_seed(wish.seed)
    _require_later(chooser, population)
    _require_reason(chooser, population, wish.reason)
    _require_some(population)
    chosen = draw(population.baseline.code, wish.seed, population.ids, wish.size)
    there = {one.id for one in chooser.repository.records}
    gone = [one for one in chosen if one not in there]
    count = len(population.ids)
    about = f"{population.type.title}, {len(chosen)} of {count}, for {chooser.plan.id}"
    keys: dict[str, Value] = {
        **chooser.keys(about, DRAWN),
        **_drawing(population, wish, chooser.now),
        "samples": [*(one for one in chosen if one in there)],
        "cannot_be_shown": list(gone),
    }
    notes = tuple(_notes(population, chooser.repository, wish.size, gone))
    baseline = population.baseline
    words = [
        f"Drawn from {count} records of the baseline {baseline.name}, code {baseline.code}.",
        *notes,
        "",
        "To draw it again, type in the folder of the repository:",
        "",
        f"```sh\n{recipe(population, wish.seed, wish.size)}\n```",
    ]
    said = {key: value for key, value in keys.items() if value or key == "samples"}
    return Choice(said, {SECTION: "\n".join(words)}, notes)


def _drawing(population: Population, wish: Wish, now: datetime) -> dict[str, Value]:
    """What the record says so that anybody can draw again; empty where it does not apply."""
    start, end = population.period
    return {
        "reason": wish.reason,
        "sampled_type": population.type.name,
        "period_from": start.isoformat() if start else "",
        "period_to": end.isoformat() if end else "",
        "baseline": population.baseline.name,
        "baseline_code": population.baseline.code,
        "seed": wish.seed,
        "seed_from": wish.seed_from,
        "drawn_at": now.strftime(MOMENT),
        "size": wish.size,
        "population": list(population.ids),
    }


def by_judgement(chooser: Chooser, names: Sequence[str], reason: str) -> Choice:
    """A sample that the auditor chose. Raises ConfigurationError."""
    if not reason.strip():
        raise ConfigurationError(
            "A sample by judgement needs a reason", hint='Say why these: --reason "…".'
        )
    called = tuple(dict.fromkeys(id_called(chooser.repository, one) for one in names))
    if not called:
        raise ConfigurationError(
            "No id is named", hint="Name what is looked at: --judgement ID ID …"
        )
    for one in called:
        if not chooser.repository.holders_of(one) and one not in chooser.repository.removed:
            raise ConfigurationError(
                f"Nothing has the id {one!r}", hint="`ims list TYPE` lists what there is."
            )
    title = f"{len(called)} by judgement, for {chooser.plan.id}"
    keys: dict[str, Value] = {
        **chooser.keys(title, JUDGED),
        "reason": reason,
        "samples": list(called),
    }
    note = "A judgement says nothing of what was not looked at: name no share of all."
    return Choice(keys, {SECTION: f"Chosen by judgement: {reason}\n\n{note}"}, (note,))


def _notes(
    population: Population, repository: Repository, size: int, gone: Sequence[str]
) -> list[str]:
    notes = []
    if size >= len(population.ids):
        notes.append(
            f"There are {len(population.ids)}, so all of them are looked at; nothing was drawn."
        )
    if population.gone_before:
        named = ", ".join(population.gone_before)
        notes.append(
            f"Gone before the baseline was made, and a part of the population: {named}. "
            "Ask what became of them."
        )
    for one in gone:
        removal = repository.removed.get(one)
        why = "a removal statement says why" if removal else "nothing says why"
        notes.append(f"{one} was drawn and cannot be shown: {why}.")
    return notes


def _require_seed(seed: str) -> None:
    if not SEED.fullmatch(seed) or len(seed) > _LONGEST:
        raise ConfigurationError(
            f"{seed!r} is no seed that everybody can type again",
            hint="Use letters, digits and . , : ; _ + / - with single blanks between, "
            f'at most {_LONGEST} signs, such as --seed "4 2 6 1 3 5".',
        )


def _require_some(population: Population) -> None:
    if not population.ids:
        period = "" if population.is_whole else " in this period"
        raise RefusedError(
            f"The baseline {population.baseline.name} has no record of the type "
            f"{population.type.name}{period}",
            hint="Nothing can be drawn. Say so in the plan.",
        )


def _require_later(chooser: Chooser, population: Population) -> None:
    made = population.baseline.made_at
    if chooser.now < made:
        raise RefusedError(
            f"The baseline {population.baseline.name} was made on {made:%Y-%m-%d %H:%M:%S} UTC, "
            f"and here it is {chooser.now:%Y-%m-%d %H:%M:%S} UTC",
            hint="A seed is thrown after the baseline is made. If that is so, set the clock right.",
        )


def _require_reason(chooser: Chooser, population: Population, reason: str) -> None:
    before = [
        record.id
        for record in chooser.repository.records
        if record.type == SAMPLE
        and (one := read_draw(record))
        and (one.plan, one.type) == (chooser.plan.id, population.type.name)
    ]
    if before and not reason.strip():
        raise RefusedError(
            f"{population.type.name} was drawn for {chooser.plan.id} before, in {', '.join(before)}",
            hint='Say why it is drawn again: --reason "…". The first draw stays.',
        )
