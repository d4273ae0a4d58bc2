"""The structure of a Markdown body: headings, sections, links, template text, oddities.

One pass over the lines that matter. Python-Markdown renders the pages; this scan
has to agree with it on anchors, fences and links, not on typography.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ims_docs.model.text import Heading, Leftover, Link, Oddity, Section, TemplateText, Text

PLACEHOLDER = re.compile(r"\[TODO:[^\]\n]*\]?")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_GUIDANCE = re.compile(r'!{3} guidance(?:[ \t]+"(.*)")?[ \t]*')
_LINK = re.compile(r"!?\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?[^)]*\)")
_REFERENCE_LINK = re.compile(r" {0,3}\[([^\]^]+)\]:\s*<?(\S+?)>?(?:\s.*)?")
_HTML = re.compile(r"<(?:[A-Za-z/!?][^>]*>?|!--)")
_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_ATTRIBUTES = re.compile(r"\{:[^}]*\}")
_SNIPPET = re.compile(r"-{1,}8<-{1,}")
_INTERESTING = re.compile(r"[#`~!\[<{]|8<")
_EMPHASIS = re.compile(r"[*_`\\]")

MAX_LINE = 5_000
MAX_BRACKETS = 200
MAX_INDENT = 60


def structure(body: str, first_line: int) -> Text:
    """Scan a body. `first_line` is the number of the body's first line in its file."""
    return _Scan(first_line).read(body)


def placeholders(text: str, line: int, column: int) -> Iterator[TemplateText]:
    """The placeholders in one value or line."""
    for match in PLACEHOLDER.finditer(text):
        yield TemplateText(Leftover.PLACEHOLDER, line, column + match.start(), match[0])


def anchor(title: str, taken: set[str]) -> str:
    """The anchor that Python-Markdown's table of contents gives a heading."""
    value = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    value = re.sub(r"[^\w\s-]", "", value).strip().lower()
    slug = re.sub(r"[-\s]+", "-", value)
    if slug in taken or not slug:
        number = 1
        while f"{slug}_{number}" in taken:
            number += 1
        slug = f"{slug}_{number}"
    taken.add(slug)
    return slug


class _Scan:
    def __init__(self, first_line: int) -> None:
        self.number = first_line - 1
        self.headings: list[Heading] = []
        self.sections: list[list[object]] = []
        self.links: list[Link] = []
        self.leftovers: list[TemplateText] = []
        self.oddities: list[Oddity] = []
        self.taken: set[str] = set()
        self.fence = ""
        self.in_guidance = False

    def read(self, body: str) -> Text:
        for line in body.split("\n"):
            self.number += 1
            if self.fence or self.in_guidance or _INTERESTING.search(line):
                self._line(line)
            elif line.strip():
                self._content()
            if len(line) > MAX_LINE or line.count("[") > MAX_BRACKETS or line[:MAX_INDENT].isspace() and len(line) > MAX_INDENT:
                self._odd(1, "The line is too long or nested too deep to be shown as a page", "Break it into shorter lines and flatter lists.")
        sections = tuple(Section(str(title), int(str(number)), bool(full)) for title, number, full in self.sections)
        return Text(
            headings=tuple(self.headings), sections=sections, links=tuple(self.links),
            template_text=tuple(self.leftovers), oddities=tuple(self.oddities),
        )

    def _line(self, line: str) -> None:
        if self.fence:
            self._in_fence(line)
            return
        if self.in_guidance:
            if not line.strip() or line.startswith(("    ", "\t")):
                return
            self.in_guidance = False
        fence = _FENCE.match(line)
        if fence:
            self.fence = fence[1]
            self._content()
        elif line.startswith("!!! guidance") and (guidance := _GUIDANCE.fullmatch(line)):
            self.in_guidance = True
            self.leftovers.append(TemplateText(Leftover.GUIDANCE, self.number, 1, guidance[1] or "Guidance"))
        elif line.startswith("#") and (heading := _HEADING.fullmatch(line)):
            self._heading(len(heading[1]), heading[2])
        else:
            self._text(line)

    def _in_fence(self, line: str) -> None:
        stripped = line.strip()
        if stripped.startswith(self.fence) and not stripped.strip(self.fence[0]):
            self.fence = ""
        elif stripped:
            self.leftovers.extend(placeholders(line, self.number, 1))

    def _heading(self, level: int, title: str) -> None:
        words = _EMPHASIS.sub("", title)
        self.headings.append(Heading(level, words, anchor(words, self.taken), self.number))
        self.leftovers.extend(placeholders(title, self.number, level + 2))
        if level == 2:
            self.sections.append([words, self.number, False])

    def _text(self, line: str) -> None:
        without_code = _CODE_SPAN.sub(lambda span: " " * len(span[0]), line) if "`" in line else line
        found = list(placeholders(without_code, self.number, 1)) if "[TODO:" in line else []
        self.leftovers.extend(found)
        if "[" in line:
            self._links(without_code)
        if "<" in line and (html := _HTML.search(without_code)):
            self._odd(html.start() + 1, "Raw HTML is not shown as it is written", "Write it as Markdown. What is signed must be what is shown.")
        if "{:" in line and (attributes := _ATTRIBUTES.search(without_code)):
            self._odd(attributes.start() + 1, "An attribute list can hide or change text", "Delete it.")
        if "8<" in line and (snippet := _SNIPPET.search(without_code)):
            self._odd(snippet.start() + 1, "A snippet marker pulls in text from another file", "Write the text here.")
        if not found or PLACEHOLDER.sub("", line).strip(" -*.0123456789"):
            self._content(only_placeholder=bool(found))

    def _links(self, line: str) -> None:
        for match in _LINK.finditer(line):
            self.links.append(Link(match[1], self.number, match.start() + 1))
        definition = _REFERENCE_LINK.fullmatch(line)
        if definition and not definition[1].startswith("TODO:"):
            self.links.append(Link(definition[2], self.number, 1))

    def _content(self, *, only_placeholder: bool = False) -> None:
        if self.sections and not only_placeholder:
            self.sections[-1][2] = True

    def _odd(self, column: int, message: str, hint: str) -> None:
        self.oddities.append(Oddity(self.number, column, message, hint))
