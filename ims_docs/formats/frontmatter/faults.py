"""Where the fault in a YAML text is, in the words of the one who wrote it.

A reader of YAML gives up late: a missing blank shows in the next line, a missing quotation
mark at the end. Each suspicion is tried: the line is put right, and the text read again. The
suspicion that lets the reader come further is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import yaml

from ims_docs.formats.frontmatter.decoding import MalformedError
from ims_docs.formats.frontmatter.suspicions import suspicions, without_blank

_FAR = 400
"""So many lines above the place where the reader gave up are looked at."""
_BELOW = 30
_TRIES = 60
_READ = 4_000_000
"""So many characters are read again at most: what is large gets fewer tries."""
_LONGEST = 2_000
_WORDS = {
    "mapping values are not allowed": "a colon stands where no key can be",
    "could not find expected ':'": "a key has no colon",
    "did not find expected '-' indicator": "a line is indented otherwise than its list",
    "did not find expected key": "a line is indented otherwise than the keys around it",
    "found unexpected end of stream": "a quotation mark is not closed",
    "did not find expected ',' or": "a bracket is not closed",
    "found character that cannot start any token": "a value starts with a sign that needs quotation marks",
    "found a tab character": "a tab stands where blanks have to be",
    "found unknown escape character": "a backslash means something else in double quotation marks",
}


class Fault(NamedTuple):
    """What is wrong in a line, and the line as it should be."""

    line: int
    """From 0."""
    column: int
    message: str
    hint: str


def explained(error: yaml.MarkedYAMLError, text: str, first_line: int) -> MalformedError:
    """What a person is told of a text that a reader of YAML refused."""
    mark = error.problem_mark or error.context_mark
    fault = find(text, mark.line) if mark else None
    if fault is not None:
        line, column = fault.line + first_line, fault.column
        return MalformedError(line, column, f"The YAML cannot be read: {fault.message}", fault.hint)
    line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
    plain = " ".join(part for part in (error.context, error.problem) if part)
    said = next((word for sign, word in _WORDS.items() if sign in plain), plain)
    hint = "Look here and in the lines above for a missing quotation mark, a colon inside a value without quotation marks, or another indentation."
    return MalformedError(line, column, f"The YAML cannot be read: {said}", hint)


def find(text: str, gave_up: int) -> Fault | None:
    """The fault that made a reader give up in a line, counted from 0; None when none is found."""
    lines = text.split("\n")
    gave_up = min(gave_up, len(lines) - 1)
    part = lines[: gave_up + _BELOW]
    tries, most = 0, min(_TRIES, _READ // (sum(map(len, part)) + 1))
    for number in range(gave_up, max(gave_up - _FAR, -1), -1):
        if len(lines[number]) > _LONGEST:
            continue
        for one in suspicions(lines, number):
            tries += 1
            if tries > most:
                return None
            if _comes_further([*part[:number], one.mended, *part[number + 1 :]], gave_up):
                return Fault(number, one.column, one.message, one.hint)
    return _repeated(part, gave_up)


def _repeated(lines: Sequence[str], gave_up: int) -> Fault | None:
    """The first of several lines in which the blank after the colon is missing."""
    mended = {number: one for number, line in enumerate(lines) if (one := without_blank(line))}
    put_right = [mended[at].mended if at in mended else line for at, line in enumerate(lines)]
    above = [number for number in mended if number <= gave_up]
    if len(mended) < 2 or not above or not _comes_further(put_right, gave_up):
        return None
    first = mended[above[0]]
    return Fault(above[0], first.column, first.message, first.hint)


def _comes_further(lines: Sequence[str], gave_up: int) -> bool:
    try:
        for _ in yaml.parse("\n".join(lines), Loader=yaml.CSafeLoader):
            pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return mark is not None and mark.line > gave_up + 1
    except yaml.YAMLError:
        return False
    return True
