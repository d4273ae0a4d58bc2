"""Template text to completed text: what an organisation does to each document, as data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ims_docs.errors import TemplateError
from ims_docs.formats import frontmatter
from ims_docs.formats.markdown import without_guidance

_FAULT = "This is a fault in ims-docs; please report it."
_REGISTER_GUIDANCE = re.compile(r"^guidance: \|.*\n(?:(?:[ \t]+.*)?\n)*", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\[TODO\b[^\]]*\]")
_VERSION = re.compile(r'^version: ".*"$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fill:
    """One placeholder and the words that take its place."""

    placeholder: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """How one document or register is completed; `source` is the file that says so."""

    source: str
    fills: tuple[Fill, ...]
    version: str = ""
    reviewed_on: str = ""


def completion(text: str, source: str) -> Completion:
    """A fills file as a value. Raises TemplateError."""
    try:
        values = frontmatter.parse(text).values
    except frontmatter.MalformedError as error:
        raise TemplateError(f"{source}:{error.line}: {error.message}", hint=_FAULT) from error
    fills = values.get("fills")
    if not isinstance(fills, list) or not ("version" in values) ^ ("reviewed_on" in values):
        raise TemplateError(f"{source} needs fills, and version or reviewed_on", hint=_FAULT)
    return Completion(
        source=source,
        fills=tuple(_fills(fills, source)),
        version=str(values.get("version", "")),
        reviewed_on=str(values.get("reviewed_on", "")),
    )


def completed(text: str, how: Completion) -> str:
    """The rendered template `text` as somebody leaves it who has done what it asks.

    Raises TemplateError naming file and placeholder when a fill finds no place, or a
    placeholder no fill.
    """
    text = without_guidance(_REGISTER_GUIDANCE.sub("", text))
    for fill in how.fills:
        before, found, after = text.partition(fill.placeholder)
        if not found:
            raise TemplateError(
                f"{how.source}: nothing to replace: {fill.placeholder}", hint=_FAULT
            )
        text = before + fill.text + after
    left = _PLACEHOLDER.search(text)
    if left:
        raise TemplateError(f"{how.source}: no text for {left.group()}", hint=_FAULT)
    if how.version:
        return _VERSION.sub(f'version: "{how.version}"', text, count=1)
    return text.replace("\nentries:", f"\nreviewed_on: {how.reviewed_on}\nentries:", 1)


def _fills(fills: Sequence[object], source: str) -> Iterator[Fill]:
    for one in fills:
        if not isinstance(one, dict) or set(one) != {"placeholder", "text"}:
            raise TemplateError(f"{source}: a fill is a placeholder and a text", hint=_FAULT)
        yield Fill(str(one["placeholder"]), str(one["text"]))
