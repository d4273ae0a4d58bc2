"""Three texts into one: what the organisation wrote, what the template said, and what it says now."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple, TypeAlias

from ims_docs.adapters.git.joining import Piece
from ims_docs.formats.frontmatter import MalformedError, dump, parse
from ims_docs.formats.markdown import PLACEHOLDER
from ims_docs.model.content import Value
from ims_docs.services.exchange.clash import Choice, Clash, Decide

Pieces: TypeAlias = Callable[[bytes, bytes, bytes], Sequence[Piece]]
"""Git's answer for ours, base and theirs."""

_TOKEN = re.compile(r"[^\n]*?[.!?;:][)\"”’*_]* +(?=\S)|[^\n]*\n|[^\n]+")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*$", re.MULTILINE)


class Merged(NamedTuple):
    """What came of it."""

    text: str
    questions: tuple[Clash, ...] = ()
    """Places that nobody decided; the text there is ours."""
    news: tuple[str, ...] = ()
    """What the template says now and nobody merges: for whoever writes the text."""


class Three(NamedTuple):
    """The three states of one text."""

    ours: str
    base: str
    new: str


@dataclass(frozen=True, slots=True)
class Way:
    """How one file is merged."""

    path: str
    called: str
    """The id and title of what it is in, else its path."""
    pieces: Pieces
    decide: Decide

    def clash(self, where: str, texts: Three) -> Clash:
        """The question about one place."""
        return Clash(self.path, self.called, where, *texts)


def merge_lines(way: Way, texts: Three) -> Merged:
    """Line by line, as git does; where that clashes, sentence by sentence; then it is asked."""
    if texts.base == texts.new:
        return Merged(texts.ours)
    done, questions = "", []
    for piece in way.pieces(*(one.encode() for one in texts)):
        said = Three(*(one.decode() for one in (piece.ours, piece.base, piece.theirs)))
        if piece.agreed:
            done += said.ours
            continue
        joined = merge_sentences(*said)
        if joined is None:
            headings = _HEADING.findall(done)
            clash = way.clash(headings[-1] if headings else "", said)
            joined = _said(clash, way.decide(clash))
            if joined is None:
                questions.append(clash)
                joined = said.ours
        done += joined
    return Merged(done, tuple(questions))


def merge_sentences(ours: str, base: str, new: str) -> str | None:
    """The three joined sentence by sentence; None where two changes touch each other."""
    joined = merge_parts(*(_TOKEN.findall(one) for one in (ours, base, new)))
    return None if joined is None else "".join(joined)


def merge_parts(ours: Sequence[str], base: Sequence[str], new: Sequence[str]) -> list[str] | None:
    """The same for any parts in order."""
    changes = sorted({*_changes(base, ours), *_changes(base, new)})
    done: list[str] = []
    at = 0
    last = (-1, -1)
    for start, end, parts in changes:
        # Something put in where something else ends is fine as a paragraph of its own.
        is_own = bool(parts) and not parts[0].strip()
        touches = start == last[1] and start == end and not is_own
        if start < at or touches or last[0] == start:
            return None
        done += [*base[at:start], *parts]
        at, last = end, (start, end)
    return [*done, *base[at:]]


def _changes(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield i1, i2, tuple(after[j1:j2])


def _said(clash: Clash, choice: Choice | str | None) -> str | None:
    if choice is None or not isinstance(choice, Choice):
        return choice
    return {
        Choice.MINE: clash.mine,
        Choice.THEIRS: clash.theirs,
        Choice.BOTH: _ended(clash.mine) + clash.theirs,
    }[choice]


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


class Keys(NamedTuple):
    """What becomes of the keys of one mapping."""

    changes: Mapping[str, Value]
    """Key to its new value; None takes it away."""
    questions: tuple[Clash, ...] = ()
    news: tuple[str, ...] = ()


Said: TypeAlias = Mapping[str, Value]


class Mapped(NamedTuple):
    """The three states of one mapping."""

    ours: Said
    base: Said
    new: Said


def merge_keys(way: Way, where: str, said: Mapped) -> Keys:
    """Key by key. What the template leaves to be written takes the place of nothing that is written."""
    changes: dict[str, Value] = {}
    questions: list[Clash] = []
    news: list[str] = []
    for key in dict.fromkeys((*said.new, *said.base)):
        mine, before, theirs = (one.get(key) for one in said)
        if theirs in (before, mine):
            continue
        if mine == before:
            changes[key] = theirs
        elif has_placeholder(theirs):
            news.append(_shown(key, theirs))
        elif (listed := _lists(mine, before, theirs)) is not None:
            changes[key] = [*listed]
        else:
            three = Three(*(_shown(key, one) for one in (mine, before, theirs)))
            clash = way.clash(f"{where}{key}", three)
            try:
                _take(changes, key, said, way.decide(clash))
            except MalformedError:
                questions.append(clash)
    return Keys(changes, tuple(questions), tuple(news))


def _take(changes: dict[str, Value], key: str, said: Mapped, choice: Choice | str | None) -> None:
    """What becomes of one key. Raises MalformedError where nobody says it so that it can be read."""
    if choice is None:
        raise MalformedError(1, 1, "Nobody decided", "")
    if not isinstance(choice, Choice):
        values = parse(choice).values
        if set(values) - {key}:
            raise MalformedError(1, 1, "This is another key", f"Write `{key}: …`.")
        changes[key] = values.get(key)
    elif choice is Choice.THEIRS:
        changes[key] = said.new.get(key)
    elif choice is Choice.BOTH:
        changes[key] = _both(said.ours.get(key), said.new.get(key))


def _lists(*values: Value) -> list[str] | None:
    """Three lists of words joined item by item; None where they are none, or two changes touch."""
    texts = [
        [one for one in value if isinstance(one, str)] if isinstance(value, list) else None
        for value in values
    ]
    ours, base, new = texts
    if ours is None or base is None or new is None or texts != [*values]:
        return None
    return merge_parts(ours, base, new)


def has_placeholder(value: Value) -> bool:
    """Whether a place to be filled in is left in it."""
    return any(PLACEHOLDER.search(one) for one in _texts(value))


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def _shown(key: str, value: Value) -> str:
    return "" if value is None else dump({key: value})


def _both(mine: Value, theirs: Value) -> Value:
    if isinstance(mine, list) and isinstance(theirs, list):
        return [*mine, *(one for one in theirs if one not in mine)]
    if isinstance(mine, str) and isinstance(theirs, str):
        return f"{mine} {theirs}"
    return mine
