"""Which approved texts are suspect: what they depend on changed after they were looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from ims_docs.domain.analysis import derived
from ims_docs.domain.approval_state.clauses import changed_clauses
from ims_docs.domain.approval_state.standing import ApprovedVersion, State, Subject
from ims_docs.domain.approval_state.states import standings
from ims_docs.domain.approval_state.validity import judged
from ims_docs.domain.citing import citations_of
from ims_docs.model.approval import Meaning, Statement
from ims_docs.model.citation import register_of
from ims_docs.model.document import Document
from ims_docs.model.repository import Repository


class SuspectReason(NamedTuple):
    """Something that a text rests on and that changed after somebody last looked at the text."""

    what: str
    """What it is, in words, and where the text names it."""
    line: int
    """Where the text names it; for a clause, where it says what type it is."""
    change: str
    """What happened to it, in words."""
    day: date
    looked: str
    """When the text was looked at, in words: "approved on 2025-12-04"."""
    command: str
    """What shows the change."""

    @property
    def reason(self) -> str:
        """Why the text is suspect, as one sentence without its full stop."""
        return f"{self.what}, {self.change}, after this text was {self.looked}"


class _Change(NamedTuple):
    """What happened to a document or register."""

    moment: datetime
    message: str
    command: str


@derived
def suspects(repository: Repository) -> Suspects:
    """The reasons why anything in force is suspect."""
    return Suspects(repository)


class Suspects:
    """The reasons why each text is suspect, found once."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._standings = standings(repository)
        self._judged = judged(repository)
        self._at: dict[str, Subject] = {one.path: one for one in repository.registers}
        self._at.update({one.path: one for one in repository.documents})
        self._paths = {one.id: one.path for one in repository.documents if one.id}
        self._replacing = dict(self._replaced())
        self._known: dict[str, tuple[SuspectReason, ...]] = {}

    def of(self, subject: Subject) -> tuple[SuspectReason, ...]:
        """What changed around a text in force since it was approved or last reviewed.

        A text under revision is being looked at anyway. A register has no links; it cites and
        serves clauses as documents do.
        """
        if not self._standings.of(subject).is_in_force:
            return ()
        if subject.path not in self._known:
            self._known[subject.path] = tuple(self._of(subject))
        return self._known[subject.path]

    def _of(self, subject: Subject) -> Iterator[SuspectReason]:
        look, looked = self._last_look(subject), self.looked(subject)
        if isinstance(subject, Document):
            yield from self._linked(subject, look, looked)
        yield from self._cited(subject, look, looked)
        line = subject.content.position("type")[0]
        for what, change, command in changed_clauses(self._repository, look.clauses):
            yield SuspectReason(what, line, change, self._repository.as_of, looked, command)

    def _linked(self, document: Document, look: Statement, looked: str) -> Iterator[SuspectReason]:
        """What changed of that which the text names."""
        day = look.signed_at.date()
        for path, line in self._named(document):
            what = f"{path}, linked in line {line}"
            changed = self._repository.changed_files.get((look.sha256, path))
            if changed:
                message = f"is not what it was: changed on {changed}"
                name = f'"{path}"' if " " in path else path
                command = f"ims diff {name} {day}"
                yield SuspectReason(what, line, message, changed, looked, command)
            elif path in self._at:
                change = self._change(self._at[path], look.signed_at)
                if change and change.moment > look.signed_at:
                    message, on = change.message, change.moment.date()
                    yield SuspectReason(
                        what, line, f"{message} on {on}", on, looked, change.command
                    )

    def _cited(self, subject: Subject, look: Statement, looked: str) -> Iterator[SuspectReason]:
        """What changed of the limits and decisions that the text cites."""
        told: set[str] = set()
        for citation in citations_of(subject):
            for name in citation.ids:
                changed = self._repository.changed_values.get((look.sha256, name))
                if changed and name not in told:
                    told.add(name)
                    what = f"{name}, cited in line {citation.line}"
                    now = f"is “{changed.after}” now" if changed.after else "is not there any more"
                    change = f"was “{changed.before}” and {now}: changed on {changed.day}"
                    command = f"ims history {register_of(name)}"
                    yield SuspectReason(what, citation.line, change, changed.day, looked, command)

    def looked(self, subject: Subject) -> str:
        """When somebody last looked at a text in force, in words: "approved on 2025-12-04"."""
        look = self._last_look(subject)
        word = "last reviewed" if look.meaning is Meaning.REVIEWED else "approved"
        return f"{word} on {look.signed_at.date()}"

    def _last_look(self, subject: Subject) -> Statement:
        """The approval or the review by which somebody last said that the text is right."""
        standing = self._standings.of(subject)
        approved = standing.in_force
        mine = [
            one
            for one in self._judged.counting(standing.subject)
            if approved and (one.version, one.digest) == (approved.version, approved.digest)
        ]
        looks = (
            one
            for one in mine
            if one.meaning is Meaning.REVIEWED or (approved and one.signed_at == approved.since)
        )
        return max(looks, key=lambda one: one.signed_at)

    def _named(self, document: Document) -> Iterator[tuple[str, int]]:
        """Every file that a document links to or names as related, each with its first line."""
        found: dict[str, int] = {}
        related = document.content.values.get("related")
        for place, name in enumerate(related if isinstance(related, list) else ()):
            if isinstance(name, str) and name in self._paths:
                line = document.content.position("related", place)[0]
                found.setdefault(self._paths[name], line)
        for link in document.body.links:
            found.setdefault(link.destination(document.path)[0], link.line)
        yield from ((path, line) for path, line in found.items() if path != document.path)

    def _change(self, other: Subject, looked: datetime) -> _Change | None:
        """The last thing that happened to a document or register, if it was ever in force.

        Its first approval changes nothing that anybody could rely on before.
        """
        standing = self._standings.of(other)
        name = standing.subject
        if name in self._replacing:
            by, since = self._replacing[name]
            return _Change(since, f"was replaced by {by}", f"ims show {by}")
        if standing.state is State.WITHDRAWN and standing.in_force is None:
            withdrawals = [
                one for one in self._judged.counting(name) if one.meaning is Meaning.WITHDRAWN
            ]
            return _Change(withdrawals[-1].signed_at, "was withdrawn", f"ims history {name}")
        if len(standing.versions) < 2:
            return None
        last = standing.versions[-1]
        before = [one for one in standing.versions if one.since <= looked] or standing.versions
        if isinstance(other, Document):
            message = f"was approved as version {last.version}"
            return _Change(
                last.since, message, f"ims diff {name} {before[-1].version} {last.version}"
            )
        return _Change(last.since, "was approved anew", _days(name, before[-1], last))

    def _replaced(self) -> Iterator[tuple[str, tuple[str, datetime]]]:
        """Ids that a document in force replaces, by which one and since when."""
        for document in self._repository.documents:
            names = document.content.values.get("supersedes")
            if isinstance(names, list):
                standing = self._standings.of(document)
                if standing.is_in_force and standing.in_force:
                    since = standing.in_force.since
                    yield from (
                        (one, (document.id, since)) for one in names if isinstance(one, str)
                    )


def _days(name: str, before: ApprovedVersion, after: ApprovedVersion) -> str:
    """Versions of a register are found by the days on which they were approved."""
    return f"ims diff {name} {before.day} {after.day}"
