"""What may be wrong in a value of YAML, and the line put right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_CURLY = re.compile(r"[“”„«»‟″‘’‚]")


class Suspicion(NamedTuple):
    """One of them: where, what, how to put it right, and the line as it should be."""

    column: int
    message: str
    hint: str
    mended: str


def of_value(before: str, value: str) -> Iterator[Suspicion]:
    """What may be wrong in a value, and in the line that it makes with what stands before it."""
    if value[0] in "\"'":
        yield from _quoted(before, value)
    elif value[0] in "[{":
        yield from _bracketed(before, value)
    elif not re.fullmatch(r"[|>][+-]?[0-9]?", value):
        yield from _unquoted(before, value)


def _bracketed(before: str, value: str) -> Iterator[Suspicion]:
    closing = "]" if value[0] == "[" else "}"
    if value.count(value[0]) > value.count(closing):
        mended = before + value + closing
        yield Suspicion(
            len(before) + 1,
            f"The bracket {value[0]} is not closed",
            f"Write {closing} at its end: `{cut(mended.lstrip())}`.",
            mended,
        )
    elif not value.endswith(closing):
        mended = before + _in_quotes(value)
        yield Suspicion(
            len(before) + value.rindex(closing) + 2,
            "Text follows the closing bracket",
            f"Put the whole value in quotation marks: `{cut(mended.lstrip())}`.",
            mended,
        )


def _quoted(before: str, value: str) -> Iterator[Suspicion]:
    mark = value[0]
    end = _closing(value)
    if end < 0:
        mended = f"{before}{value}{mark}"
        yield Suspicion(
            len(before) + 1,
            "The quotation mark is not closed",
            f"Write {mark} at the end of the value: `{cut(mended.lstrip())}`.",
            mended,
        )
        return
    if mark == '"' and "\\" in value:
        mended = before + re.sub(r"\\", r"\\\\", value)
        yield Suspicion(
            len(before) + value.index("\\") + 1,
            "A backslash in double quotation marks means something else",
            f"Write it twice, or use single quotation marks: `{cut(mended.lstrip())}`.",
            mended,
        )
    rest = value[end + 1 :].strip()
    if rest and not rest.startswith("#"):
        whole = _in_quotes(value if mark == '"' else value[1:].removesuffix(mark))
        if rest[0] != ":":
            yield Suspicion(
                len(before) + end + 2,
                "Text follows the closing quotation mark",
                f"Put the whole value in one pair of quotation marks: `{cut(before.lstrip() + whole)}`.",
                before + whole,
            )


def _unquoted(before: str, value: str) -> Iterator[Suspicion]:
    mended = before + _in_quotes(_CURLY.sub("", value) if _CURLY.match(value) else value)
    remedy = f"Put the value in quotation marks: `{cut(mended.lstrip())}`."
    if ": " in value or value.endswith(":"):
        at = value.find(": ") if ": " in value else len(value) - 1
        yield Suspicion(
            len(before) + at + 1,
            "The value holds a colon, which looks like another key",
            remedy,
            mended,
        )
    elif value[0] in "@`%*&!?,]}|>" or value.startswith("- "):
        yield Suspicion(
            len(before) + 1, f"A value cannot start with {value[0]} by itself", remedy, mended
        )


def _closing(value: str) -> int:
    """Where a quoted value ends in its line, -1 where it does not."""
    mark, at = value[0], 1
    while at < len(value):
        if mark == '"' and value[at] == "\\":
            at += 1
        elif value[at] == mark:
            if mark == "'" and value[at + 1 : at + 2] == "'":
                at += 1
            else:
                return at
        at += 1
    return -1


def _in_quotes(value: str) -> str:
    if '"' in value and "'" not in value:
        return f"'{value}'"
    plain = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def cut(text: str) -> str:
    """As much of it as a message has room for."""
    return text if len(text) <= 70 else f"{text[:69]}…"
