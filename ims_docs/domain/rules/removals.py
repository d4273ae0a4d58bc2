"""HIS: what is taken out goes by a statement that says who, when and why."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.domain.approval_state import people_of
from ims_docs.domain.removal import is_kept_still, refusal
from ims_docs.domain.rules._rule import rule
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.record import Record
from ims_docs.model.removal import Gone, Removal, StoredRemoval
from ims_docs.model.repository import Repository

_AGAIN = "Delete the file, and run `ims remove ID --reason …`."


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
    same id elsewhere was moved, and is not gone. An entry that came with a new register may be
    deleted freely until somebody has changed it, or has deleted the guidance above the list. A
    closed record that its type still keeps is a matter of HIS002.
    """
    for one in repository.gone:
        item = one.item
        if one.is_suggestion:
            continue
        if isinstance(item, Record) and item.is_closed and is_kept_still(repository, item):
            continue
        where = Location(one.path, 0, 0)
        why = refusal(repository, one)
        if why:
            yield Problem(
                where=where,
                message=f"{one.id} is gone, and may not be removed: {why}",
                hint="Bring it back.",
            )
        elif one.id not in repository.removed:
            yield Problem(
                where=where,
                message=f"{one.id} is gone, and no removal statement says why",
                hint=f"Run `ims remove {one.id} --reason …`, or bring it back.",
            )


@rule(
    "HIS005",
    title="A removal statement says what is true",
    severity=Severity.ERROR,
    hint=_AGAIN,
    clause="7.5.3",
)
def removal_statements_are_true(repository: Repository) -> Iterator[Problem]:
    """A statement that names the wrong thing hides what really went.

    An id that was removed is never used again: a reference means one thing for ever.
    """
    gone = {one.id: one for one in repository.gone}
    people = people_of(repository)
    for filed in repository.removals:
        where = Location(filed.path, 0, 0)
        if filed.removal is None or filed.refused:
            yield Problem(where=where, message=filed.refused)
            continue
        if not people.knows(filed.removal.person):
            yield Problem(
                where=where,
                message=f"{filed.removal.person} is not in the people register",
            )
        yield from _held_again(repository, filed, where)
        if filed.named in gone:
            for message in _untrue(filed.removal, gone[filed.named]):
                yield Problem(where=where, message=message)


def _held_again(repository: Repository, filed: StoredRemoval, where: Location) -> Iterator[Problem]:
    """The place where an id that was removed is held, or the statement that is not true."""
    register = repository.register(filed.named)
    places = [
        Location(one.path, one.line, one.column) for one in repository.holders_of(filed.named)
    ]
    places += [Location(register.path, 1, 1)] if register else []
    for place in places:
        judged = repository.focus is None or place.path in repository.focus
        yield Problem(
            where=place if judged else where,
            message=f"{filed.named} was removed ({filed.path}), and its id is not used again",
            hint="Give this another id. If it was never removed, delete the statement.",
        )


def _untrue(said: Removal, gone: Gone) -> Iterator[str]:
    """What a statement says otherwise than it was."""
    if said.type != gone.type:
        yield f"{gone.id} was of type {gone.type}, not {said.type}"
    if said.path != gone.path:
        yield f"{gone.id} was kept at {gone.path}, not {said.path}"
    if said.digest != gone.digest:
        yield f"{gone.id} said something else when it went: its digest is {gone.digest}"


RULES = (nothing_goes_without_a_word, removal_statements_are_true)
