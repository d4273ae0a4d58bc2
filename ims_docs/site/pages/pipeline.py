"""Ideas that do not rest: who waits for an answer, ideas by type with times, the portfolio by money and days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ims_docs.domain.measures.pipeline import (
    IDEA,
    Kind,
    Share,
    Waiting,
    answer_limit,
    currencies,
    kinds,
    middle_of,
    portfolio,
    waiting,
)
from ims_docs.site.pages import age, charts, markup
from ims_docs.site.pages.content import SiteContent, record_index
from ims_docs.site.pages.naming import Naming
from ims_docs.site.pages.values import NOTHING

PAGE = "lists/pipeline.md"
_WORDS = (
    "Whether ideas move: who waits for an answer, how many ideas of each type are in which state and for how long, "
    "and what the portfolio holds by money and by working days."
)


def is_needed(content: SiteContent) -> bool:
    """Whether there is an idea or a portfolio."""
    return bool(kinds(content.repository) or portfolio(content.repository))


def pages(content: SiteContent) -> Iterator[tuple[str, str]]:
    """One page, where there is something to follow."""
    if not is_needed(content):
        return
    blocks = [*_waiting(content), *_kinds(content), *_portfolio(content)]
    yield (
        PAGE,
        markup.page(
            "Ideas and portfolio", "# Ideas and portfolio", _WORDS, *blocks, searched=False
        ),
    )


def _waiting(content: SiteContent) -> Iterator[str]:
    found, limit = waiting(content.repository), answer_limit(content.repository)
    if not any(one.type == IDEA for one in content.repository.records):
        return
    yield "## Who waits for an answer"
    if limit is None:
        yield "No indicator names the limit for an answer, so nothing here is called late."
    else:
        kind = "working days" if limit.is_working else "days"
        target = markup.link(limit.id, content.find(limit.id), PAGE)
        yield f"An answer is due within {limit.days} {kind} ({target})."
    if not found:
        yield "Everybody who brought an idea has an answer."
        return
    names = Naming(content, PAGE)
    rows = [_wait(content, names, one) for one in found]
    yield markup.table(("Idea", "Author", "Date", "Waits for", "Owner"), rows)


def _wait(content: SiteContent, names: Naming, one: Waiting) -> tuple[str, ...]:
    record = one.record
    author = record.content.text("outside_author")
    days = markup.count(one.days, "day")
    return (
        _record(content, record.id, record.title),
        markup.inline(author) if author else names.who(record.content.text("author")),
        markup.inline(record.content.text("date")),
        f"{days}, {markup.late('late')}" if one.is_late else days,
        names.who(record.content.text("owner")),
    )


def _record(content: SiteContent, name: str, title: str) -> str:
    return markup.link(markup.inline(f"{name} {title}"), content.find(name), PAGE)


def _kinds(content: SiteContent) -> Iterator[str]:
    found = kinds(content.repository)
    if not found:
        return
    type_ = content.repository.types[IDEA]
    states = type_.life.names
    yield "## Ideas by type and state"
    yield _limits(content)
    bars = [charts.Bar(one.name, len(one.records), _stuck(content, one)) for one in found]
    yield charts.bars("Ideas by type", bars, marked_as="waiting too long")
    head = ("Type", *states, "Age of open", "Until answer", "Until decision")
    rows = [_row(content, one, states) for one in found]
    if len(found) > 1:
        rows.append(_row(content, _all(found), states))
    yield markup.table(head, rows)
    target = markup.link("All ideas", record_index(IDEA), PAGE)
    yield f"Days are the middle of all (median), in calendar days. {target}."


def _limits(content: SiteContent) -> str:
    """How long each state is meant to last."""
    states = content.repository.types[IDEA].life.states
    told = [f"{one.name} {markup.count(one.days, 'day')}" for one in states if one.days]
    return f"A state is meant to last at most: {', '.join(told)}."


def _stuck(content: SiteContent, kind: Kind) -> int:
    return sum(not one.is_closed and age.is_stuck(content, one) for one in kind.records)


def _all(found: Sequence[Kind]) -> Kind:
    return Kind(
        "all",
        tuple(one for each in found for one in each.records),
        tuple(one for each in found for one in each.open_days),
        tuple(one for each in found for one in each.answer_days),
        tuple(one for each in found for one in each.end_days),
    )


def _row(content: SiteContent, one: Kind, states: Sequence[str]) -> tuple[str, ...]:
    return (
        f"**{markup.inline(one.name)}**",
        *(_state(content, one, state) for state in states),
        _days(one.open_days),
        _days(one.answer_days),
        _days(one.end_days),
    )


def _state(content: SiteContent, kind: Kind, state: str) -> str:
    """How many, and which: each can be opened."""
    some = kind.of(state)
    if not some:
        return NOTHING
    if kind.name == "all":
        return str(len(some))
    stuck = [one for one in some if not one.is_closed and age.is_stuck(content, one)]
    links = ", ".join(_whole(markup.link(one.id, content.place(one.path), PAGE)) for one in some)
    late = f", {markup.late(f'{len(stuck)} too long')}" if stuck else ""
    return f"{len(some)}{late}<br><small>{links}</small>"


def _days(days: Sequence[int]) -> str:
    found = middle_of(days)
    return f"{_plain(found)} <small>of {len(days)}</small>" if found is not None else NOTHING


def _plain(number: Fraction) -> str:
    return str(int(number)) if number.denominator == 1 else f"{float(number):.1f}"


def _portfolio(content: SiteContent) -> Iterator[str]:
    found = portfolio(content.repository)
    if not found:
        return
    money, known = sum(one.money for one in found), currencies(content.repository)
    days = sum(one.days for one in found)
    unit = next(iter(known), "") if len(known) < 2 else ""
    yield "## Portfolio by money and days"
    yield "By time horizon, without what has ended. Money and days say where the effort goes; a count does not."
    if money and len(known) <= 1:
        bars = [charts.Bar(one.name, one.money) for one in found]
        yield charts.bars(f"Budget{f' in {unit}' if unit else ''}", bars)
    if days:
        yield charts.bars("Working days", [charts.Bar(one.name, one.days) for one in found])
    rows = [_share(content, one, money if len(known) <= 1 else 0, days) for one in found]
    yield markup.table(("Horizon", "Budget", "Share", "Days", "Share", "Entries"), rows)
    if len(known) > 1:
        yield f"Budgets are in {', '.join(sorted(map(markup.inline, known)))}, so they do not add up."


def _share(content: SiteContent, one: Share, money: int, days: int) -> tuple[str, ...]:
    links = ", ".join(_whole(markup.link(name, content.find(name), PAGE)) for name in one.entries)
    silent = f"<br><small>{one.without} say neither</small>" if one.without else ""
    return (
        f"**{markup.inline(one.name)}**",
        f"{one.money:,}",
        _percent(one.money, money),
        f"{one.days:,}",
        _percent(one.days, days),
        f"{links}{silent}",
    )


def _percent(part: int, whole: int) -> str:
    return f"{float(Fraction(100 * part, whole)):.0f} %" if whole else NOTHING


def _whole(words: str) -> str:
    """An id that stays on one line."""
    return f'<span class="ims-whole">{words}</span>'
