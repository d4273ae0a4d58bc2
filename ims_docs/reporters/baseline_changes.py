"""What changed from one baseline to another -> str: text, JSON, and a page to send to somebody."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from ims_docs.reporters.comparison import changes, changes_as_data
from ims_docs.reporters.comparison_html import fragment, whole_page
from ims_docs.reporters.printable import Json, printable, report_text
from ims_docs.services.baselines import Comparison, Moved

_INDENT = "      "


class ChangeReport(NamedTuple):
    """What is told."""

    first: str
    second: str
    """The two states, as they were asked for."""
    commits: tuple[str, str]
    found: Comparison


def as_text(
    report: ChangeReport, *, width: int = 80, colour: bool = False, most: int | None = None
) -> str:
    """What changed, in the order in which an auditor asks; `most` lines of each redline."""
    found = report.found
    lines = [f"From {printable(report.first)} to {printable(report.second)}"]
    for title, moved in _groups(found):
        lines += [*_gap(lines), f"{title}: {len(moved) or 'nothing'}"]
        for each in moved:
            lines += _wrapped(_moved(each), width)
            lines += _redline(report, each, width, most, colour=colour)
    lines += [*_gap(lines), f"Records: {found.records[0]} then, {found.records[1]} now"]
    name = printable(found.standard.name)
    lines += ["", f"Clauses of {name} on each level, then and now:"]
    lines += [f"  {rung.word:<10} {a:>3} {b:>3}" for rung, (a, b) in found.coverage.items()]
    lines += ["", f"Clauses on another level: {len(found.steps) or 'none'}"]
    for step in found.steps:
        words = f"{step.clause}  {step.title}: {step.before.word} → {step.after.word}"
        lines += _wrapped(words, width)
    return "\n".join(lines) + "\n"


def as_json(report: ChangeReport) -> str:
    """The same for programs."""
    found = report.found
    return report_text(
        {
            "from": report.first,
            "to": report.second,
            "added": [_as_data(each) for each in found.added],
            "changed": [_as_data(each) for each in found.changed],
            "withdrawn": [_as_data(each) for each in found.withdrawn],
            "records": list(found.records),
            "records_added": [_as_data(each) for each in found.records_added],
            "records_changed": [_as_data(each) for each in found.records_changed],
            "records_gone": [_as_data(each) for each in found.records_removed],
            "standard": found.standard.id,
            "coverage": {rung.key: list(pair) for rung, pair in found.coverage.items()},
            "clauses": [
                {
                    "number": str(step.clause),
                    "title": step.title,
                    "before": int(step.before),
                    "after": int(step.after),
                }
                for step in found.steps
            ],
        }
    )


def as_html(report: ChangeReport) -> str:
    """The same as one page, each redline below what it is of."""
    title = f"Changes from {_safe(report.first)} to {_safe(report.second)}"
    return whole_page(title, "".join(f"{line}\n" for line in _page(report.found)))


def _groups(found: Comparison) -> tuple[tuple[str, tuple[Moved, ...]], ...]:
    return (
        ("Added", found.added),
        ("Changed", found.changed),
        ("Withdrawn or gone", found.withdrawn),
        ("Records added", found.records_added),
        ("Records changed", found.records_changed),
        ("Records gone", found.records_removed),
    )


def _gap(lines: list[str]) -> list[str]:
    """An empty line, where there is none yet."""
    return [""] if lines[-1] else []


def _wrapped(words: str, width: int) -> list[str]:
    return textwrap.wrap(printable(words), width, initial_indent="  ", subsequent_indent=_INDENT)


def _redline(
    report: ChangeReport, one: Moved, width: int, most: int | None, *, colour: bool
) -> Iterator[str]:
    """What changed in the text, and how to see the lines that are left out."""
    if one.changes is None:
        return
    lines = list(changes(one.changes, width=width - len(_INDENT), colour=colour))[1:]
    for line in lines[:most]:
        yield f"{_INDENT}{line}".rstrip()
    if most is not None and len(lines) > most:
        left = len(lines) - most
        yield f"{_INDENT}… {left} more {'line' if left == 1 else 'lines'}:"
        first, second = (commit[:10] for commit in report.commits)
        yield f"{_INDENT}ims diff {printable(one.id)} {first} {second}"
    yield ""


def _moved(one: Moved) -> str:
    states = {one.before, one.after} - {""}
    if one.before and one.after and one.before != one.after:
        change = f"{one.before} → {one.after}"
    elif one.before and one.after:
        change = f"{one.after}, with another text"
    else:
        change = states.pop() if states else ""
    removed = "" if one.after else "; it is not there any more"
    return f"{one.id}  {one.title}: {change}{removed}"


def _page(found: Comparison) -> Iterator[str]:
    for title, moved in _groups(found):
        yield f"<h2>{title}: {len(moved) or 'nothing'}</h2>"
        for each in moved:
            yield (
                f"<h3>{_safe(_moved(each))}</h3>"
                if each.changes
                else f"<p>{_safe(_moved(each))}</p>"
            )
            if each.changes:
                yield fragment(each.changes, "h4").rstrip("\n")
    yield f"<h2>Records: {found.records[0]} then, {found.records[1]} now</h2>"
    yield f"<h2>Clauses of {_safe(found.standard.name)} on each level, then and now</h2>"
    rows = (
        f"<tr><th>{rung.word}</th><td>{then}</td><td>{now}</td></tr>"
        for rung, (then, now) in found.coverage.items()
    )
    yield f"<table>{''.join(rows)}</table>"
    yield f"<h2>Clauses on another level: {len(found.steps) or 'none'}</h2>"
    for step in found.steps:
        words = f"{step.clause} {step.title}: {step.before.word} → {step.after.word}"
        yield f"<p>{_safe(words)}</p>"


def _as_data(one: Moved) -> Json:
    return {
        "id": one.id,
        "title": one.title,
        "path": one.path,
        "former_path": one.former_path,
        "before": one.before,
        "after": one.after,
        "changes": changes_as_data(one.changes) if one.changes else None,
    }


def _safe(text: str) -> str:
    return escape(printable(text))
