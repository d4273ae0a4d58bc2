"""One pass over the lines of a body; lines without markup are passed over quickly."""

from __future__ import annotations

import re

from ims_docs.formats.markdown import inline, raw_html, template_marks
from ims_docs.formats.markdown.fences import Fence, Fences, fence
from ims_docs.formats.markdown.headings import MAX_TITLE, Anchors, underlined, words
from ims_docs.formats.markdown.plainness import is_plain
from ims_docs.formats.markdown.template_marks import placeholders, without_placeholders
from ims_docs.model.text import Heading, Leftover, Link, Section, TemplateText, Text, UnsafeMarkup

_HEADING = re.compile(r"(#{1,6})[ \t]*(.*)")
_OPENS = re.compile(r'[!?]{3}\+? ?guidance(?:[ \t]+[\w-]+)*(?:[ \t]+"(.*)")?[ \t]*', re.IGNORECASE)
_INTERESTING = re.compile(r"[#`~!\[\]<]")
_UNDERLINED = re.compile(r"^(?:=+|-+) *$", re.MULTILINE)

MAX_LINE = 5_000
MAX_BODY = 262_144
MAX_TAGS = 300
MAX_BRACKETS = 200
MAX_OPEN_BRACKETS = 300
MAX_HEADINGS = 2_000
MAX_UNSAFE_MARKUP = 200


def structure(body: str, first_line: int) -> Text:
    """What a page shows of a body. `first_line` is the number of the body's first line in its file.

    A plain body is scanned, any other one is given to the renderer, unless that would choke on it.
    """
    scan = _Scan(body, first_line)
    text = scan.read()
    if scan.is_choked or len(body) > MAX_BODY or is_plain(body):
        return text
    from ims_docs.formats.markdown.shown import shown  # the renderer is slow to load

    try:
        return shown(body, first_line)
    except RecursionError:
        scan.choke()
        return scan.read()


