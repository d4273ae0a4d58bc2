"""REC: whoever says that he or she has read a text names one that was approved."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.domain.approval_state import Subject, standings
from ims_docs.domain.rules._remedy import for_key
from ims_docs.domain.rules._rule import rule
from ims_docs.domain.views.reading import said
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.repository import Repository


@rule(
    "REC018",
    title="What a person has read was approved in that version",
    severity=Severity.ERROR,
    hint="Acknowledge the version that is in force: `ims acknowledge ID`.",
    clause="7.3",
    whole=True,
)
def what_was_read_was_approved(repository: Repository) -> Iterator[Problem]:
    """An acknowledgement binds a person to exactly one text, as its approval does.

    Looked at are the texts that records of the type acknowledgement name. Version and digest have
    to be those of a version that was approved. A text that was taken out since is not looked at.
    """
    subjects: tuple[Subject, ...] = (*repository.documents, *repository.registers)
    known = {one.name: one for one in subjects}
    for one in said(repository):
        if one.text in repository.removed:
            continue
        subject = known.get(one.text)
        versions = standings(repository).of(subject).versions if subject else ()
        if any((each.version, each.digest) == (one.version, one.digest) for each in versions):
            continue
        same = next((each for each in versions if each.version == one.version), None)
        told = "another digest was approved" if same else "it was never approved"
        message = f"{one.text} {one.version}: {told}" if subject else f"There is no text {one.text}"
        hint = f"Write `{same.digest}`." if same else "Name a version that was approved."
        key = "digest" if same else "version" if subject else "text"
        yield Problem(
            where=Location(one.record.path, *one.record.content.position("texts", one.place, key)),
            message=message,
            hint=for_key(repository, one.record, hint, "texts"),
        )


RULES = (what_was_read_was_approved,)
