"""Letters that no font at hand has: found before a sheet is set, so that no word is missing on it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from ims_docs.export.pdf.compiling import Fonts, can_set

_USUAL = 0x250
"""Below it lie Latin letters and signs, which Typst brings."""
_MOST = 40
"""So many letters are looked for one by one; a page in a script without a font has them all."""
_UNSEEN = ("Cf", "Zs", "Zl", "Zp", "Cc")


def missing(text: Iterable[str], fonts: Fonts) -> tuple[str, ...]:
    """Letters of a text that cannot be set, in order; not more than are of use to a reader."""
    unusual = sorted({one for each in text for one in each if _is_unusual(one)})
    found: list[str] = []
    _halve(unusual, fonts, found)
    return tuple(found)


def _halve(letters: Sequence[str], fonts: Fonts, found: list[str]) -> None:
    if not letters or len(found) >= _MOST or _all_set(letters, fonts):
        return
    if len(letters) == 1:
        found.append(letters[0])
        return
    half = len(letters) // 2
    _halve(letters[:half], fonts, found)
    _halve(letters[half:], fonts, found)


def _all_set(letters: Sequence[str], fonts: Fonts) -> bool:
    shown = "".join(f'#"\\u{{{ord(one):x}}}" ' for one in letters)
    return can_set(shown, {}, fonts)


def _is_unusual(one: str) -> bool:
    return ord(one) >= _USUAL and unicodedata.category(one) not in _UNSEEN


def texts_of(data: Any) -> Iterable[str]:  # noqa: ANN401 - whatever JSON holds
    """Every text in some data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for one in data.values():
            yield from texts_of(one)
    elif isinstance(data, list):
        for one in data:
            yield from texts_of(one)
