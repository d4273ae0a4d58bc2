"""Statements and keys: which do not count and why, which are gone, and what the list rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ims_docs.adapters.git.ledger import Ledger
from ims_docs.domain.runner import Selection, check
from ims_docs.model.approval import StoredStatement
from ims_docs.model.finding import Finding, Location, Severity
from ims_docs.model.removal import is_statement_path
from ims_docs.model.repository import Repository
from ims_docs.model.trust import LIST
from ims_docs.services.verification.changes import LEVEL_FELL, person_name, roles_name
from ims_docs.services.verification.keys import Keys, key_name
from ims_docs.services.verification.result import Check, Irregularity, Kind, Root
from ims_docs.services.verification.texts import text_name

_FOLDER = "approvals/"
_KEPT = (".txt", ".txt.sig")
_NEVER = "Bring it back from the history: what was signed is never changed or deleted."


@dataclass(frozen=True, kw_only=True)
class Statements:
    """The approvals of HEAD, and how they came to be what they are."""

    ledger: Ledger
    repository: Repository
    keys: Keys
    brought: frozenset[str] = frozenset()
    """What else may have brought it about that a statement does not count."""

    def irregularities(self, root: Root) -> Iterator[Irregularity]:
        """Everything about approvals and keys that is not right."""
        yield from _root(root)
        for one in self.refused():
            yield Irregularity(
                check=Check.APPROVALS,
                message=one.message,
                hint=one.hint,
                where=one.where,
                commit=self.ledger.last_change(one.where.path),
                code=one.code,
                cause=self._cause(one.where.path),
            )
        yield from self._taken_away()
        yield from self.keys.irregularities()
        yield from self._signed_after_the_end()
        yield from self._unsigned()

    def refused(self) -> tuple[Finding, ...]:
        """What does not count in the newest commit."""
        report = check(self.repository, Selection(select=("APR",)))
        return tuple(one for one in report.findings if one.severity is Severity.ERROR)

    def _cause(self, path: str) -> str:
        """What may have brought it about that a statement does not count."""
        document = path.split("/")[1] if path.startswith(_FOLDER) else ""
        here = self.repository.holders_of(document) or self.repository.register(document)
        if document and not here:
            return text_name(document)
        filed = self._filed.get(path)
        if filed and filed.refused and self._is_told_of_key(filed):
            return key_name(filed.key)
        signer = filed.statement.signer if filed and filed.statement else ""
        others = (person_name(signer), roles_name(signer))
        return next((one for one in others if one in self.brought), _taken_name(document))

    def _unsigned(self) -> Iterator[Irregularity]:
        """Statements that count without a signature only because less is asked for than before."""
        for filed in self.repository.statements if LEVEL_FELL in self.brought else ():
            if filed.statement and not (filed.refused or filed.key):
                yield Irregularity(
                    check=Check.APPROVALS,
                    kind=Kind.CONTROLS,
                    message="It counts without a signature, because the approval level was lowered",
                    hint="Let the person sign it.",
                    where=Location(filed.path),
                    commit=self.ledger.last_change(filed.path),
                    cause=LEVEL_FELL,
                )

    def _is_told_of_key(self, filed: StoredStatement) -> bool:
        """Whether something happened to its key after it came in; what happened before is no cause."""
        came_in = self.ledger.leading_to(self.ledger.last_change(filed.path))
        return any(
            one.commit not in came_in
            and (one.kind is Kind.INTEGRITY or filed.refused.startswith("The key of"))
            for one in self._told_of_keys.get(key_name(filed.key), ())
        )

    def _was_opened(self, fingerprint: str) -> bool:
        told = self._told_of_keys.get(key_name(fingerprint), ())
        return any(one.kind is Kind.INTEGRITY for one in told)

    @cached_property
    def _told_of_keys(self) -> Mapping[str, tuple[Irregularity, ...]]:
        """What happened to each key, by the name under which it is a cause."""
        found: dict[str, tuple[Irregularity, ...]] = {}
        for one in self.keys.irregularities():
            found[one.brings] = (*found.get(one.brings, ()), one)
        return found

    @cached_property
    def _filed(self) -> Mapping[str, StoredStatement]:
        return {one.path: one for one in self.repository.statements}

    def _taken_away(self) -> Iterator[Irregularity]:
        """Statements and signatures that a commit changed or deleted."""
        for name, touch in self.ledger.losses():
            is_one = touch.path.startswith(_FOLDER) and touch.path.endswith(_KEPT)
            if is_one and not is_statement_path(touch.path):
                what = "signature" if touch.path.endswith(".sig") else "statement"
                deed = "changed" if touch.after else "deleted"
                yield Irregularity(
                    check=Check.APPROVALS,
                    message=f"The {what} was {deed}",
                    hint=_NEVER,
                    where=Location(touch.path),
                    commit=name,
                    repaired=self.ledger.brought_back(touch, name),
                    brings=_taken_name(touch.path.split("/")[1]),
                )

    def _signed_after_the_end(self) -> Iterator[Irregularity]:
        """Statements that came in when their key was closed already, whatever date they claim."""
        for filed in self.repository.statements:
            closing = self.keys.closing(filed.key) if filed.key and not filed.refused else None
            commit = self.ledger.last_change(filed.path)
            if closing is None or closing.commit == commit:
                continue
            if closing.commit in self.ledger.leading_to(commit):
                person = self.repository.trust.holder(filed.key)
                yield Irregularity(
                    check=Check.APPROVALS,
                    message=f"The key of {person} was closed when this came in; that it is "
                    f"older ({filed.statement.signed_at:%Y-%m-%d}, claimed) cannot be shown"
                    if filed.statement
                    else "Its key was closed when this came in",
                    hint="Let somebody sign whose key is valid.",
                    where=Location(filed.path),
                    commit=commit,
                    cause=key_name(filed.key) if self._was_opened(filed.key) else "",
                )


def _taken_name(document: str) -> str:
    """The name under which changed statements about a text are the cause of what follows."""
    return f"statements {document}"


def _root(root: Root) -> Iterator[Irregularity]:
    if root.pinned and not root.is_pinned:
        said = (
            f"The root key is {root.fingerprint}" if root.fingerprint else "No root key signed it"
        )
        yield Irregularity(
            check=Check.APPROVALS,
            message=f"The list of signers does not rest on the root key that you named. {said}",
            hint="Believe no name below until the organisation has explained this.",
            where=Location(LIST),
        )
