"""REG: registers are well formed and belong to the organisation."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.domain.rules._rule import rule
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.likeness import looks_like, mixed
from ims_docs.model.repository import Repository
from ims_docs.model.text import Leftover


@rule(
    "REG001",
    title="A register fits its type",
    severity=Severity.ERROR,
    hint="`ims explain TYPE` shows the keys.",
    clause="7.5.2",
)
def registers_fit(repository: Repository) -> Iterator[Problem]:
    """A list is useful when every entry answers the same questions."""
    for register in repository.judged_registers:
        for one in register.content.violations:
            yield Problem(
                where=Location(register.path, one.line, one.column),
                message=one.message,
                hint=one.hint,
            )


@rule(
    "REG002",
    title="A register has been made the organisation's own",
    severity=Severity.WARNING,
    hint="Go through the entries, keep what applies, then delete the `guidance` key.",
    clause="7.5.2",
)
def guidance_is_removed(repository: Repository) -> Iterator[Problem]:
    """Entries that the template brought are suggestions until somebody went through them."""
    for register in repository.judged_registers:
        for left in register.template_text:
            if left.kind is Leftover.GUIDANCE:
                yield Problem(
                    where=Location(register.path, left.line, left.column),
                    message="The template's guidance is left in the register",
                )


@rule(
    "REG003",
    title="No placeholder is left in a register",
    severity=Severity.WARNING,
    hint="Replace the placeholder, or delete the entry.",
    clause="7.5.2",
)
def placeholders_are_filled(repository: Repository) -> Iterator[Problem]:
    """A placeholder is a question that only the organisation can answer."""
    for register in repository.judged_registers:
        for left in register.template_text:
            if left.kind is Leftover.PLACEHOLDER:
                yield Problem(
                    where=Location(register.path, left.line, left.column),
                    message=f"A placeholder is left: {left.text}",
                )


@rule(
    "REG004",
    title="A register is not empty",
    severity=Severity.ADVICE,
    hint="Add an entry with `ims add`.",
    clause="7.5.3",
)
def registers_have_entries(repository: Repository) -> Iterator[Problem]:
    """An empty list says that nobody looked, or that there is nothing; say which."""
    for register in repository.judged_registers:
        if register.content.values.get("entries") == []:
            yield Problem(
                where=Location(register.path, *register.content.position("entries")),
                message="The register has no entries",
                hint=f"Add one with `ims add {register.type}`.",
            )


@rule(
    "REG005",
    title="Every role has a holder",
    severity=Severity.WARNING,
    hint="Name a person of the people register under `holders`.",
    clause="5.5",
)
def roles_have_holders(repository: Repository) -> Iterator[Problem]:
    """A role without a person answers for nothing."""
    roles = repository.register("roles")
    for entry in roles.entries if roles else ():
        if entry.values.get("holders") == []:
            yield Problem(
                where=Location(roles.path if roles else "", *entry.position),
                message=f"The role {entry.id} has no holder",
            )


@rule(
    "REG006",
    title="Every type of register is kept once",
    severity=Severity.ERROR,
    hint="Join the two files.",
    clause="7.5.3",
)
def registers_are_kept_once(repository: Repository) -> Iterator[Problem]:
    """Two lists of the same thing will soon say different things."""
    for register in repository.judged_registers:
        first = repository.register(register.type)
        if first is not None and first.path != register.path:
            yield Problem(
                where=Location(register.path, *register.content.position("type")),
                message=f"There is already a register of this type: {first.path}",
            )


@rule(
    "REG007",
    title="No name of a person can be taken for another",
    severity=Severity.WARNING,
    hint="Write the name in one alphabet, as the person does.",
    clause="5.5",
)
def names_are_unmistakable(repository: Repository) -> Iterator[Problem]:
    """Whoever reads "approved by" trusts a name, and some letters of other alphabets look alike.

    A Latin name with one Cyrillic letter is somebody else for a program and the same for a
    reader. People are told apart by their ids; their names have to say the same.
    """
    people = repository.register("people")
    known: dict[str, tuple[str, str]] = {}
    for entry in people.entries if people else ():
        name = entry.values.get("name")
        if not people or not isinstance(name, str):
            continue
        where = Location(people.path, *entry.position)
        if wrong := mixed(name):
            yield Problem(where=where, message=f"The name “{name}” of {entry.id} {wrong}")
        person, other = known.setdefault(looks_like(name), (entry.id, name))
        if other != name:
            yield Problem(
                where=where,
                message=f"The name “{name}” of {entry.id} looks like “{other}” of {person}",
                hint="Ask both how they write their names. One person has one entry.",
            )


RULES = (
    registers_fit,
    guidance_is_removed,
    placeholders_are_filled,
    registers_have_entries,
    roles_have_holders,
    registers_are_kept_once,
    names_are_unmistakable,
)
