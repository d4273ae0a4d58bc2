"""Template text in every spelling that editors, formatters and word processors make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ims_docs.model.text import Leftover, TemplateText

_WORD = r"(?<![^\W_])(?:TO[ \u00a0\u2010\u2011-]?DO|T\.?B\.?D\.?)(?![^\W_])"
_REST = r"[^\]\n|]{0,80}"
PLACEHOLDER = re.compile(
    r"\[TODO:[^\]\n]*\]?"
    # In square brackets in any case, but no link to a page about tasks; in others in capitals.
    rf"|\\?[\[\u3010\uff3b][ \u00a0*_]*(?i:{_WORD})(?![./-])(?![^\]\n:]*\]\()[^\]\n]*\]?"
    rf"|[({{<«„“‹][ *_]*(?:TO[ -]?DO|TBD)(?![\w./-])[^\])}}>»”\n]*[\])}}>»”]?"
    # As a word of its own: with a colon anywhere, without one at the start of a line.
    rf"|(?<![^\W_])(?<![/.#-])TO[ -]?DO[*_]*[ \u00a0]?[:\uff1a]{_REST}"
    r"|(?<![^\W_])(?:TBD|T\.B\.D\.)(?![^\W_])[ ?!…]*|(?<![\w/.#-])tbd(?![\w/-])"
    rf"|(?:^|(?<=\n))[^\w\[({{<«„“‹\\\n]*(?P<first>TODO(?![^\W_]){_REST}"
    rf"|(?i:to[ \u2010\u2011-]?do[*_]*[ \u00a0]?[:\uff1a]){_REST})"
)
_GUIDANCE = re.compile(
    r"""^[\W_]*?(?:(?:\\?[!?\uff01\uff1f¡¿][ \u00a0]?){3}\+?[\s\u00a0*_]*guidance(?![\w-])|\\?\[!guidance\\?\])
    (?:[\s\u00a0*_:]*(?:[\w-]+[\s\u00a0]+)?
    (?:\\?"|&quot;|[“”„«»‟″']+)(?P<title>.*?)(?:\\?"|&quot;|[“”«»″']+|$))?""",
    re.IGNORECASE | re.VERBOSE,
)
_WORDS = (
    "todo",
    "tbd",
    "t.b.d",
    "uidance",
    "to do",
    "to-do",
    "to\u00a0do",
    "to\u2010do",
    "to\u2011do",
)


def has_any(text: str) -> bool:
    """Whether it is worth looking closer."""
    lower = text.lower()
    return any(word in lower for word in _WORDS)


def placeholders(text: str, line: int, column: int) -> Iterator[TemplateText]:
    """The placeholders in one value or line."""
    for match in PLACEHOLDER.finditer(text):
        group = "first" if match["first"] else 0
        yield TemplateText(
            Leftover.PLACEHOLDER, line, column + match.start(group), match[group].strip()
        )


def guidance(text: str) -> tuple[int, str] | None:
    """Where a line speaks as template guidance does, from 0, and the title of it."""
    match = _GUIDANCE.match(text)
    if match is None:
        return None
    return len(text) - len(text.lstrip()), match["title"] or "Guidance"
