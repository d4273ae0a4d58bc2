"""What changed around a text in force -> str, for the person who looks at it again."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.domain.approval_state import ApprovedVersion, Subject, people_of, standings, suspects
from ims_docs.model.repository import Repository
from ims_docs.reporters.columns import wrapped
from ims_docs.reporters.printable import printable


def as_text(
    repository: Repository, subject: Subject, approved: ApprovedVersion, *, width: int = 80
) -> str:
    """What is in force, and what changed around it, each with the command that shows it."""
    standing = standings(repository).of(subject)
    by = " and ".join(map(people_of(repository).name, approved.approved_by))
    approval = f"Version {approved.version}, approved on {approved.day} by {by}"
    lines = [
        *wrapped(printable(f"{standing.subject}  {subject.title}"), width),
        printable(subject.path),
        *wrapped(printable(f"{approval}, next review by {standing.next_review}"), width),
        "",
        *_around(repository, subject, width),
    ]
    return "".join(f"{line}\n" for line in lines)


def _around(repository: Repository, subject: Subject, width: int) -> Iterator[str]:
    changes, looked = suspects(repository).of(subject), suspects(repository).looked(subject)
    if not changes:
        text = f"Nothing it depends on has changed since it was {looked}."
        yield from wrapped(text, width)
        return
    yield from wrapped(f"Changed around it since it was {looked}:", width)
    for one in changes:
        text = printable(f"{one.what}, {one.change}")
        yield from wrapped(text, width, "  ", "    ")
        yield f"    → {printable(one.command)}"
