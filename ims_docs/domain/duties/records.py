"""Open records: those that are stuck in their state, and those that wait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ims_docs.domain.duties.duty import Duty, Urgency
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository
from ims_docs.model.type import Type


def open_records(repository: Repository, touched: Mapping[str, date]) -> Iterator[Duty]:
    """Every record that is not closed, with the day since when nothing has happened to it."""
    for record in repository.records:
        if not record.is_closed:
            yield _duty(repository, record, touched.get(record.path) or record.date)


def _duty(repository: Repository, record: Record, since: date | None) -> Duty:
    type_ = repository.types[record.type]
    state = type_.life.state(record.state)
    most = state.days if state else 0
    is_stuck = bool(since and most and (repository.as_of - since).days > most)
    steps = f"; {most} days are meant" if is_stuck else ""
    return Duty(
        urgency=Urgency.STUCK if is_stuck else Urgency.WAITING,
        id=record.id,
        type=record.type,
        kind="record",
        what=f"{record.title} ({record.state or 'no state'}{steps})" if is_stuck else record.title,
        who=record.content.text("owner"),
        day=since,
        path=record.path,
        line=record.content.position("status")[0],
        command=_command(record, type_),
        state=record.state,
    )


def _command(record: Record, type_: Type) -> str:
    """The step to the next state where there is one way only; otherwise what shows the ways."""
    steps = [command for _, command in type_.life.steps(record.state, record.id)]
    return steps[0] if len(steps) == 1 else f"ims show {record.id}"
