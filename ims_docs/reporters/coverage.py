"""Coverage -> str: the evidence ladder as text, JSON, CSV and Markdown."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Callable, Iterator
from typing import TypeAlias

from ims_docs.domain.coverage import (
    ClauseCoverage,
    Coverage,
    ItemCoverage,
    Rung,
    questioned,
)
from ims_docs.model.trust import Level
from ims_docs.reporters import coverage_beside as beside
from ims_docs.reporters.cells import CSV, EXCEL, Dialect, inert, markdown_cell
from ims_docs.reporters.printable import Json, printable, report_text

CoverageReporter: TypeAlias = Callable[[Coverage], str]
"""What tells the whole ladder as a text."""

_FILLED, _EMPTY = "■", "□"
_COLOURS = {0: "31", 1: "33", 2: "36", 3: "34", 4: "32", 5: "32"}
_INDENT = " " * 7
_ASSURANCE = {
    Level.RECORDED: "Approvals are recorded without keys: anybody who can write here could have written them.",
    Level.SIGNED: "",
    Level.ANCHORED: "",
}
"""What has to be said about the approvals wherever they are counted."""


def as_text(coverage: Coverage, *, width: int = 80, colour: bool = False) -> str:
    """The ladder as a table for a terminal."""
    lines = [
        f"{coverage.standard.name} on the evidence ladder, {coverage.as_of}",
        "  ".join(f"{rung.value} {rung.word}" for rung in Rung),
    ]
    for one in coverage.clauses:
        lines.extend(_rows(one, width, colour=colour))
    lines.extend(
        (
            "",
            *(line for total in _totals(coverage) for line in textwrap.wrap(total, width)),
            *textwrap.wrap(_ASSURANCE[coverage.level], width),
            *textwrap.wrap(coverage.standard.note, width),
        )
    )
    return "\n".join(lines) + "\n"


def _rows(one: ClauseCoverage, width: int, *, colour: bool) -> Iterator[str]:
    rung = one.reach.rung
    number = str(one.text.clause)
    bar = _FILLED * rung + _EMPTY * (5 - rung) if one.applicable else "  -  "
    word = rung.word if one.applicable else "n/a"
    room = width - 28
    title = one.text.title if len(one.text.title) <= room else one.text.title[: room - 1] + "…"
    painted = f"\x1b[{_COLOURS[rung]}m{bar}\x1b[0m" if colour else bar
    if "." not in number:
        yield ""
    asked = ", questioned" if one.questions else ""
    yield f"{number:<6} {painted}  {title:<{room}}  {word}{asked}".rstrip()
    for text in beside.notes(one, "" if _repeats_a_part(one) else _why(one)):
        for line in textwrap.wrap(
            text,
            width,
            initial_indent=_INDENT,
            subsequent_indent=_INDENT,
            break_on_hyphens=False,
        ):
            yield f"\x1b[2m{line}\x1b[0m" if colour else line


def _repeats_a_part(one: ClauseCoverage) -> bool:
    """A clause with clauses below it has the reason of one of them."""
    return one.applicable and one.reach.reason[:1].isdigit()


def _why(one: ClauseCoverage) -> str:
    reach = one.reach
    is_in_reason = reach.raise_by.removeprefix("Complete ") in reach.reason
    return printable(
        reach.reason if is_in_reason or not reach.raise_by else f"{reach.reason} → {reach.raise_by}"
    )


def _totals(coverage: Coverage) -> Iterator[str]:
    for required, word in ((True, "required"), (False, "expected")):
        rungs = [one.reach.rung for one in coverage.items if one.item.required is required]
        if rungs:
            counted = ", ".join(
                f"{rungs.count(rung)} {rung.word}" for rung in Rung if rung in rungs
            )
            yield f"{len(rungs)} {word} items of documented information: {counted}."
    for one in coverage.exclusions:
        yield f"Declared not applicable: {printable(one.told)}."
    leaves = [str(one.text.clause) for one in questioned(coverage)]
    if leaves:
        yield f"{len(leaves)} of {len(coverage.clauses)} clauses are questioned: {', '.join(leaves)}."


def as_json(coverage: Coverage) -> str:
    """The ladder for programs."""
    value: dict[str, Json] = {
        "standard": coverage.standard.id,
        "date": coverage.as_of.isoformat(),
        "approvals": coverage.level.value,
        "note": coverage.standard.note,
        "not_applicable": [beside.exclusion_value(one) for one in coverage.exclusions],
        "clauses": [_clause_value(one) for one in coverage.clauses],
    }
    return report_text(value)


def _clause_value(one: ClauseCoverage) -> dict[str, Json]:
    return {
        "number": str(one.text.clause),
        "title": one.text.title,
        "modality": one.text.modality,
        "applicable": one.applicable,
        "rung": int(one.reach.rung),
        "reason": one.reach.reason,
        "raise": one.reach.raise_by,
        "questioned": [beside.question_value(said) for said in one.questions],
        "settled": [beside.question_value(said) for said in one.settled],
        "lower": [item.item.id for item in one.lower],
        "evidence": list(one.reach.evidence),
        "confidence": {"number": one.text.number_confidence, "title": one.text.title_confidence},
        "items": [_item_value(item) for item in one.items],
    }


def _item_value(one: ItemCoverage) -> dict[str, Json]:
    return {
        "id": one.item.id,
        "required": one.item.required,
        "what": one.item.what,
        "rung": int(one.reach.rung),
        "asked": int(one.asked),
        "reason": one.reach.reason,
        "raise": one.reach.raise_by,
        "evidence": list(one.reach.evidence),
        "confidence": one.item.confidence,
    }


def as_excel(coverage: Coverage) -> bytes:
    """The same rows, as Excel opens them by a double click."""
    return as_csv(coverage, EXCEL).encode(EXCEL.encoding)


COLUMNS = (
    "standard", "number", "title", "modality", "applicable", "rung", "word", "questioned", "reason",
    "raise", "lower", "evidence",
)  # fmt: skip


def rows(coverage: Coverage) -> Iterator[tuple[str, ...]]:
    """The ladder clause by clause, a text for each of `COLUMNS`."""
    for one in coverage.clauses:
        yield (
            coverage.standard.name,
            str(one.text.clause),
            one.text.title,
            one.text.modality,
            beside.applies(coverage, one),
            str(int(one.reach.rung)),
            one.reach.rung.key,
            beside.named(one.questions),
            one.reach.reason,
            one.reach.raise_by,
            beside.lower(one),
            "; ".join(one.reach.evidence),
        )


def as_csv(coverage: Coverage, dialect: Dialect = CSV) -> str:
    """The ladder for a spreadsheet; no cell starts a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=dialect.separator, lineterminator=dialect.line_end)
    writer.writerow(COLUMNS)
    for cells in rows(coverage):
        writer.writerow([inert(printable(cell)) for cell in cells])
    return stream.getvalue()


def as_markdown(coverage: Coverage) -> str:
    """The ladder as a Markdown table."""
    lines = [
        f"## {coverage.standard.name} on the evidence ladder, {coverage.as_of}",
        "",
        "| Clause | Title | Rung | Reason |",
        "|---|---|---|---|",
    ]
    for one in coverage.clauses:
        rung = (
            f"{int(one.reach.rung)} {one.reach.rung.word}" if one.applicable else "not applicable"
        )
        asked = ", questioned" if one.questions else ""
        reason = ". ".join(filter(None, (one.reach.reason, *beside.notes(one, ""))))
        lines.append(
            f"| {one.text.clause} | {markdown_cell(one.text.title)} | {rung}{asked} | {markdown_cell(reason)} |"
        )
    note = f"{_ASSURANCE[coverage.level]} {coverage.standard.note}".strip()
    lines.extend(("", *_totals(coverage), "", f"_{note}_"))
    return "\n".join(lines) + "\n"


COVERAGE_REPORTERS: dict[str, CoverageReporter] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
    "markdown": as_markdown,
}
