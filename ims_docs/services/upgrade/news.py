"""What the template only tells whoever writes a text: guidance and places to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from ims_docs.formats.markdown import PLACEHOLDER, guidance_blocks

_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*$", re.MULTILINE)
_LEVEL = re.compile(r"(#{1,6})[ \t]")


class Told(NamedTuple):
    """The two states of the template, without what is only told."""

    base: str
    new: str
    news: tuple[str, ...]


def without_told(ours: str, base: str, new: str) -> Told:
    """Take out of both states of the template what must not come back into a text that is written.

    Where guidance was deleted, none comes again; where a place was filled in, none is put.
    """
    mine, before, now = (_by_section(one) for one in (ours, base, new))
    gone = {title for title in {*before, *now} if not mine.get(title)}
    if mine:  # still being written: guidance of sections that never had any may come
        gone = {title for title in gone if title in before}
    news = [
        f"{title}: {_plain(block)}" if title else _plain(block)
        for title in now
        if title in gone
        for block in now[title]
        if block not in before.get(title, ())
    ]
    base, new = (_without(one, gone) for one in (base, new))
    is_written = not mine and not PLACEHOLDER.search(ours)
    new, told = _without_places(ours, base, new, is_written=is_written)
    return Told(base, new, (*news, *told))


def _by_section(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for start, block in guidance_blocks(text):
        found.setdefault(_title_above(text, start), []).append(block.rstrip())
    return found


def _without(text: str, titles: Iterable[str]) -> str:
    """The text without the guidance of some sections."""
    gone = frozenset(titles)
    for start, block in reversed(list(guidance_blocks(text))):
        if _title_above(text, start) in gone:
            text = text[:start] + text[start + len(block) :]
    return text


def _title_above(text: str, start: int) -> str:
    titles = _HEADING.findall(text, 0, start)
    return str(titles[-1]) if titles else ""


def _plain(block: str) -> str:
    head, _, rest = block.partition("\n")
    title = head.partition('"')[2].rpartition('"')[0]
    words = " ".join(line.strip() for line in rest.splitlines() if line.strip())
    return f"{title}. {words}" if title else words


def _without_places(
    ours: str, base: str, new: str, *, is_written: bool
) -> tuple[str, tuple[str, ...]]:
    """The new state with the old lines where it puts a place to fill in into what is written."""
    before, after = base.splitlines(keepends=True), new.splitlines(keepends=True)
    known = frozenset(ours.splitlines(keepends=True))
    done: list[str] = []
    news: list[str] = []
    # Lines that differ only in what they ask for are the same line.
    keys = [[_blank(one) for one in side] for side in (before, after)]
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        size = 1 if tag == "equal" else max(i2 - i1, j2 - j1)
        for at in range(0, max(i2 - i1, j2 - j1), size):
            old = before[i1 + at : min(i1 + at + size, i2)]
            hunk = after[j1 + at : min(j1 + at + size, j2)]
            is_kept = not is_written and all(line in known for line in old if line.strip())
            if hunk == old or is_kept or not any(map(PLACEHOLDER.search, hunk)):
                done += hunk
                continue
            done += old or _sayable(hunk)
            news += [" ".join(line.strip() for line in hunk if line.strip())]
    return "".join(done), tuple(news)


def _blank(line: str) -> str:
    return PLACEHOLDER.sub("[TODO]", line)


def _sayable(hunk: Sequence[str]) -> list[str]:
    """The lines that say something without a place to fill in; no heading with nothing below."""
    kept: list[str] = []  # from the end
    below = 0  # the level of the heading that stands below, 0 where words do
    for line in reversed(hunk):
        heading = _LEVEL.match(line)
        level = len(heading[1]) if heading else 0
        if PLACEHOLDER.search(line) or (level and (not kept or 0 < below <= level)):
            continue
        if line.strip():
            below = level
            kept.append(line)
        elif kept and kept[-1].strip():
            kept.append(line)
    return [*reversed(kept), "\n"] if any(map(str.strip, kept)) else []
