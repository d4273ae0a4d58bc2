"""A text cut at its second-level headings, and one section put in place of another: no other byte moves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ims_docs.errors import UnreadableError
from ims_docs.formats import frontmatter
from ims_docs.formats.markdown import PLACEHOLDER, structure, without_guidance

_OPENING = re.compile(
    r"(?:[ \t]*\n)*(?:[!?]{3}\+? ?guidance\b.*\n(?:(?:(?: {4}|\t).*)?\n)*)*", re.IGNORECASE
)
"""Empty lines and guidance at the beginning of a section."""


_UNDERLINE = re.compile(r"\s*(?:=+|-+)\s*")


class Part(NamedTuple):
    """What stands from one second-level heading to the next; the first part has no heading."""

    title: str
    heading: str
    """The lines of the heading as they are written."""
    text: str

    @property
    def opening(self) -> str:
        """The empty lines and the guidance between the heading and the words of people."""
        found = _OPENING.match(self.text)
        return found[0] if found else ""

    @property
    def words(self) -> str:
        """What people write, without the empty lines around it."""
        return self.text[len(self.opening) :].rstrip()

    @property
    def guidance(self) -> str:
        """What the template says about the section, without its frame."""
        lines = self.opening.strip().split("\n")[1:]
        return "\n".join(line.removeprefix("    ") for line in lines).strip()

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The places that are still to be filled in, in order."""
        return tuple(one[0] for one in PLACEHOLDER.finditer(self.words))

    def saying(self, words: str, *, with_guidance: bool = True) -> Part:
        """The same part with other words; the empty lines around them stay."""
        rest = self.text[len(self.opening) + len(self.words) :]
        opening = self.opening if with_guidance else without_guidance(self.opening)
        return self._replace(text=f"{opening}{words.strip(chr(10)).rstrip()}{rest}")

    def __str__(self) -> str:
        return f"{self.heading}{self.text}"


def parts(body: str) -> list[Part]:
    """A body cut at its second-level headings. Joined again they are the body, byte for byte."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", body)
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
