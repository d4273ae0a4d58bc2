"""Which charts a register or the records of a type get: by their keys, never by their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ims_docs.model.content import Value
from ims_docs.model.record import Record
from ims_docs.model.register import Entry, Register
from ims_docs.site.pages import age, charts, markup
from ims_docs.site.pages.content import SiteContent

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_ONLY_NUMBER = re.compile(
    r"(?:at (?:least|most) )?(-?[0-9]+(?:\.[0-9]+)?) ?(?:%|per ?cent|percentage points)?",
    re.IGNORECASE,
)
_FEW = 3
"""A life with fewer states than this is no funnel."""
_ENDED = frozenset(("stopped", "closed", "retired", "deployed"))
_MOST_SERIES = 40
_MOST = 10**12


def of_register(content: SiteContent, register: Register) -> Iterator[str]:
    """A matrix of likelihood and impact; bubbles of risk and value; bars by horizon; series."""
    entries = list(register.entries)
    yield from _matrices(entries)
    yield from portfolio(entries)
    known = {one.id for one in entries}
    mine = [one for one in content.repository.records if one.content.text("indicator") in known]
    yield from _series(content, mine, content.place(register.path))


def of_records(
    content: SiteContent, name: str, records: Sequence[Record], origin: str
) -> Iterator[str]:
    """Bars by state, and a series for each indicator."""
    known = content.repository.types.get(name)
    if known and len(known.life.states) >= _FEW:
        yield funnel(content, known.title, known.life.names, records)
    yield from _series(content, records, origin)


def funnel(
    content: SiteContent, title: str, states: Sequence[str], records: Sequence[Record]
) -> str:
    """How many records are in each state, in the order of their life, and how many are stuck."""
    bars = []
    for state in states:
        here = [one for one in records if one.state == state]
        stuck = sum(age.is_stuck(content, one) for one in here)
        closed = bool(here) and here[0].is_closed
        bars.append(charts.Bar(state, len(here), stuck, "quiet" if closed else "bar"))
    return charts.bars(f"{title} by state", bars, marked_as="waiting too long")


def portfolio(entries: Sequence[Entry]) -> Iterator[str]:
    """Initiatives by risk and value, and by time horizon."""
    given = [
        charts.Bubble(
            one.id,
            risk,
            value,
            _amount(one.values.get("budget")),
            quiet=one.values.get("status") in _ENDED,
            name=title if isinstance(title := one.values.get("title"), str) else "",
        )
        for one in entries
        if (risk := _score(one.values.get("risk"))) and (value := _score(one.values.get("value")))
    ]
    if not given:
        return
    yield charts.bubbles("Value and risk", "Risk and uncertainty", "Value", "budget", given)
    horizons: dict[str, int] = {}
    for one in entries:
        name = one.values.get("horizon")
        if isinstance(name, str) and one.values.get("status") not in _ENDED:
            horizons[name] = horizons.get(name, 0) + 1
    if horizons:
        bars = [charts.Bar(name, number) for name, number in horizons.items()]
        yield charts.bars("Balance by time horizon (without what has ended)", bars)


def _matrices(entries: Sequence[Entry]) -> Iterator[str]:
    kinds: dict[str, list[charts.Mark]] = {}
    for one in entries:
        across, up = _score(one.values.get("likelihood")), _score(one.values.get("impact"))
        if across and up and one.values.get("status") not in _ENDED:
            kind = one.values.get("kind")
            name = kind.capitalize() if isinstance(kind, str) else "Entries"
            kinds.setdefault(name, []).append(charts.Mark(one.id, across, up))
    for name, marks in kinds.items():
        yield charts.matrix(
            f"{name}: likelihood and impact", "Likelihood", "Impact", marks, harms=name == "Risk"
        )


def _series(content: SiteContent, records: Sequence[Record], origin: str) -> Iterator[str]:
    """A chart for each indicator with more than one figure, each with its table."""
    measured: dict[str, list[Record]] = {}
    for one in records:
        if one.content.text("indicator") and _NUMBER.fullmatch(one.content.text("value")):
            measured.setdefault(one.content.text("indicator"), []).append(one)
    several = [(name, found) for name, found in sorted(measured.items()) if len(found) > 1]
    for name, found in several[:_MOST_SERIES]:
        found.sort(key=lambda one: (one.content.text("period"), one.content.text("date"), one.id))
        points = [
            charts.Point(one.content.text("period"), float(one.content.text("value")), _target(one))
            for one in found
        ]
        title = f"{name} {content.name(name)}" if content.name(name) != name else name
        yield charts.series(title, found[-1].content.text("unit"), points, _goal(content, name))
        yield _figures(content, title, found, origin)


def _figures(content: SiteContent, title: str, records: Sequence[Record], origin: str) -> str:
    rows = [
        (
            *(markup.inline(one.content.text(key)) or "–" for key in ("period", "value")),
            markup.inline(one.content.text("target")) or "–",
            markup.inline(one.content.text("judgement")) or "–",
            markup.link(markup.inline(one.id or one.path), content.place(one.path), origin),
        )
        for one in records
    ]
    listed = markup.table(("Period", "Value", "Target", "Judgement", "Record"), rows)
    return markup.folded("abstract", f"Figures of {title}", listed)


def _goal(content: SiteContent, name: str) -> charts.Goal | None:
    """The target that the register holds today; drawn where it is a number and nothing else."""
    entry = content.entries[name][1] if name in content.entries else None
    words, day = (str(entry.values.get(key) or "") if entry else "" for key in ("target", "due"))
    found = _ONLY_NUMBER.fullmatch(words)
    value = float(found[1]) if found else None
    return charts.Goal(f"{words}, by {day}" if day else words, value) if words else None


def _target(record: Record) -> float | None:
    found = _NUMBER.search(record.content.text("target"))
    return float(found[0]) if found else None


def _score(value: Value) -> int:
    """A score from 1 to 5, otherwise 0."""
    return (
        value if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 5 else 0
    )


def _amount(value: Value) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return float(min(max(value, 0), _MOST))
