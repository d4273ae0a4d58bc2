"""HIS: what was closed stays as it was, what is taken out leaves a word, records go step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ims_docs.domain.approval_state import people_of
from ims_docs.domain.removal import is_kept_still, refusal
from ims_docs.domain.rules._remedy import as_saved
from ims_docs.domain.rules._removal_remedy import another_id, back, true_statement, why_or_back
from ims_docs.domain.rules._rule import rule
from ims_docs.domain.rules.overwriting import overwritten
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.holder import Holder
from ims_docs.model.quoting import quoted
from ims_docs.model.record import Record
from ims_docs.model.removal import Gone, Removal, StoredRemoval
from ims_docs.model.repository import Repository


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
    value stays in the record. Text is added below; nothing above it is changed. A closed
    record that cannot be read any more, or not as a record, is changed too.
    """
    for change in repository.changes:
        former = change.before.record
        if former.is_closed and change.after is None and former.path in repository.paths:
            yield Problem(
                where=Location(former.path, 1, 1),
                message=f"{former.id} was closed, and cannot be read as a record any more",
                hint=f"Bring {former.path} back as it was.",
            )
        if change.before.record.is_closed and change.after is not None:
            for message in overwritten(change.before, change.after):
                yield Problem(
                    where=_place(change.after.record),
                    message=f"{change.before.record.id} was closed, and {message}",
                    hint=f"Bring it back as it was: {as_saved(change.before.record.path)}. Then "
                    f'`ims correct {change.before.record.id} --reason "…" --text "…"` adds what holds, '
                    "and keeps what stood there.",
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
                hint=f"Bring it back: {as_saved(record.path)}.",
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
            allowed = " or ".join(f"`ims move {after.id} {quoted(name)}`" for name in start.moves)
            yield Problem(
                where=Location(after.path, *after.content.position("status")),
                message=f"No way leads from `{before.state}` to `{after.state}`",
                hint=f"Set `status: {before.state}` again; from there: {allowed}.",
            )


@rule(
    "HIS004",
    title="What was kept goes by a removal statement only",
    severity=Severity.ERROR,
    hint="Bring it back, then run `ims remove ID --reason …`.",
    clause="7.5.3",
)
def nothing_goes_without_a_word(repository: Repository) -> Iterator[Problem]:
    """An auditor who misses something has to find out what it was and who let it go.

    That holds for documents, records, registers and entries in every state. What has the
    same id elsewhere was moved, and is not gone. What nobody has worked
    on may go freely: a record that is still the form as it came, and an entry that came with a new
    register, until somebody changes it or deletes the guidance above the list. A closed record that its type still keeps is a matter of HIS002.
    """
    for one in repository.gone:
        if not one.is_suggestion and not _is_of_his002(repository, one):
            message, hint = _unexplained(repository, one)
            if message:
                yield Problem(where=Location(one.path, 0, 0), message=message, hint=hint)


@rule(
    "HIS005",
    title="A removal statement says what is true",
    severity=Severity.ERROR,
    hint="Bring back what was saved. A statement that never was is written by `ims remove ID --reason …`.",
    clause="7.5.3",
)
def removal_statements_are_true(repository: Repository) -> Iterator[Problem]:
    """A statement that names the wrong thing hides what really went.

    An id that was removed is never used again: a reference means one thing for ever.
    """
    gone = {one.id: one for one in repository.gone}
    people = people_of(repository)
    for stored in repository.removals:
        where = Location(stored.path, 0, 0)
        if stored.removal is None or stored.refused:
            yield Problem(where=where, message=stored.refused, hint=true_statement(stored))
            continue
        if not people.knows(stored.removal.person):
            yield Problem(
                where=where,
                message=f"{stored.removal.person} is not in the people register",
                hint=true_statement(stored),
            )
        yield from _held_again(repository, stored, where)
        if stored.named in gone:
            for message in _untrue(stored.removal, gone[stored.named]):
                yield Problem(where=where, message=message, hint=true_statement(stored))


def _place(record: Record) -> Location:
    return Location(record.path, *record.content.position("status"))


def _is_of_his002(repository: Repository, one: Gone) -> bool:
    item = one.item
    return isinstance(item, Record) and item.is_closed and is_kept_still(repository, item)


def _unexplained(repository: Repository, one: Gone) -> tuple[str, str]:
    """Why it should not have gone, and what to do; nothing where a statement explains it."""
    if why := refusal(repository, one):
        return f"{one.id} is gone, and may not be removed: {why}", back(repository, one)
    if one.id in repository.removed:
        return "", ""
    return f"{one.id} is gone, and no removal statement says why", why_or_back(one)


def _held_again(
    repository: Repository, stored: StoredRemoval, where: Location
) -> Iterator[Problem]:
    """The place where an id that was removed is held, or the statement that is not true."""
    register = repository.register(stored.named)
    places = [
        Location(one.path, one.line, one.column) for one in repository.holders_of(stored.named)
    ]
    places += [Location(register.path, 1, 1)] if register else []
    for place in places:
        judged = repository.focus is None or place.path in repository.focus
        yield Problem(
            where=place if judged else where,
            message=f"{stored.named} was removed ({stored.path}), and its id is not used again",
            hint=another_id(place, stored.named),
        )


def _untrue(said: Removal, gone: Gone) -> Iterator[str]:
    """What a statement says otherwise than it was."""
    if said.type != gone.type:
        yield f"{gone.id} was of type {gone.type}, not {said.type}"
    if said.path != gone.path:
        yield f"{gone.id} was kept at {gone.path}, not {said.path}"
    if said.digest != gone.digest:
        yield f"{gone.id} said something else when it went: its digest is {gone.digest}"


@rule(
    "HIS006",
    title="A removal statement stays",
    severity=Severity.ERROR,
    hint="Bring the statement back as it was saved.",
    clause="7.5.3",
)
def removal_statements_stay(repository: Repository) -> Iterator[Problem]:
    """Without its statement, nobody can say what became of something, and its id could be used again.

    It goes only together with what it is about coming back, as it was when it went: the undoing
    of a removal.
    """
    for stored in repository.broken_removals:
        held = repository.holders_of(stored.named)
        used = ", and its id is used again for something else" if held else ""
        deed = "changed" if stored.path in repository.paths else "deleted"
        yield Problem(
            where=Location(stored.path, 0, 0),
            message=f"The removal statement of {stored.named} was {deed}{used}",
            hint=f"Bring it back: {as_saved(stored.path)}.{_instead(held, stored.named)}",
        )


def _instead(held: Sequence[Holder], name: str) -> str:
    """What becomes of something that uses an id again."""
    places = (Location(one.path, one.line, one.column) for one in held)
    return "".join(f" {another_id(place, name)}" for place in places)


RULES = (
    closed_records_are_corrected,
    closed_records_stay,
    records_move_along_their_life,
    nothing_goes_without_a_word,
    removal_statements_are_true,
    removal_statements_stay,
)
