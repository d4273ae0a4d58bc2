"""Revisions -> str: the history of one document, record or register."""

from __future__ import annotations

import csv
import io
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from ims_docs.model.revision import Revision
from ims_docs.reporters.cells import inert, markdown_cell
from ims_docs.reporters.printable import Json, printable, report_text

RevisionsReporter: TypeAlias = Callable[[str, str, Sequence[Revision]], str]

MERGED = {
    "joined": "in a merge, which added here what is in none of the states it joins",
    "left out": "in a merge, which dropped here what one of the states it joins had changed",
}
COLUMNS = (
    "version",
    "approval",
    "written",
    "saved",
    "author",
    "email",
    "reason",
    "change",
    "path",
    "former_path",
    "merge",
    "commit",
)
_INDENT = "    "
_DAY = 86_400
_OWN_LINE = re.compile(r"\s|[-*•]|\d+[.)] |[A-Z][A-Za-z-]*: ")


def as_text(identifier: str, path: str, revisions: Sequence[Revision], *, width: int = 80) -> str:
    """A block for each revision, newest first."""
    count = "1 revision" if len(revisions) == 1 else f"{len(revisions)} revisions"
    lines = [f"{printable(identifier)}  {printable(path)}: {count}, newest first", ""]
    for one in revisions:
        version = f"  version {printable(one.version)}" if one.version else ""
        lines += wrapped(head(one, f"  {one.change}{version}"), width, "")
        lines += notes(one, width)
        if one.former_path:
            lines += wrapped(f"renamed from {printable(one.former_path)}", width)
        if one.approval:
            lines += wrapped(printable(one.approval), width)
        for line in _paragraphs(one.reason):
            lines += wrapped(printable(line), width)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _paragraphs(reason: str) -> Iterator[str]:
    """The lines of a message, those of one paragraph joined; lists and `Key: value` stay lines."""
    paragraph = ""
    for line in reason.split("\n"):
        if paragraph and line and not _OWN_LINE.match(line):
            paragraph += f" {line}"
            continue
        if paragraph:
            yield paragraph
        paragraph = line
        if not line:
            yield ""
    if paragraph:
        yield paragraph


def head(one: Revision, what: str = "") -> str:
    """When it claims to be written, its name in git, and who claims it."""
    author = printable(one.author) if one.author else "no name"
    return f"{_day(one.authored)} (claimed)  {one.commit[:10]}{what}  {author}"


def notes(one: Revision, width: int) -> Iterator[str]:
    """What a reader should know about a revision besides its reason."""
    apart = (one.committed - one.authored).total_seconds()
    if abs(apart) > _DAY:
        order = "after" if apart > 0 else "before"
        days = round(abs(apart) / _DAY)
        message = f"saved {_day(one.committed)} (claimed), {days} days {order} it was written"
        yield from wrapped(message, width)
    if one.merge:
        yield from wrapped(MERGED[one.merge], width)


def wrapped(text: str, width: int, indent: str = _INDENT) -> list[str]:
    """Lines that fit, the later ones indented."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=_INDENT,
        break_on_hyphens=False,
    ) or [""]


def as_json(identifier: str, path: str, revisions: Sequence[Revision], removed: Json = None) -> str:
    """The same for programs; `removed` is there where a statement says why it went."""
    found: dict[str, Json] = {"id": identifier, "path": path}
    if removed:
        found["removed"] = removed
    return report_text({**found, "revisions": [value(one) for one in revisions]})


def value(one: Revision) -> dict[str, Json]:
    """A revision as keys and values."""
    return {
        "commit": one.commit,
        "authored": one.authored.isoformat(),
        "committed": one.committed.isoformat(),
        "author": one.author,
        "email": one.email,
        "subject": one.subject,
        "reason": one.reason,
        "change": one.change,
        "merge": one.merge,
        "path": one.path,
        "former_path": one.former_path,
        "blob": one.blob,
        "version": one.version,
        "approval": one.approval,
    }


def cells(one: Revision) -> tuple[str, ...]:
    """A revision as one row of a spreadsheet, in the order of COLUMNS."""
    return (
        one.version,
        one.approval,
        one.authored.isoformat(),
        one.committed.isoformat(),
        one.author,
        one.email,
        one.reason,
        one.change,
        one.path,
        one.former_path,
        one.merge,
        one.commit,
    )


def csv_text(columns: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    """Rows for a spreadsheet; no cell starts a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(map(_cell, row) for row in rows)
    return stream.getvalue()


@lru_cache(maxsize=4096)  # most cells of a long history are alike
def _cell(text: str) -> str:
    """Line ends and tabs stay; what acts on a terminal, or is no text, is shown by its number."""
    cell = inert(text)
    if cell.isprintable():
        return cell
    return "\n".join("\t".join(map(printable, line.split("\t"))) for line in cell.split("\n"))


def as_csv(_identifier: str, _path: str, revisions: Sequence[Revision]) -> str:
    """The same for a spreadsheet."""
    return csv_text(COLUMNS, map(cells, revisions))


def as_markdown(identifier: str, path: str, revisions: Sequence[Revision]) -> str:
    """The same as a table of Markdown."""
    lines = [
        f"## Revisions of {markdown_cell(identifier)} ({markdown_cell(path)})",
        "",
        "| Version | Written (claimed) | Saved (claimed) | Author | Change | Reason | Approval | Commit |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for one in revisions:
        merge = f", {MERGED[one.merge]}" if one.merge else ""
        row = (
            one.version or "–",
            _day(one.authored),
            _day(one.committed),
            one.author,
            one.change + merge,
            one.reason,
            one.approval or "–",
            one.commit[:10],
        )
        lines.append(f"| {' | '.join(map(markdown_cell, row))} |")
    return "\n".join(lines) + "\n"


def _day(moment: object) -> str:
    return str(moment)[:10]


REVISIONS_REPORTERS: dict[str, RevisionsReporter] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
    "markdown": as_markdown,
}
