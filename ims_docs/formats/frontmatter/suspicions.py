"""What may be wrong in a line of YAML, and the line put right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_KEY = r"(?P<head>[ ]*(?:- +)*)(?P<key>[\"']?[\w.-]+[\"']?)"
_NO_BLANK = re.compile(_KEY + r":(?P<value>[^\s:/].*|/[^/].*)")
_PAIR = re.compile(_KEY + r"[ ]*:[ \t]+(?P<value>\S.*)")
_NO_COLON = re.compile(r"(?P<head>[ ]*(?:- +)*)(?P<key>[A-Za-z_][\w-]*)[ \t]+(?P<value>[^:\s].*)")
_OTHER_COLON = re.compile(_KEY + r"[ ]*(?:[=\uff1a;]|:=)[ ]*(?P<value>.*)")
_NO_DASH_BLANK = re.compile(r"(?P<head>[ ]*)-(?P<value>[^\s-].*)")
_ITEM = re.compile(r"(?P<head>[ ]*(?:- +)+)(?P<value>\S.*)")
_CURLY = re.compile(r"[“”„«»‟″‘’‚]")


class Suspicion(NamedTuple):
    """One of them: where, what, how to put it right, and the line as it should be."""

    column: int
    message: str
    hint: str
    mended: str


def suspicions(lines: Sequence[str], number: int) -> Iterator[Suspicion]:
    """What may be wrong in a line, the likeliest first."""
    line = lines[number]
    if not line.strip() or line.lstrip().startswith("#"):
        return
    yield from _tabs(line)
    yield from _missing_blanks(line)
    yield from _values(line)
    yield from _indentation(lines, number)
    yield from _missing_colons(line)


def _tabs(line: str) -> Iterator[Suspicion]:
    start = line[: len(line) - len(line.lstrip())]
    if "\t" in start:
        yield Suspicion(
            start.index("\t") + 1,
            "A tab stands at the start of the line",
            "Put two blanks for each level there, none for the keys of the file itself.",
            start.replace("\t", "  ") + line.lstrip(),
        )
        yield Suspicion(
            start.index("\t") + 1,
            "A tab stands at the start of the line",
            f"Start it without the tab: `{_cut(line.lstrip())}`.",
            line.lstrip(),
        )


def without_blank(line: str) -> Suspicion | None:
    """That the blank after the colon is missing."""
    match = _NO_BLANK.fullmatch(line)
    if match is None:
        return None
    mended = f"{match['head']}{match['key']}: {match['value']}"
    hint = f"Put a blank after the colon: `{_cut(mended)}`."
    return Suspicion(match.end("key") + 1, "There is no blank after the colon", hint, mended)


def _missing_blanks(line: str) -> Iterator[Suspicion]:
    if found := without_blank(line):
        yield found
    if match := _NO_DASH_BLANK.fullmatch(line):
        mended = f"{match['head']}- {match['value']}"
        yield Suspicion(
            len(match["head"]) + 1,
            "There is no blank after the hyphen",
            f"Put a blank after the hyphen: `{_cut(mended)}`.",
            mended,
        )


def _missing_colons(line: str) -> Iterator[Suspicion]:
    if match := _OTHER_COLON.fullmatch(line):
        mended = f"{match['head']}{match['key']}: {match['value']}"
        yield Suspicion(
            match.end("key") + 1,
            "There is no colon after the key",
            f"Write a colon and a blank: `{_cut(mended)}`.",
            mended,
        )
    if match := _NO_COLON.fullmatch(line):
        mended = f"{match['head']}{match['key']}: {match['value']}"
        yield Suspicion(
            match.end("key") + 1,
            "There is no colon after the key",
            f"Put a colon after the key: `{_cut(mended)}`. If this is a part of the line above, "
            "put both in one line.",
            mended,
        )
    elif ":" not in line and re.fullmatch(r"[ ]*[A-Za-z_][\w-]*[ ]*", line):
        yield Suspicion(
            len(line) - len(line.lstrip()) + 1,
            "There is no colon after the key",
            f"Put a colon after the key: `{_cut(line.strip())}: …`.",
            f"{line.rstrip()}:",
        )


def _values(line: str) -> Iterator[Suspicion]:
    match = _PAIR.fullmatch(line) or _ITEM.fullmatch(line)
    if match is None:
        return
    value, at = match["value"].rstrip(), match.start("value")
    before = line[:at]
    if value[0] in "\"'":
        yield from _quoted(before, value)
    elif value[0] in "[{":
        yield from _bracketed(before, value)
    elif value[0] not in "|>":
        yield from _unquoted(before, value)


def _bracketed(before: str, value: str) -> Iterator[Suspicion]:
    closing = "]" if value[0] == "[" else "}"
    if value.count(value[0]) > value.count(closing):
        mended = before + value + closing
        yield Suspicion(
            len(before) + 1,
            f"The bracket {value[0]} is not closed",
            f"Write {closing} at its end: `{_cut(mended.lstrip())}`.",
            mended,
        )
    elif not value.endswith(closing):
        mended = before + _in_quotes(value)
        yield Suspicion(
            len(before) + value.rindex(closing) + 2,
            "Text follows the closing bracket",
            f"Put the whole value in quotation marks: `{_cut(mended.lstrip())}`.",
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
            f"Write {mark} at the end of the value: `{_cut(mended.lstrip())}`.",
            mended,
        )
        return
    if mark == '"' and "\\" in value:
        mended = before + re.sub(r"\\", r"\\\\", value)
        yield Suspicion(
            len(before) + value.index("\\") + 1,
            "A backslash in double quotation marks means something else",
            f"Write it twice, or use single quotation marks: `{_cut(mended.lstrip())}`.",
            mended,
        )
    rest = value[end + 1 :].strip()
    if rest and not rest.startswith("#"):
        whole = _in_quotes(value if mark == '"' else value[1:].removesuffix(mark))
        if rest[0] != ":":
            yield Suspicion(
                len(before) + end + 2,
                "Text follows the closing quotation mark",
                f"Put the whole value in one pair of quotation marks: `{_cut(before.lstrip() + whole)}`.",
                before + whole,
            )


def _unquoted(before: str, value: str) -> Iterator[Suspicion]:
    mended = before + _in_quotes(_CURLY.sub("", value) if _CURLY.match(value) else value)
    remedy = f"Put the value in quotation marks: `{_cut(mended.lstrip())}`."
    if ": " in value or value.endswith(":"):
        at = value.find(": ") if ": " in value else len(value) - 1
        yield Suspicion(
            len(before) + at + 1,
            "The value holds a colon, which looks like another key",
            remedy,
            mended,
        )
    elif value[0] in "@`%*&!?,]}" or value.startswith("- "):
        yield Suspicion(
            len(before) + 1, f"A value cannot start with {value[0]} by itself", remedy, mended
        )


def _indentation(lines: Sequence[str], number: int) -> Iterator[Suspicion]:
    """The line brought to the level of a key or an item above it."""
    line = lines[number]
    indent = len(line) - len(line.lstrip())
    levels: list[int] = []
    for above in reversed(lines[max(number - 60, 0) : number]):
        if above.strip() and not above.lstrip().startswith("#"):
            levels.append(len(above) - len(above.lstrip()))
            inner = re.match(r"[ ]*(?:- +)+", above)
            if inner is not None:
                levels.append(inner.end())
    for level in dict.fromkeys(levels[:12]):
        if level != indent:
            word = f"{level} blanks" if level else "no blank"
            yield Suspicion(
                indent + 1,
                "The line is indented otherwise than the keys or items that it belongs to",
                f"Start it with {word}: `{_cut(' ' * level + line.lstrip())}`.",
                " " * level + line.lstrip(),
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


def _cut(text: str) -> str:
    return text if len(text) <= 70 else f"{text[:69]}…"
