"""Every commit judged against each of its parents, and what it brought in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ims_docs.adapters.git.ledger import Ledger
from ims_docs.formats.settings import FILE
from ims_docs.model.finding import Finding, Location
from ims_docs.model.waiver import INTEGRITY, Waiver
from ims_docs.services.commit_gate import Judge, JudgedCommit
from ims_docs.services.verification.detours import record_name
from ims_docs.services.verification.judged_before import JudgedBefore
from ims_docs.services.verification.repairs import Repairs
from ims_docs.services.verification.result import Check, Irregularity, Kind

_STAYS = "It stays in the history. Record a nonconformity, and say there why it came in."


@dataclass(frozen=True, kw_only=True)
class Commits:
    """The history, and who judges it."""

    judge: Judge
    ledger: Ledger
    as_of: date
    before: JudgedBefore

    def irregularities(self) -> Iterator[Irregularity]:
        """What each commit brought in that it may not, oldest first, with its later repair."""
        known = self.before.clean([one.name for one in self.ledger.commits], self.as_of)
        asked = [one.commit for one in self.ledger.commits if one.name not in known]
        unfit = list(self.judge.nonconforming(asked))
        wrong = {one.commit.name for one in unfit}
        self.before.keep(
            (one.name for one in asked if one.name not in wrong and not self._decides(one.name)),
            self.as_of,
        )
        repairs = Repairs(judge=self.judge, ledger=self.ledger, unfit=unfit)
        for judged in unfit:
            yield from self._of(judged, repairs)

    def _decides(self, commit: str) -> bool:
        """Whether it changes the settings: a waiver in them may end on a later day."""
        return any(one.path == FILE for group in self.ledger.touches[commit] for one in group)

    def _of(self, judged: JudgedCommit, repairs: Repairs) -> Iterator[Irregularity]:
        commit = judged.commit.name
        if judged.drops_system:
            yield Irregularity(
                check=Check.COMMITS,
                kind=Kind.CONTROLS,
                message=f"It takes {FILE} away, so nothing in it could be judged",
                hint=f"Bring {FILE} back. {_STAYS}",
                where=Location(FILE),
                commit=commit,
                repaired=repairs.of_settings(commit),
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
                kind=_kind(one, judged),
                message=one.message,
                hint=one.hint,
                where=one.where,
                commit=commit,
                code=one.code,
                repaired=repairs.of(one, commit),
                waived=_decision(judged.waived.get(one)),
                brings=record_name(one.where.path) if one.code.startswith("HIS") else "",
            )


def _kind(finding: Finding, judged: JudgedCommit) -> Kind:
    if finding in judged.self_granted:
        return Kind.CONTROLS
    return Kind.INTEGRITY if finding.code.startswith(INTEGRITY) else Kind.CONTENT


def _decision(waiver: Waiver | None) -> str:
    """Who decided not to apply the rule, until when and why; empty where nobody did."""
    return f"{waiver.person} until {waiver.until}: {waiver.reason}" if waiver else ""
