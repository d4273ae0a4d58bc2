"""The master list of documents, all records, and all actions: a table each, of every type together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from ims_docs.domain.approval_state import approver_role, review_of, standings
from ims_docs.domain.duties import Urgency, actions, deadlines
from ims_docs.domain.views.conditions import Condition
from ims_docs.domain.views.table import Row, Table, column
from ims_docs.model.content import Value
from ims_docs.model.document import Document
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository
from ims_docs.model.retention import kept_until
from ims_docs.model.type import Kind, Property, Type

_NO_DAYS: Mapping[str, date] = {}
_KEYS = {
    "documents": (
        Kind.DOCUMENT,
        "Master list of documents",
        "Every document and every register with its state.",
        {
            "id": "Id",
            "title": "Title",
            "type": "Type",
            "version": "Version",
            "status": "State",
            "owner": "Owner",
            "in_force": "Version in force",
            "approved_by": "Approved by",
            "since": "In force since",
            "approver": "Who approves",
            "next_review": "Next review",
            "classification": "Classification",
        },
    ),
    "records": (
        Kind.RECORD,
        "All records",
        "Every record of every type.",
        {
            "id": "Id",
            "title": "Title",
            "type": "Type",
            "status": "State",
            "date": "Date",
            "owner": "Owner",
            "due": "Due",
            "closed_on": "Closed on",
            "kept_until": "Kept until",
            "classification": "Classification",
        },
    ),
    "actions": (
        Kind.RECORD,
        "All actions",
        "Everything that was decided to be done, also in records that are closed.",
        {
            "id": "Id",
            "title": "Action",
            "group": "Kind",
            "status": "State",
            "owner": "Who",
            "due": "Due",
            "done": "Done on, or shown by",
            "effect": "Did it help?",
            "source": "Decided in",
        },
    ),
}
INVENTORIES: Mapping[str, Type] = {
    name: Type(
        name=name,
        kind=kind,
        title=title,
        description=text,
        prefix="",
        folder="",
        clauses={},
        profiles=(),
        properties=tuple(Property(key, called, "", "line") for key, called in keys.items()),
    )
    for name, (kind, title, text, keys) in _KEYS.items()
}
"""By the word that people use for it."""


def inventory(
    repository: Repository,
    name: str,
    *,
    final: Mapping[str, date] = _NO_DAYS,
    conditions: Iterable[Condition] = (),
) -> Table:
    """One of these tables. `final` says since when documents that nobody approved have their version."""
    rows = {
        "documents": lambda: _documents(repository, final),
        "records": lambda: _records(repository),
        "actions": lambda: _actions(repository),
    }[name]()
    wanted = tuple(conditions)
    shown = tuple(row for row in rows if all(one.holds(row.values) for one in wanted))
    type_ = INVENTORIES[name]
    columns = tuple(column(one, one.name) for one in type_.properties)
    known = (repository.register("people"), repository.register("roles"))
    named = frozenset(entry.id for one in known if one for entry in one.entries)
    return Table(type_, type_.title, columns, shown, named)


def _documents(repository: Repository, final: Mapping[str, date]) -> Iterator[Row]:
    subjects: list[Document | Register] = [*repository.documents, *repository.registers]
    for one in sorted(subjects, key=lambda one: (one.name, one.path)):
        standing = standings(repository).of(one)
        approved = standing.in_force
        review = review_of(repository, one, final.get(one.path))
        yield Row(
            {
                "id": one.name,
                "title": one.title,
                "type": one.type,
                "version": standing.version,
                "status": standing.state.value,
                "owner": one.content.text("owner"),
                "in_force": approved.version if approved else "",
                "approved_by": [*approved.approved_by] if approved else [],
                "since": approved.day.isoformat() if approved else "",
                "approver": approver_role(repository, one),
                "next_review": review.due.isoformat() if review.due else "",
                "classification": one.content.text("classification"),
            },
            one.path,
        )


def _records(repository: Repository) -> Iterator[Row]:
    due = _due(repository)
    for one in sorted(repository.records, key=lambda one: (not one.id, one.id, one.path)):
        until = kept_until(one, repository.types[one.type])
        yield Row(
            {
                "id": one.id,
                "title": one.title,
                "type": one.type,
                "status": one.state,
                "date": one.content.text("date"),
                "owner": one.content.text("owner"),
                "due": due[one.path].isoformat() if one.path in due else "",
                "closed_on": one.content.text("closed_on") if one.is_closed else "",
                "kept_until": until.isoformat() if until else "",
                "classification": one.content.text("classification"),
            },
            one.path,
        )


def _due(repository: Repository) -> dict[str, date]:
    """By path the first day by which something has to be done; what can only be asked about comes last."""
    first: dict[str, tuple[bool, date]] = {}
    for duty in deadlines(repository):
        if duty.day:
            place = duty.urgency is Urgency.ASK, duty.day
            first[duty.path] = min(first.get(duty.path, place), place)
    return {path: day for path, (_, day) in first.items()}


def _actions(repository: Repository) -> Iterator[Row]:
    for one in actions(repository):
        values: dict[str, Value] = {
            "id": one.id,
            "title": one.what,
            "group": one.group,
            "status": one.progress.value,
            "owner": one.who,
            "due": one.due.isoformat() if one.due else "",
            "done": one.done,
            "effect": one.judged,
            "source": one.source,
        }
        yield Row(values, one.path)
