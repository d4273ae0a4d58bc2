"""Statements and keys: which do not count and why, which are gone, and what the list rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ims_docs.adapters.git import History
from ims_docs.adapters.git.ledger import Ledger, Touch
from ims_docs.domain.check import Selection, check
from ims_docs.formats.signatures import read_list
from ims_docs.model.finding import Finding, Location, Severity
from ims_docs.model.removal import is_statement_path
from ims_docs.model.repository import Repository
from ims_docs.model.trust import LIST
from ims_docs.services.verification.result import Check, Irregularity, Root

_FOLDER = "approvals/"
_KEPT = (".txt", ".txt.sig")
_NEVER = "Bring it back from the history: what was signed is never changed or deleted."


@dataclass(frozen=True, kw_only=True)
class Statements:
    """The approvals of HEAD, and how they came to be what they are."""

    history: History
    ledger: Ledger
    repository: Repository

    def irregularities(self, root: Root) -> Iterator[Irregularity]:
        """Everything about approvals and keys that is not right."""
        yield from _root(root)
        for one in self.refused():
            yield Irregularity(
                check=Check.APPROVALS,
                message=one.message,
                hint=one.hint,
                where=one.where,
                commit=self._came_in(one.where.path),
                code=one.code,
            )
        yield from self._taken_away()
        yield from self._keys_taken_away()
        yield from self._signed_after_the_end()

    def refused(self) -> tuple[Finding, ...]:
        """What does not count in the newest commit."""
        report = check(self.repository, Selection(select=("APR",)))
        return tuple(one for one in report.findings if one.severity is Severity.ERROR)

    def _came_in(self, path: str) -> str:
        """The last commit that changed a file."""
        for one in reversed(self.ledger.commits):
            if any(touch.path == path for touch in self.ledger.own(one.name)):
                return one.name
        return ""

    def _taken_away(self) -> Iterator[Irregularity]:
        """Statements and signatures that a commit changed or deleted."""
        for name, touch in self._losses():
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
                )

    def _losses(self) -> Iterator[tuple[str, Touch]]:
        """What each commit took from any of its parents, also where a merge did it in silence."""
        for one in self.ledger.commits:
            kept = {touch for group in self.ledger.touches[one.name] for touch in group}
            for touch in sorted(kept):
                if touch.before:
                    yield one.name, touch

    def _keys_taken_away(self) -> Iterator[Irregularity]:
        """Lines of the list of signers that a commit deleted instead of closing them."""
        for name, touch in self._losses():
            if touch.path != LIST:
                continue
            before, after = self._keys(touch.before), self._keys(touch.after)
            for person, fingerprint in sorted(before - after):
                yield Irregularity(
                    check=Check.APPROVALS,
                    message=f"The key {fingerprint} of {person} was deleted from the list of signers",
                    hint="Bring the line back, and close the key: ims trust close PERSON.",
                    where=Location(LIST),
                    commit=name,
                    repaired=self.ledger.brought_back(touch, name),
                )

    def _keys(self, blob: str) -> set[tuple[str, str]]:
        data = next(self.history.blobs([blob]), None) if blob else None
        return {(one.person, one.fingerprint) for one in read_list(data or b"")[0]}

    def _signed_after_the_end(self) -> Iterator[Irregularity]:
        """Statements that came in when their key was closed already, whatever date they claim."""
        keys = {one.fingerprint: one for one in self.repository.trust.keys if one.valid_before}
        if not keys:
            return
        closed = self._closings(frozenset(keys))
        for filed in self.repository.statements:
            key = keys.get(filed.key)
            if key is None or filed.refused:
                continue
            commit = self._came_in(filed.path)
            if closed.get(key.fingerprint, "") in self._before(commit):
                yield Irregularity(
                    check=Check.APPROVALS,
                    message=f"The key of {key.person} was closed when this came in; that it is "
                    f"older ({filed.statement.signed_at:%Y-%m-%d}, claimed) cannot be shown"
                    if filed.statement
                    else "Its key was closed when this came in",
                    hint="Let somebody sign whose key is valid.",
                    where=Location(filed.path),
                    commit=commit,
                )

    def _closings(self, fingerprints: frozenset[str]) -> dict[str, str]:
        """By key: the first commit whose list closes it."""
        found: dict[str, str] = {}
        for one in self.ledger.commits:
            for touch in self.ledger.own(one.name):
                if touch.path == LIST and touch.after:
                    data = next(self.history.blobs([touch.after]), None) or b""
                    for key in read_list(data)[0]:
                        if key.valid_before and key.fingerprint in fingerprints:
                            found.setdefault(key.fingerprint, one.name)
        return found

    def _before(self, commit: str) -> frozenset[str]:
        """Everything that a commit leads back to; the commit itself not."""
        known = self.ledger.by_name
        seen: set[str] = set()
        waiting = list(known[commit].parents) if commit in known else []
        while waiting:
            name = waiting.pop()
            if name not in seen and name in known:
                seen.add(name)
                waiting += known[name].parents
        return frozenset(seen)


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
