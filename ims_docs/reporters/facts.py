"""Keys with their values for a terminal: titles on the left, values wrapped on the right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest

from ims_docs.model.content import Value, readable, words
from ims_docs.reporters.columns import padded, width_of, wrapped
from ims_docs.reporters.printable import printable

_WIDEST = 22
_SHORT = 24


def facts(
    pairs: Iterable[tuple[str, Value]], name: Callable[[str], str], *, width: int, indent: str = ""
) -> Iterator[str]:
    """A block of lines for each title and its value; nothing is cut."""
    shown = [(printable(title), value) for title, value in pairs]
    widest = min(_WIDEST, max(width // 3, 10))
    left = min(max((width_of(title) for title, _ in shown), default=0), widest)
    room = width - len(indent) - left - 2
    for title, value in shown:
        values = [
            line
            for first, later, text in _paragraphs(value, name)
            for line in wrapped(printable(text), room, first, later)
        ]
        for one, other in zip_longest(wrapped(title, left), values, fillvalue=""):
            yield f"{indent}{padded(one, left)}  {other}".rstrip()


def _paragraphs(value: Value, name: Callable[[str], str]) -> Iterator[tuple[str, str, str]]:
    """The paragraphs of a value, each with the indent of its first line and of the others."""
    if isinstance(value, list) and not _is_short(value):
        for one in value:
            first, *more = readable(one, name).split("\n")
            yield "- ", "  ", first
            yield from (("  ", "  ", text) for text in more)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield "", "  ", f"{words(key)}: {readable(one, name)}"
    else:
        yield from (("", "", text) for text in readable(value, name).split("\n"))


def _is_short(values: list[Value]) -> bool:
    """Whether a list reads well with commas: single words, ids and short names."""
    texts = [str(one) for one in values]
    return all(len(text) <= _SHORT and not set(text) & set(",\n{[") for text in texts)
