"""LNK: everything that is named exists, and every id belongs to one thing."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from ims_docs.clauses import Clause
from ims_docs.findings import Location, Problem, Severity
from ims_docs.model.content import Reference
from ims_docs.model.repository import Repository
from ims_docs.rules._rule import rule

_ALLOWED = ("http:", "https:", "mailto:")


@rule("LNK001", title="Every link leads to a file that exists", severity=Severity.ERROR, hint="Correct the path, or delete the link.")
def links_lead_somewhere(repository: Repository) -> Iterator[Problem]:
    """A dead link is a promise of evidence that nobody can keep."""
    for text in repository.texts:
        for link in text.body.links:
            if not repository.leads_somewhere(text.path, link):
                path, _ = link.destination(text.path)
                yield Problem(where=Location(text.path, link.line, link.column), message=f"The link leads nowhere: {link.target}", hint=_nearest(repository, path))


@rule("LNK002", title="Every link to a heading finds the heading", severity=Severity.WARNING, hint="Correct the part after #.")
def anchors_exist(repository: Repository) -> Iterator[Problem]:
    """The reader should arrive at the sentence that was meant."""
    for text in repository.texts:
        for link in text.body.links:
            path, fragment = link.destination(text.path)
            if fragment and path in repository.anchors and fragment not in repository.anchors[path]:
                yield Problem(where=Location(text.path, link.line, link.column), message=f"There is no heading #{fragment} in {path}")


@rule("LNK003", title="Links stay inside the documents or use http, https or mailto", severity=Severity.ERROR, hint="Link to a file under docs/, or to a web address.")
def links_stay_inside(repository: Repository) -> Iterator[Problem]:
    """Other schemes can run code, and paths outside docs/ are not on the site."""
    for text in repository.texts:
        for link in text.body.links:
            path, _ = link.destination(text.path)
            strange = link.scheme not in _ALLOWED if link.scheme else not path.startswith("docs/")
            if strange:
                yield Problem(where=Location(text.path, link.line, link.column), message=f"The link leaves the documents: {link.target}")


@rule("LNK004", title="Every id that is named exists", severity=Severity.ERROR, hint="Correct the id, or add what it names.")
def references_exist(repository: Repository) -> Iterator[Problem]:
    """Records prove something together: each points at what it belongs to."""
    for one, reference in _references(repository):
        if reference.wanted in ("roles", "people", "clause"):
            continue
        holders = repository.holders.get(reference.value, ())
        if not holders:
            yield Problem(where=_at(one, reference), message=f"Nothing has the id {reference.value}")
        elif reference.wanted != "any" and all(holder.type != reference.wanted for holder in holders):
            yield Problem(where=_at(one, reference), message=f"{reference.value} is of type {holders[0].type}; {reference.wanted} is meant here")


@rule("LNK005", title="Every role and every person that is named is registered", severity=Severity.ERROR, hint="Correct it, or add it to the register.", clause="5.5")
def people_and_roles_exist(repository: Repository) -> Iterator[Problem]:
    """Responsibility needs a name that leads to a person."""
    known = {name: [entry.id for entry in register.entries] for name in ("roles", "people") if (register := repository.register(name))}
    for one, reference in _references(repository):
        if reference.wanted not in ("roles", "people"):
            continue
        register = f"docs/registers/{reference.wanted}.yaml"
        if reference.value not in known.get(reference.wanted, ()):
            close = difflib.get_close_matches(reference.value, known.get(reference.wanted, ()), 1)
            word = "role" if reference.wanted == "roles" else "person"
            hint = f"Did you mean `{close[0]}`?" if close else f"Add it to {register}."
            yield Problem(where=_at(one, reference), message=f"There is no {word} {reference.value} in {register}", hint=hint)


@rule("LNK006", title="Every clause that is named exists in the standard", severity=Severity.ERROR, hint="`ims coverage` lists the clauses.")
def clauses_exist(repository: Repository) -> Iterator[Problem]:
    """A wrong clause number sends evidence to the wrong place."""
    numbers = {text.clause for standard in repository.standards.values() for text in standard.clauses}
    for one, reference in _references(repository):
        if reference.wanted == "clause":
            try:
                found = Clause.parse(reference.value) in numbers
            except ValueError:
                continue
            if not found:
                yield Problem(where=_at(one, reference), message=f"There is no clause {reference.value}")


@rule("LNK007", title="Every id belongs to one thing", severity=Severity.ERROR, hint="Give one of them the next free id.", clause="7.5.2")
def ids_are_unique(repository: Repository) -> Iterator[Problem]:
    """Two people who work at the same time can take the same number.

    An id is given once and never again, so that a reference can only mean one thing.
    """
    for identifier, holders in repository.holders.items():
        first = holders[0]
        for other in holders[1:]:
            yield Problem(where=Location(other.path, other.line, other.column), message=f"The id {identifier} is already taken by {Location(first.path, first.line)}")


@rule("LNK008", title="Ids follow one another without gaps", severity=Severity.ADVICE, hint="If something was deleted, say in the change log what and why.", clause="7.5.3", whole=True)
def ids_have_no_gaps(repository: Repository) -> Iterator[Problem]:
    """A missing number makes an auditor ask what was removed."""
    taken: dict[str, dict[int, Location]] = {}
    for identifier, holders in repository.holders.items():
        prefix, _, number = identifier.rpartition("-")
        if prefix and number.isascii() and number.isdigit():
            taken.setdefault(prefix, {})[int(number)] = Location(holders[0].path, holders[0].line, holders[0].column)
    for prefix, numbers in taken.items():
        previous = 0
        for number in sorted(numbers):
            if number > previous + 1:
                missing = f"{prefix}-{previous + 1:04}" if number == previous + 2 else f"{prefix}-{previous + 1:04} to {prefix}-{number - 1:04}"
                yield Problem(where=numbers[number], message=f"Before {prefix}-{number:04} the numbers skip {missing}")
            previous = number


def _references(repository: Repository) -> Iterator[tuple[str, Reference]]:
    for one in repository.controlled:
        for reference in one.content.references:
            yield one.path, reference


def _at(path: str, reference: Reference) -> Location:
    return Location(path, reference.line, reference.column)


def _nearest(repository: Repository, path: str) -> str:
    close = difflib.get_close_matches(path, [one for one in repository.paths if one.startswith("docs/")], 1, 0.8)
    return f"Did you mean {close[0]}?" if close else ""


RULES = (
    links_lead_somewhere, anchors_exist, links_stay_inside, references_exist, people_and_roles_exist,
    clauses_exist, ids_are_unique, ids_have_no_gaps,
)
