"""The evidence ladder: how far each clause and each item of documented information has come. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from ims_docs.clauses import Clause
from ims_docs.model.content import Content
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository
from ims_docs.model.settings import Settings
from ims_docs.model.standard import ClauseText, Item, Keep, Standard
from ims_docs.model.text import TemplateText, Text
from ims_docs.model.type import Kind


class Rung(IntEnum):
    """What the evidence amounts to."""

    MISSING = 0
    SCAFFOLDED = 1
    COMPLETED = 2
    APPROVED = 3
    CURRENT = 4
    EVIDENCED = 5

    @property
    def word(self) -> str:
        """The rung as one word."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far something has come, why no further, and what would raise it."""

    rung: Rung
    reason: str
    raise_by: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCoverage:
    """One item of documented information on the ladder."""

    item: Item
    reach: Reach
    asked: Rung
    place: str
    """The file or folder where work is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseCoverage:
    """One clause on the ladder."""

    text: ClauseText
    applicable: bool
    reach: Reach
    items: tuple[ItemCoverage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A whole standard on the ladder."""

    standard: Standard
    as_of: date
    clauses: tuple[ClauseCoverage, ...]
    items: tuple[ItemCoverage, ...]


def cover(repository: Repository, standard: Standard) -> Coverage:
    """Put every clause and item of a standard on the ladder."""
    reaches = _Reaches(repository)
    items = tuple(_cover_item(repository, item, reaches) for item in standard.items)
    clauses: dict[Clause, ClauseCoverage] = {}
    for text in sorted(standard.clauses, key=lambda one: one.clause, reverse=True):
        clauses[text.clause] = _cover_clause(repository, standard, text, items, clauses, reaches)
    return Coverage(
        standard=standard, as_of=repository.as_of, items=items,
        clauses=tuple(clauses[text.clause] for text in standard.clauses),
    )


def asked_rung(settings: Settings, as_of: date, item: Item) -> Rung:
    """The rung that a required item has to reach.

    ims.yml may say it. Otherwise: completed; and in the three months before the
    certification target, records have to show that the system runs.
    """
    if not item.required:
        return Rung.MISSING
    if settings.required_rung is not None:
        return Rung(settings.required_rung)
    target = settings.certification_target
    if target and item.keep is Keep.RETAIN and (target - as_of).days <= 92:
        return Rung.EVIDENCED
    return Rung.COMPLETED


def audit_period(settings: Settings, as_of: date) -> tuple[date, date]:
    """The days between which a closed record counts as evidence, both included."""
    months = as_of.year * 12 + as_of.month - 1 - settings.audit_period_months
    year, month = divmod(months, 12)
    day = min(as_of.day, 28)
    return date(year, month + 1, day), as_of


