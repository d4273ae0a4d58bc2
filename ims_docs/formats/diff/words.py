"""Two paragraphs to a redline of words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from ims_docs.formats.diff.changes import Kind, Run

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_WORDS = 2_000
"""A longer paragraph is shown as removed and added whole: nobody reads a redline of it."""


def redline(before: str, after: str) -> tuple[Run, ...]:
    """The words that stayed, went and came."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > _MOST_WORDS:
        return whole(before, after)
    runs: list[Run] = []
    for code, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        if code == "equal":
            runs.append(Run(Kind.SAME, "".join(old[i:j])))
        else:
            runs.append(Run(Kind.REMOVED, "".join(old[i:j])))
            runs.append(Run(Kind.ADDED, "".join(new[k:m])))
    return tuple(_joined(_without_islands(runs)))


def whole(before: str, after: str) -> tuple[Run, ...]:
    """All of one, then all of the other."""
    return tuple(run for run in (Run(Kind.REMOVED, before), Run(Kind.ADDED, after)) if run.text)


def likeness(before: str, after: str) -> float:
    """How much two paragraphs have in common, from 0 to 1; order does not count."""
    old, new = set(re.findall(r"\w+", before)), set(re.findall(r"\w+", after))
    return 2 * len(old & new) / (len(old) + len(new)) if old and new else 0.0


def _without_islands(runs: list[Run]) -> Iterator[Run]:
    """A blank or a comma that stayed between two changes reads better as part of them."""
    last = len(runs) - 1
    for place, run in enumerate(runs):
        is_island = run.kind is Kind.SAME and 0 < place < last and not re.search(r"\w", run.text)
        if is_island and len(run.text) <= 2:
            yield Run(Kind.REMOVED, run.text)
            yield Run(Kind.ADDED, run.text)
        else:
            yield run


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Between two pieces that stayed: first everything that went, then everything that came."""
    removed = added = ""
    for run in (*runs, Run(Kind.SAME, "")):
        if run.kind is Kind.REMOVED:
            removed += run.text
        elif run.kind is Kind.ADDED:
            added += run.text
        else:
            yield from whole(removed, added)
            removed = added = ""
            if run.text:
                yield run
