"""REC: what a record adds up agrees with what the tool adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from ims_docs.domain.rules._remedy import for_key
from ims_docs.domain.rules._rule import rule
from ims_docs.domain.worksheets.gap import AGREE, IN_PLACE, RESULTS, Judgement, judgements
from ims_docs.domain.worksheets.scorecard import SCORES, TOTAL, WEIGHTS, Scoring, scorings
from ims_docs.domain.worksheets.sheet import number, said
from ims_docs.model.content import Pointer
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository

_ALL = 100
_JUDGES = 2
_ROUNDED = Fraction(1, 20)
"""So far a total with one decimal may be from the exact one."""


@rule(
    "REC013",
    title="A scorecard is given by two judges and adds up",
    severity=Severity.WARNING,
    hint="Correct the score, the weight or the total.",
    clause="6.4",
)
def scorecards_add_up(repository: Repository) -> Iterator[Problem]:
    """A score convinces when two people gave it, none of them for their own initiative.

    The total is computed: the sum of weight times score, divided by five, and the mean of the
    judges. `ims show` says it. A total that is written has to be the same.
    """
    for record in repository.judged_records:
        type_ = repository.types[record.type]
        if "scorecard" not in type_.sheets:
            continue
        found = scorings(type_, record.content.values)
        for pointer, message, hint in (
            *_of_cards(repository, record, found),
            *_sums(record, found),
        ):
            yield Problem(
                where=Location(record.path, *record.content.position(*pointer)),
                message=message,
                hint=for_key(repository, record, hint, str(pointer[0])),
            )


def _of_cards(
    repository: Repository, record: Record, found: tuple[Scoring, ...]
) -> Iterator[tuple[Pointer, str, str]]:
    """Who judged: two, each once, and nobody for what they lead."""
    leads = {one.id: one.content.text("owner") for one in repository.records}
    for one in found:
        named = [one.initiative] if one.initiative else _names(record)
        times = Counter(card.judge for card in one.cards if card.judge)
        for card in one.cards:
            at: Pointer = (SCORES, card.place, "judge")
            if times[card.judge] > 1:
                yield at, f"{card.judge} scores the same twice", "Let somebody else score it."
            for name in named:
                if card.judge and leads.get(name) == card.judge:
                    yield (
                        at,
                        f"{card.judge} leads {name} and scores it",
                        "Let somebody score it who has no part in it.",
                    )
        if record.is_closed and len(times) < _JUDGES:
            about = f" {one.initiative}" if one.initiative else ""
            yield (
                (SCORES, one.cards[0].place),
                f"Only {len(times)} of 2 judges scored{about}",
                "Add the card of a second judge.",
            )


def _sums(record: Record, found: tuple[Scoring, ...]) -> Iterator[tuple[Pointer, str, str]]:
    """Whether weights and total add up."""
    values = record.content.values
    if found and (sum(found[0].weights.values()) != _ALL):
        weights = sum(found[0].weights.values())
        yield (WEIGHTS,), f"The weights add up to {weights}", "Change them so that they make 100."
    written = values.get(TOTAL)
    if isinstance(written, bool) or not isinstance(written, int | float):
        return
    if len(found) > 1:
        hint = "Take `total` out; `ims show` says the total of each."
        yield (TOTAL,), "One total is written for several initiatives", hint
    elif found and found[0].total is not None:
        computed = found[0].total
        if abs(Fraction(str(written)) - computed) > _ROUNDED:
            told = f"`total` says {written}, but the scores make {number(computed)}"
            yield (TOTAL,), told, f"Write {number(computed)}, or take `total` out."


def _names(record: Record) -> list[str]:
    named = record.content.values.get("initiatives")
    return [one for one in named if isinstance(one, str)] if isinstance(named, list) else []


@rule(
    "REC014",
    title="A closed gap analysis judges every row, on what was seen, and each gap is somebody's",
    severity=Severity.WARNING,
    hint="Judge the row or delete it; name what was seen, or who closes the gap and by when.",
    clause="4.4",
)
def gaps_are_judged_and_owned(repository: Repository) -> Iterator[Problem]:
    """A judgement without evidence is an opinion, and a gap without owner and date is there next year.

    Looked at are the rows of an analysis that is closed. A row that is judged 3 or more says under
    `evidence` what was seen. A row that is judged lower says under `owner` and `due` who closes
    the gap and by when, or under `action` what does. A state in words agrees with the number.
    """
    for record in repository.judged_records:
        type_ = repository.types[record.type]
        if "gap" not in type_.sheets:
            continue
        for one in judgements(record.content.values):
            for message, hint in _of_row(one, is_closed=record.is_closed):
                yield Problem(
                    where=Location(record.path, *record.content.position(RESULTS, one.place)),
                    message=f"{one.clause}: {message}",
                    hint=for_key(repository, record, hint, RESULTS),
                )


def _of_row(one: Judgement, *, is_closed: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with one row; most of it only once the analysis is closed."""
    if one.level is not None and one.state and one.level not in AGREE.get(one.state, ()):
        yield (
            f"judged {one.level}, which is not “{one.state}”",
            "Take the state out, or correct one of the two.",
        )
    if not is_closed:
        return
    if one.level is None:
        if not one.state:
            yield "the row is not judged", "Judge it from 0 to 5, or delete the row."
        return
    if one.level >= IN_PLACE and not said(one.values, "evidence"):
        yield f"judged {one.level}, and nothing was seen", "Write under `evidence` what was seen."
    if one.level < IN_PLACE and not one.is_owned:
        yield (
            f"judged {one.level}, and nobody closes the gap",
            "Name `owner` and `due`, or under `action` what closes it.",
        )


RULES = (scorecards_add_up, gaps_are_judged_and_owned)
