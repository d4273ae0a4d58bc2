"""Words of a stranger as a plan can hold them: a plan refuses what nobody sees."""

from __future__ import annotations

import unicodedata

from ims_docs.formats.frontmatter import forbidden_character
from ims_docs.model.content import Value


def legible(text: str) -> str:
    """The same without characters that are not shown, each accented letter spelt in one way."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    while bad := forbidden_character(text):
        text = text.replace(chr(int(bad.removeprefix("U+"), 16)), "")
    return text


def legible_value(value: Value) -> Value:
    """The same of every text in a value, keys included."""
    if isinstance(value, str):
        return legible(value)
    if isinstance(value, dict):
        return {legible(key): legible_value(one) for key, one in value.items()}
    if isinstance(value, list):
        return [legible_value(one) for one in value]
    return value
