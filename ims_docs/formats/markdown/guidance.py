"""Taking the template's guidance out of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BLOCK = re.compile(
    r"^[!?]{3}\+? ?guidance\b.*\n(?:(?:(?: {4}|\t).*)?\n)*", re.MULTILINE | re.IGNORECASE
)


def without_guidance(text: str) -> str:
    """The text without its guidance blocks and the empty lines below them."""
    return _BLOCK.sub("", text if text.endswith("\n") else f"{text}\n")


def guidance_blocks(text: str) -> Iterator[tuple[int, str]]:
    """Where each guidance block begins, and all of it with the empty lines below."""
    for found in _BLOCK.finditer(text if text.endswith("\n") else f"{text}\n"):
        yield found.start(), text[found.start() : found.end()]
