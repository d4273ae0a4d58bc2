"""A scorecard: several judges score the same criteria, and the weights add them up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from ims_docs.domain.worksheets.sheet import Around, Sheet, groups, number, said, whole
from ims_docs.model.content import Value
from ims_docs.model.type import Type

SCORES, WEIGHTS, TOTAL = "scores", "weights", "total"
BEST = 5
_WIDE = 20
"""Points between two judges from which on they should talk before anybody decides."""


class Card(NamedTuple):
    """What one judge gave."""

    place: int
    judge: str
    initiative: str
    scores: Mapping[str, int]


class Scoring(NamedTuple):
    """Everything that was given to one initiative."""

    initiative: str
    """Empty where the decision is about one, and no card has to name it."""
    cards: tuple[Card, ...]
    weights: Mapping[str, int]

    def total_of(self, card: Card) -> Fraction:
        """From 20 to 100 where the weights add up to 100."""
        return Fraction(sum(self.weights[key] * score for key, score in card.scores.items()), BEST)

    @property
    def totals(self) -> tuple[Fraction, ...]:
        """Of each judge who scored every criterion."""
        return tuple(
            self.total_of(one) for one in self.cards if one.scores.keys() == self.weights.keys()
        )

    @property
    def total(self) -> Fraction | None:
        """The mean of the judges; None before anybody scored every criterion."""
        return sum(self.totals, Fraction()) / len(self.totals) if self.totals else None

    @property
    def spread(self) -> Fraction:
        """Between the highest and the lowest total."""
        return max(self.totals) - min(self.totals) if self.totals else Fraction()


def scorings(type_: Type, values: Mapping[str, Value]) -> tuple[Scoring, ...]:
    """The cards by initiative, in the order in which they stand."""
    weights = weights_of(type_, values)
    cards: dict[str, list[Card]] = {}
    for index, one in groups(values, SCORES):
        given = {key: score for key in weights if (score := whole(one.get(key), 1, BEST))}
        card = Card(index, said(one, "judge"), said(one, "initiative"), given)
        cards.setdefault(card.initiative, []).append(card)
    return tuple(Scoring(name, tuple(some), weights) for name, some in cards.items())


def criteria(type_: Type) -> Mapping[str, str]:
    """The keys of the criteria with what they are called, in order."""
    listed = type_.property(WEIGHTS)
    return {one.name: one.title for one in listed.parts} if listed else {}


def weights_of(type_: Type, values: Mapping[str, Value]) -> Mapping[str, int]:
    """By criterion: the weight that the record names, or else that of the type."""
    listed, own = type_.property(WEIGHTS), values.get(WEIGHTS)
    named = own if isinstance(own, dict) else {}
    return {
        one.name: weight
        for one in (listed.parts if listed else ())
        if (weight := whole(named.get(one.name, one.default), 0, 100)) is not None
    }


def sheets(_: Around, type_: Type, values: Mapping[str, Value]) -> tuple[Sheet, ...]:
    """One sheet for each initiative that was scored."""
    return tuple(_sheet(type_, one) for one in scorings(type_, values))


def _sheet(type_: Type, one: Scoring) -> Sheet:
    judges = tuple(card.judge or "no name" for card in one.cards)
    about = f" of {one.initiative}" if one.initiative else ""
    titles = criteria(type_)
    rows = [_row(titles[key], key, one) for key in one.weights]
    totals = [number(one.total_of(card)) for card in one.cards]
    spread = number(one.spread) if len(one.totals) > 1 else None
    rows.append(("Weighted, of 100", sum(one.weights.values()), *totals, spread))
    return Sheet(
        name="scorecard",
        title=f"Scorecard{about}",
        head=("Criterion", "Weight", *judges, "Spread"),
        rows=tuple(rows),
        notes=tuple(_notes(titles, one)),
        figures={
            "initiative": one.initiative,
            "total": number(one.total) if one.total is not None else None,
            "spread": number(one.spread),
            "judges": list(judges),
        },
    )


def _row(title: str, key: str, one: Scoring) -> tuple[Value, ...]:
    given = [card.scores.get(key) for card in one.cards]
    return (title, one.weights[key], *given, _apart(given))


def _apart(given: Sequence[int | None]) -> int | None:
    known = [one for one in given if one]
    return max(known) - min(known) if len(known) > 1 else None


def _notes(titles: Mapping[str, str], one: Scoring) -> Iterator[str]:
    if one.total is None:
        yield "No judge has scored every criterion, so there is no total yet."
        return
    several = len(one.totals) > 1
    who = f"the mean of {len(one.totals)} judges" if several else "of one judge; ask a second"
    yield (
        f"Total {number(one.total)} of 100, {who}. It puts initiatives in order; it does not decide."
    )
    if several:
        far = [
            titles[key]
            for key in one.weights
            if (_apart([card.scores.get(key) for card in one.cards]) or 0) > 1
        ]
        told = f" They are two points or more apart on: {', '.join(far)}." if far else ""
        wide = " Let them explain before you decide." if far or one.spread >= _WIDE else ""
        yield f"The judges are {number(one.spread)} points apart.{told}{wide}"
