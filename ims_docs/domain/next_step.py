"""The one thing that helps most now, and the file to begin with. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from ims_docs.domain.approval_state import standings
from ims_docs.model.document import Document
from ims_docs.model.finding import Finding, Location, Severity
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository

ORDER = (
    "people",
    "roles",
    "context-analysis",
    "interested-parties",
    "innovation-intent",
    "ims-scope",
    "innovation-policy",
    "innovation-strategy",
    "innovation-objectives",
    "objectives",
    "documented-information-control",
    "document-control",
    "system-handbook",
    "adoption-roadmap",
)
"""Types in the order in which the README of a new repository leads through them."""


class FirstStep(NamedTuple):
    """A file that still holds template text, and how much of it."""

    path: str
    places: int

    def __str__(self) -> str:
        places = "1 place" if self.places == 1 else f"{self.places} places"
        return f"complete {self.path} ({places})"


def first_step(repository: Repository) -> FirstStep | None:
    """The first file of the order that is not the organisation's own yet; None when all are."""
    items: tuple[Document | Register, ...] = (*repository.documents, *repository.registers)
    left = [one for one in items if one.type in ORDER and one.template_text]
    if not left:
        return None
    first = min(left, key=lambda one: (ORDER.index(one.type), one.path))
    return FirstStep(first.path, len(first.template_text))


class Deed(StrEnum):
    """What is to be done with a file."""

    COMPLETE = "complete"
    PUT_RIGHT = "put right"
    LOOK_AT = "look at"
    CONSIDER = "consider"
    SUPPLY = "supply"
    """What is asked for is not there yet."""


class Step(NamedTuple):
    """The one thing that helps most: what to do where, and how."""

    deed: Deed
    where: Location
    hint: str = ""
    clause: str = ""
    number: int = 0
    """Of places or warnings."""

    @property
    def serving(self) -> str:
        """The clause that is served by it, as the end of a sentence."""
        return f"; it serves clause {self.clause}" if self.clause else ""

    def __str__(self) -> str:
        if self.deed is Deed.COMPLETE:
            return f"complete {self.where.path} ({_counted(self.number, 'place')}){self.serving}."
        if self.deed is Deed.PUT_RIGHT:
            return f"put {self.where} right: {self.hint}"
        if self.deed is Deed.LOOK_AT:
            return f"look at {self.where.path} ({_counted(self.number, 'warning')})."
        if self.deed is Deed.CONSIDER:
            return f"{self.where}: {self.hint}"
        return f"{self.hint.rstrip('.')}{self.serving}."


def next_step(
    findings: Sequence[Finding],
    *,
    whole: bool = True,
    first: FirstStep | None = None,
    errors_only: bool = False,
    ready: str = "",
) -> str:
    """The one thing that helps most now; `whole` says whether everything was looked at.

    `ready` is what to do with the part that was looked at, where nothing is open in it.
    """
    if step := step_of(findings, first, errors_only=errors_only):
        return str(step)
    if not whole:
        part = ready or "nothing is open in this part."
        return f"{part} `ims check` alone looks at everything."
    return "nothing is open. `ims coverage` shows how far each clause has come."


def into_force(repository: Repository, paths: Sequence[str]) -> str:
    """How the one complete text at these paths comes into force; nothing where it waits for others or is."""
    items: tuple[Document | Register, ...] = (*repository.documents, *repository.registers)
    found = [one for one in items if one.path in paths]
    if len(found) != 1 or len(paths) != 1 or found[0].template_text:
        return ""
    text = found[0]
    standing = standings(repository).of(text)
    if standing.is_in_force or standing.prepared_by:
        return ""
    is_draft = isinstance(text, Document) and not text.is_final
    version = 'write version: "1.0" into it, ' if is_draft else ""
    return f"bring {text.name} into force: {version}save it, then `ims submit {text.name}`."


def step_of(
    findings: Sequence[Finding], first: FirstStep | None = None, *, errors_only: bool = False
) -> Step | None:
    """The one thing that helps most now, None where nothing is open.

    `first` is the file to complete first, as long as the form of everything is right. Among
    errors only nothing may be said of it, and it is the first step nevertheless.
    """
    errors = [one for one in findings if one.severity is Severity.ERROR]
    has_form = all(one.code.startswith("CLS") for one in errors)
    if first and has_form:
        mine = [one.where for one in findings if one.where.path == first.path]
        if mine or errors_only:
            where = min(mine, default=Location(first.path))
            return Step(Deed.COMPLETE, where, number=first.places)
    if errors:
        return _first_remedy(errors, findings)
    warnings = _per_file(one for one in findings if one.severity is Severity.WARNING)
    if warnings:
        path = min(warnings, key=lambda one: (warnings[one], one))
        place = min(one.where for one in findings if one.where.path == path)
        return Step(Deed.LOOK_AT, place, number=warnings[path])
    if findings:
        return Step(Deed.CONSIDER, findings[0].where, findings[0].hint)
    return None


def _first_remedy(errors: Sequence[Finding], findings: Sequence[Finding]) -> Step:
    """What to do about errors: form first, then the required document with the least work left."""
    form = [one for one in errors if not one.code.startswith("CLS")]
    if form:
        return Step(Deed.PUT_RIGHT, form[0].where, form[0].hint)
    per_file = _per_file(one for one in findings if one.severity is Severity.WARNING)
    reachable = [one for one in errors if one.where.path in per_file]
    if reachable:
        easiest = min(reachable, key=lambda one: (per_file[one.where.path], one.where))
        path = easiest.where.path
        place = min(
            one.where
            for one in findings
            if one.where.path == path and one.severity is Severity.WARNING
        )
        return Step(Deed.COMPLETE, place, clause=easiest.clause, number=per_file[path])
    return Step(Deed.SUPPLY, errors[0].where, errors[0].hint, errors[0].clause)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _per_file(findings: Iterable[Finding]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for one in findings:
        counted[one.where.path] = counted.get(one.where.path, 0) + 1
    return counted
