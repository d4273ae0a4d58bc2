"""Template text in every spelling that editors, formatters and word processors make of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ims_docs.formats.markdown.as_seen import as_seen, disguises, is_disguised, starts
from ims_docs.model.text import Leftover, TemplateText

_WORD = (
    r"(?<![^\W_])(?:TO[ \u00a0\u2010\u2011-]?DO|T\.?B\.?[DCA]\.?|FIXME|XXX+|\?{2,}"
    r"|(?:to be (?:agreed|completed|confirmed|decided|defined|determined|done)"
    r"|(?:insert|enter|fill in)(?= \w)))(?![^\W_])"
)
_REST = r"[^\]\n|]{0,80}"
_START = r"(?:^|(?<=\n))[^\w\[({<«„“‹\\\n]*+(?:[0-9]{1,9}[.)] +)?(?:\[[ xX]?\] +)?"
"""What may stand before the first word of a line: signs, the number of an item, the box of a task."""
PLACEHOLDER = re.compile(
    r"\[TODO:[^\]\n]*\]?"
    # In square brackets in any case, but no link to a page about tasks; in others in capitals.
    rf"|\\?[\[\u3010\uff3b][ \t\u00a0*_]*(?i:{_WORD})(?![./-])(?![^\]\n:]*\]\()[^\]\n]*\]?"
    rf"|[({{<«„“‹][ *_]*(?:TO[ -]?DO|TB[DCA]|FIXME)(?![\w./-])[^\])}}>»”\n]*[\])}}>»”]?"
    r"|<[ ]*(?i:insert|enter|fill in) [^<>=\n]{1,60}>"
    # As a word of its own: with a colon or a dash anywhere, without one at the start or end of a line.
    rf"|(?<![^\W_])(?<![/.#-])(?:TO[ -]?DO|FIXME)[*_]*(?:[ \u00a0]?[:\uff1a]|[ \u00a0][-\u2013\u2014][ \u00a0]){_REST}"
    r"|(?<![^\W_])(?:TBD|T\.B\.D\.)(?![^\W_])[ ?!…]*|(?<![\w/.#-])tbd(?![\w/-])"
    r"|(?<![^\W_])(?<![/.#\[-])(?:TODO|TB[CA]|T\.B\.[CA]\.|FIXME)(?=[.!?…*_ ]*(?:$|[\n|]))"
    rf"|{_START}(?P<first>(?:TODO|FIXME)(?![^\W_]){_REST}"
    rf"|(?i:to[ \u2010\u2011-]?do[*_]*[ \u00a0]?[:\uff1a]){_REST})"
    # Alone in a line or a cell.
    r"|(?:^|(?<=[\n|]))[ >*+-]*(?P<alone>\?{3,}|XXX+|(?i:to be (?:agreed|completed|confirmed"
    r"|decided|defined|determined|done)))[.!*_ ]*(?=$|[\n|])"
    # What word processors put where somebody is to write.
    r"|(?i:\blorem ipsum dolor\b|\b(?:click|tap|click or tap) (?:here|to) (?:to )?enter \w+"
    r"|\bchoose an item(?=[.*_ ]*(?:$|[\n|]))|\bklicken (?:oder tippen )?sie hier, um|\bwählen sie ein element aus\b"
    r"|\bcliquez (?:ou appuyez )?ici pour (?:entrer|taper)|\bchoisissez un élément\b)"
)
_GUIDANCE = re.compile(
    r"""^[\W_]*?(?:(?:\\?[!?\uff01\uff1f¡¿][ \u00a0]?){3}\+?[\s\u00a0*_]*guidance(?![\w-])|\\?\[!guidance\\?\])
    (?:[\s\u00a0*_:]*(?:[\w-]+[\s\u00a0]+)?
    (?:\\?"|&quot;|[“”„«»‟″']+)(?P<title>.*?)(?:\\?"|&quot;|[“”«»″']+|$))?""",
    re.IGNORECASE | re.VERBOSE,
)
_WORDS = (
    *(
        "todo",
        "to do",
        "to-do",
        "to\u00a0do",
        "to\u2010do",
        "to\u2011do",
        "tbd",
        "t.b.",
        "tbc",
        "tba",
    ),
    *("uidance", "fixme", "xxx", "???", "[??", "to be ", "[insert", "<insert", "[enter", "<enter"),
    *(
        "fill in",
        "lorem ipsum",
        "enter text",
        "to enter",
        "choose an item",
        "klicken ",
        "element aus",
    ),
    *("cliquez ", "choisissez "),
)


def has_any(text: str) -> bool:
    """Whether it is worth looking closer."""
    return _names_one(text) or (is_disguised(text) and _names_one(as_seen(text).text))


def marked_lines(text: str, lines: Sequence[str]) -> set[int]:
    """The lines of a text, from 0, that are worth looking closer: those that have any.

    One look at the whole text instead of one at each line, because most lines have none.
    """
    lower = text.lower()
    if len(lower) != len(text):  # some capital letters are two small ones
        return {at for at, line in enumerate(lines) if has_any(line)}
    found = _line_numbers(text, starts(lower, _WORDS))
    disguised = _line_numbers(text, disguises(text, lower)) - found
    return found | {at for at in disguised if _names_one(as_seen(lines[at]).text)}


def _line_numbers(text: str, places: Iterable[int]) -> set[int]:
    """In which lines some places of a text are."""
    found: set[int] = set()
    line = done = 0
    for at in sorted(places):
        line += text.count("\n", done, at)
        done = at
        found.add(line)
    return found


def _names_one(text: str) -> bool:
    lower = text.lower()
    return any(word in lower for word in _WORDS)


def placeholders(text: str, line: int, column: int) -> Iterator[TemplateText]:
    """The placeholders in one value or line."""
    seen = as_seen(text) if is_disguised(text) else None
    for match in PLACEHOLDER.finditer(seen.text if seen else text):
        group = next((name for name in ("first", "alone") if match[name]), 0)
        start = match.start(group)
        place = seen.places[start] if seen else start
        yield TemplateText(Leftover.PLACEHOLDER, line, column + place, match[group].strip())


def without_placeholders(text: str) -> str:
    """The text without them, as a reader sees the rest of it."""
    return PLACEHOLDER.sub("", as_seen(text).text if is_disguised(text) else text)


def guidance(text: str) -> tuple[int, str] | None:
    """Where a line speaks as template guidance does, from 0, and the title of it."""
    match = _GUIDANCE.match(text)
    if match is None and is_disguised(text):
        match = _GUIDANCE.match(as_seen(text).text)
    if match is None:
        return None
    return len(text) - len(text.lstrip()), match["title"] or "Guidance"
