"""What a person may say about a text, and the sentence that says why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ims_docs.domain.approval_state import Standing, Subject, approver_role, people_of, standings
from ims_docs.domain.coverage import reaches
from ims_docs.errors import RefusedError
from ims_docs.model.document import Document
from ims_docs.model.repository import Repository
from ims_docs.model.version import following


@dataclass(frozen=True, slots=True)
class Signer:
    """The person who signs."""

    person: str
    key: Path | None = None
    """The key to sign with; None where approvals are recorded without keys."""


@dataclass(frozen=True, kw_only=True)
class Permission:
    """One person and one text. Everything here raises RefusedError where it is not allowed."""

    repository: Repository
    subject: Subject
    signer: Signer
    now: datetime

    @property
    def standing(self) -> Standing:
        """The state of the text."""
        return standings(self.repository).of(self.subject)

    @property
    def role(self) -> str:
        """The role that may approve it."""
        return approver_role(self.repository, self.subject)

    @property
    def is_author(self) -> bool:
        """Whether this person wrote or submitted it."""
        authors = self.subject.content.values.get("authors")
        named = [str(one) for one in authors] if isinstance(authors, list) else []
        people = people_of(self.repository)
        return people.among(self.signer.person, (*self.standing.prepared_by, *named))

    @property
    def alone(self) -> str:
        """The reason of ims.yml where this author is the only one who may approve; else empty."""
        people = people_of(self.repository)
        holders = people.holders(self.role, self.now.date())
        is_only = all(people.is_same(one, self.signer.person) for one in holders)
        return self.repository.settings.alone if is_only and self.is_author else ""

    def require_approver(self, changed_by: tuple[str, ...]) -> None:
        """Raise RefusedError unless this person may approve this text."""
        self.require_complete()
        self.require_submitted()
        self.require_role((self.role,), "approve this")
        if self.alone:
            return
        people = people_of(self.repository)
        person = self.signer.person
        if self.is_author:
            raise RefusedError(
                "You wrote or submitted this text yourself, so somebody else has to approve it",
                hint=f"{self._holders()} If there is nobody else, add --alone with the reason.",
            )
        if any(people.is_same(people.by_email(email), person) for email in changed_by):
            raise RefusedError(
                "You changed this text yourself since it was last approved",
                hint=f"Somebody else has to approve it. {self._holders()}",
            )

    def require_complete(self) -> None:
        """The text is finished, and its version says so."""
        subject, standing = self.subject, self.standing
        unfinished = reaches(self.repository).unfinished(subject)
        if unfinished:
            raise RefusedError(
                f"{subject.path} is not complete: {unfinished}",
                hint=f"Complete it first; `ims check {subject.path}` names every place.",
            )
        if isinstance(subject, Document) and not subject.is_final:
            line = subject.content.position("version")[0]
            raise RefusedError(
                f"Version {subject.version} says that {standing.subject} is a draft",
                hint=f'Write version: "1.0" in line {line} of {subject.path}, then try again.',
            )
        if standing.altered:
            approved = standing.altered.version
            is_lower = standing.version != approved
            raise RefusedError(
                f"Version {approved} is in force, and {standing.version} is no next version of it"
                if is_lower
                else f"Version {approved} was approved with another text",
                hint=f'Write the next version, such as "{following(approved)}", in {subject.path}.',
            )

    def require_submitted(self) -> None:
        """Somebody said that exactly this text is ready."""
        if not self.standing.prepared_by:
            raise RefusedError(
                f"Nobody has submitted this text of {self.standing.subject}",
                hint=f"Whoever wrote it runs `ims submit {self.standing.subject}` first.",
            )

    def require_role(self, roles: tuple[str, ...], act: str) -> None:
        """This person holds one of the roles today."""
        people, day = people_of(self.repository), self.now.date()
        if self.signer.person in people.left:
            raise RefusedError(
                f"{people.shown(self.signer.person)} has left, and cannot {act}",
                hint="If that is wrong, say `active: active` in docs/registers/people.yaml.",
            )
        if not any(people.may_act(self.signer.person, role, day) for role in roles):
            raise RefusedError(
                f"{people.shown(self.signer.person)} does not hold the role {' or '.join(roles)}, and cannot {act}",
                hint=self._holders(),
            )

    def _holders(self) -> str:
        people = people_of(self.repository)
        names = [people.name(one) for one in people.holders(self.role, self.now.date())]
        if not names:
            return f"Nobody holds the role {self.role} yet; name somebody in docs/registers/roles.yaml."
        return f"The role {self.role} is held by {', '.join(names)}."
