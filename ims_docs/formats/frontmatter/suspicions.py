"""What may be wrong in a line of YAML, and the line put right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ims_docs.formats.frontmatter.value_suspicions import Suspicion, cut, of_value

_KEY = r"(?P<head>[ ]*(?:- +)*)(?P<key>[\"']?[\w.-]+[\"']?)"
_NO_BLANK = re.compile(_KEY + r":(?P<value>[^\s:/].*|/[^/].*)")
_PAIR = re.compile(_KEY + r"[ ]*:[ \t]+(?P<value>\S.*)")
_NO_COLON = re.compile(r"(?P<head>[ ]*(?:- +)*)(?P<key>[A-Za-z_][\w-]*)[ \t]+(?P<value>[^:\s].*)")
_OTHER_COLON = re.compile(_KEY + r"[ ]*(?:[=\uff1a;]|:=)[ ]*(?P<value>.*)")
_NO_DASH_BLANK = re.compile(r"(?P<head>[ ]*)-(?P<value>[^\s-].*)")
_ITEM = re.compile(r"(?P<head>[ ]*(?:- +)+)(?P<value>\S.*)")
_WRONG_MARK = re.compile(r"(?P<head>[ ]*)[*•·–—▪●]\s+(?P<value>\S.*)")
_KEY_AS_ITEM = re.compile(r"- +(?P<value>[\w.-]+:(?: .*)?)")
_BLANK = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")


def suspicions(lines: Sequence[str], number: int) -> Iterator[Suspicion]:
    """What may be wrong in a line, the likeliest first."""
    line = lines[number]
    if not line.strip() or line.lstrip().startswith("#"):
        return
    yield from _tabs(line)
    yield from _other_blanks(line)
    yield from _missing_blanks(line)
    yield from _hyphens(line)
    if match := _PAIR.fullmatch(line) or _ITEM.fullmatch(line):
        at = match.start("value")
        yield from of_value(line[:at], match["value"].rstrip())
    yield from _indentation(lines, number)
    yield from _missing_colons(line)


def _tabs(line: str) -> Iterator[Suspicion]:
    start = line[: len(line) - len(line.lstrip())]
    if "\t" in start:
        yield Suspicion(
            start.index("\t") + 1,
            "There is a tab at the start of the line",
            "Put two blanks for each level there, none for the keys of the file itself.",
            start.replace("\t", "  ") + line.lstrip(),
        )
        yield Suspicion(
            start.index("\t") + 1,
            "There is a tab at the start of the line",
            f"Start it without the tab: `{cut(line.lstrip())}`.",
            line.lstrip(),
        )


def _other_blanks(line: str) -> Iterator[Suspicion]:
    if found := _BLANK.search(line):
        mended = _BLANK.sub(" ", line)
        yield Suspicion(
            found.start() + 1,
            "There is a blank of a word processor here, which YAML takes for a letter",
            f"Type an ordinary blank in its place: `{cut(mended.lstrip())}`.",
            mended,
        )


def without_blank(line: str) -> Suspicion | None:
    """That the blank after the colon is missing."""
    match = _NO_BLANK.fullmatch(line)
    if match is None:
        return None
    mended = f"{match['head']}{match['key']}: {match['value']}"
    hint = f"Put a blank after the colon: `{cut(mended)}`."
    return Suspicion(match.end("key") + 1, "There is no blank after the colon", hint, mended)


def _missing_blanks(line: str) -> Iterator[Suspicion]:
    if found := without_blank(line):
        yield found
    if match := _NO_DASH_BLANK.fullmatch(line):
        mended = f"{match['head']}- {match['value']}"
        yield Suspicion(
            len(match["head"]) + 1,
            "There is no blank after the hyphen",
            f"Put a blank after the hyphen: `{cut(mended)}`.",
            mended,
        )


def _hyphens(line: str) -> Iterator[Suspicion]:
    if match := _WRONG_MARK.fullmatch(line):
        mended = f"{match['head']}- {match['value']}"
        yield Suspicion(
            len(match["head"]) + 1,
            "An item of a list starts with a hyphen",
            f"Write a hyphen and a blank: `{cut(mended)}`.",
            mended,
        )
    if match := _KEY_AS_ITEM.fullmatch(line):
        yield Suspicion(
            1,
            "A hyphen stands before the key",
            f"Delete it: `{cut(match['value'])}`.",
            match["value"],
        )


def _missing_colons(line: str) -> Iterator[Suspicion]:
    if match := _OTHER_COLON.fullmatch(line):
        mended = f"{match['head']}{match['key']}: {match['value']}"
        yield Suspicion(
            match.end("key") + 1,
            "There is no colon after the key",
            f"Write a colon and a blank: `{cut(mended)}`.",
            mended,
        )
    if match := _NO_COLON.fullmatch(line):
        mended = f"{match['head']}{match['key']}: {match['value']}"
        yield Suspicion(
            match.end("key") + 1,
            "There is no colon after the key",
            f"Put a colon after the key: `{cut(mended)}`. If this is a part of the line above, "
            "put both in one line.",
            mended,
        )
    elif ":" not in line and re.fullmatch(r"[ ]*[A-Za-z_][\w-]*[ ]*", line):
        yield Suspicion(
            len(line) - len(line.lstrip()) + 1,
            "There is no colon after the key",
            f"Put a colon after the key: `{cut(line.strip())}: …`.",
            f"{line.rstrip()}:",
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
                f"Start it with {word}: `{cut(' ' * level + line.lstrip())}`.",
                " " * level + line.lstrip(),
            )
