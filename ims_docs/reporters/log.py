"""Revisions -> str: the log of the whole system, one saved state after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from ims_docs.model.revision import Revision
from ims_docs.reporters.cells import markdown_cell
from ims_docs.reporters.printable import json_line, printable
from ims_docs.reporters.revisions import COLUMNS, cells, csv_text, head, notes, value, wrapped

_SHOWN_FILES = 5


class Log(NamedTuple):
    """What is told."""

    states: Sequence[Sequence[Revision]]
    """The revisions of each saved state, newest first."""
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
        for one in state[:_SHOWN_FILES]:
            lines += wrapped(_file(log, one), width, " " * 6)
        if len(state) > _SHOWN_FILES:
            lines.append(f"      and {len(state) - _SHOWN_FILES} more files")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _file(log: Log, one: Revision) -> str:
    known = log.ids.get(one.current_path, "")
    former = f" (renamed from {one.former_path})" if one.former_path else ""
    merge = " (in the merge itself)" if one.merge else ""
    return printable(f"{one.change} {known} {one.path}{former}{merge}".replace("  ", " "))


def as_json(log: Log) -> str:
    """The same for programs, one revision a line, because there may be tens of thousands."""
    rows = (
        json_line(
            {
                **value(one),
                "current_path": one.current_path,
                "id": log.ids.get(one.current_path, ""),
                "type": log.types.get(one.current_path, ""),
            }
        )
        for state in log.states
        for one in state
    )
    body = ",\n    ".join(rows)
    return f'{{\n  "states": {log.of},\n  "revisions": [\n    {body}\n  ]\n}}\n'


def as_csv(log: Log) -> str:
    """The same for a spreadsheet: a row for each file of each saved state."""
    return csv_text(
        ("id", "type", *COLUMNS),
        (
            (log.ids.get(one.current_path, ""), log.types.get(one.current_path, ""), *cells(one))
            for state in log.states
            for one in state
        ),
    )


def as_markdown(log: Log) -> str:
    """The same as a table of Markdown: a row for each saved state."""
    lines = [
        f"## {len(log.states)} of {log.of} saved states, newest first",
        "",
        "| Written (claimed) | Saved (claimed) | Author | Reason | Files | Commit |",
        "|---|---|---|---|---|---|",
    ]
    for state in log.states:
        first = state[0]
        files = [_file(log, one) for one in state[:_SHOWN_FILES]]
        if len(state) > _SHOWN_FILES:
            files.append(f"and {len(state) - _SHOWN_FILES} more files")
        row = (
            first.authored.date().isoformat(),
            first.committed.date().isoformat(),
            first.author,
            first.reason,
            "\n".join(files),
            first.commit[:10],
        )
        lines.append(f"| {' | '.join(map(markdown_cell, row))} |")
    return "\n".join(lines) + "\n"


LOG_REPORTERS: dict[str, LogReporter] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
    "markdown": as_markdown,
}
