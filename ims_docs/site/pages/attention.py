"""What needs somebody: open nonconformities, ideas in progress, the portfolio, what is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ims_docs.domain.approval_state import State, standings
from ims_docs.model.record import Record
from ims_docs.site.pages import age, chart_choice, due, figures, markup
from ims_docs.site.pages.content import SiteContent, record_index
from ims_docs.site.pages.values import Values

_NONCONFORMITY, _IDEA, _PORTFOLIO = "nonconformity", "idea", "portfolio"
_SHOWN = 8


def nonconformities(content: SiteContent, origin: str) -> Iterator[str]:
    """Those that are open, with state and for how long nothing was done."""
    yield "## Open nonconformities"
    yield _open_records(content, _NONCONFORMITY, origin, "No nonconformity is open.")


def ideas(content: SiteContent, origin: str) -> Iterator[str]:
    """Where ideas are on their way, and those that wait for somebody."""
    kept = [one for one in content.repository.records if one.type == _IDEA]
    known = content.repository.types.get(_IDEA)
    if not kept or known is None:
        return
    yield "## Ideas in progress"
    yield chart_choice.funnel(content, known.title, known.life.names, kept)
    yield _open_records(content, _IDEA, origin, "Every idea has its answer.")


def portfolio(content: SiteContent, origin: str) -> Iterator[str]:
    """The initiatives side by side."""
    register = content.repository.register(_PORTFOLIO)
    if register is None:
        return
    entries = [one for one in register.entries if one.id]
    if not entries:
        return
    yield "## Portfolio at a glance"
    drawn = list(chart_choice.portfolio(entries))
    yield from drawn[:1]
    values = Values(content, origin, register.content)
    keys = ("title", "horizon", "value", "risk", "readiness", "budget", "status")
    rows = [
        (
            markup.link(one.id, f"{content.place(register.path)}#{one.id}", origin),
            *(values.show(one.values.get(key)) for key in keys),
        )
        for one in entries[:_SHOWN]
    ]
    yield markup.table(("Id", "Initiative", *(key.capitalize() for key in keys[1:])), rows)
    if len(entries) > _SHOWN:
        yield f"{_SHOWN} of {len(entries)}; {markup.link('the whole portfolio', content.place(register.path), origin)}."


def duties(content: SiteContent, origin: str) -> Iterator[str]:
    """What is late or due within a month."""
    found = due.duties(content)
    yield "## Due within a month"
    if not found:
        yield "No action, review or next look is due."
        return
    yield due.table(content, found[:_SHOWN], origin)
    late, soon = (sum(one.urgency is urgency for one in found) for urgency in due.DATED)
    first = f"The first {_SHOWN} of {len(found)}: " if len(found) > _SHOWN else ""
    yield f"{first}{late} late, {soon} due in the next {content.duties.days} days. `ims status` names them all."


def unapproved(content: SiteContent, origin: str) -> Iterator[str]:
    """Documents and registers whose text nobody approved."""
    found = figures.unapproved(content)
    if not found:
        return
    yield "## Not approved"
    every = len(content.repository.documents) + len(content.repository.registers)
    known = standings(content.repository)
    rows = []
    for path in found[:_SHOWN]:
        item = content.controlled[path]
        if isinstance(item, Record):
            continue
        standing = known.of(item)
        state = "submitted" if standing.state is State.PREPARED else "draft"
        beside = standing.in_force
        rows.append(
            (
                markup.link(markup.inline(content.label(path)), content.place(path), origin),
                f"{state}; version {markup.inline(beside.version)} is in force"
                if beside
                else state,
                Values(content, origin, item.content).owner(item.content.text("owner")),
            )
        )
    yield markup.table(("Document or register", "State", "Owner"), rows)
    first = f"The first {_SHOWN} of {len(found)}, of" if len(found) > _SHOWN else "Of"
    yield f"{first} {every} documents and registers. Until they are approved they are drafts, whatever version they name."


def _open_records(content: SiteContent, name: str, origin: str, none: str) -> str:
    kept = [one for one in content.repository.records if one.type == name]
    found = sorted(
        (one for one in kept if not one.is_closed),
        key=lambda one: (-(age.idle(content, one) or 0), one.id),
    )
    known = content.repository.types.get(name)
    every = (
        f"{markup.link(f'All {len(kept)} records', record_index(name), origin)}."
        if kept and known
        else ""
    )
    if not kept:
        return "Nothing is recorded yet."
    if not found:
        return f"{none} {every}".strip()
    shown = f"The oldest {_SHOWN} of {len(found)}. {every}" if len(found) > _SHOWN else every
    return f"{_listed(content, found[:_SHOWN], origin)}\n\n{shown}"


def _listed(content: SiteContent, records: Sequence[Record], origin: str) -> str:
    rows = [
        (
            markup.link(
                f"{markup.inline(one.id)} {markup.inline(one.title)}".strip(),
                content.place(one.path),
                origin,
            ),
            markup.inline(one.state) or "–",
            age.shown(content, one),
            Values(content, origin, one.content).owner(one.content.text("owner")),
        )
        for one in records
    ]
    return markup.table(("Record", "State", "Unchanged for", "Owner"), rows)
