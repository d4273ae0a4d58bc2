"""What the next audits should look at: each clause by its risk, what is planned, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from ims_docs.adapters.git import History
from ims_docs.domain.approval_state import people_of
from ims_docs.domain.auditing.draw import PLAN
from ims_docs.domain.auditing.own_work import OwnWork
from ims_docs.domain.auditing.programme import YEARS, Audit, Span, by_risk, proposed, span_of
from ims_docs.domain.auditing.risk import Facts, Risk, ranked, risk_of
from ims_docs.domain.coverage import Coverage, cover, touches
from ims_docs.errors import ConfigurationError
from ims_docs.model.clause import Clause
from ims_docs.model.content import Value
from ims_docs.model.months import later
from ims_docs.model.register import Entry
from ims_docs.model.repository import Repository
from ims_docs.services.auditing.sampling import team_of
from ims_docs.services.timeline import last_changes

PROGRAMME, REPORT = "audit-programme", "internal-audit-report"
CARRIED_OUT = "carried out"
_ENDED = (CARRIED_OUT, "cancelled")


class Lead(NamedTuple):
    """Whether somebody may lead an audit: what of it is own work, and who has none of that."""

    own: tuple[str, ...]
    """Own work of the person who is named, in words."""
    free: tuple[str, ...]
    """The auditors to whom nothing of it belongs."""
    kept_out: tuple[tuple[str, str], ...] = ()
    """The others, each with the first piece of own work."""


class Planning(NamedTuple):
    """The clauses by risk, the audits of the programme, and those that are missing."""

    repository: Repository
    coverage: Coverage
    span: Span
    risks: tuple[Risk, ...]
    done: tuple[Audit, ...]
    """Audits that were carried out."""
    planned: tuple[Audit, ...]
    proposed: tuple[Audit, ...]
    leads: Mapping[Audit, Lead]
    """Of those to come."""

    @property
    def following(self) -> list[Audit]:
        """The audits of the next twelve months, those with the highest risk first."""
        until = later(self.repository.as_of, 12)
        ahead = [one for one in (*self.planned, *self.proposed) if one.day <= until]
        return by_risk(ahead, self.risks)

    def of(self, audit: Audit) -> list[Risk]:
        """The clauses of an audit, by risk."""
        return [one for one in self.risks if one.clause in audit.clauses]


def planning_of(repository: Repository, history: History) -> Planning:
    """What is planned and what is missing today. Raises ConfigurationError, HistoryUnavailableError.

    The repository is one that knows who wrote what, as an opened state does.
    """
    history.require_whole(lost=", so nobody can say what changed since an audit")
    revisions = history.revisions() if history.has_commits else ()
    standard = repository.standards.get(repository.settings.leading)
    if standard is None:
        raise ConfigurationError(
            "No standard is in use here, so there are no clauses to audit",
            hint="Name one in ims.yml.",
        )
    coverage, today = cover(repository, standard), repository.as_of
    facts = list(_facts(repository, coverage, last_changes(revisions)))
    risks = ranked(risk_of(one, today) for one in facts)
    clauses = [one.clause for one in facts]
    entries = _entries(repository)
    first = min((day for _, one in entries if (day := _day(one.values.get("planned_on")))), default=None)  # fmt: skip
    span = span_of(first, today)
    audits = [(state, _audit(one, clauses, span)) for state, one in entries]
    planned = tuple(one for state, one in audits if state not in _ENDED)
    team = _Team(repository, coverage)
    missing = tuple(
        team.with_lead(one, _title(coverage, one)) for one in proposed(risks, planned, span, today)
    )
    return Planning(
        repository=repository,
        coverage=coverage,
        span=span,
        risks=risks,
        done=tuple(one for state, one in audits if state == CARRIED_OUT),
        planned=planned,
        proposed=missing,
        leads={one: team.lead(one) for one in (*planned, *missing)},
    )


def _facts(
    repository: Repository, coverage: Coverage, changes: Mapping[str, date]
) -> Iterator[Facts]:
    """Of every clause that applies and has no parts."""
    reports = sorted(
        (one.date, one.id, _clauses(one.content.values.get("clauses")))
        for one in repository.records
        if one.type == REPORT and one.date and one.date <= repository.as_of
    )
    for one in coverage.clauses:
        clause = one.text.clause
        if not one.applicable or coverage.standard.children(clause):
            continue
        last, report = None, ""
        for day, identifier, named in reports:
            if any(touches(clause, other) for other in named):
                last, report = day, identifier
        yield Facts(
            clause=clause,
            title=one.text.title,
            rung=one.reach.rung,
            rung_word=one.reach.rung.word,
            audited=last,
            report=report,
            changed=tuple(
                name
                for name, path in serving(repository, coverage, clause)
                if last and name != PROGRAMME and changes.get(path, date.min) > last
            ),
            questions=tuple(dict.fromkeys(asked.id or asked.path for asked in one.questions)),
        )


def serving(
    repository: Repository, coverage: Coverage, clause: Clause
) -> Iterator[tuple[str, str]]:
    """The documents and registers behind a clause: what each is called, and its path."""
    standard = coverage.standard.id
    for one in repository.documents:
        if repository.types[one.type].serves(standard, clause):
            yield one.id or one.path, one.path
    for register in repository.registers:
        if repository.types[register.type].serves(standard, clause):
            yield register.type, register.path


class _Team:
    """Who may audit what."""

    def __init__(self, repository: Repository, coverage: Coverage) -> None:
        self._repository = repository
        self._coverage = coverage
        self._own = OwnWork(repository)
        self._members = tuple(self._found())

    def lead(self, audit: Audit) -> Lead:
        """Whether the person who is named may lead it, and who else may."""
        own = tuple(self._why(audit.lead, audit)) if audit.lead else ()
        first = [(one, next(self._why(one, audit), "")) for one in self._members]
        free = tuple(one for one, why in first if not why)
        return Lead(own, free, tuple((one, why) for one, why in first if why))

    def with_lead(self, audit: Audit, title: str) -> Audit:
        """A proposed audit with its title, and with somebody to whom nothing of it belongs."""
        return audit._replace(title=title, lead=next(iter(self.lead(audit).free), ""))

    def _why(self, person: str, audit: Audit) -> Iterator[str]:
        names = dict.fromkeys(
            name
            for clause in audit.clauses
            for name, _ in serving(self._repository, self._coverage, clause)
        )
        for name in names:
            if reason := self._own.why(person, name, max(audit.day, self._repository.as_of)):
                yield f"{name}: {reason}"

    def _found(self) -> Iterator[str]:
        """Who holds the role of an auditor, or audits already; each person once."""
        people, seen = people_of(self._repository), list[str]()
        for one in self._named():
            if people.knows(one) and one not in people.left and not people.among(one, tuple(seen)):
                seen.append(one)
                yield one

    def _named(self) -> Iterator[str]:
        people = people_of(self._repository)
        for _, one in _entries(self._repository):
            role = people.roles.get(str(one.values.get("auditor")))
            yield from _texts(role.values.get("holders") if role else None)
            yield from _texts([one.values.get("auditor_person")])
        for record in self._repository.records:
            if record.type == PLAN:
                yield from team_of(record)


def _entries(repository: Repository) -> list[tuple[str, Entry]]:
    """The audits of the programme with their state."""
    register = repository.register(PROGRAMME)
    found = list(register.entries) if register else []
    return [(str(one.values.get("status")), one) for one in found]


def _audit(entry: Entry, clauses: Iterable[Clause], span: Span) -> Audit:
    named = _clauses(entry.values.get("clauses"))
    return Audit(
        id=entry.id or "(no id)",
        title=next(_texts([entry.values.get("title")]), ""),
        day=_day(entry.values.get("planned_on")) or _end_of(entry, span),
        clauses=tuple(one for one in clauses if any(touches(one, other) for other in named)),
        lead=next(_texts([entry.values.get("auditor_person")]), ""),
    )


def _end_of(entry: Entry, span: Span) -> date:
    """The last moment of an audit without a day: the end of its year."""
    year = entry.values.get("year")
    number = YEARS.index(year) if isinstance(year, str) and year in YEARS else 0
    return later(span.start, 12 * (number + 1))


def _title(coverage: Coverage, audit: Audit) -> str:
    chapter = coverage.standard.find(Clause(audit.clauses[0].parts[:1]))
    named = chapter.title if chapter else f"Clause {audit.clauses[0].parts[0]}"
    return f"{named}, {audit.day:%Y-%m}"


def _clauses(value: Value) -> list[Clause]:
    found = []
    for one in _texts(value):
        try:
            found.append(Clause.parse(one))
        except ValueError:
            continue  # the rules of the shape say so
    return found


def _texts(value: object) -> Iterator[str]:
    yield from (one for one in (value if isinstance(value, list) else ()) if isinstance(one, str))


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