class _Scan:
    def __init__(self, body: str, first_line: int) -> None:
        self.lines = body.split("\n")
        self.first_line = first_line
        self.number = first_line
        self.marked = template_marks.marked_lines(body, self.lines)
        self.has_underlines = _UNDERLINED.search(body) is not None
        self.headings: list[Heading] = []
        self.sections: list[Section] = []
        self.is_empty = False
        self.links: list[Link] = []
        self.leftovers: list[TemplateText] = []
        self.unsafe_markup: list[UnsafeMarkup] = []
        self.anchors = Anchors()
        self.fences = Fences(self.lines)
        self.guidance = -1
        self.open_brackets = 0
        self.open_code = False
        self.resume = 0
        self.is_choked = False

    def read(self) -> Text:
        for at, line in enumerate(self.lines):
            if at < self.resume:
                continue
            self.number = self.first_line + at
            if len(self.unsafe_markup) >= MAX_UNSAFE_MARKUP or len(self.headings) > MAX_HEADINGS:
                self.is_choked = True
                self._odd(
                    1,
                    "From here on the page was not looked at: too much before it is out of order",
                    f"Put that right, and keep a page under {MAX_HEADINGS} headings.",
                )
                break
            if len(line) > MAX_LINE or inline.is_too_deep(line) or line.count("<") > MAX_TAGS:
                self.choke()
                self._content(line[:MAX_LINE])
            elif self.guidance >= 0 and self._is_guidance(line):
                self._in_guidance(line, at)
            elif self.has_underlines and (level := underlined(self.lines, at)):
                self._heading(level, line.strip(), 1)
                self.resume = at + 2
            elif at in self.marked or _INTERESTING.search(line):
                self._line(line, at)
            elif line.strip():
                self._content(line)
            else:
                self._paragraph_ends()
        return Text(
            headings=tuple(self.headings),
            sections=tuple(self.sections),
            links=tuple(self.links),
            template_text=tuple(self.leftovers),
            unsafe_markup=tuple(self.unsafe_markup),
        )

    def _line(self, line: str, at: int) -> None:
        if line.startswith("#"):
            match = _HEADING.match(line)
            assert match is not None  # noqa: S101 - the line starts with #
            title = match[2].rstrip().rstrip("#").rstrip()
            self._heading(len(match[1]), title, match.start(2) + 1)
        elif at in self.marked and (found := template_marks.guidance(line)):
            if _OPENS.fullmatch(line.lstrip(" ")):
                self.guidance = len(line) - len(line.lstrip(" "))
            column, title = found
            self.leftovers.append(TemplateText(Leftover.GUIDANCE, self.number, column + 1, title))
        elif ("```" in line or "~~~" in line) and (opening := fence(line)):
            self._fence(opening, line, at)
        else:
            self._text(line)

    def _is_guidance(self, line: str) -> bool:
        """Whether the line still belongs to the guidance block; ends it otherwise."""
        indent = self.guidance + 4
        if not line.strip() or line[:indent].isspace() or line.startswith("\t"):
            return True
        self.guidance = -1
        return False

    def _in_guidance(self, line: str, at: int) -> None:
        """Guidance is no content, but it is shown: it may hide and run no more than text may."""
        if not line.strip():
            self._paragraph_ends()
        elif ("```" in line or "~~~" in line) and (opening := fence(line)):
            self._fence(opening, line, at)
        elif _INTERESTING.search(line):
            self._look_for_unsafe_markup(line, self._without_code(line))

    def _fence(self, opening: Fence, line: str, at: int) -> None:
        end = self.fences.end(opening, at) if opening.is_sound else 0
        if not end:
            self._odd(
                len(opening.indent) + 1,
                "This is not the start of code to every program"
                if not opening.is_sound
                else "The code that starts here is not closed",
                "Close it with the same signs, indented alike, on a line of their own. After the "
                "opening signs write nothing, or one word such as yaml.",
            )
            self._text(line)
            return
        self.resume = end + 1
        self._paragraph_ends()
        inner = range(at + 1, end)
        if self.guidance < 0:
            self._content("code" if any(self.lines[one].strip() for one in inner) else "")
        for one in inner:
            self.number = self.first_line + one
            if self.guidance < 0 and one in self.marked:
                self.leftovers.extend(placeholders(self.lines[one], self.number, 1))
            self._look_for_snippet(self.lines[one])

    def _heading(self, level: int, title: str, column: int) -> None:
        self._paragraph_ends()
        if len(title) > MAX_TITLE:
            self._odd(1, "The heading is too long", f"Keep it under {MAX_TITLE} characters.")
        text = words(title)
        self.headings.append(Heading(level, text, self.anchors.take(text), self.number))
        if self._is_marked or _INTERESTING.search(title):
            self.leftovers.extend(placeholders(title, self.number, column))
            self._look_for_unsafe_markup(title, self._without_code(title), column - 1)
        if level == 2:
            self.sections.append(Section(text, self.number, has_content=False))
            self.is_empty = True

    def _text(self, line: str) -> None:
        without_code = self._without_code(line)
        found = self._is_marked and list(placeholders(without_code, self.number, 1))
        if found:
            self.leftovers.extend(found)
        self._look_for_unsafe_markup(line, without_code)
        if self.is_empty:
            self._content(without_placeholders(line).strip(" -*.0123456789") if found else line)

    @property
    def _is_marked(self) -> bool:
        return self.number - self.first_line in self.marked

    def _without_code(self, line: str) -> str:
        if "`" not in line or self.open_code:
            return line
        without_code, self.open_code = inline.without_code(line)
        return without_code

    def _look_for_unsafe_markup(self, line: str, text: str, shift: int = 0) -> None:
        if "[" in line or "](" in line:
            self._look_for_links(text, shift)
        elif "<" in line:
            self._take_links(text, shift)
        if "<" in line and (column := inline.tag(text)) and raw_html.is_active(text):
            self._odd(column + shift, *raw_html.ACTIVE)
        self._look_for_snippet(line, shift)

    def _look_for_snippet(self, line: str, shift: int = 0) -> None:
        if "8<" in line and (column := inline.snippet(line)):
            self._odd(column + shift, *inline.SNIPPET)

    def _look_for_links(self, text: str, shift: int) -> None:
        self.open_brackets += inline.open_brackets(text)
        if text.count("[") > MAX_BRACKETS or self.open_brackets > MAX_OPEN_BRACKETS:
            self.choke()
            return
        self._take_links(text, shift)

    def _take_links(self, text: str, shift: int) -> None:
        off = inline.breaks_off(text)
        if off:
            self._odd(
                off + shift,
                "The address of the link is not on this line",
                "Write the link and its address on one line.",
            )
        for column, target in inline.links(text):
            if column != off:
                self.links.append(Link(target, self.number, column + shift))

    def _content(self, line: str) -> None:
        """Text of its own: something that can be read, not only lines and dots."""
        if self.is_empty and any(map(str.isalnum, line)):
            last = self.sections[-1]
            self.sections[-1] = Section(last.title, last.line, has_content=True)
            self.is_empty = False

    def _paragraph_ends(self) -> None:
        self.open_brackets = 0
        self.open_code = False

    def choke(self) -> None:
        """Say that a renderer cannot be given this line."""
        self.is_choked = True
        self._odd(
            1,
            "The line is too long or nested too deep to be shown as a page",
            "Break it into shorter lines and flatter lists.",
        )

    def _odd(self, column: int, message: str, hint: str) -> None:
        self.unsafe_markup.append(UnsafeMarkup(self.number, column, message, hint))
