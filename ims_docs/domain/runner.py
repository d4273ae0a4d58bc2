"""Runs the rules over a Repository into a Report: which run, what was waived, what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ims_docs.domain.next_step import first_step, into_force, next_step
from ims_docs.domain.rules import ALL_RULES, Rule
from ims_docs.errors import ConfigurationError
from ims_docs.model.clause import Clause
from ims_docs.model.finding import (
    Finding,
    Location,
    Outcome,
    Report,
    RuleOutcome,
    Severity,
    WaivedFinding,
)
from ims_docs.model.repository import Repository
from ims_docs.model.settings import LEADING
from ims_docs.model.waiver import Waiver

UNUSED_WAIVER = "WVR003"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which rules and clauses are looked at."""

    select: tuple[str, ...] = ()
    """Codes or the first letters of codes; nothing means all."""
    ignore: tuple[str, ...] = ()
    errors_only: bool = False
    """Whether only rules run that find errors."""
    clause: Clause | None = None
    paths: tuple[str, ...] = ()
    """Files or folders to report on; nothing means all."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return not self.errors_only and self.is_of_everything

    @property
    def is_of_everything(self) -> bool:
        """Whether every file and every kind of fault is looked at, be it for errors alone."""
        return not (self.select or self.ignore or self.clause or self.paths)

    def takes(self, rule: Rule) -> bool:
        """Whether a rule runs."""
        if self.errors_only and rule.severity is not Severity.ERROR:
            return False
        wanted = not self.select or rule.code.startswith(self.select)
        return wanted and not (self.ignore and rule.code.startswith(self.ignore))

    def shows(self, finding: Finding) -> bool:
        """Whether a finding is reported."""
        if self.paths and not any(
            finding.where.path == path or finding.where.path.startswith(f"{path}/")
            for path in self.paths
        ):
            return False
        return self.clause is None or (
            bool(finding.clause) and self.clause.contains(Clause.parse(finding.clause))
        )


def check(
    repository: Repository, selection: Selection | None = None, more: Sequence[Finding] = ()
) -> Report:
    """Run the selected rules. Raises ConfigurationError for a code that no rule has.

    `more` are findings of the same rules that this state alone does not show.
    """
    selection = selection or Selection()
    _refuse_unknown_codes((*selection.select, *selection.ignore))
    rules = [
        rule
        for rule in ALL_RULES
        if selection.takes(rule) and not (rule.whole and repository.focus is not None)
    ]
    codes = {rule.code for rule in rules}
    found = [one for rule in rules for one in _findings(rule, repository, selection)]
    found += [one for one in more if one.code in codes and selection.shows(one)]
    kept, waived, used = _apply_waivers(repository, found)
    whole = selection.is_whole and repository.focus is None
    if whole:
        kept.extend(_unused(repository, used, rules))
    kept.sort(key=lambda finding: finding.sort_key)
    return Report(
        repository=repository.settings.organisation,
        judged=repository.judged,
        as_of=repository.as_of.isoformat(),
        findings=tuple(kept),
        waived=tuple(sorted(waived, key=lambda one: one.finding.sort_key)),
        rules=tuple(_outcomes(rules, kept, waived, whole=whole)),
        counts={
            "documents": len(repository.documents),
            "records": len(repository.records) + len(repository.unread),
            "registers": len(repository.registers),
        },
        next_step=_next_step(repository, selection, kept),
    )


def _next_step(repository: Repository, selection: Selection, kept: Sequence[Finding]) -> str:
    is_partial = bool(selection.select or selection.ignore or selection.errors_only)
    return next_step(
        kept,
        whole=selection.is_whole and repository.focus is None,
        first=first_step(repository) if selection.is_of_everything else None,
        errors_only=selection.errors_only,
        ready="" if kept or is_partial else into_force(repository, selection.paths),
    )


def errors(repository: Repository, waivers: Sequence[Waiver] | None = None) -> tuple[Finding, ...]:
    """What is wrong and not waived, in order of place: all that a gate asks.

    `waivers` are those that count; without them, those of the repository itself.
    """
    found = [
        finding
        for rule in ALL_RULES
        if rule.severity is Severity.ERROR and not (rule.whole and repository.focus is not None)
        for finding in _findings(rule, repository, Selection())
        if finding.severity is Severity.ERROR
    ]
    kept, _, _ = _apply_waivers(repository, found, waivers)
    return tuple(sorted(kept, key=lambda finding: finding.sort_key))


def _refuse_unknown_codes(codes: Sequence[str]) -> None:
    for code in codes:
        if not any(rule.code.startswith(code) for rule in ALL_RULES):
            families = ", ".join(dict.fromkeys(rule.family for rule in ALL_RULES))
            raise ConfigurationError(
                f"No rule has the code {code!r}", hint=f"Use a code or a family: {families}."
            )


def _findings(rule: Rule, repository: Repository, selection: Selection) -> Iterable[Finding]:
    for problem in rule.check(repository):
        if not _in_focus(problem.where.path, repository.focus):
            continue
        finding = Finding(
            code=rule.code,
            severity=problem.severity or rule.severity,
            where=problem.where,
            message=problem.message,
            hint=problem.hint or rule.hint,
            clause=problem.clause or _clause(rule, repository),
        )
        if selection.shows(finding):
            yield finding


def _clause(rule: Rule, repository: Repository) -> str:
    """The clause that a rule serves, empty where another standard leads: its numbers mean other things."""
    return rule.clause if repository.settings.leading == LEADING else ""


def _in_focus(path: str, focus: frozenset[str] | None) -> bool:
    """Whether a file is judged; a signature is judged at the file that it belongs to."""
    return focus is None or path in focus or f"{path}.sig" in focus


def covered(
    findings: Iterable[Finding], waivers: Sequence[Waiver], as_of: date
) -> dict[Finding, Waiver]:
    """Each finding that a waiver covers on a day, with that waiver."""
    in_force = [one for one in waivers if one.until >= as_of]
    found: dict[Finding, Waiver] = {}
    for finding in findings:
        for waiver in in_force:
            if waiver.covers(finding.code, finding.where.path, finding.clause):
                found.setdefault(finding, waiver)
    return found


def _apply_waivers(
    repository: Repository,
    findings: Iterable[Finding],
    waivers: Sequence[Waiver] | None = None,
) -> tuple[list[Finding], list[WaivedFinding], set[Waiver]]:
    some = list(findings)
    counting = repository.waivers if waivers is None else waivers
    counting = repository.settings.waivers if counting is None else counting
    by_finding = covered(some, counting, repository.as_of)
    kept = [one for one in some if one not in by_finding]
    waived = [
        WaivedFinding(finding=one, waiver=by_finding[one]) for one in some if one in by_finding
    ]
    return kept, waived, set(by_finding.values())


def _unused(repository: Repository, used: set[Waiver], rules: Sequence[Rule]) -> Iterable[Finding]:
    rule = next((one for one in rules if one.code == UNUSED_WAIVER), None)
    if rule is None:
        return
    for waiver in repository.settings.waivers:
        if waiver.until >= repository.as_of and waiver not in used and not waiver.is_void:
            yield Finding(
                code=rule.code,
                severity=rule.severity,
                where=Location("ims.yml", waiver.line, 1),
                message=f"The waiver of {waiver.code} covers no finding",
                hint=rule.hint,
                clause=_clause(rule, repository),
            )


def _outcomes(
    rules: Sequence[Rule],
    findings: Sequence[Finding],
    waived: Sequence[WaivedFinding],
    *,
    whole: bool,
) -> Iterator[RuleOutcome]:
    counts = Counter(one.code for one in findings)
    covered_codes = {one.finding.code for one in waived}
    for rule in rules:
        if counts[rule.code]:
            outcome = Outcome.FINDINGS
        elif rule.code in covered_codes:
            outcome = Outcome.WAIVED
        elif rule.code == UNUSED_WAIVER and not whole:
            outcome = Outcome.NOT_APPLICABLE
        else:
            outcome = Outcome.CONFORMING
        yield RuleOutcome(
            code=rule.code,
            title=rule.title,
            severity=rule.severity,
            outcome=outcome,
            findings=counts[rule.code],
        )
