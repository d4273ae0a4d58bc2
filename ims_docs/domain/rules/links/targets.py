"""LNK: everything that is named exists, and every id belongs to one thing."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from urllib.parse import unquote

from ims_docs.domain.rules._link_remedy import for_page, instead, nearest, one_of
from ims_docs.domain.rules._remedy import who_was_meant
from ims_docs.domain.rules._rule import rule
from ims_docs.domain.unread import why_unread
from ims_docs.model.content import Reference
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.repository import Repository

_ALLOWED = ("http:", "https:", "mailto:")
_OTHER_RULES = ("roles", "people", "clause")
"""What LNK005 and LNK006 look up."""
_COMPARED = 500
"""Names that a wrong one is compared with; comparing is slow."""
_NAMED = 8
"""So many headings are named that a link may lead to."""

_SHOWN = "Save it as PDF or as a picture (PNG, JPEG, SVG), and link to that."
"""What to do about a file that a browser could run."""


@rule(
    "LNK001",
    title="Every link leads to a file that exists",
    severity=Severity.ERROR,
    hint="Correct the path, or delete the link.",
)
def links_lead_somewhere(repository: Repository) -> Iterator[Problem]:
    """A dead link is a promise of evidence that nobody can keep."""
    for text in repository.judged_texts:
        for link in text.body.links:
            if not repository.leads_somewhere(text.path, link):
                path, _ = link.destination(text.path)
                yield Problem(
                    where=Location(text.path, link.line, link.column),
                    message=f"The link leads nowhere: {link.target}",
                    hint=for_page(repository, text, nearest(repository, text.path, link, path)),
                )


@rule(
    "LNK002",
    title="Every link to a heading finds the heading",
    severity=Severity.WARNING,
    hint="Correct the part after #.",
)
def anchors_exist(repository: Repository) -> Iterator[Problem]:
    """The reader should arrive at the sentence that was meant."""
    for text in repository.judged_texts:
        for link in text.body.links:
            path, fragment = link.destination(text.path)
            anchors = repository.anchors_of(path) if fragment else None
            if anchors is not None and anchors.isdisjoint((fragment, unquote(fragment))):
                named = unquote(fragment)
                close = difflib.get_close_matches(named, sorted(anchors)[:_COMPARED], 1)
                there = ", ".join(f"`#{one}`" for one in sorted(anchors)[:_NAMED])
                hint = f"Write `#{close[0]}`." if close else f"Write one that is there: {there}."
                yield Problem(
                    where=Location(text.path, link.line, link.column),
                    message=f"There is no heading #{fragment} in {path}",
                    hint=for_page(
                        repository, text, hint if anchors else "Delete the part after #."
                    ),
                )


@rule(
    "LNK003",
    title="Links stay inside the documents or use http, https or mailto",
    severity=Severity.ERROR,
    hint="Link to a file under docs/, or to a web address.",
)
def links_stay_inside(repository: Repository) -> Iterator[Problem]:
    """Other schemes can run code, and paths outside docs/ are not on the site."""
    for text in repository.judged_texts:
        for link in text.body.links:
            path, _ = link.destination(text.path)
            strange = link.scheme not in _ALLOWED if link.scheme else not path.startswith("docs/")
            if strange:
                yield Problem(
                    where=Location(text.path, link.line, link.column),
                    message=f"The link leaves the documents: {link.target}",
                    hint=for_page(
                        repository, text, "Link to a file under docs/, or to a web address."
                    ),
                )


@rule(
    "LNK004",
    title="Every id that is named exists",
    severity=Severity.ERROR,
    hint="Correct the id, or add what it names.",
)
def references_exist(repository: Repository) -> Iterator[Problem]:
    """Records prove something together: each points at what it belongs to."""
    for path, reference in _references(repository):
        wanted, value = reference.wanted, reference.value
        if wanted in _OTHER_RULES:
            continue
        holders = repository.holders_of(value)
        if not holders and (value in repository.removed or why_unread(repository, value)):
            continue  # a statement says what became of it, or another finding why it is not read
        if not holders:
            yield Problem(
                where=_at(path, reference),
                message=f"Nothing has the id {value}",
                hint=instead(repository, reference),
            )
        elif wanted != "any" and all(holder.type != wanted for holder in holders):
            yield Problem(
                where=_at(path, reference),
                message=f"{value} is of type {holders[0].type}; {wanted} is meant here",
                hint=instead(repository, reference),
            )


@rule(
    "LNK005",
    title="Every role and every person that is named is registered",
    severity=Severity.ERROR,
    hint="Correct it, or add it to the register.",
    clause="5.5",
)
def people_and_roles_exist(repository: Repository) -> Iterator[Problem]:
    """Responsibility needs a name that leads to a person."""
    known: dict[str, dict[str, None]] = {"roles": {}, "people": {}}
    for name, ids in known.items():
        register = repository.register(name)
        ids.update(dict.fromkeys(entry.id for entry in register.entries) if register else {})
    for path, reference in _references(repository):
        if reference.value in known.get(reference.wanted, (reference.value,)):
            continue
        word = "role" if reference.wanted == "roles" else "person"
        yield Problem(
            where=_at(path, reference),
            message=f"There is no {word} {reference.value} in {_place(repository, reference)}",
            hint=who_was_meant(repository, reference) or one_of(repository, reference.wanted),
        )


def _place(repository: Repository, reference: Reference) -> str:
    """Where people or roles are registered."""
    register = repository.register(reference.wanted)
    return register.path if register else f"docs/registers/{reference.wanted}.yaml"


@rule(
    "LNK006",
    title="Every clause that is named exists in the standard",
    severity=Severity.ERROR,
    hint="`ims coverage` lists the clauses.",
)
def clauses_exist(repository: Repository) -> Iterator[Problem]:
    """A wrong clause number sends evidence to the wrong place."""
    for path, reference in _references(repository):
        if reference.wanted == "clause" and reference.value not in repository.clause_numbers:
            close = difflib.get_close_matches(reference.value, sorted(repository.clause_numbers), 1)
            near = f"Did you mean `{close[0]}`? " if close else ""
            yield Problem(
                where=_at(path, reference),
                message=f"There is no clause {reference.value}",
                hint=f"{near}`ims coverage` lists the clauses.",
            )


@rule(
    "LNK009",
    title="Every link leads to a file that the site shows",
    severity=Severity.WARNING,
    hint=_SHOWN,
)
def linked_files_are_shown(repository: Repository) -> Iterator[Problem]:
    """The site leaves out what a browser could run. Its readers then follow a dead link.

    A drawing (SVG) is shown when it holds shapes and words alone.
    """
    for text in repository.judged_texts:
        for link in text.body.links:
            path, _ = link.destination(text.path)
            why = repository.why_left_out(path) if path in repository.paths else ""
            if why:
                yield Problem(
                    where=Location(text.path, link.line, link.column),
                    message=f"The site leaves {path} out: {why}",
                    hint=for_page(repository, text, _SHOWN),
                )


def _references(repository: Repository) -> Iterator[tuple[str, Reference]]:
    for one in repository.judged_controlled:
        for reference in one.content.references:
            yield one.path, reference


def _at(path: str, reference: Reference) -> Location:
    return Location(path, reference.line, reference.column)


RULES = (
    links_lead_somewhere,
    anchors_exist,
    links_stay_inside,
    references_exist,
    people_and_roles_exist,
    clauses_exist,
    linked_files_are_shown,
)
