"""Offers of certification bodies side by side, with what each day of audit costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from ims_docs.domain.worksheets.sheet import Sheet, amount, groups, number, said, whole
from ims_docs.model.content import Value
from ims_docs.model.repository import Repository
from ims_docs.model.type import Type

OFFERS, CHOSEN, NOBODY = "offers", "chosen", "none"
ACCREDITED = "for ISO 56001"
_MOST = 10**18


class Offer(NamedTuple):
    """What one body offers."""

    place: int
    body: str
    accreditation: str
    advised_us: bool
    days: Fraction
    """Of both stages and of the surveillance audits."""
    price: int | None
    currency: str
    stage1_on: str
    stage2_on: str

    @property
    def problem(self) -> str:
        """Why its certificate would be worth little; empty where nothing speaks against it."""
        if self.advised_us:
            return "has advised us, so it cannot certify us"
        if self.accreditation != ACCREDITED:
            return f"is not accredited for ISO 56001 ({self.accreditation or 'not checked'})"
        return ""


def offers(values: Mapping[str, Value]) -> Iterator[Offer]:
    """Every offer, in the order in which they are written."""
    for place, one in groups(values, OFFERS):
        keys = ("days_stage1", "days_stage2", "days_surveillance")
        yield Offer(
            place=place,
            body=said(one, "body"),
            accreditation=said(one, "accreditation"),
            advised_us=said(one, "advised_us") == "yes",
            days=sum((amount(one.get(key)) for key in keys), Fraction()),
            price=whole(one.get("price"), 0, _MOST),
            currency=said(one, "currency"),
            stage1_on=said(one, "stage1_on"),
            stage2_on=said(one, "stage2_on"),
        )


def sheets(_: Repository, __: Type, values: Mapping[str, Value]) -> tuple[Sheet, ...]:
    """The offers side by side; nothing before there is one."""
    every = list(offers(values))
    if not every:
        return ()
    return (
        Sheet(
            name="offers",
            title="Offers side by side",
            head=("Body", "Accredited", "Days", "Price", "Per day", "Stage 1", "Stage 2"),
            rows=tuple(_row(one) for one in every),
            notes=tuple(_notes(every)),
            figures={one.body: _per_day(one) for one in every},
        ),
    )


def _row(one: Offer) -> tuple[Value, ...]:
    price = f"{one.price:,} {one.currency}".strip() if one.price is not None else None
    days = number(one.days) if one.days else None
    return (
        one.body,
        "yes" if one.accreditation == ACCREDITED else one.accreditation or "not checked",
        days,
        price,
        _per_day(one),
        one.stage1_on,
        one.stage2_on,
    )


def _per_day(one: Offer) -> float | int | None:
    return number(one.price / one.days) if one.price is not None and one.days else None


def _notes(every: Sequence[Offer]) -> Iterator[str]:
    yield from (f"{one.body} {one.problem}." for one in every if one.problem)
    if len(every) == 1:
        yield "One offer is no comparison: ask a second body."
    yield "Days are those of both stages and of the surveillance audits; the price is for three years."
