"""CLS: what the standard asks for is there, and far enough up the evidence ladder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ims_docs.domain.rules._remedy import for_text
from ims_docs.domain.rules._rule import rule
from ims_docs.model.document import Document
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.repository import Repository
from ims_docs.model.standard import Item, Standard

if TYPE_CHECKING:
    from ims_docs.domain.coverage import Coverage


def _coverages(repository: Repository) -> Iterator[Coverage]:
    from ims_docs.domain.coverage import cover

    for name in repository.settings.standards:
        if name in repository.standards:
            yield cover(repository, repository.standards[name])


def _named(repository: Repository, standard: Standard, item: Item) -> str:
    """An item with its clause; the leading standard need not be named."""
    where = "" if standard.id == repository.settings.leading else f" of {standard.name}"
    return f"{item.id} {item.what} (clause {item.clause}{where})"


def _clause(repository: Repository, standard: Standard, item: Item) -> str:
    """Its number where it is one of the leading standard, whose numbers stand alone."""
    return str(item.clause) if standard.id == repository.settings.leading else ""


@rule(
    "CLS001",
    title="Required documented information is far enough up the ladder",
    severity=Severity.ERROR,
    hint="`ims coverage` shows every item with its reason.",
    clause="7.5.1",
    whole=True,
)
def required_items_are_reached(repository: Repository) -> Iterator[Problem]:
    """The standard requires this documented information. Without it there is a nonconformity.

    A template that nobody touched is not evidence: an item counts from the rung that
    ims.yml asks for, by default "completed".
    """
    for coverage in _coverages(repository):
        for one in coverage.items:
            if one.reach.rung < one.asked:
                yield Problem(
                    where=Location(one.place),
                    clause=_clause(repository, coverage.standard, one.item),
                    message=f"{_named(repository, coverage.standard, one.item)} "
                    f"is {one.reach.rung.word}; "
                    f"it has to be {one.asked.word}. {one.reach.reason}",
                    hint=f"{one.reach.raise_by}.",
                )


@rule(
    "CLS002",
    title="Documented information that auditors expect is there",
    severity=Severity.ADVICE,
    hint="Add it, or decide that you do not need it.",
    clause="7.5.1",
    whole=True,
)
def expected_items_are_there(repository: Repository) -> Iterator[Problem]:
    """Not required in so many words, but an auditor will ask how you manage without it."""
    for coverage in _coverages(repository):
        if coverage.standard.kind != "requirements":
            continue
        for one in coverage.items:
            expected = one.applicable and not one.item.required
            if expected and not one.reach.rung:
                yield Problem(
                    where=Location(one.place),
                    clause=_clause(repository, coverage.standard, one.item),
                    message=f"{_named(repository, coverage.standard, one.item)} "
                    f"is missing. {one.reach.reason}",
                    hint=f"{one.reach.raise_by}.",
                )


@rule(
    "CLS003",
    title="Settings name standards and clauses that exist",
    severity=Severity.ERROR,
    hint="`ims coverage` lists the clauses.",
    clause="4.3.2",
)
def settings_name_known_clauses(repository: Repository) -> Iterator[Problem]:
    """An exclusion has to say exactly what it excludes.

    Its number is one of the leading standard, the first that ims.yml names.
    """
    for name in repository.settings.standards:
        if name not in repository.standards:
            yield Problem(
                where=Location("ims.yml"),
                message=f"There is no standard {name!r}",
                hint=f"Known: {', '.join(sorted(repository.standards))}.",
            )
    first = repository.standards.get(repository.settings.leading)
    for one in repository.settings.not_applicable:
        if first is not None and first.find(one.clause) is None:
            yield Problem(
                where=Location("ims.yml", one.line, 1),
                message=f"There is no clause {one.clause} in {first.name}",
            )


@rule(
    "CLS004",
    title="Only clauses are left out that the standard lets an organisation leave out",
    severity=Severity.ERROR,
    hint="Take it out of `not_applicable`, or let top management decide on a waiver of CLS004 for that clause.",
    clause="4.3.2",
)
def exclusions_are_allowed(repository: Repository) -> Iterator[Problem]:
    """Whoever leaves out a requirement does not conform to the standard that asks for it.

    A pack says under `may_be_excluded` which clauses may be declared not applicable; that of
    ISO 56001 names none. Any other declaration counts only while a waiver of this rule names the
    clause: a decision for each, with a person, a reason and an end. Coverage tells it in every report.
    """
    from ims_docs.domain.coverage import exclusions

    first = repository.standards.get(repository.settings.leading)
    for one in exclusions(repository):
        if first is not None and first.find(one.clause) is not None and not one.allowed:
            yield Problem(
                where=Location("ims.yml", one.line, 1),
                message=f"Clause {one.clause} is declared not applicable; "
                f"{first.name} does not let it be left out",
                hint="Take it out of `not_applicable`, or let top management decide on a waiver of CLS004 "
                f'with `clause: "{one.clause}"`, a reason, a person and an end.',
                clause=str(one.clause),
            )


@rule(
    "CLS005",
    title="The scope document and ims.yml leave out the same clauses",
    severity=Severity.ERROR,
    hint="Name the clause in both, or in neither.",
    clause="4.3.2",
    whole=True,
)
def the_scope_names_what_is_left_out(repository: Repository) -> Iterator[Problem]:
    """The scope is what readers and auditors see, and what top management approves.

    So the scope document names under `not_applicable` what is left out, and its text says why.
    """
    declared = {str(one.clause): one.line for one in repository.settings.not_applicable}
    scopes = _scopes(repository)
    named = _named_in(scopes)
    silent = f"{scopes[0].path} does not name it" if scopes else "no scope document names it"
    for number in sorted(declared.keys() - named.keys()):
        yield Problem(
            where=Location("ims.yml", declared[number], 1),
            message=f"Clause {number} is declared not applicable here, but {silent}",
            hint=_say_so(repository, scopes, sorted({*declared, *named})),
        )
    for number in sorted(named.keys() - declared.keys()):
        scope, where = named[number]
        yield Problem(
            where=where,
            message=f"Clause {number} is named as not applicable, but ims.yml does not declare it",
            hint=for_text(repository, scope, _UNDECLARED),
        )


_UNDECLARED = "Take it out of `not_applicable` here, or declare it in ims.yml with the reason."


def _say_so(repository: Repository, scopes: Sequence[Document], numbers: list[str]) -> str:
    """How the scope document comes to say what is left out."""
    listed = ", ".join(f'"{one}"' for one in numbers)
    key = f"not_applicable: [{listed}]"
    if scopes:
        hint = f"Write `{key}` into the front matter of {scopes[0].path}, and the reason into its text."
        return for_text(repository, scopes[0], hint)
    kinds = [name for name, one in repository.types.items() if one.property("not_applicable")]
    return (
        f"Add one: `ims add {kinds[0]}`. Write `{key}` into its front matter, and the reason into "
        "its text."
        if kinds
        else "Add a document that may name it under `not_applicable`."
    )


def _named_in(scopes: Sequence[Document]) -> dict[str, tuple[Document, Location]]:
    """The clauses that scope documents name, and where."""
    return {
        one.value: (scope, Location(scope.path, one.line, one.column))
        for scope in scopes
        for one in scope.content.references
        if one.wanted == "clause"
    }


def _scopes(repository: Repository) -> list[Document]:
    """The documents that say which clauses do not apply."""
    types = repository.types
    return [one for one in repository.documents if types[one.type].property("not_applicable")]


RULES = (
    required_items_are_reached,
    expected_items_are_there,
    settings_name_known_clauses,
    exclusions_are_allowed,
    the_scope_names_what_is_left_out,
)
