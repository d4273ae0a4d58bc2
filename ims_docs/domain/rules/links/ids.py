"""LNK: an id belongs to one thing, and none is missing without a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ims_docs.domain.rules._rule import rule
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.quoting import quoted
from ims_docs.model.removal import statement_path
from ims_docs.model.repository import Repository

_NUMBERED = re.compile(r"[A-Z]{2,5}-[0-9]{4}")


@rule(
    "LNK007",
    title="Every id belongs to one thing",
    severity=Severity.ERROR,
    hint="Give one of them the next free id: `ims renumber PATH`.",
    clause="7.5.2",
)
def ids_are_unique(repository: Repository) -> Iterator[Problem]:
    """Two people who work at the same time can take the same number.

    An id is given once and never again, so that a reference can only mean one thing.
    """
    for identifier in repository.judged_ids:
        holders = repository.holders_of(identifier)
        for other in holders[1:]:
            first = Location(holders[0].path, holders[0].line)
            entry = f" --entry {identifier}" if other.path.endswith(".yaml") else ""
            yield Problem(
                where=Location(other.path, other.line, other.column),
                message=f"The id {identifier} is already taken by {first}",
                hint=f"Give this one the next free id: `ims renumber {quoted(other.path)}{entry}`."
                + ("" if entry else " If it is only a copy of that one, delete it instead."),
            )


@rule(
    "LNK008",
    title="Ids follow one another without gaps",
    severity=Severity.ADVICE,
    hint="If something was deleted, say why: `ims remove ID --reason …`.",
    clause="7.5.3",
    whole=True,
)
def ids_have_no_gaps(repository: Repository) -> Iterator[Problem]:
    """A missing number makes an auditor ask what was removed."""
    taken: dict[str, dict[int, Location]] = {}
    for identifier, (holder, *_) in repository.holders.items():
        if _NUMBERED.fullmatch(identifier):
            prefix, _, digits = identifier.partition("-")
            place = Location(holder.path, holder.line, holder.column)
            taken.setdefault(prefix, {})[int(digits)] = place
    for identifier in repository.removed:
        if _NUMBERED.fullmatch(identifier):
            prefix, _, digits = identifier.partition("-")
            place = Location(statement_path(identifier), 0, 0)
            taken.setdefault(prefix, {}).setdefault(int(digits), place)
    for prefix, numbers in taken.items():
        for previous, number in pairwise((0, *sorted(numbers))):
            if number > previous + 1:
                first = missing = f"{prefix}-{previous + 1:04}"
                if number > previous + 2:
                    missing += f" to {prefix}-{number - 1:04}"
                yield Problem(
                    where=numbers[number],
                    message=f"Before {prefix}-{number:04} the numbers skip {missing}",
                    hint=f'If something was deleted, say why: `ims remove {first} --reason "…"`. '
                    "A number that was never given, or whose entry the template only proposed, needs nothing.",
                )


RULES = (
    ids_are_unique,
    ids_have_no_gaps,
)
