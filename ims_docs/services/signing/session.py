"""Where people sign: one statement at a time, checked before it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ims_docs.adapters import ssh_keygen
from ims_docs.adapters.disk import writing
from ims_docs.domain.approval_state import State, described, judged, people_of
from ims_docs.errors import RefusedError
from ims_docs.formats import signatures
from ims_docs.model.approval import NO_PREVIOUS, Meaning, Statement, digest
from ims_docs.model.reason import reason_problem
from ims_docs.services.signing.permission import Permission

_TRIES = 1000


@dataclass(frozen=True, slots=True)
class SignResult:
    """What came of it: the file, and whether it was there already."""

    path: str
    again: bool = False


@dataclass(frozen=True, kw_only=True)
class SigningSession(Permission):
    """One person at one text."""

    root: Path
    lock: Path
    data: bytes
    """The bytes that are signed: those that the person was shown."""

    def submit(self) -> SignResult:
        """Say that the text is ready. Raises RefusedError."""
        self.require_complete()
        if self.standing.is_in_force or self._has_signed(self.standing.prepared_by):
            return self._signed_before(Meaning.PREPARED)
        return self._say(Meaning.PREPARED)

    def approve(self, changed_by: tuple[str, ...] = ()) -> SignResult:
        """Put the text in force, as somebody who did not write it. Raises RefusedError."""
        self.require_approver(changed_by)
        if self._has_signed(self.standing.approved_by):
            return self._signed_before(Meaning.APPROVED)
        return self._say(Meaning.APPROVED)

    def approve_alone(self, reason: str) -> SignResult:
        """Put a text of one's own in force, because there is nobody else. Raises RefusedError."""
        self.require_complete()
        self.require_submitted()
        self.require_role((self.role,), "approve this")
        people = people_of(self.repository)
        for other in people.holders(self.role, self.now.date()):
            if not people.is_same(other, self.signer.person):
                raise RefusedError(
                    f"You are not alone: {people.name(other)} holds the role {self.role} too",
                    hint=f"Ask {people.name(other)} to run `ims approve {self.standing.subject}`.",
                )
        if self._has_signed(self.standing.approved_by):
            return self._signed_before(Meaning.APPROVED_ALONE)
        return self._say(Meaning.APPROVED_ALONE, reason)

    def review(self, reason: str) -> SignResult:
        """Confirm that the text in force is still right. Raises RefusedError."""
        if not self.standing.is_in_force:
            raise RefusedError(
                f"This text of {self.standing.subject} is not in force, so there is nothing to confirm",
                hint=f"Submit it with `ims submit {self.standing.subject}`.",
            )
        self.require_role((self.role, self.subject.content.text("owner")), "confirm this")
        return self._say(Meaning.REVIEWED, reason)

    def withdraw(self, reason: str) -> SignResult:
        """Take the document out of force. Raises RefusedError."""
        if self.standing.state is State.WITHDRAWN:
            return self._signed_before(Meaning.WITHDRAWN)
        if self.standing.in_force is None:
            raise RefusedError(
                f"{self.standing.subject} is not in force, so there is nothing to withdraw",
                hint="A draft can simply be deleted.",
            )
        self.require_role((self.role,), "withdraw this")
        return self._say(Meaning.WITHDRAWN, reason)

    def _has_signed(self, persons: tuple[str, ...]) -> bool:
        return people_of(self.repository).among(self.signer.person, persons)

    def _signed_before(self, meaning: Meaning) -> SignResult:
        """The statement that is there already."""
        name = self.standing.subject
        statements = [
            one.path
            for one in self.repository.statements
            if one.document == name and one.statement and one.statement.meaning is meaning
        ]
        return SignResult(statements[-1] if statements else f"approvals/{name}", again=True)

    def _say(self, meaning: Meaning, reason: str = "") -> SignResult:
        if meaning.needs_reason and (problem := reason_problem(reason)):
            raise RefusedError(problem, hint="Say in one sentence why.")
        name = self.standing.subject
        statements = judged(self.repository).counting(name)
        in_force = self.standing.in_force
        version = self.standing.version or self._next_version()
        bound = digest(name, version, self.data)
        if meaning is Meaning.WITHDRAWN and in_force is not None:
            version, bound = in_force.version, in_force.digest
        statement = Statement(
            document=name,
            version=version,
            digest=bound,
            meaning=meaning,
            signer=self.signer.person,
            signed_at=self.now.replace(microsecond=0),
            previous=statements[-1].sha256 if statements else NO_PREVIOUS,
            reason=reason,
            clauses=self._clauses() if meaning.looks else (),
        )
        if statements and statement.signed_at < statements[-1].signed_at:
            raise RefusedError(
                f"The last statement is dated {statements[-1].signed_at}, after now",
                hint="Put the clock of this computer right.",
            )
        return self._write(statement)

    def _clauses(self) -> tuple[str, ...]:
        """What is known now of the clauses that the text serves."""
        type_ = self.repository.types.get(self.subject.type)
        return described(self.repository.standards, type_)

    def _next_version(self) -> str:
        """The running number of a register's next version."""
        numbers = [
            int(one.statement.version)
            for one in self.repository.statements
            if one.statement
            and one.document == self.standing.subject
            and one.statement.version.isdecimal()
        ]
        return str(max(numbers, default=0) + 1)

    def _write(self, statement: Statement) -> SignResult:
        """The signature first: a statement is there when its signature is."""
        signature = ""
        if self.signer.key is not None:
            signature = ssh_keygen.sign(
                statement.text.encode(), self.signer.key, signatures.STATEMENTS
            )
        with writing.locked(self.lock):
            for path in _free_names(statement):
                if (self.root / path).exists():
                    continue
                if signature:
                    writing.replace(self.root, f"{path}.sig", signature)
                if writing.create(self.root, path, statement.text):
                    return SignResult(path)
        raise RefusedError(
            f"{statement.folder} holds too many statements", hint="Write the next version."
        )


def _free_names(statement: Statement) -> Iterator[str]:
    yield f"{statement.folder}/{statement.stem}.txt"
    for number in range(2, _TRIES):
        yield f"{statement.folder}/{statement.stem}-{number}.txt"
