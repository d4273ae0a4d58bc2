"""Baselines: a list of all, and where each is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ims_docs.domain.approval_state import people_of
from ims_docs.domain.coverage import Rung
from ims_docs.site.pages import baseline, markup
from ims_docs.site.pages.baseline import INDEX, place
from ims_docs.site.pages.baseline_view import BaselineView, Span
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.values import NOTHING

_WORDS = (
    "A baseline fixes everything that was kept at one commit: a signed file lists every file with its "
    "digest. Its code is in the minutes, so nobody can change later what was kept without being found "
    "out. Each page says what changed from the baseline before."
)


def pages(content: SiteContent) -> Iterator[tuple[str, str]]:
    """The list with a page for each, where there is any baseline."""
    if not content.baselines:
        return
    yield INDEX, _index(content)
    for one in content.baselines:
        if one.has_page:
            yield place(one), baseline.page(content, one)


def latest(content: SiteContent) -> BaselineView | None:
    """The newest baseline, when what changed since can be said."""
    return next((one for one in content.baselines if one.until_today), None)


def since_latest(content: SiteContent, origin: str) -> Iterator[str]:
    """What changed since the newest baseline, in a sentence with a link."""
    one = latest(content)
    if one is None or one.baseline is None or one.until_today is None:
        return
    linked = markup.link(f"baseline {markup.inline(one.name)}", place(one), origin)
    summary = _summary(one.until_today, _turned_clauses(content, one))
    more = markup.link("What changed", f"{place(one)}#{baseline.UNTIL_TODAY}", origin)
    warning = f" {_warning(one)}" if one.invalid_reason else ""
    yield f"Since {linked} of {one.baseline.made_at.date()}: {summary}. {more}.{warning}"


def _warning(one: BaselineView) -> str:
    return f"**This baseline does not hold:** {markup.message(one.invalid_reason)}."


def _summary(span: Span, clauses: tuple[int, int]) -> str:
    """What changed, as a list of words."""
    counted = ((span.added, "added"), (span.changed, "changed"), (span.ended, "withdrawn or gone"))
    documents = [f"{len(some)} {word}" for some, word in counted if some]
    first = (
        "document or register"
        if documents[:1] and documents[0].startswith("1 ")
        else "documents or registers"
    )
    parts = (
        [", ".join([documents[0].replace(" ", f" {first} ", 1), *documents[1:]])]
        if documents
        else []
    )
    raised, lowered = clauses
    parts += [f"{markup.count(raised, 'clause')} higher"] if raised else []
    parts += [f"{markup.count(lowered, 'clause')} lower"] if lowered else []
    records = span.records[1] - span.records[0]
    parts += (
        [f"{markup.count(abs(records), 'record')} {'more' if records > 0 else 'fewer'}"]
        if records
        else []
    )
    return "; ".join(parts) or "no document, register, record or clause changed"


def _turned_clauses(content: SiteContent, one: BaselineView) -> tuple[int, int]:
    """How many clauses stand higher today, and how many lower."""
    now = baseline.rungs_today(content)
    pairs = [(one.rungs.get(number), rung) for number, rung in now.items()]
    known = [(then, rung) for then, rung in pairs if then is not None and rung is not None]
    return sum(rung > then for then, rung in known), sum(rung < then for then, rung in known)


def _index(content: SiteContent) -> str:
    head = (
        "Baseline",
        "Made on",
        "By",
        "Code",
        "Commit and tag",
        "Files",
        "Holds",
        "Clauses on each level then",
    )
    rows = [_row(content, one) for one in reversed(content.baselines)]
    return markup.page(
        "Baselines",
        "# Baselines",
        _WORDS,
        *since_latest(content, INDEX),
        markup.sortable(markup.table(head, rows)),
        baseline.LIMITS,
        wide=True,
    )


def _row(content: SiteContent, one: BaselineView) -> tuple[str, ...]:
    known = one.baseline
    if known is None or not one.has_page:
        invalid_reason = f"no: {markup.message(one.invalid_reason)}"
        return (markup.code(one.path), *([NOTHING] * 5), invalid_reason, NOTHING)
    return (
        markup.link(markup.inline(one.name), place(one), INDEX),
        known.made_at.date().isoformat(),
        markup.inline(people_of(content.repository).name(known.made_by)),
        f'<span class="ims-whole">{markup.code(known.code)}</span>',
        f"{markup.code(known.commit[:10])}<br>{markup.code(one.tag)}",
        str(len(known.files)),
        f"no: {markup.message(one.invalid_reason)}" if one.invalid_reason else baseline.worth(one),
        _tally(one) or NOTHING,
    )


def _tally(one: BaselineView) -> str:
    found = Counter(one.rungs.values())
    return ", ".join(f"{markup.badge(rung)} {found[rung]}" for rung in Rung if found[rung])
