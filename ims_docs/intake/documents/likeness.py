"""Which type a former text is of, and which section each of its headings means: told with scores."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ims_docs.model.type import Kind, Type
from ims_docs.model.type_words import stems

ENOUGH = 0.4
_CLOSE = 0.03
_SAME_SECTION = 0.6
_IDLE = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "of",
        "to",
        "in",
        "for",
        "how",
        "we",
        "our",
        "is",
        "are",
        "this",
        "that",
        "with",
        "what",
        "who",
        "it",
        "its",
        "on",
        "by",
        "be",
        "as",
        "at",
    ]
)
_NUMBER = re.compile(r"^\s*(?:[0-9]+(?:\.[0-9]+)*\.?|[A-Z]\.|[IVX]+\.|§\s*[0-9]+)\s+")


def scores(
    title: str, headings: Sequence[str], types: Mapping[str, Type]
) -> list[tuple[str, float]]:
    """The likeliest types of documents, the best first, each with a share of 1."""
    found = [
        (one.name, _score(title, headings, one))
        for one in types.values()
        if one.kind is Kind.DOCUMENT
    ]
    return sorted((one for one in found if one[1] > 0.1), key=lambda one: (-one[1], one[0]))[:4]


def clear(found: Sequence[tuple[str, float]]) -> str:
    """The name of the type that is clearly the likeliest, empty when none is."""
    if not found or found[0][1] < ENOUGH:
        return ""
    return found[0][0] if len(found) < 2 or found[0][1] - found[1][1] > _CLOSE else ""


def section_of(heading: str, sections: Sequence[str]) -> str:
    """The section that a heading means, empty when none does."""
    likely = max(sections, key=lambda one: _overlap(heading, one), default="")
    return likely if likely and _overlap(heading, likely) >= _SAME_SECTION else ""


def bare(heading: str) -> str:
    """The words of a heading without its number."""
    return _NUMBER.sub("", heading).strip()


def _score(title: str, headings: Sequence[str], type_: Type) -> float:
    named = max(_overlap(title, type_.title), _overlap(title, type_.name.replace("-", " ")))
    matched = sum(
        any(_overlap(one, own) >= _SAME_SECTION for one in headings) for own in type_.sections
    )
    share = matched / len(type_.sections) if type_.sections else 0.0
    return round(0.6 * named + 0.4 * share, 2)


def _overlap(one: str, other: str) -> float:
    """Words in common, as a share of all."""
    first, second = _words(one), _words(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def _words(text: str) -> set[str]:
    found = set(stems(bare(text)))
    return found - _IDLE or found
