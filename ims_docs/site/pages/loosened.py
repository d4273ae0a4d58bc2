"""Controls that ask for less than before, and deadlines that were moved: named on the home page, not counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ims_docs.model.moved_date import MovedDate
from ims_docs.site.pages import follow_up, markup, verdict
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.integrity import Change, Kind, Told

_SHOWN = 3
CONTROLS, _DATES = f"{verdict.REPORT}#controls-that-changed", f"{verdict.REPORT}#dates"
_WORDS = {
    "approval.level": "How an approval is proven",
    "approval.approvers": "How many people approve a text",
    "approval.alone": "Approving alone",
    "standards": "Standards in use",
    "profile": "Profile of the document set",
    "certification.target": "Day of the certification",
    "review_months": "Months until a text is looked at again",
    "coverage.audit_period_months": "Months of the audit period",
}
"""Names of settings as people would call what they set; other controls are named in words already."""


def at_home(content: SiteContent, origin: str) -> Iterator[str]:
    """A box for each of the two; none where there is nothing of the kind."""
    looser = controls(content)
    if looser:
        asks = markup.count(len(looser), "control asks", "controls ask")
        lines = [_control(one, one.change) for one in looser[:_SHOWN] if one.change]
        yield _box(f"{asks} for less than before", lines, len(looser), CONTROLS, origin)
    moved = deadlines(content)
    if moved:
        title = markup.count(len(moved), "deadline was moved", "deadlines were moved")
        lines = [_deadline(content, path, one, origin) for path, one in moved[:_SHOWN]]
        target = _DATES if content.integrity.of(Kind.DATES) else follow_up.PAGE
        yield _box(title, lines, len(moved), target, origin)


def controls(content: SiteContent) -> list[Told]:
    """Those that ask for less than before."""
    every = content.integrity.of(Kind.CONTROLS)
    return [one for one in every if one.change and one.change.loosens]


def deadlines(content: SiteContent) -> list[tuple[str, MovedDate]]:
    """Promises that were moved, with the file of each, the one that was put off furthest first."""
    promised = [(at[0], one) for at, one in content.moved.items() if not one.is_renewed]
    return sorted(promised, key=lambda pair: (pair[1].first - pair[1].now, pair[0], pair[1].what))


def _box(title: str, lines: Sequence[str], number: int, target: str, origin: str) -> str:
    more = f"And {number - _SHOWN:,} more: " if number > _SHOWN else ""
    whole = markup.link("the report names all of them" if more else "The report", target, origin)
    return markup.box("warning", title, f"{markup.bullets(lines)}\n\n{more}{whole}.")


def _control(one: Told, change: Change) -> str:
    what = _WORDS.get(change.what, f"{change.what[:1].upper()}{change.what[1:]}")
    said = f"**{markup.inline(what)}**"
    if change.before or change.after:
        said += f": {markup.inline(change.before)} → {markup.inline(change.after)}"
    by = f" {markup.inline(one.by)}" if one.by else ""
    return f"{said}. Commit {markup.code(one.commit[:10])}{by}." if one.commit else f"{said}."


def _deadline(content: SiteContent, path: str, one: MovedDate, origin: str) -> str:
    named = markup.link(markup.inline(content.label(path)), content.place(path), origin)
    what = f"“{markup.inline(one.what)}”, " if one.what else ""
    return f"{named}: {what}{markup.inline(one.text)}."
