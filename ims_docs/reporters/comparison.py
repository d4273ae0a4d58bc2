"""Two states of one file and what changed -> str: text with marks or colours, and JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ims_docs.formats.diff import ARROW, LAYOUT, SAME, Comparison, Folded, Kind, Run, name, runs_of
from ims_docs.reporters.printable import Json, printable, report_text
from ims_docs.services.timeline import FileState

_STARTS = {Kind.REMOVED: "[-", Kind.ADDED: "{+", Kind.SAME: ""}
_ENDS = {Kind.REMOVED: "-]", Kind.ADDED: "+}", Kind.SAME: ""}
_COLOURS = {Kind.REMOVED: "\x1b[31;9m", Kind.ADDED: "\x1b[32m", Kind.SAME: ""}
_RESET = "\x1b[0m"


class Redline(NamedTuple):
    """What is told."""

    identifier: str
    path: str
    before: FileState
    after: FileState
    comparison: Comparison


def as_text(redline: Redline, *, width: int = 80, colour: bool = False) -> str:
    """The keys that changed, then the paragraphs with words that went and came."""
    lines = [f"{printable(redline.identifier)}  {printable(redline.path)}"]
    for word, side in (("from", redline.before), ("to  ", redline.after)):
        lines += textwrap.wrap(
            f"{word} {printable(described_state(side))}", width, subsequent_indent="     "
        )
    return "\n".join([*lines, *changes(redline.comparison, width=width, colour=colour)]) + "\n"


def changes(comparison: Comparison, *, width: int = 80, colour: bool = False) -> Iterator[str]:
    """The lines of a redline, below whatever says what is compared."""
    if comparison.note:
        yield from ("", *textwrap.wrap(printable(comparison.note), width))
    if comparison.fields:
        yield ""
    for field in comparison.fields:
        runs = runs_of(field)
        if runs[1:2] == (ARROW,) and not colour:
            runs = tuple(Run(Kind.SAME, run.text) for run in runs)
        key = Run(Kind.SAME, f"{name(field)}: ")
        yield from _wrapped([key, *runs], width, "", colour=colour)
    yield from _text(comparison, width, colour=colour)
    if comparison.layout:
        yield from ("", LAYOUT)
    if comparison.is_same:
        yield from ("", SAME)


def described_state(side: FileState) -> str:
    """A state in words."""
    words = side.name
    if side.data is None:
        words += ": there was no such file"
    one = side.revision
    if one is not None:
        version = f", version {one.version}" if one.version and one.version not in side.name else ""
        words += f"{version}, {one.authored.date()} (claimed), {one.author}"
    return f"{words} ({side.commit[:10]})" if side.commit else words


def _text(comparison: Comparison, width: int, *, colour: bool) -> Iterator[str]:
    heading, gap = "", [""]
    for one in comparison.text:
        if isinstance(one, Folded):
            word = "paragraph" if one.passages == 1 else "paragraphs"
            yield from (*gap, f"… {one.passages} {word} unchanged")
            gap = []
            continue
        if one.heading and one.heading != heading:
            heading, gap = one.heading, []
            yield from ("", *textwrap.wrap(f"{printable(heading)}:", width))
        yield from (*gap, *_wrapped(one.runs, width, "    ", colour=colour))
        gap = []


def _wrapped(runs: Iterable[Run], width: int, indent: str, *, colour: bool) -> list[str]:
    """Runs as lines, each of which can be read by itself.

    A mark or a colour ends with its line and begins again on the next.
    """
    lines, line, used = [], indent, len(indent)
    for run in runs:
        opened = False
        for piece in _words(printable(run.text)):
            word = piece
            marks = 0 if colour else len(_STARTS[run.kind] + _ENDS[run.kind])
            if used + len(word.rstrip()) + marks > width and used > len(indent):
                line = (line + _closed(run.kind, colour=colour) if opened else line).rstrip()
                lines.append(line)
                line, used, opened = indent or "    ", len(indent) or 4, False
                word = piece.lstrip()
            if not opened and word:
                line += _opened(run.kind, colour=colour)
                used += marks
                opened = True
            line += word
            used += len(word)
        if opened:
            line += _closed(run.kind, colour=colour)
    return [*lines, line.rstrip()]


def _words(text: str) -> Iterator[str]:
    """Words, each with the blanks before it."""
    start = 0
    for place in range(1, len(text)):
        if text[place] == " " and text[place - 1] != " ":
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def _opened(kind: Kind, *, colour: bool) -> str:
    return _COLOURS[kind] if colour else _STARTS[kind]


def _closed(kind: Kind, *, colour: bool) -> str:
    if colour:
        return _RESET if kind is not Kind.SAME else ""
    return _ENDS[kind]


def as_json(redline: Redline) -> str:
    """The same for programs."""
    return report_text(
        {
            "id": redline.identifier,
            "path": redline.path,
            "before": _side(redline.before),
            "after": _side(redline.after),
            "is_same": redline.comparison.is_same,
            **changes_as_data(redline.comparison),
        }
    )


def changes_as_data(comparison: Comparison) -> Mapping[str, Json]:
    """What changed, for programs."""
    return {
        "note": comparison.note,
        "layout": comparison.layout,
        "fields": [
            {
                "pointer": list(one.pointer),
                "change": one.kind.value,
                "before": one.before,
                "after": one.after,
                "runs": _runs(one.runs),
            }
            for one in comparison.fields
        ],
        "text": [
            {"unchanged": one.passages}
            if isinstance(one, Folded)
            else {"heading": one.heading, "runs": _runs(one.runs)}
            for one in comparison.text
        ],
    }


def _side(side: FileState) -> Json:
    return {
        "name": side.name,
        "exists": side.data is not None,
        "commit": side.commit,
        "version": side.revision.version if side.revision else "",
    }


def _runs(runs: Iterable[Run]) -> list[Json]:
    return [{"kind": one.kind.value, "text": one.text} for one in runs]
