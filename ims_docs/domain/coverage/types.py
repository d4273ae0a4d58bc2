"""How far the documents, registers and records of each type have come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from ims_docs.domain.analysis import derived
from ims_docs.domain.approval_state import standings
from ims_docs.domain.coverage.approvals import approved_reach
from ims_docs.domain.coverage.ladder import Reach, Rung
from ims_docs.model.clause import Clause
from ims_docs.model.content import Content
from ims_docs.model.defect import Defect
from ims_docs.model.document import Document
from ims_docs.model.months import later
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository
from ims_docs.model.settings import Settings
from ims_docs.model.standard import Standard
from ims_docs.model.text import MisreadingKind, TemplateText, Text
from ims_docs.model.type import Kind

Controlled: TypeAlias = "Document | Record | Register"


def audit_period(settings: Settings, as_of: date) -> tuple[date, date]:
    """The days between which a closed record counts as evidence, both included."""
    return later(as_of, -settings.audit_period_months), as_of


@derived
def reaches(repository: Repository) -> Reaches:
    """The reaches in a repository: the same for every standard that looks at them."""
    return Reaches(repository)


class Reaches:
    """The reach of each type; every file is judged once."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository
        self._period = audit_period(repository.settings, repository.as_of)
        self._of: dict[str, list[Controlled]] = {}
        for one in repository.controlled:
            if one.path in repository.seconds:
                continue
            self._of.setdefault(one.type, []).append(one)
        self._known: dict[str, Reach] = {}
        self._single: dict[str, Reach] = {}

    def of(self, type_name: str) -> Reach:
        """The best that anything of this type reaches, or a text that stands in its place."""
        if type_name not in self._known:
            self._known[type_name] = self._best(type_name)
        return self._known[type_name]

    def single(self, item: Controlled) -> Reach:
        """How far this one has come."""
        if item.path not in self._single:
            self._single[item.path] = self._one(item)
        return self._single[item.path]

    def _best(self, type_name: str) -> Reach:
        found = [*self._of.get(type_name, []), *self._combining(type_name)]
        if not found:
            return self._missing(type_name)
        best = self.single(found[0])
        for item in found[1:]:
            if best.rung is Rung.EVIDENCED:
                break
            best = max(best, self.single(item), key=lambda reach: reach.rung)
        return Reach(
            rung=best.rung,
            reason=best.reason,
            raise_by=best.raise_by,
            evidence=tuple(item.path for item in found),
            place=best.place,
        )

    def _combining(self, type_name: str) -> list[Controlled]:
        """Documents of other types that say what this type would say; a record has no substitute."""
        known = self.repository.types.get(type_name)
        if known is None or known.kind is Kind.RECORD:
            return []
        return [
            one
            for name, there in self._of.items()
            if type_name in self.repository.types[name].combines
            for one in there
        ]

    def _missing(self, type_name: str) -> Reach:
        known = self.repository.types.get(type_name)
        broken = self._broken(known.path("")) if known and known.kind is not Kind.RECORD else None
        if broken:
            return Reach(
                rung=Rung.MISSING,
                reason=f"{broken.path} cannot be read: {broken.message}",
                raise_by=f"Put {broken.path} right",
                place=broken.path,
            )
        what = f'{known.kind.value} "{known.title}"' if known else f"type {type_name}"
        return Reach(
            rung=Rung.MISSING,
            reason=f"There is no {what}",
            raise_by=f"Add one: `ims add {type_name}`",
        )

    def _broken(self, path: str) -> Defect | None:
        """Why the file in the type's place is not in the model, if there is one."""
        return next((one for one in self.repository.defects if one.path == path), None)

    def _one(self, item: Controlled) -> Reach:
        unfinished = self.unfinished(item)
        if not isinstance(item, Record):
            standing = standings(self.repository).of(item)
            return approved_reach(self.repository, item, standing, unfinished)
        if unfinished:
            return _reach(item, Rung.SCAFFOLDED, unfinished, f"Complete {item.path}")
        return self._complete_record(item)

    def _complete_record(self, record: Record) -> Reach:
        if not record.is_closed:
            close = f"Close {record.path} with `ims close {record.id}`"
            return _reach(record, Rung.COMPLETED, "complete, still open", close)
        start, end = self._period
        if record.date is None or not start <= record.date <= end:
            outside = f"dated {record.date}, outside the audit period {start} to {end}"
            newer = f"Add a newer record: `ims add {record.type}`"
            return _reach(record, Rung.COMPLETED, outside, newer)
        return _reach(record, Rung.EVIDENCED, f"closed, dated {record.date}", "")

    def unfinished(self, item: Controlled) -> str:
        """Why something is not complete, in the order a person would mend it."""
        body = Text() if isinstance(item, Register) else item.body
        known = self.repository.types[item.type]
        wanted = known.sections
        if isinstance(item, Record) and (state := known.life.state(item.state)) and state.closes:
            wanted = state.sections
        reason = (
            _template_left(item.template_text)
            or _not_fitting(item.content)
            or _section_open(body, wanted)
            or _badly_pasted(body)
        )
        if reason:
            return reason
        for link in body.links:
            if not self.repository.leads_somewhere(item.path, link):
                return f"line {link.line}: a link leads nowhere"
        empty = isinstance(item, Register) and not any(item.entries)
        return "it has no entries" if empty else ""


def _template_left(left: Sequence[TemplateText]) -> str:
    if not left:
        return ""
    places = "1 place" if len(left) == 1 else f"{len(left)} places"
    return f"template text is left in {places}, first in line {min(one.line for one in left)}"


def _not_fitting(content: Content) -> str:
    if not content.violations:
        return ""
    first = min(content.violations, key=lambda one: (one.line, one.column))
    return f"line {first.line}: {first.message}"


def _badly_pasted(body: Text) -> str:
    first = next((one for one in body.misreadings if one.kind is MisreadingKind.PASTE), None)
    return f"line {first.line}: {first.message[0].lower()}{first.message[1:]}" if first else ""


def _section_open(body: Text, wanted: Sequence[str]) -> str:
    for title in wanted:
        section = body.section(title)
        if section is None or not section.has_content:
            return f'the section "{title}" is {"empty" if section else "missing"}'
    return ""


def _reach(item: Controlled, rung: Rung, reason: str, raise_by: str) -> Reach:
    return Reach(rung=rung, reason=f"{item.path}: {reason}", raise_by=raise_by, place=item.path)


def serving(repository: Repository, standard: Standard) -> Mapping[Clause, Sequence[str]]:
    """The types that serve each clause, in their order: their own clauses and all above these."""
    found: dict[Clause, list[str]] = {}
    for name, known in repository.types.items():
        clauses: dict[Clause, None] = {}
        for own in known.clauses.get(standard.id, ()):
            at: Clause | None = own
            while at is not None and at not in clauses:
                clauses[at] = None
                at = at.parent
        for clause in clauses:
            found.setdefault(clause, []).append(name)
    return found
