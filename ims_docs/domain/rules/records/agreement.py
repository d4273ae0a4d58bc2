"""REC: what a record concludes agrees with its own figures and with its own day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from ims_docs.domain.rules._remedy import for_key
from ims_docs.domain.rules._rule import rule
from ims_docs.model.criterion import Criterion, figure
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository

_ELSEWHERE = ("clause", "people", "roles")
_MET, _MISSED = ("target met", "supported"), ("target missed", "refuted")
_FIGURES = {
    "measurement": ("value", "target", "judgement"),
    "experiment": ("observed", "threshold", "result"),
}
"""Type to the keys of what was found, of what was asked for, and of what follows from both."""
_COUNTED = "experiment"
"""It tells in words what was observed: only a count out of a whole is surely the one asked for."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@rule(
    "REC011",
    title="A closed record names no record that came later",
    severity=Severity.WARNING,
    hint="Correct one of the dates, or take the id out.",
    clause="7.5.3",
)
def closed_records_name_what_was_there(repository: Repository) -> Iterator[Problem]:
    """Who closes a record cannot know what is recorded afterwards.

    A record that names a later one was closed later than it says, or was changed since. What a
    correction brought in may be as late as the correction.
    """
    judged = [record for record in repository.judged_records if _end(record)]
    days = {one.id: one.date for one in repository.records if one.date} if judged else {}
    for record in judged:
        end = _end(record)
        for reference in record.content.references if end else ():
            day = None if reference.wanted in _ELSEWHERE else days.get(reference.value)
            if end and day and day > end:
                yield Problem(
                    where=Location(record.path, reference.line, reference.column),
                    message=f"{reference.value} is of {day}; this record was closed on {end}",
                    hint=for_key(
                        repository,
                        record,
                        f"Write under `closed_on` the day on which it was closed, not before {day}, "
                        f"or take {reference.value} out.",
                        "closed_on",
                    ),
                )


@rule(
    "REC012",
    title="A judgement follows from the figures beside it",
    severity=Severity.WARNING,
    hint="Correct the figure, the target or the judgement.",
    clause="9.1.1",
)
def judgements_follow_from_figures(repository: Repository) -> Iterator[Problem]:
    """A target that counts as met although the figure misses it steers the wrong way.

    Looked at are measurements and experiments whose target or threshold says with a figure what
    is enough: at least 80 per cent, fewer than 2 of 100, 8 or more of 20. Other words are left
    to the reader.
    """
    for record in repository.judged_records:
        found, asked, judged = _FIGURES.get(record.type, ("", "", ""))
        judgement = record.content.text(judged)
        criterion = Criterion.parse(record.content.text(asked))
        value = figure(record.content.text(found), criterion)
        if criterion is None or value is None or judgement not in (*_MET, *_MISSED):
            continue
        if record.type == _COUNTED and criterion.whole is None:
            continue
        if criterion.admits(value) is not (judgement in _MET):
            yield Problem(
                where=Location(record.path, *record.content.position(judged)),
                message=f"`{judged}` says {judgement}, but {_shown(value)} "
                f"{'meets' if criterion.admits(value) else 'misses'} “{criterion.text}”",
                hint=for_key(
                    repository, record, f"Correct `{found}`, `{asked}` or `{judged}`.", judged
                ),
            )


def _end(record: Record) -> date | None:
    """The last day on which the record could name something; None while it is open."""
    if not record.is_closed or not _DAY.fullmatch(record.content.text("closed_on")):
        return None
    corrections = record.content.values.get("corrections")
    days = [record.content.text("closed_on")]
    for one in corrections if isinstance(corrections, list) else ():
        said = one.get("corrected_on") if isinstance(one, dict) else None
        days.append(said if isinstance(said, str) and _DAY.fullmatch(said) else "")
    try:
        return date.fromisoformat(max(days))
    except ValueError:
        return None


def _shown(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"{float(value):.3g}"


RULES = (closed_records_name_what_was_there, judgements_follow_from_figures)
