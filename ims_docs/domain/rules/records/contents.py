"""REC: records are identified, complete when closed, and say when and by whom."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.domain.rules._remedy import for_key, for_text, until_complete, violations
from ims_docs.domain.rules._rule import rule
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.quoting import quoted
from ims_docs.model.repository import Repository
from ims_docs.model.text import Leftover

_WORDS = {
    Leftover.GUIDANCE: "guidance",
    Leftover.PLACEHOLDER: "a placeholder",
    Leftover.BLANK: "a blank cell",
}


@rule(
    "REC001",
    title="The front matter of a record fits its type",
    severity=Severity.ERROR,
    hint="`ims explain TYPE` shows the keys.",
    clause="7.5.2",
)
def front_matter_fits(repository: Repository) -> Iterator[Problem]:
    """A record proves something only when it says what, when and by whom."""
    for record in repository.judged_records:
        for one, hint in violations(repository, record):
            if not one.state:
                yield Problem(
                    where=Location(record.path, one.line, one.column),
                    message=one.message,
                    hint=hint,
                )


@rule(
    "REC002",
    title="A record has every key that its state asks for",
    severity=Severity.ERROR,
    hint="Add the key, or take `status` back until it is there.",
    clause="7.5.3",
)
def records_have_the_keys_of_their_state(repository: Repository) -> Iterator[Problem]:
    """A state is a statement: what it says has happened has to be in the record."""
    for record in repository.judged_records:
        for one, hint in violations(repository, record):
            if one.state:
                yield Problem(
                    where=Location(record.path, one.line, one.column),
                    message=one.message,
                    hint=hint,
                )


@rule(
    "REC003",
    title="A closed record holds no template text",
    severity=Severity.ERROR,
    hint="Complete it, or take `status` back until it is complete.",
    clause="7.5.3",
)
def closed_records_are_complete(repository: Repository) -> Iterator[Problem]:
    """Evidence with open questions in it convinces nobody."""
    for record in repository.judged_records:
        if record.is_closed:
            for left in record.template_text:
                yield Problem(
                    where=Location(record.path, left.line, left.column),
                    message=f"The record is closed, but {_WORDS[left.kind]} is left: {left.text}",
                    hint=until_complete(repository, record),
                )


@rule(
    "REC004",
    title="A record has every section that its state asks for",
    severity=Severity.ERROR,
    hint="Write the section, or take `status` back until it is written.",
    clause="7.5.3",
)
def records_have_the_sections_of_their_state(repository: Repository) -> Iterator[Problem]:
    """The sections are the story that the evidence tells, written as it happens."""
    for record in repository.judged_records:
        state = repository.types[record.type].life.state(record.state)
        for title in state.sections if state else ():
            section = record.body.section(title)
            asked = f'The state `{record.state}` asks for the section "{title}"'
            hint = until_complete(repository, record)
            if section is None:
                where = Location(record.path, *record.content.position("status"))
                add = f"Add a line `## {title}` and write what belongs there."
                hint = for_text(repository, record, add)
                yield Problem(where=where, message=f"{asked}, which is missing", hint=hint)
            elif not section.has_content:
                where = Location(record.path, section.line, 1)
                yield Problem(where, f"{asked}, which has no text of its own", hint)
            elif not record.is_closed and (left := record.body.placeholder_in(section)):
                where = Location(record.path, left.line, left.column)
                yield Problem(where, f"{asked}, which still has a placeholder: {left.text}", hint)


@rule(
    "REC005",
    title="An open record is being completed",
    severity=Severity.ADVICE,
    hint="Fill it in and close it, so that it counts as evidence.",
    clause="7.5.3",
)
def open_records_are_worked_on(repository: Repository) -> Iterator[Problem]:
    """An open record proves nothing yet. This is a reminder, not a fault."""
    for record in repository.judged_records:
        left = record.template_text
        places = "1 place" if len(left) == 1 else f"{len(left)} places"
        if not record.is_closed and left:
            yield Problem(
                where=Location(record.path, left[0].line, left[0].column),
                message=f"The record is open with {places} still to complete",
            )


@rule(
    "REC007",
    title="A record lies under its id in the folder of its type",
    severity=Severity.ERROR,
    hint="Move it to the place that its id gives it.",
    clause="7.5.3",
)
def records_lie_under_their_id(repository: Repository) -> Iterator[Problem]:
    """The file name is the id, so that nothing is filed twice and a gap shows."""
    for record in repository.judged_records:
        expected = repository.types[record.type].path(record.id)
        if record.id and record.path != expected:
            there = expected in repository.paths
            yield Problem(
                where=Location(record.path, *record.content.position("id")),
                message=f"The record {record.id} belongs at {expected}",
                hint=f"{expected} is there already. If this is a copy of it, delete it; if not, give it a "
                f"number of its own: `ims renumber {quoted(record.path)}`."
                if there
                else f"Move it to {expected}.",
            )


@rule(
    "REC009",
    title="What has to be checked by somebody else is checked by somebody else",
    severity=Severity.ERROR,
    hint="Name another person, who looks at it anew.",
    clause="10.2",
)
def others_check(repository: Repository) -> Iterator[Problem]:
    """Nobody judges well whether his own action worked."""
    for record in repository.judged_records:
        for key, other in repository.types[record.type].somebody_else.items():
            person = record.content.text(key)
            if person and person == record.content.text(other):
                yield Problem(
                    where=Location(record.path, *record.content.position(key)),
                    message=f"`{key}` and `{other}` name the same person, {person}",
                    hint=for_key(
                        repository,
                        record,
                        f"Name another person under `{key}`, who looks at it anew.",
                        key,
                    ),
                )


RULES = (
    front_matter_fits,
    records_have_the_keys_of_their_state,
    closed_records_are_complete,
    records_have_the_sections_of_their_state,
    open_records_are_worked_on,
    records_lie_under_their_id,
    others_check,
)
