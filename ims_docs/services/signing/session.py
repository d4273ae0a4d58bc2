"""Where people sign: one statement at a time, checked before it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ims_docs.adapters import ssh_keygen
from ims_docs.adapters.disk import writing
from ims_docs.errors import RefusedError
from ims_docs.formats import signatures
from ims_docs.model.approval import Meaning, Statement
from ims_docs.services.signing.drafting import Act, Drafting

_TRIES = 1000


@dataclass(frozen=True, slots=True)
class SignResult:
    """What came of it: the file, and whether it was there already."""

    path: str
    again: bool = False


@dataclass(frozen=True, kw_only=True)
class SigningSession(Drafting):
    """One person at one text."""

    root: Path
    lock: Path

    def submit(self) -> SignResult:
        """Say that the text is ready. Raises RefusedError."""
        return self._sign(Act(Meaning.PREPARED))

    def approve(self, changed_by: tuple[str, ...] = ()) -> SignResult:
        """Put the text in force, as somebody who did not write it. Raises RefusedError."""
        return self._sign(Act(Meaning.APPROVED, changed_by=changed_by))

    def approve_alone(self, reason: str) -> SignResult:
        """Put a text of one's own in force, because there is nobody else. Raises RefusedError."""
        return self._sign(Act(Meaning.APPROVED_ALONE, reason))

    def review(self, reason: str) -> SignResult:
        """Confirm that the text in force is still right. Raises RefusedError."""
        return self._sign(Act(Meaning.REVIEWED, reason))

    def withdraw(self, reason: str) -> SignResult:
        """Take the document out of force. Raises RefusedError."""
        return self._sign(Act(Meaning.WITHDRAWN, reason))

    def send_back(self, reason: str) -> SignResult:
        """Do not approve the text, and say why. Raises RefusedError."""
        return self._sign(Act(Meaning.RETURNED, reason))

    def _sign(self, act: Act) -> SignResult:
        statement = self.draft(act)
        if statement is None:
            return self.signed_before(act.meaning)
        signature = ""
        if self.signer.key is not None:
            message = statement.text.encode()
            signature = ssh_keygen.sign(message, self.signer.key, signatures.STATEMENTS)
        return self.keep(statement, signature)

    def signed_before(self, meaning: Meaning) -> SignResult:
        """The statement that is there already."""
        name = self.standing.subject
        statements = [
            one.path
            for one in self.repository.statements
            if one.document == name and one.statement and one.statement.meaning is meaning
        ]
        return SignResult(statements[-1] if statements else f"approvals/{name}", again=True)

    def keep(self, statement: Statement, signature: str) -> SignResult:
        """Write a statement. The signature first: a statement is there when its signature is."""
        with writing.locked(self.lock):
            for path in _free_names(statement):
                if (self.root / path).exists():
                    if (self.root / path).read_bytes() == statement.text.encode():
                        return SignResult(path, again=True)
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
