"""The one thing that helps most now, and the file to begin with. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ims_docs.model.document import Document
from ims_docs.model.finding import Finding, Severity
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


def next_step(
    findings: Sequence[Finding], *, whole: bool = True, first: FirstStep | None = None
) -> str:
    """The one thing that helps most now; `whole` says whether everything was looked at.

    `first` is the file to complete first, as long as the form of everything is right.
    """
    errors = [one for one in findings if one.severity is Severity.ERROR]
    has_form = all(one.code.startswith("CLS") for one in errors)
    if first and has_form and any(one.where.path == first.path for one in findings):
        return f"{first}."
    if errors:
        return _first_remedy(errors, findings)
    warnings = _per_file(one for one in findings if one.severity is Severity.WARNING)
    if warnings:
        path = min(warnings, key=lambda one: (warnings[one], one))
        return f"look at {path} ({_counted(warnings[path], 'warning')})."
    if findings:
        return f"{findings[0].where}: {findings[0].hint}"
    if not whole:
        return "nothing is open in this part. `ims check` alone looks at everything."
    return "nothing is open. `ims coverage` shows how far each clause has come."


def _first_remedy(errors: Sequence[Finding], findings: Sequence[Finding]) -> str:
    """What to do about errors: form first, then the required document with the least work left."""
    form = [one for one in errors if not one.code.startswith("CLS")]
    if form:
        return f"put {form[0].where} right: {form[0].hint}"
    per_file = _per_file(one for one in findings if one.severity is Severity.WARNING)
    reachable = [one for one in errors if one.where.path in per_file]
    if reachable:
        easiest = min(reachable, key=lambda one: (per_file[one.where.path], one.where))
        path = easiest.where.path
        places = _counted(per_file[path], "place")
        return f"complete {path} ({places}){_serving(easiest)}."
    return f"{errors[0].hint.rstrip('.')}{_serving(errors[0])}."


def _serving(finding: Finding) -> str:
    return f"; it serves clause {finding.clause}" if finding.clause else ""


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _per_file(findings: Iterable[Finding]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for one in findings:
        counted[one.where.path] = counted.get(one.where.path, 0) + 1
    return counted
