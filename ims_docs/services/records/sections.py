"""A text cut at its second-level headings, and one section put in place of another: no other byte moves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from ims_docs.errors import UnreadableError
from ims_docs.formats import frontmatter
from ims_docs.formats.markdown import PLACEHOLDER, guidance_blocks, structure
from ims_docs.formats.markdown.template_marks import guidance

_UNDERLINE = re.compile(r"\s*(?:=+|-+)\s*")
_EMPTY = re.compile(r"(?:[ \t]*\n)*")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")


class Advice(NamedTuple):
    """One piece of guidance as people read it."""

    title: str
    words: str


class Part(NamedTuple):
    """What stands from one second-level heading to the next; the first part has no heading."""

    title: str
    heading: str
    """The lines of the heading as they are written."""
    text: str

    @property
    def words(self) -> str:
        """What people write, without the guidance in it and the empty lines around it."""
        bare = self._bare
        return bare[_begins(bare) :].rstrip()

    @property
    def advice(self) -> tuple[Advice, ...]:
        """What the template says about the section."""
        return tuple(_as_read(block) for _, block in guidance_blocks(self.text))

    @property
    def is_open(self) -> bool:
        """Whether something is left to do: a place to fill in, or guidance."""
        return bool(self.placeholders or self.advice)

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The places that are still to be filled in, in order."""
        return tuple(one[0] for one in PLACEHOLDER.finditer(self.words))

    @property
    def lines(self) -> list[int]:
        """For each line of the words, where it stands in the part, from 1."""
        guided: set[int] = set()
        for start, block in guidance_blocks(self.text):
            first = self.text[:start].count("\n")
            guided.update(range(first, first + block.count("\n")))
        heading, bare = self.heading.count("\n"), self._bare
        own = [n for n in range(self.text.count("\n") + 1) if n not in guided]
        begin = bare[: _begins(bare)].count("\n")
        size = self.words.count("\n") + 1
        return [n + heading + 1 for n in own[begin : begin + size]]

    def saying(self, words: str) -> Part:
        """The same part with other words. The guidance stays between the words where it was."""
        bare = self._bare
        begin = _begins(bare)
        rest = bare[begin + len(self.words) :]
        said = words.strip("\n").rstrip()
        return self if said == self.words else self._around(f"{bare[:begin]}{said}{rest}")

    def without(self, number: int) -> Part:
        """The same part without one piece of guidance; every other byte stays."""
        for place, (start, block) in enumerate(guidance_blocks(self.text)):
            if place == number:
                return self._replace(text=self.text[:start] + self.text[start + len(block) :])
        return self

    @property
    def _bare(self) -> str:
        bare, end = "", 0
        for start, block in guidance_blocks(self.text):
            bare, end = bare + self.text[end:start], start + len(block)
        return bare + self.text[end:]

    def _around(self, bare: str) -> Part:
        """Other words with the guidance put back, each piece above the words that it stood above."""
        before, after = _lines(self._bare), _lines(bare)
        steps = SequenceMatcher(None, before, after).get_opcodes()
        gaps, waiting, taken = list(_gaps(after)), [], 0
        for start, block in guidance_blocks(self.text):
            wanted = _moved(steps, self.text[:start].count("\n") - taken)
            waiting.append((next(one for one in gaps if one >= wanted), block))
            taken += block.count("\n")
        text, done = "", 0
        for at, block in waiting:
            text += "".join(after[done:at])
            text = text if not text.strip() or text.endswith("\n\n") else f"{text.rstrip()}\n\n"
            done = at
            is_last = not "".join(after[at:]).strip()
            text += block if is_last or block.endswith("\n\n") else f"{block.rstrip()}\n\n"
        return self._replace(text=text + "".join(after[done:]))

    def __str__(self) -> str:
        return f"{self.heading}{self.text}"


def fill(words: str, places: Sequence[tuple[str, str]]) -> tuple[str, list[str]]:
    """Words with some of their places filled in, and the places that do not stand there any more.

    `places` has each place as it stood there, in order, with what was said; empty leaves it open.
    """
    waiting: dict[str, list[str]] = {}
    for place, said in places:
        waiting.setdefault(place, []).append(said)

    def said_of(found: re.Match[str]) -> str:
        some = waiting.get(found[0])
        return (some.pop(0) if some else "") or found[0]

    filled = PLACEHOLDER.sub(said_of, words)
    return filled, [place for place, some in waiting.items() if any(some)]


def _begins(bare: str) -> int:
    found = _EMPTY.match(bare)
    return found.end() if found else 0


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _gaps(lines: Sequence[str]) -> Iterator[int]:
    """Before which lines a block may stand: no paragraph, list or code is cut in two."""
    is_code = False
    for number, line in enumerate(lines):
        is_apart = number == 0 or not lines[number - 1].strip()
        if is_apart and not is_code and line.strip() and not line.startswith((" ", "\t")):
            yield number
        is_code ^= bool(_FENCE.match(line))
    yield len(lines)


def _moved(steps: Sequence[tuple[str, int, int, int, int]], line: int) -> int:
    """Where the place before a line has gone."""
    for step, start, end, after, behind in steps:
        if start <= line < end:
            if step == "equal":
                return after + line - start
            return after if line == start else behind
    return steps[-1][4] if steps else 0


def _as_read(block: str) -> Advice:
    first, *lines = block.strip("\n").split("\n")
    words = "\n".join(re.sub(r"^(?: {4}|\t)", "", line) for line in lines).strip()
    found = guidance(first)
    return Advice(found[1] if found else "", words)


def parts(body: str) -> list[Part]:
    """A body cut at its second-level headings. Joined again they are the body, byte for byte."""
    lines = _lines(body)
    sections = structure(body, 1).sections
    ends = [one.line - 1 for one in sections[1:]] + [len(lines)]
    found = [Part("", "", "".join(lines[: sections[0].line - 1] if sections else lines))]
    for section, end in zip(sections, ends, strict=bool(sections)):
        start = section.line - 1
        text = min(start + (2 if _is_underlined(lines[start:end]) else 1), end)
        heading = "".join(lines[start:text])
        found.append(Part(section.title, heading, "".join(lines[text:end])))
    return found


def _is_underlined(lines: Sequence[str]) -> bool:
    return not lines[0].lstrip().startswith("#") and bool(_UNDERLINE.fullmatch("".join(lines[1:2])))


def sections_of(text: str) -> list[Part]:
    """The parts of a file with front matter. Raises MalformedError."""
    return parts(frontmatter.split(text)[1])


def with_part(text: str, number: int, part: Part) -> str:
    """The file with one part in place of another; every other byte is as it was.

    Raises UnreadableError where the words would change where other sections begin, and
    MalformedError where the file cannot be taken apart.
    """
    body = frontmatter.split(text)[1]
    before = parts(body)
    after = [*before[:number], part, *before[number + 1 :]]
    written = _joined(after)
    if [one.title for one in parts(written)] != [one.title for one in after]:
        raise UnreadableError(
            f"These words change where other sections of “{part.title or 'the beginning'}” begin",
            hint="A line that begins with ## starts a section of its own. Use ### for a heading inside.",
        )
    return text[: len(text) - len(body)] + written


def _joined(some: Sequence[Part]) -> str:
    return "".join(map(str, some))
