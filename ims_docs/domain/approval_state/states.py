"""From the statements that count to the state of each document and register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property

from ims_docs.domain.analysis import derived
from ims_docs.domain.approval_state.people import People, people_of
from ims_docs.domain.approval_state.standing import (
    ApprovedVersion,
    Returned,
    Standing,
    State,
    Subject,
)
from ims_docs.domain.approval_state.validity import judged
from ims_docs.model.approval import Meaning, Statement
from ims_docs.model.document import Document
from ims_docs.model.months import later
from ims_docs.model.repository import Repository

_DIGITS = 4
"""So many has a number of a version at most."""


@derived
def standings(repository: Repository) -> Standings:
    """The state of everything that can be approved."""
    return Standings(repository)


def unapproved(repository: Repository) -> tuple[Subject, ...]:
    """The documents and registers whose text is not approved."""
    living: tuple[Subject, ...] = (*repository.documents, *repository.registers)
    known = standings(repository)
    return tuple(one for one in living if known.of(one).state in (State.DRAFT, State.PREPARED))


class Standings:
    """The state of each document and register, derived once."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository
        self._judged = judged(repository)
        self._known: dict[str, Standing] = {}
        self._alone: dict[str, Standing] = {}
        """The same, without what other documents say of it."""

    def of(self, subject: Subject) -> Standing:
        """The state of one of them."""
        if subject.path not in self._known:
            self._known[subject.path] = self._of(subject)
        return self._known[subject.path]

    def altered(self, subject: Subject) -> ApprovedVersion | None:
        """The approved text that it stands in the place of, unseen: see `Standing.altered`."""
        return self._own(subject).altered

    def _of(self, subject: Subject) -> Standing:
        standing = self._own(subject)
        if standing.in_force and standing.subject in self._replaced:
            return replace(
                standing,
                state=State.SUPERSEDED,
                in_force=None,
                next_review=None,
                last_look=None,
            )
        return standing

    def _own(self, subject: Subject) -> Standing:
        """The state as its own statements have it."""
        if subject.path not in self._alone:
            self._alone[subject.path] = self._derived(subject)
        return self._alone[subject.path]

    def _derived(self, subject: Subject) -> Standing:
        is_document = isinstance(subject, Document)
        name = subject.name
        version = subject.version if isinstance(subject, Document) else ""
        statements = self._judged.counting(name)
        if not statements:
            return Standing(subject=name, version=version)
        digests = self.repository.digests.get(subject.path, {})
        found = tuple(
            approved_versions(
                statements, self.repository.settings.approvers, people_of(self.repository)
            )
        )
        mine = [one for one in statements if digests.get(one.version) == one.digest]
        submitted, returned = _submitted(mine)
        version = version or next((one.version for one in mine), "")
        withdrawn = max(
            (one.signed_at for one in statements if one.meaning is Meaning.WITHDRAWN), default=None
        )
        in_force = _in_force(found, withdrawn)
        looked = _last_look(in_force, statements)
        review = later(looked, review_months(self.repository, subject)) if looked else None
        here = next((one for one in found if digests.get(one.version) == one.digest), None)
        return Standing(
            subject=name,
            version=version,
            state=self._state(here, in_force, mine, withdrawn, review),
            in_force=in_force,
            versions=found,
            next_review=review,
            last_look=looked,
            prepared_by=_signers(submitted, Meaning.PREPARED),
            returned=returned,
            approved_by=_signers(mine, Meaning.APPROVED, Meaning.APPROVED_ALONE),
            altered=_altered(version, here, in_force, found) if is_document else None,
        )

    def _state(
        self,
        here: ApprovedVersion | None,
        in_force: ApprovedVersion | None,
        mine: Sequence[Statement],
        withdrawn: datetime | None,
        review: date | None,
    ) -> State:
        if here is not None and here is in_force:
            is_due = review is not None and self.repository.as_of > review
            return State.REVIEW_DUE if is_due else State.CURRENT
        if here is not None:
            return State.SUPERSEDED if in_force else State.WITHDRAWN
        if withdrawn and in_force is None and not any(one.signed_at > withdrawn for one in mine):
            return State.WITHDRAWN
        return State.PREPARED if _signers(_submitted(mine)[0], Meaning.PREPARED) else State.DRAFT

    @cached_property
    def _replaced(self) -> frozenset[str]:
        """Ids that a document in force replaces."""
        return frozenset(self._superseded())

    def _superseded(self) -> Iterator[str]:
        for document in self.repository.documents:
            names = document.content.values.get("supersedes")
            if isinstance(names, list) and self._own(document).is_in_force:
                yield from (one for one in names if isinstance(one, str) and one != document.id)


