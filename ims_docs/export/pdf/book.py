"""The whole system as one PDF: texts by theme, registers and records as annex, contents, bookmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ims_docs.export.copies import Copy
from ims_docs.export.drawing import Data, Drawing
from ims_docs.export.pdf.compiling import Fonts, compiled
from ims_docs.export.pdf.setting import (
    Made,
    facts_of,
    is_right_to_left,
    with_letters,
    with_pictures,
)


class Part(NamedTuple):
    """A part of the book."""

    title: str
    copies: tuple[Copy, ...]


def book(
    title: str,
    parts: Sequence[Part],
    left_out: Iterable[str],
    others: Mapping[str, str],
    fonts: Fonts,
) -> Made:
    """The parts as one file. Raises ConfigurationError, RefusedError, UnreadableError."""
    files: dict[str, bytes] = {}
    shown = [
        (part.title if not at else "", *with_pictures(copy, files, fonts))
        for part in parts
        for at, copy in enumerate(part.copies)
    ]
    copies = [copy for _, copy, _ in shown]
    inside = frozenset(copy.path for copy in copies)
    drawn = [
        {**Drawing(copy, names, others, inside, top=2).data(), "part": part, "proof": []}
        for part, copy, names in shown
    ]
    first = copies[0]
    whole = {
        **facts_of(title, first, rtl=is_right_to_left(copies)),
        "cover": _cover(title, first, copies, left_out),
        "copies": drawn,
        "attachments": [],
    }
    fonts = with_letters(whole, copies, fonts)
    unshown = tuple(one for copy in copies for one in copy.unshown)
    return Made(compiled(whole, files, first.moment, fonts), unshown, fonts.of_computer)


def _cover(title: str, first: Copy, copies: Sequence[Copy], left_out: Iterable[str]) -> Data:
    return {
        "organisation": first.organisation,
        "name": title,
        "status": f"as of {first.moment.date()}",
        "marks": [],
        "digest": "Each text has its own digest on its pages.",
        "commit": first.commit or "not saved yet",
        "day": first.moment.date().isoformat(),
        "title": title,
        "rows": [list(_row(one)) for one in copies],
        "left_out": list(left_out),
    }


def _row(one: Copy) -> Iterator[str]:
    yield one.id
    yield one.title
    yield one.version or "–"
    yield ", ".join((one.state, *(mark.value for mark in one.marks)))
