"""REG: registers are well formed and belong to the organisation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ims_docs.domain.approval_state import State, approver_role, standings
from ims_docs.domain.rules._remedy import violations
from ims_docs.domain.rules._rule import rule
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.likeness import looks_like, mixed
from ims_docs.model.months import later
from ims_docs.model.period import last_complete, last_day
from ims_docs.model.register import Entry
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
        for one, hint in violations(repository, register):
            yield Problem(
                where=Location(register.path, one.line, one.column),
                message=one.message,
                hint=hint,
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
    hint="Move the entries into one file, then delete the other.",
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
                hint=f"Move its entries into {first.path}, then delete {register.path}.",
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


@rule(
    "REG008",
    title="An indicator in use has a measurement of its last period",
    severity=Severity.WARNING,
    hint="Record it with `ims add measurement`, or say `proposed`, or since when it is used under `in_use_since`.",
    clause="9.1.1",
    whole=True,
)
def indicators_in_use_are_measured(repository: Repository) -> Iterator[Problem]:
    """A figure that nobody collects steers nothing, and a catalogue of them says otherwise.

    The last period is the newest one that has been over for a month, by the frequency of the
    indicator. What is measured per event has no period.
    """
    measured = _measured(repository)
    indicators = repository.register("indicators")
    for entry in indicators.entries if indicators else ():
        period = last_complete(str(entry.values.get("frequency")), later(repository.as_of, -1))
        since = str(entry.values.get("in_use_since") or "")
        is_asked = entry.values.get("status") == "in use" and period
        if not indicators or not period or not is_asked or since > period[0].isoformat():
            continue
        newest = measured.get(entry.id)
        if newest is None or newest < period[1]:
            told = f"its newest measurement ends on {newest}" if newest else "it was never measured"
            yield Problem(
                where=Location(indicators.path, *entry.position),
                message=f"{entry.id} is in use, but {told}; its last period ended on {period[1]}",
                hint=f"Record it: `{_recording(entry)}`. Or set "
                f"`status: proposed`, or say under `in_use_since` since when it is used.",
            )


def _recording(entry: Entry) -> str:
    """The command that records a figure: computed where the indicator names a measure."""
    if entry.values.get("measure"):
        return f"ims measure {entry.id}"
    return f"ims add measurement --set indicator={entry.id}"


def _measured(repository: Repository) -> dict[str, date]:
    """By id of an indicator: the last day of which a measurement speaks."""
    found: dict[str, date] = {}
    for record in repository.records:
        end = last_day(record.content.text("period")) if record.type == "measurement" else None
        if end:
            name = record.content.text("indicator")
            found[name] = max(found.get(name, end), end)
    return found


@rule(
    "REG009",
    title="A register that is complete is approved",
    severity=Severity.ADVICE,
    hint="Submit it with `ims submit TYPE`, then let a holder of its role approve it.",
    clause="7.5.2",
    whole=True,
)
def complete_registers_are_approved(repository: Repository) -> Iterator[Problem]:
    """A list that nobody approved is a proposal, and readers take it for valid.

    It is asked for where anything is approved at all.
    """
    from ims_docs.domain.coverage import reaches

    for register in repository.registers if repository.stored_statements else ():
        standing = standings(repository).of(register)
        if standing.versions or reaches(repository).unfinished(register):
            continue
        waits = "submitted and waits" if standing.state is State.PREPARED else "never submitted"
        yield Problem(
            where=Location(register.path, *register.content.position("type")),
            message=f"{register.title} is complete and was never approved; it was {waits}",
            hint=f"Submit it with `ims submit {register.type}`, then let a holder of the role "
            f"{approver_role(repository, register)} approve it.",
        )


RULES = (
    registers_fit,
    guidance_is_removed,
    placeholders_are_filled,
    registers_have_entries,
    roles_have_holders,
    registers_are_kept_once,
    names_are_unmistakable,
    indicators_in_use_are_measured,
    complete_registers_are_approved,
)
