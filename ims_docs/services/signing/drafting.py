"""What a person says about a text: the statement that would be signed, and whether it may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ims_docs.domain.approval_state import State, described, judged, people_of
from ims_docs.errors import RefusedError
from ims_docs.model.approval import NO_PREVIOUS, Meaning, Statement, digest
from ims_docs.model.reason import reason_problem
from ims_docs.services.signing.permission import Permission


class Act(NamedTuple):
    """What somebody wants to say."""

    meaning: Meaning
    reason: str = ""
    changed_by: tuple[str, ...] = ()
    """E-mail addresses of those who changed the text since it was last approved."""


@dataclass(frozen=True, kw_only=True)
class Drafting(Permission):
    """One person at one text, before anything is signed."""

    data: bytes
    """The bytes that are signed: those that the person was shown."""

    def draft(self, act: Act) -> Statement | None:
        """The statement, the same whoever signs it how; None where it is said already.

        Raises RefusedError.
        """
        drafts = {
            Meaning.PREPARED: self._submission,
            Meaning.APPROVED: self._approval,
            Meaning.APPROVED_ALONE: self._approval_alone,
            Meaning.REVIEWED: self._review,
            Meaning.WITHDRAWN: self._withdrawal,
            Meaning.RETURNED: self._return,
        }
        return drafts[act.meaning](act)

    def _submission(self, act: Act) -> Statement | None:
        self.require_complete()
        if self.standing.is_in_force or self._has_signed(self.standing.prepared_by):
            return None
        return self._statement(act)

    def _approval(self, act: Act) -> Statement | None:
        self.require_approver(act.changed_by)
        if self.alone:
            return self._approval_alone(Act(Meaning.APPROVED_ALONE, self.alone))
        if self._has_signed(self.standing.approved_by):
            return None
        return self._statement(act)

    def _approval_alone(self, act: Act) -> Statement | None:
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
            return None
        return self._statement(act)

    def _review(self, act: Act) -> Statement | None:
        if not self.standing.is_in_force:
            raise RefusedError(
                f"This text of {self.standing.subject} is not in force, so there is nothing to confirm",
                hint=f"Submit it with `ims submit {self.standing.subject}`.",
            )
        self.require_role((self.role, self.subject.content.text("owner")), "confirm this")
        return self._statement(act)

    def _withdrawal(self, act: Act) -> Statement | None:
        if self.standing.state is State.WITHDRAWN:
            return None
        if self.standing.in_force is None:
            raise RefusedError(
                f"{self.standing.subject} is not in force, so there is nothing to withdraw",
                hint="A draft can simply be deleted.",
            )
        self.require_role((self.role,), "withdraw this")
        return self._statement(act)

    def _return(self, act: Act) -> Statement | None:
        if self.standing.is_in_force:
            raise RefusedError(
                f"This text of {self.standing.subject} is in force, so it is too late to refuse it",
                hint=f"Take it out of force: `ims withdraw {self.standing.subject} --reason …`.",
            )
        self.require_submitted()
        self.require_role((self.role,), "return this")
        return self._statement(act)

    def _has_signed(self, persons: tuple[str, ...]) -> bool:
        return people_of(self.repository).among(self.signer.person, persons)

    def _statement(self, act: Act) -> Statement:
        meaning, reason = act.meaning, act.reason
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
            clauses=described(
                self.repository.standards, self.repository.types.get(self.subject.type)
            )
            if meaning.looks
            else (),
        )
        if statements and statement.signed_at < statements[-1].signed_at:
            raise RefusedError(
                f"The last statement is dated {statements[-1].signed_at}, after now",
                hint="Put the clock of this computer right.",
            )
        return statement

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
