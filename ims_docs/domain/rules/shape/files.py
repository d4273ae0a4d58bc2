"""SHP: files can be read, kept and shown safely."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ims_docs.domain.rules._rule import rule
from ims_docs.model.defect import Defect, DefectKind
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.repository import Repository

_CHANGES_BYTES = ("filter", "ident", "working-tree-encoding")
_CHANGES_EXPORT = ("export-ignore", "export-subst")
_CHANGES_MERGE = ("merge=union", "merge=ours")
_CONTENT_PATTERN = re.compile(r"docs|^\*\*?$|\.(?:md|ya?ml|\*)$|^[^.]*$")


def _defects(repository: Repository, kind: DefectKind) -> Iterator[Problem]:
    focus = repository.focus
    for defect in repository.defects:
        if defect.kind is kind and (focus is None or defect.path in focus):
            yield Problem(where=_where(defect), message=defect.message, hint=defect.hint)


def _where(defect: Defect) -> Location:
    return Location(defect.path, defect.line, defect.column)


@rule(
    "SHP001",
    title="Every file can be read",
    severity=Severity.ERROR,
    hint="Put the file right as described.",
)
def files_can_be_read(repository: Repository) -> Iterator[Problem]:
    """A file that two programs read differently is evidence of nothing.

    YAML lets keys overwrite each other in silence, turns words into booleans and
    builds objects from tags. Every such form is refused, with its line, and the rest
    of the repository is still checked.
    """
    yield from _defects(repository, DefectKind.UNREADABLE)


@rule(
    "SHP002",
    title="Every name and kind of file can be kept on every machine",
    severity=Severity.ERROR,
    hint="Rename the file.",
)
def names_are_safe(repository: Repository) -> Iterator[Problem]:
    """Links, nested repositories and odd names behave differently from machine to machine.

    What an auditor receives has to be what the organisation keeps, whatever the
    operating system.
    """
    yield from _defects(repository, DefectKind.UNSAFE_PATH)
    yield from _defects(repository, DefectKind.COPY)


@rule(
    "SHP003",
    title="Every controlled file says what it is",
    severity=Severity.ERROR,
    hint="Add a `type`.",
    clause="7.5.2",
)
def files_have_a_type(repository: Repository) -> Iterator[Problem]:
    """Identification comes first: without a type nobody knows what a file has to hold."""
    yield from _defects(repository, DefectKind.UNTYPED)


@rule(
    "SHP004",
    title="Git keeps every file and sees every change",
    severity=Severity.ERROR,
    hint="Let git see the file.",
)
def nothing_is_hidden_from_git(repository: Repository) -> Iterator[Problem]:
    """A file that git ignores is on one machine and in no revision.

    Git can also be told to overlook changes. Then the page shows one text and the
    history another.
    """
    yield from _defects(repository, DefectKind.HIDDEN)


@rule(
    "SHP005",
    title="Settings, schemas and standards of the organisation are right",
    severity=Severity.ERROR,
    hint="Put the file right as described.",
)
def settings_are_right(repository: Repository) -> Iterator[Problem]:
    """Everything else is judged by these files, so they are judged first."""
    yield from _defects(repository, DefectKind.SETTINGS)


@rule(
    "SHP007",
    title="Git keeps content byte by byte",
    severity=Severity.WARNING,
    hint="Delete the attribute for controlled content.",
)
def attributes_leave_content_alone(repository: Repository) -> Iterator[Problem]:
    """Attributes can change bytes at checkout, leave files out of exports and hide changes.

    `merge=union` joins two edits without asking, so that a key is there twice.
    """
    for one in repository.attributes:
        harm = _harm(one.name)
        if harm:
            yield Problem(
                where=Location(one.path, one.line, 1),
                message=f"`{one.name}` {harm} ({one.pattern})",
            )


@rule(
    "SHP011",
    title="No file of a system or an editor is kept",
    severity=Severity.WARNING,
    hint="Take it out of git, and name it in .gitignore.",
)
def nothing_is_left_behind(repository: Repository) -> Iterator[Problem]:
    """What nobody wrote is no evidence, and what was saved once stays in the history for good.

    Systems and editors put such files beside the ones that people work on, and
    `git add --all` takes them along.
    """
    yield from _defects(repository, DefectKind.STRAY)


def _harm(attribute: str) -> str:
    if attribute.partition("=")[0] in _CHANGES_BYTES:
        return "makes files differ from what git keeps"
    if attribute in _CHANGES_EXPORT:
        return "leaves files out of exports or changes them"
    if attribute in _CHANGES_MERGE:
        return "joins two edits without asking"
    hides = attribute in ("-diff", "binary") or attribute.startswith("diff=")
    return "hides what changed" if hides else ""


RULES = (
    files_can_be_read,
    names_are_safe,
    files_have_a_type,
    nothing_is_hidden_from_git,
    settings_are_right,
    attributes_leave_content_alone,
    nothing_is_left_behind,
)
