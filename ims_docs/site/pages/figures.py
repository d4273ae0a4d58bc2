"""The six figures at the top of the home page: what a manager and an auditor ask first."""

from __future__ import annotations

from typing import NamedTuple

from ims_docs.domain import approval_state
from ims_docs.domain.coverage import questioned
from ims_docs.domain.duties import Urgency
from ims_docs.site.pages import age, clause_records, concern, loosened, markup, verdict
from ims_docs.site.pages.content import SiteContent, matrix_path, record_index
from ims_docs.site.pages.integrity import Word

_NONCONFORMITY = "nonconformity"
_GOOD, _BAD, _UNSURE, _PLAIN = "good", "bad", "unsure", "plain"
DUE, UNAPPROVED = "due-within-a-month", "not-approved"
"""Anchors of the parts of the home page that list what is counted."""


class _Figure(NamedTuple):
    name: str
    value: str
    """Markup."""
    detail: str
    """Markup."""
    mood: str = _PLAIN


def shown(content: SiteContent, origin: str) -> str:
    """A list that a style sheet lays out side by side."""
    made = (
        _integrity(content, origin),
        _nonconformities(content, origin),
        _overdue(content, origin),
        _not_approved(content, origin),
        _questioned(content, origin),
        _next_audit(content, origin),
    )
    is_sound = concern.word(content) is not Word.NOT_INTACT
    lines = (
        f'<span class="ims-figure ims-{_PLAIN if one.mood == _GOOD and not is_sound else one.mood}">{one.value}</span> {one.name}<br><small>{one.detail}</small>'
        for one in made
    )
    return f'<h2 class="ims-figures">Where the system stands</h2>\n\n{markup.bullets(lines)}'


def unapproved(content: SiteContent) -> list[str]:
    """The documents and registers whose text is not approved, by path."""
    return [one.path for one in approval_state.unapproved(content.repository)]


def _integrity(content: SiteContent, origin: str) -> _Figure:
    word = concern.word(content)
    mood = {Word.INTACT: _GOOD, Word.NOT_INTACT: _BAD}.get(word, _UNSURE)
    looser = len(loosened.controls(content))
    if word is Word.NOT_INTACT:
        detail = f"{markup.count(len(concern.broken(content)), 'cause')}, told above"
    elif word is Word.NOT_VERIFIED:
        detail = "nobody looked"
    elif looser:
        asks = markup.count(looser, "control asks", "controls ask")
        detail, mood = f"**{asks} for less than before**", _UNSURE if mood == _GOOD else mood
    else:
        notes = len(content.integrity.found)
        counted = markup.count(notes, "note")
        detail = f"{f'with {counted}, ' if notes else ''}as far as this copy goes"
    value = markup.link(word[0].upper() + word[1:], verdict.ANCHOR, origin)
    return _Figure("Integrity", value, detail, mood)


def _nonconformities(content: SiteContent, origin: str) -> _Figure:
    kept = [one for one in content.repository.records if one.type == _NONCONFORMITY]
    still_open = [one for one in kept if not one.is_closed]
    idle = max((age.idle(content, one) or 0 for one in still_open), default=0)
    detail = (
        f"unchanged for up to {markup.count(idle, 'day')}"
        if still_open
        else f"of {markup.count(len(kept), 'record')}"
    )
    value = str(len(still_open))
    if kept:
        value = markup.link(value, record_index(_NONCONFORMITY), origin)
    return _Figure("Open nonconformities", value, detail, _BAD if still_open else _GOOD)


def _overdue(content: SiteContent, origin: str) -> _Figure:
    late = [one for one in content.duties.duties if one.urgency is Urgency.OVERDUE]
    soon = sum(one.urgency is Urgency.SOON for one in content.duties.duties)
    value = markup.link(str(len(late)), f"{origin}#{DUE}", origin)
    detail = f"{soon} more due in {content.duties.days} days"
    if moved := len(loosened.deadlines(content)):
        detail += f", {markup.count(moved, 'deadline was', 'deadlines were')} moved"
    return _Figure("Overdue", value, detail, _BAD if late else _GOOD)


def _not_approved(content: SiteContent, origin: str) -> _Figure:
    repository = content.repository
    missing = len(unapproved(content))
    every = len(repository.documents) + len(repository.registers)
    value = markup.link(str(missing), f"{origin}#{UNAPPROVED}", origin) if missing else "0"
    detail = f"of {every} documents and registers"
    return _Figure("Not approved", value, detail, _UNSURE if missing else _GOOD)


def _questioned(content: SiteContent, origin: str) -> _Figure:
    coverage = content.primary
    if coverage is None:
        return _Figure("Questioned clauses", "–", "no standard is in use")
    number = len(questioned(coverage))
    value = markup.link(str(number), matrix_path(coverage), origin)
    detail = f"of {markup.count(len(coverage.clauses), 'clause')}"
    return _Figure("Questioned clauses", value, detail, _BAD if number else _GOOD)


def _next_audit(content: SiteContent, origin: str) -> _Figure:
    planned = clause_records.next_audit(content)
    if planned is None:
        return _Figure("Next audit", "none", "no internal audit is planned", _UNSURE)
    place = f"{content.place(planned.register.path)}#{planned.entry.id}"
    late = planned.day < content.repository.as_of.isoformat()
    title = planned.entry.values.get("title")
    detail = f"{'**late**: ' if late else ''}{markup.inline(title if isinstance(title, str) else planned.entry.id)}"
    value = markup.link(markup.inline(planned.day), place, origin)
    return _Figure("Next audit", value, detail, _BAD if late else _PLAIN)
