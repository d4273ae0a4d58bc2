"""Which statements count: person, role, order, and who may not approve what is theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from typing import NamedTuple

from ims_docs.domain.analysis import derived
from ims_docs.domain.approval_state.people import People, approver_role, people_of
from ims_docs.domain.approval_state.standing import Subject
from ims_docs.domain.unread import why_unread
from ims_docs.model.approval import NO_PREVIOUS, Meaning, Statement, StoredStatement
from ims_docs.model.document import Document
from ims_docs.model.months import days_later
from ims_docs.model.repository import Repository

_CLOCKS = timedelta(minutes=5)
"""How far the clocks of two computers may be apart."""
_AGAIN = "Bring it back as it was signed, if git has that. If it never was right, let the person sign anew."


class Refusal(NamedTuple):
    """A statement that does not count, and why."""

    stored: StoredStatement
    message: str
    hint: str
    is_own_text: bool = False
    """Whether somebody approved a text of their own."""


@derived
def judged(repository: Repository) -> CountedStatements:
    """The statements of a repository, each judged once."""
    return CountedStatements(repository)


class CountedStatements:
    """The statements of a repository: which count, and which do not."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._known: dict[str, tuple[tuple[Statement, ...], tuple[Refusal, ...]]] = {}

    def counting(self, name: str) -> tuple[Statement, ...]:
        """Those about a document or register that count, in the order in which they were signed."""
        return self._of(name)[0]

    @property
    def refusals(self) -> Iterator[Refusal]:
        """Those that do not count, as far as what they speak of, or they themselves, are judged."""
        for name in self._judged_names():
            yield from self._of(name)[1]

    def _judged_names(self) -> Iterator[str]:
        focus = self._repository.focus
        if focus is None:
            yield from self._repository.stored_statements
            return
        names = {one.id for one in self._repository.judged_documents}
        names |= {one.type for one in self._repository.judged_registers}
        names |= {path.split("/")[1] for path in focus if path.startswith("approvals/")}
        yield from (name for name in self._repository.stored_statements if name in names)

    @cached_property
    def _subjects(self) -> Mapping[str, Subject]:
        found: dict[str, Subject] = {one.type: one for one in self._repository.registers}
        found.update({one.id: one for one in self._repository.documents if one.id})
        return found

    def _subject(self, name: str) -> Subject | None:
        """What has this name. A part is judged quickly: where one document alone has it, no index is made."""
        if self._repository.focus is not None:
            paths = [one.path for one in self._repository.holders_of(name)]
            for one in self._repository.documents:
                if paths == [one.path]:
                    return one
        return self._subjects.get(name)

    def _of(self, name: str) -> tuple[tuple[Statement, ...], tuple[Refusal, ...]]:
        known = self._known.get(name)
        if known is None:
            stored = self._repository.stored_statements.get(name, ())
            known = self._known[name] = self._counted(name, stored) if stored else ((), ())
        return known

    def _counted(
        self, name: str, stored: Sequence[StoredStatement]
    ) -> tuple[tuple[Statement, ...], tuple[Refusal, ...]]:
        refusals = tuple(_Subject(self._repository, name, self._subject(name), stored).refusals())
        refused = {one.stored.path for one in refusals}
        statements = sorted(
            (one.statement for one in stored if one.statement and one.path not in refused),
            key=lambda one: (one.signed_at, one.sha256),
        )
        return tuple(statements), refusals


class _Subject:
    """The statements about one document or register."""

    def __init__(
        self,
        repository: Repository,
        name: str,
        subject: Subject | None,
        stored: Sequence[StoredStatement],
    ) -> None:
        self.repository = repository
        self.people: People = people_of(repository)
        self.name = name
        self.subject = subject
        self.stored = stored
        self.by_name = {one.statement.sha256: one.statement for one in stored if one.statement}
        self.withdrawn = any(
            one.statement and one.statement.meaning is Meaning.WITHDRAWN for one in stored
        )

    def refusals(self) -> Iterator[Refusal]:
        """What does not count. Approvals come last: they depend on who prepared the text."""
        prepared: dict[tuple[str, str], tuple[str, ...]] = {}
        later: list[tuple[StoredStatement, Statement]] = []
        for stored in self.stored:
            statement = stored.statement
            problem = (stored.refused, stored.hint) if stored.refused else None
            if statement is not None and not problem:
                problem = self._problem(statement)
            if problem:
                yield Refusal(stored, *problem)
            elif statement is not None and statement.meaning is Meaning.PREPARED:
                text = (statement.version, statement.digest)
                prepared[text] = (*prepared.get(text, ()), statement.signer)
            elif statement is not None and statement.meaning is Meaning.APPROVED:
                later.append((stored, statement))
        for stored, statement in later:
            mine = prepared.get((statement.version, statement.digest), ())
            if self.people.among(statement.signer, (*mine, *self._authors(statement))):
                who = self.people.shown(statement.signer)
                hint = "Let somebody else approve it, who holds the role and did not write it."
                yield Refusal(stored, f"{who} approved a text of their own", hint, is_own_text=True)

    def _problem(self, statement: Statement) -> tuple[str, str] | None:
        return self._about_nobody(statement) or self._in_time(statement) or self._in_role(statement)

    def _about_nobody(self, statement: Statement) -> tuple[str, str] | None:
        if not self.people.knows(statement.signer):
            return (
                f"{statement.signer} is not in the people register",
                "Add the person with `ims add people`.",
            )
        is_explained = self.withdrawn or self.name in self.repository.removed
        if self.subject is None and not is_explained:
            if defect := why_unread(self.repository, self.name):
                return (
                    f"It is about {self.name}, whose file cannot be read: {defect.place}",
                    "Put that file right: as it was signed, or as a draft of the next version.",
                )
            return (
                f"It is about {self.name}, which is not in this repository",
                "Bring the document back, or withdraw it before it goes.",
            )
        return None

    def _in_time(self, statement: Statement) -> tuple[str, str] | None:
        if statement.signed_at.date() > days_later(self.repository.as_of, 1):
            return (
                f"It is dated {statement.signed_at:%Y-%m-%d}, after {self.repository.as_of}",
                "Put the clock of the computer right, and sign again.",
            )
        if statement.previous == NO_PREVIOUS:
            return None
        before = self.by_name.get(statement.previous)
        if before is None:
            return (
                "The statement before it is gone",
                "Find it in the history and bring it back: approvals are never deleted.",
            )
        if statement.signed_at < before.signed_at - _CLOCKS:
            return ("It is dated before the statement that it follows", _AGAIN)
        return None

    def _in_role(self, statement: Statement) -> tuple[str, str] | None:
        if self.subject is None or statement.meaning is Meaning.PREPARED:
            return None
        roles = [approver_role(self.repository, self.subject)]
        if statement.meaning is Meaning.REVIEWED:
            roles.append(self.subject.content.text("owner"))
        day = statement.signed_at.date()
        if any(self.people.may_act(statement.signer, role, day) for role in roles):
            return None
        who = self.people.shown(statement.signer)
        return (
            f"{who} did not hold the role {' or '.join(roles)} on {day}",
            "Let a holder sign. A former holder stays one until a day under `former` in the roles register.",
        )

    def _authors(self, statement: Statement) -> tuple[str, ...]:
        """Whom the front matter names as authors, where the tree holds this text."""
        if not isinstance(self.subject, Document):
            return ()
        here = self.repository.digest_of(self.subject.path, statement.version)
        authors = self.subject.content.values.get("authors")
        if here != statement.digest or not isinstance(authors, list):
            return ()
        return tuple(one for one in authors if isinstance(one, str))