class _Reaches:
    """How far the documents, registers and records of each type have come."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository
        self._of: dict[str, list[Document | Record | Register]] = {}
        for one in repository.controlled:
            self._of.setdefault(one.type, []).append(one)
        self._known: dict[str, Reach] = {}

    def of(self, type_name: str) -> Reach:
        """The best that anything of this type reaches."""
        if type_name not in self._known:
            self._known[type_name] = self._best(type_name)
        return self._known[type_name]

    def _best(self, type_name: str) -> Reach:
        found = self._of.get(type_name, [])
        if not found:
            return _missing(self.repository, type_name)
        best = max((self._one(item) for item in found), key=lambda reach: reach.rung)
        return Reach(rung=best.rung, reason=best.reason, raise_by=best.raise_by, evidence=tuple(item.path for item in found))

    def _one(self, item: Document | Record | Register) -> Reach:
        if isinstance(item, Record):
            return _record_reach(self.repository, item)
        sections = self.repository.types[item.type].sections
        body = item.body if isinstance(item, Document) else Text()
        unfinished = _unfinished(self.repository, item.path, item.content, item.template_text, body, sections)
        if isinstance(item, Register) and not unfinished and not any(item.entries):
            unfinished = "it has no entries"
        if unfinished:
            return Reach(rung=Rung.SCAFFOLDED, reason=f"{item.path}: {unfinished}", raise_by=f"Complete {item.path}")
        return Reach(
            rung=Rung.COMPLETED, reason=f"{item.path}: complete, not approved",
            raise_by="Approval: this version of ims does not record approvals yet",
        )


def _missing(repository: Repository, type_name: str) -> Reach:
    known = repository.types.get(type_name)
    what = f"{known.kind.value} \"{known.title}\"" if known else f"type {type_name}"
    return Reach(rung=Rung.MISSING, reason=f"There is no {what}", raise_by=f"Add one: `ims add {type_name}`")


def _record_reach(repository: Repository, record: Record) -> Reach:
    sections = repository.types[record.type].sections
    unfinished = _unfinished(repository, record.path, record.content, record.template_text, record.body, sections)
    if unfinished:
        return Reach(rung=Rung.SCAFFOLDED, reason=f"{record.path}: {unfinished}", raise_by=f"Complete {record.path}")
    if not record.is_closed:
        return Reach(rung=Rung.COMPLETED, reason=f"{record.path}: complete, still open", raise_by=f"Close {record.path}: set `status: closed` and `closed_on`")
    start, end = audit_period(repository.settings, repository.as_of)
    if record.date is None or not start <= record.date <= end:
        return Reach(rung=Rung.COMPLETED, reason=f"{record.path}: dated {record.date}, outside the audit period {start} to {end}", raise_by=f"Add a newer record: `ims add {record.type}`")
    return Reach(rung=Rung.EVIDENCED, reason=f"{record.path}: closed, dated {record.date}", raise_by="")


def _unfinished(  # noqa: PLR0913, PLR0917 - one fact each
    repository: Repository, path: str, content: Content, left: Sequence[TemplateText], body: Text, sections: Sequence[str]
) -> str:
    """Why something is not complete, in the order a person would mend it; empty when it is."""
    if left:
        places = "1 place" if len(left) == 1 else f"{len(left)} places"
        return f"template text is left in {places}, first in line {min(one.line for one in left)}"
    if content.violations:
        return f"line {content.violations[0].line}: {content.violations[0].message}"
    for title in sections:
        section = body.section(title)
        if section is None or not section.has_content:
            return f"the section \"{title}\" is {'empty' if section else 'missing'}"
    for link in body.links:
        if not repository.leads_somewhere(path, link):
            return f"line {link.line}: a link leads nowhere"
    return ""


def _cover_item(repository: Repository, item: Item, reaches: _Reaches) -> ItemCoverage:
    each = {name: reaches.of(name) for name in item.types}
    choose = min if item.needs_all else max
    name, deciding = choose(each.items(), key=lambda pair: pair[1].rung)
    evidence = tuple(path for reach in each.values() for path in reach.evidence)
    reach = Reach(rung=deciding.rung, reason=deciding.reason, raise_by=deciding.raise_by, evidence=evidence)
    asked = Rung.MISSING if _excluded(repository, item.clause) else asked_rung(repository.settings, repository.as_of, item)
    return ItemCoverage(item=item, reach=reach, asked=asked, place=_place(repository, name, deciding))


def _place(repository: Repository, type_name: str, reach: Reach) -> str:
    if reach.evidence:
        return reach.evidence[0]
    known = repository.types.get(type_name)
    if known is None:
        return "schemas"
    return f"docs/{known.folder}" if known.kind is Kind.RECORD else known.path("")


def _excluded(repository: Repository, clause: Clause) -> str:
    """The justification when a clause was declared not applicable, otherwise empty."""
    for one in repository.settings.not_applicable:
        if one.clause.contains(clause):
            return one.justification
    return ""


def _cover_clause(  # noqa: PLR0913, PLR0917 - the parts of one decision
    repository: Repository, standard: Standard, text: ClauseText, items: Sequence[ItemCoverage],
    below: dict[Clause, ClauseCoverage], reaches: _Reaches,
) -> ClauseCoverage:
    own = tuple(one for one in items if text.clause in (one.item.clause, *one.item.also))
    justification = _excluded(repository, text.clause)
    if justification:
        reach = Reach(rung=Rung.MISSING, reason=f"Not applicable: {justification}", raise_by="")
        return ClauseCoverage(text=text, applicable=False, reach=reach, items=own)
    children = [below[child.clause] for child in standard.children(text.clause) if below[child.clause].applicable]
    if children:
        lowest = min(children, key=lambda child: (child.reach.rung, child.text.clause))
        reach = Reach(
            rung=lowest.reach.rung, reason=f"{lowest.text.clause} {lowest.text.title}: {lowest.reach.reason}",
            raise_by=lowest.reach.raise_by, evidence=tuple(dict.fromkeys(path for child in children for path in child.reach.evidence)),
        )
    else:
        reach = _leaf_reach(repository, standard, text.clause, own or _inherited(items, text.clause), reaches)
    return ClauseCoverage(text=text, applicable=True, reach=reach, items=own)


def _inherited(items: Sequence[ItemCoverage], clause: Clause) -> tuple[ItemCoverage, ...]:
    """Items of the nearest clause above that has any."""
    above = clause.parent
    while above is not None:
        found = tuple(one for one in items if above in (one.item.clause, *one.item.also))
        if found:
            return found
        above = above.parent
    return ()


def _leaf_reach(repository: Repository, standard: Standard, clause: Clause, items: Sequence[ItemCoverage], reaches: _Reaches) -> Reach:
    """Required items decide; without any, expected ones; without any, whatever serves the clause."""
    serving = [name for name, known in repository.types.items() if known.serves(standard.id, clause)]
    evidence = dict.fromkeys(_evidence(items, serving, reaches))
    deciding = [one.reach for one in items if one.item.required] or [one.reach for one in items]
    if deciding:
        decided = min(deciding, key=lambda reach: reach.rung)
    elif serving:
        decided = max((reaches.of(name) for name in serving), key=lambda reach: reach.rung)
    else:
        decided = Reach(rung=Rung.MISSING, reason="Nothing serves this clause", raise_by="Add a type that serves it under schemas/")
    return Reach(rung=decided.rung, reason=decided.reason, raise_by=decided.raise_by, evidence=tuple(evidence))


def _evidence(items: Sequence[ItemCoverage], serving: Sequence[str], reaches: _Reaches) -> Iterator[str]:
    for one in items:
        yield from one.reach.evidence
    for name in serving:
        yield from reaches.of(name).evidence
