"""Revisions -> str: the log of the whole system, one saved state after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from ims_docs.model.revision import Revision
from ims_docs.reporters.cells import markdown_cell
from ims_docs.reporters.printable import REPORT_VERSION, Json, json_line, printable
from ims_docs.reporters.revisions import COLUMNS, cells, csv_text, head, notes, value, wrapped
from ims_docs.services.timeline import StatementEvent, Statements

_SHOWN_FILES = 5


class Log(NamedTuple):
    """What is told."""

    states: Sequence[Sequence[Revision]]
    """The revisions of each saved state, newest first."""
    statement_events: Statements
    """What was said about texts: approvals, reviews, withdrawals."""
    of: int
    """How many saved states there are, told or not."""
    ids: Mapping[str, str]
    """The id of what a file holds, by its name now."""
    types: Mapping[str, str]


LogReporter: TypeAlias = Callable[[Log], str]


def as_text(log: Log, *, width: int = 80) -> str:
    """A block for each saved state."""
    lines = [f"{len(log.states)} of {log.of} saved states, newest first", ""]
    for state in log.states:
        first = state[0]
        lines += wrapped(head(first), width, "")
        lines += notes(replace(first, merge=""), width)
        lines += wrapped(printable(first.subject), width)
        for one in _messages(log, state):
            lines += wrapped(printable(one), width, " " * 6)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _messages(log: Log, state: Sequence[Revision]) -> Iterator[str]:
    """What a saved state did: what was said about texts, then its other files."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    files = []
    for one in state:
        event = log.statement_events.get((one.commit, one.path))
        if event:
            action = "" if one.change == "added" else f"{one.change} the statement: "
            reason = f" (does not count: {event.invalid_reason})" if event.invalid_reason else ""
            key = (f"{action}{event.meaning}", event.who, reason)
            groups.setdefault(key, []).append(f"{event.document} {event.version}")
        elif (one.commit, one.path.removesuffix(".sig")) not in log.statement_events:
            files.append(one)
    for (action, who, reason), texts in groups.items():
        yield f"{action} by {who}: {', '.join(texts)}{reason}"
    yield from (_file(log, one) for one in files[:_SHOWN_FILES])
    if len(files) > _SHOWN_FILES:
        yield f"and {len(files) - _SHOWN_FILES} more files"


def _sentence(one: StatementEvent | None) -> str:
    """A statement in one line, for a cell."""
    if one is None:
        return ""
    reason = f"; does not count: {one.invalid_reason}" if one.invalid_reason else ""
    return f"{one.meaning} {one.document} {one.version} by {one.who}{reason}"


def _file(log: Log, one: Revision) -> str:
    known = log.ids.get(one.current_path, "")
    former = f" (renamed from {one.former_path})" if one.former_path else ""
    merge = " (in the merge itself)" if one.merge else ""
    return f"{one.change} {known} {one.path}{former}{merge}".replace("  ", " ")


def as_json(log: Log) -> str:
    """The same for programs, one revision a line, because there may be tens of thousands."""
    rows = (
        json_line(
            {
                **value(one),
                "current_path": one.current_path,
                "id": log.ids.get(one.current_path, ""),
                "type": log.types.get(one.current_path, ""),
                "statement": _as_data(log.statement_events.get((one.commit, one.path))),
            }
        )
        for state in log.states
        for one in state
    )
    body = ",\n    ".join(rows)
    version = f'"schema_version": {REPORT_VERSION}'
    return f'{{\n  {version},\n  "states": {log.of},\n  "revisions": [\n    {body}\n  ]\n}}\n'


def as_csv(log: Log) -> str:
    """The same for a spreadsheet: a row for each file of each saved state."""
    return csv_text(
        ("id", "type", *COLUMNS, "statement"),
        (
            (
                log.ids.get(one.current_path, ""),
                log.types.get(one.current_path, ""),
                *cells(one),
                _sentence(log.statement_events.get((one.commit, one.path))),
            )
            for state in log.states
            for one in state
        ),
    )


def as_markdown(log: Log) -> str:
    """The same as a table of Markdown: a row for each saved state."""
    lines = [
        f"## {len(log.states)} of {log.of} saved states, newest first",
        "",
        "| Written (claimed) | Saved (claimed) | Author | Reason | What was done | Commit |",
        "|---|---|---|---|---|---|",
    ]
    for state in log.states:
        first = state[0]
        row = (
            first.authored.date().isoformat(),
            first.committed.date().isoformat(),
            first.author,
            first.reason,
            "\n".join(_messages(log, state)),
            first.commit[:10],
        )
        lines.append(f"| {' | '.join(map(markdown_cell, row))} |")
    return "\n".join(lines) + "\n"


def _as_data(one: StatementEvent | None) -> Json:
    if one is None:
        return None
    return {
        "meaning": one.meaning,
        "document": one.document,
        "version": one.version,
        "person": one.person,
        "name": one.name,
        "counts": not one.invalid_reason,
        "doubt": one.invalid_reason,
    }


LOG_REPORTERS: dict[str, LogReporter] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
    "markdown": as_markdown,
}
