"""A report for people: a terminal, a log, a message."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ims_docs.model.finding import Finding, Report, Severity, WaivedFinding
from ims_docs.reporters.printable import place, printable
from ims_docs.reporters.summary import summary, verdict

_INDENT = "    "
_LEAST_ROOM = 20
"""Columns below which a message starts on a line of its own."""
_MANY = 40
"""So many findings need an overview before they begin."""
_ASKED_FOR = "CLS001"
"""The rule whose errors say what is still to do, not what somebody did wrong."""
_TO_DO = (
    "No text has a mistake that counts as an error: each error names something that the standard requires "
    "and that is not complete yet. A new repository begins like this."
)
_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_COLOURS = {Severity.ERROR: "\x1b[31m", Severity.WARNING: "\x1b[33m", Severity.ADVICE: "\x1b[36m"}


def render(report: Report, *, width: int = 80, colour: bool = False) -> str:
    """The report, wrapped to so many columns; 0 wraps nothing, for programs that read lines."""
    page = _Page(width=width, colour=colour)
    blocks = [*page.findings(report.findings)]
    if len(report.findings) > _MANY:
        blocks.insert(0, page.beginning(report))
    if report.waived:
        blocks.append(["Waived:", *page.waived(report.waived)])
    blocks.append(page.ending(report))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def render_findings(findings: Iterable[Finding], *, width: int = 0, colour: bool = False) -> str:
    """The findings alone, for a page that says more than one report."""
    blocks = _Page(width=width, colour=colour).findings(findings)
    return "\n\n".join("\n".join(block) for block in blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """How wide and how colourful."""

    width: int
    colour: bool

    def findings(self, findings: Iterable[Finding]) -> Iterator[list[str]]:
        """One block of lines per file. A hint stands once under the findings that share it."""
        ordered = sorted(findings, key=lambda finding: finding.sort_key)
        for _, in_file in groupby(ordered, key=lambda finding: finding.where.path):
            block: list[str] = []
            for (_, hint), alike in groupby(in_file, key=lambda one: (one.code, one.hint)):
                for finding in alike:
                    block += self._finding(finding)
                if hint:
                    block += self._wrapped(f"→ {printable(hint)}", _INDENT, _INDENT + "  ")
            yield block

    def waived(self, waived: Sequence[WaivedFinding]) -> Iterator[str]:
        """Every waived finding and who waived it, why and until when."""
        for one in waived:
            yield from self._finding(one.finding)
            decided = f"waived by {one.waiver.person} until {one.waiver.until}: {one.waiver.reason}"
            yield from self._wrapped(printable(decided), _INDENT)

    def beginning(self, report: Report) -> list[str]:
        """How many findings there are of each kind, the gravest first, and what to do first."""
        found = sorted(
            (one for one in report.rules if one.findings),
            key=lambda one: (-one.severity.weight, -one.findings, one.code),
        )
        room = max(len(str(one.findings)) for one in found)
        lines = self._joined(
            [printable(summary(report)[0]), "what should hold, and how often it does not:"]
        )
        for one in found:
            head = f"  {one.findings:{room}} × {one.code} {one.severity.value}: "
            lines += self._wrapped(printable(one.title), head, " " * (room + 5))
        if {one.code for one in found if one.severity is Severity.ERROR} == {_ASKED_FOR}:
            lines += self._wrapped(_TO_DO)
        first = f"Begin here: {report.next_step}" if report.next_step else ""
        return lines + (self._wrapped(printable(first), "", "      ") if first else [])

    def ending(self, report: Report) -> list[str]:
        """What was judged when all is well, the numbers, the next step."""
        lines = [] if report.findings else self._wrapped(printable(verdict(report)))
        lines += self._joined([printable(phrase) for phrase in summary(report)])
        if report.next_step:
            lines += self._wrapped(f"Next: {printable(report.next_step)}", "", "      ")
        return lines

    def _finding(self, finding: Finding) -> list[str]:
        where, message = place(finding.where), printable(finding.message)
        plain = f"{where} {finding.code} {finding.severity.value}:"
        tint = _COLOURS[finding.severity]
        head = f"{self._tinted(where, _BOLD)} {finding.code} "
        head += self._tinted(f"{finding.severity.value}:", tint)
        if self.width and self.width - len(plain) <= _LEAST_ROOM < len(message):
            return [head, *self._wrapped(message, _INDENT)]
        first, *rest = self._wrapped(message, f"{plain} ", _INDENT)
        return [head + first.removeprefix(plain).rstrip(), *rest]

    def _joined(self, phrases: Sequence[str]) -> list[str]:
        """The phrases on one line; where they do not fit, the first on a line of its own."""
        lines = [" · ".join(phrases)]
        if self.width and len(lines[0]) > self.width:
            lines = [phrases[0], phrases[1]]
            for phrase in phrases[2:]:
                longer = f"{lines[-1]} · {phrase}"
                lines[-1:] = [longer] if len(longer) <= self.width else [lines[-1], phrase]
        return lines

    def _wrapped(self, text: str, indent: str = "", later: str | None = None) -> list[str]:
        if not self.width:
            return [indent + text]
        return textwrap.wrap(
            text,
            self.width,
            initial_indent=indent,
            subsequent_indent=indent if later is None else later,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [indent]

    def _tinted(self, text: str, tint: str) -> str:
        return f"{tint}{text}{_RESET}" if self.colour else text
