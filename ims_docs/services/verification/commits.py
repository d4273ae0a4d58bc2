"""Every commit judged against each of its parents, and what became of what was wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ims_docs.adapters.git.ledger import Ledger
from ims_docs.errors import RepositoryNotFoundError, UnreadableError
from ims_docs.formats.settings import FILE
from ims_docs.model.finding import Finding, Location
from ims_docs.model.waiver import INTEGRITY
from ims_docs.services.commit_gate import Judge, JudgedCommit
from ims_docs.services.verification.result import Check, Irregularity, Kind

_STAYS = "It stays in the history. Record a nonconformity, and say there why it came in."


@dataclass(frozen=True, kw_only=True)
class Commits:
    """The history, and who judges it."""

    judge: Judge
    ledger: Ledger

    def irregularities(self) -> Iterator[Irregularity]:
        """What each commit brought in that it may not, oldest first, with its later repair."""
        unfit = self.judge.nonconforming([one.commit for one in self.ledger.commits])
        for judged in list(unfit):
            yield from self._of(judged)

    def _of(self, judged: JudgedCommit) -> Iterator[Irregularity]:
        commit = judged.commit.name
        later = self.ledger.after(commit)
        if judged.drops_system:
            yield Irregularity(
                check=Check.COMMITS,
                kind=Kind.CONTROLS,
                message=f"It takes {FILE} away, so nothing in it could be judged",
                hint=f"Bring {FILE} back. {_STAYS}",
                where=Location(FILE),
                commit=commit,
                repaired=self._first_without_drop(later),
            )
        if judged.lacks_reason:
            yield Irregularity(
                check=Check.COMMITS,
                kind=Kind.CONTROLS,
                message="Its first line gives no reason for a change of controlled files",
                hint="It cannot be mended. Say in the change log what was changed, and why.",
                commit=commit,
            )
        for one in judged.findings:
            yield Irregularity(
                check=Check.COMMITS,
                kind=Kind.INTEGRITY if one.code.startswith(INTEGRITY) else Kind.CONTENT,
                message=one.message,
                hint=one.hint,
                where=one.where,
                commit=commit,
                code=one.code,
                repaired=self._repaired(one, commit, later),
            )

    def _repaired(self, finding: Finding, commit: str, later: Sequence[str]) -> str:
        """The first later commit after which it was right again; empty when it still is not."""
        if finding.code.startswith("HIS"):
            return self._brought_back(finding.where.path, commit, later)
        if not later or self._stands(finding, later[-1]):
            return ""
        low, high = 0, len(later) - 1
        while low < high:
            middle = (low + high) // 2
            if self._stands(finding, later[middle]):
                low = middle + 1
            else:
                high = middle
        return later[low]

    def _stands(self, finding: Finding, commit: str) -> bool:
        """Whether a commit holds the same fault in the same file, on whichever line."""
        try:
            wrong = self.judge.wrong_at(commit, frozenset({finding.where.path}))
        except (RepositoryNotFoundError, UnreadableError):
            return True
        wanted = _placeless(finding)
        return any(_placeless(one) == wanted for one in wrong)

    def _brought_back(self, path: str, commit: str, later: Sequence[str]) -> str:
        """The commit that gave a record the bytes again that it had before."""
        former = {
            one.before
            for group in self.ledger.touches[commit]
            for one in group
            if one.path == path and one.before
        }
        for name in later:
            for group in self.ledger.touches[name][:1]:
                if any(one.path == path and one.after in former for one in group):
                    return name
        return ""

    def _first_without_drop(self, later: Sequence[str]) -> str:
        for name in later:
            for group in self.ledger.touches[name][:1]:
                if any(one.path == FILE and one.after for one in group):
                    return name
        return ""


def _placeless(finding: Finding) -> Finding:
    return replace(finding, where=Location(finding.where.path))
