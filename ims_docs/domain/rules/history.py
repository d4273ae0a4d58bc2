"""HIS: what was closed stays as it was, and every record goes its way step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ims_docs.domain.removal import is_kept_still
from ims_docs.domain.rules._rule import rule
from ims_docs.model.change import Version
from ims_docs.model.content import Value
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository

_CORRECTIONS = "corrections"


@rule(
    "HIS001",
    title="A closed record is changed by a correction only",
    severity=Severity.ERROR,
    hint="Undo the change, then run `ims correct ID --reason …`, which keeps what stood there.",
    clause="7.5.3",
)
def closed_records_are_corrected(repository: Repository) -> Iterator[Problem]:
    """Evidence that can be rewritten proves nothing.

    A correction names what it corrects, who made it, when and why, and the former
    value stays in the record. Text is added below; nothing above it is changed.
    """
    for change in repository.changes:
        if change.before.record.is_closed and change.after is not None:
            for message in _overwritten(change.before, change.after):
                yield Problem(
                    where=_place(change.after.record),
                    message=f"{change.before.record.id} was closed, and {message}",
                )


@rule(
    "HIS002",
    title="A closed record is not removed",
    severity=Severity.ERROR,
    hint="Bring it back. A record is removed only after the time that its type is kept for.",
    clause="7.5.3",
)
def closed_records_stay(repository: Repository) -> Iterator[Problem]:
    """What was shown to an auditor has to be there at the next audit too."""
    for change in repository.changes:
        record = change.before.record
        is_removed = change.after is None and record.path not in repository.paths
        if record.is_closed and is_removed and is_kept_still(repository, record):
            years = repository.types[record.type].retention_years
            yield Problem(
                where=Location(record.path, 0, 0),
                message=f"{record.id} was closed and is gone; it is kept for {years} years",
                hint=f"Bring {record.path} back.",
            )


@rule(
    "HIS003",
    title="A record moves along the life of its type",
    severity=Severity.ERROR,
    hint="Go step by step with `ims move`; `ims explain TYPE` shows the states.",
    clause="7.5.3",
)
def records_move_along_their_life(repository: Repository) -> Iterator[Problem]:
    """A state that was left out was not reached.

    Several moves may be saved at once, because each state asks for what came before.
    """
    for change in repository.changes:
        before, after = change.before.record, change.after.record if change.after else None
        if after is None or before.is_closed or before.type != after.type:
            continue
        life = repository.types[before.type].life
        start = life.state(before.state)
        if start and life.state(after.state) and not life.leads(before.state, after.state):
            allowed = " or ".join(f"`{name}`" for name in start.moves)
            yield Problem(
                where=Location(after.path, *after.content.position("status")),
                message=f"No way leads from `{before.state}` to `{after.state}`",
                hint=f"From `{before.state}` one moves to {allowed}.",
            )


def _overwritten(before: Version, after: Version) -> Iterator[str]:
    """What a change did to a closed record beyond correcting it."""
    old, new = before.record.content.values, after.record.content.values
    earlier, corrections = _corrections(old), _corrections(new)
    added = corrections[len(earlier) :]
    if corrections[: len(earlier)] != earlier:
        yield "an earlier correction was changed"
    elif not added:
        yield "it was changed without a correction"
    elif added[0].get("corrects") != before.digest:
        yield "its correction does not name the text that it corrects"
    else:
        corrected = _corrected(added)
        for key in {**old, **new}:
            if key != _CORRECTIONS and old.get(key) != new.get(key):
                if key == "status":
                    yield "its state was changed; what is closed stays closed"
                elif corrected.get(key) != (old.get(key), new.get(key)):
                    yield f"its correction does not say what `{key}` was and is"
        if not after.body.rstrip().startswith(before.body.rstrip()):
            yield "its text was changed; a correction adds below it"


def _corrections(values: Mapping[str, Value]) -> list[dict[str, Value]]:
    found = values.get(_CORRECTIONS)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _corrected(corrections: list[dict[str, Value]]) -> dict[str, tuple[Value, Value]]:
    """By key: what the corrections say it was at first and is in the end."""
    corrected: dict[str, tuple[Value, Value]] = {}
    for correction in corrections:
        changed = correction.get("changed")
        for one in changed if isinstance(changed, list) else []:
            if isinstance(one, dict):
                key = str(one.get("key"))
                first = corrected[key][0] if key in corrected else one.get("was")
                corrected[key] = (first, one.get("is"))
    return corrected


def _place(record: Record) -> Location:
    return Location(record.path, *record.content.position("status"))


RULES = (closed_records_are_corrected, closed_records_stay, records_move_along_their_life)