def _altered(
    version: str,
    here: ApprovedVersion | None,
    in_force: ApprovedVersion | None,
    found: Sequence[ApprovedVersion],
) -> ApprovedVersion | None:
    """The approved text whose place a document takes, although it is no next version of it."""
    if in_force and here is not in_force and _order(version) < _order(in_force.version):
        return in_force
    same = [one for one in found if one.version == version]
    return same[-1] if same and here is None else None


def _order(version: str) -> tuple[int, ...]:
    """What is no version comes before every version."""
    parts = version.split(".")
    is_one = all(one.isdecimal() and len(one) <= _DIGITS for one in parts)
    return tuple(map(int, parts)) if is_one else ()


def approved_versions(
    statements: Sequence[Statement], needed: int, people: People
) -> Iterator[ApprovedVersion]:
    """The approved texts, in the order in which they were approved."""
    texts: dict[tuple[str, str], list[Statement]] = {}
    for one in statements:
        texts.setdefault((one.version, one.digest), []).append(one)
    found = [_approved_version(group, needed, people) for group in texts.values()]
    yield from sorted((one for one in found if one), key=lambda one: one.since)


def review_months(repository: Repository, subject: Subject) -> int:
    """How often it is reviewed: as its type says, and at least as often as the organisation says."""
    known = repository.types.get(subject.type)
    most = repository.settings.review_months
    return min(known.review_months or most, most) if known else most


def _approved_version(
    group: Sequence[Statement], needed: int, people: People
) -> ApprovedVersion | None:
    """The text that these statements approve, None when they are not enough."""
    prepared = [one for one in group if one.meaning is Meaning.PREPARED]
    if not prepared:
        return None
    approvals: list[Statement] = []
    for one in group:
        others = tuple(other.signer for other in approvals)
        if one.meaning is Meaning.APPROVED and not people.among(one.signer, others):
            approvals.append(one)
    alone = [one for one in group if one.meaning is Meaning.APPROVED_ALONE]
    enough = len(approvals) >= needed
    if not enough and not alone:
        return None
    deciding = approvals[:needed] if enough else alone[:1]
    return ApprovedVersion(
        version=group[0].version,
        digest=group[0].digest,
        since=max(one.signed_at for one in (prepared[0], *deciding)),
        prepared_by=_signers(group, Meaning.PREPARED),
        approved_by=tuple(one.signer for one in (approvals if enough else alone)),
        alone="" if enough else alone[0].reason,
    )


def _in_force(
    found: Sequence[ApprovedVersion], withdrawn: datetime | None
) -> ApprovedVersion | None:
    """The last approved text, unless it was withdrawn after that."""
    last = found[-1] if found else None
    return last if last and (withdrawn is None or last.since > withdrawn) else None


def _last_look(in_force: ApprovedVersion | None, statements: Sequence[Statement]) -> date | None:
    """The day on which what is in force was approved or last looked at."""
    if in_force is None:
        return None
    days = [
        one.signed_at.date()
        for one in statements
        if one.meaning is Meaning.REVIEWED and one.digest == in_force.digest
    ]
    return max([in_force.day, *days])


def _submitted(
    mine: Sequence[Statement],
) -> tuple[Sequence[Statement], Returned | None]:
    """What was said of a text since it was last returned; and why it was, where nobody submitted it again."""
    at = next((n for n in range(len(mine) - 1, -1, -1) if mine[n].meaning is Meaning.RETURNED), -1)
    since = mine[at + 1 :]
    if at < 0 or _signers(since, Meaning.PREPARED):
        return since, None
    last = mine[at]
    before = _signers(mine[:at], Meaning.PREPARED)
    return since, Returned(last.signer, last.signed_at.date(), last.reason, before)


def _signers(statements: Sequence[Statement], *meanings: Meaning) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.signer for one in statements if one.meaning in meanings))
