"""The structure of a body as its page shows it, asked of the renderer itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ims_docs.formats.markdown import forms, inline, raw_html, template_marks
from ims_docs.formats.markdown.blocks import Block, Rendered, Target, render
from ims_docs.formats.markdown.line_marks import numbers
from ims_docs.formats.markdown.places import of_address, opening, within
from ims_docs.model.text import (
    Heading,
    Leftover,
    Link,
    Misreading,
    MisreadingKind,
    Section,
    TemplateText,
    Text,
    UnsafeMarkup,
    spelled,
)

MAX_FOUND = 200
"""So many misreadings of a page are told."""


def shown(body: str, first_line: int) -> Text:
    """What a page shows of a body. Raises RecursionError where the renderer gives up."""
    return _Shown(body.split("\n"), first_line).text()


class _Shown:
    def __init__(self, lines: Sequence[str], first_line: int) -> None:
        self.lines = lines
        self.first = first_line
        self.rendered: Rendered = render(list(lines))
        self.codes = {
            number
            for block in self.rendered.blocks
            for code in block.codes
            for number in within(numbers(code))
        }
        self.used: set[tuple[int, int]] = set()
        self.pieces: dict[str, Iterator[tuple[int, int]]] = {}

    def text(self) -> Text:
        """Everything that was found."""
        unsafe, misreadings = self._misreadings()
        return Text(
            headings=tuple(self._headings()),
            sections=tuple(self._sections()),
            links=tuple(sorted(self._links(), key=lambda one: (one.line, one.column))),
            template_text=tuple(sorted(self._template_text(), key=lambda one: one[1:3])),
            unsafe_markup=tuple(unsafe),
            misreadings=tuple(misreadings),
        )

    def _headings(self) -> Iterator[Heading]:
        last = -1
        blocks = self._heading_blocks()
        for block, (title, anchor) in zip(blocks, self.rendered.titles, strict=False):
            last = self._heading_line(block, last)
            yield Heading(int(block.element.tag[1]), title, anchor, self.first + last)

    def _heading_blocks(self) -> list[Block]:
        """One for each heading, also for one without words."""
        known = {id(one.element): one for one in self.rendered.blocks if one.is_heading}
        return [
            known.get(id(one)) or Block(one, "", [-1], in_guidance=False, in_item=False)
            for one in self.rendered.root.iter()
            if re.fullmatch("h[1-6]", one.tag)
        ]

    def _heading_line(self, block: Block, last: int) -> int:
        """Where a heading stands; one of signs alone is looked for below the one before."""
        if block.lines[0] >= 0:
            return block.lines[0]
        wanted = block.text.strip()
        for number in range(last + 1, len(self.lines)):
            line = self.lines[number]
            below = self.lines[number + 1] if number + 1 < len(self.lines) else ""
            is_one = "#" in line or below.startswith(("=", "-"))
            if is_one and wanted in line and number not in self.codes:
                return number
        return max(last, 0)

    def _sections(self) -> Iterator[Section]:
        blocks = self.rendered.blocks
        lines = {id(one): line for one, line in self._heading_lines()}
        titles = dict(zip(lines, self.rendered.titles, strict=False))
        title, line, is_full = "", -1, False
        for block in [*blocks, None]:
            if block is None or (block.element.tag == "h2" and not block.in_guidance):
                if line >= 0:
                    yield Section(title, self.first + line, is_full)
                if block is not None:
                    key = id(block.element)
                    title, line, is_full = titles[key].title, lines[key], False
            elif not (is_full or block.in_guidance or block.is_heading):
                is_full = _is_content(block)

    def _heading_lines(self) -> Iterator[tuple[object, int]]:
        last = -1
        for block in self._heading_blocks():
            last = self._heading_line(block, last)
            yield block.element, last

    def _links(self) -> Iterator[Link]:
        addresses = {address for address, _ in self.rendered.definitions}
        for address, line in self.rendered.definitions:
            number, column = self._definition(address, line)
            yield Link(address, self.first + number, column)
        for target in self.rendered.targets:
            place = self._place(target)
            if place is None:
                if target.address not in addresses:
                    yield Link(target.address, self.first + max(target.first, 0), 1)
                continue
            yield Link(target.address, self.first + place[0], place[1])

    def _definition(self, address: str, line: int) -> tuple[int, int]:
        pattern = spelled(address)
        for number in range(max(line, 0), len(self.lines)):
            match = pattern.search(self.lines[number])
            if match and number not in self.codes:
                return number, max(self.lines[number].find("["), 0) + 1
        return max(line, 0), 1

    def _place(self, target: Target) -> tuple[int, int] | None:
        """The line from 0 and the column where a link begins; None when it has no address there."""
        first, last = target.first, target.last
        if first < 0:
            first, last = 0, len(self.lines) - 1
        pattern = of_address(target.address)
        for number in range(first, min(last + 2, len(self.lines))):
            line = self.lines[number]
            for match in pattern.finditer(line):
                if (number, match.end()) not in self.used and number not in self.codes:
                    self.used.add((number, match.end()))
                    return number, opening(line, match.start())
        return None

    def _template_text(self) -> Iterator[TemplateText]:
        for number in self.rendered.guidance:
            line = self.lines[max(number, 0)]
            found = template_marks.guidance(line)
            column, title = found or (len(line) - len(line.lstrip()), "Guidance")
            yield TemplateText(Leftover.GUIDANCE, self.first + max(number, 0), column + 1, title)
        marked = template_marks.marked_lines("\n".join(self.lines), self.lines)
        if not marked:
            return
        for number in sorted(marked - self._guidance_lines()):
            line = self.lines[number]
            plain = line if number in self.codes else inline.without_code(line)[0]
            found = None if number in self.codes else template_marks.guidance(plain)
            if found is not None:
                yield TemplateText(Leftover.GUIDANCE, self.first + number, found[0] + 1, found[1])
            yield from template_marks.placeholders(plain, self.first + number, 1)

    def _guidance_lines(self) -> set[int]:
        """Every line of template guidance, its first one too."""
        inside = set(self.rendered.guidance)
        for block in self.rendered.blocks:
            if block.in_guidance:
                inside.update(block.lines)
                inside.update(*(within(numbers(code)) for code in block.codes))
        return inside

    def _misreadings(self) -> tuple[list[UnsafeMarkup], list[Misreading]]:
        unsafe: list[UnsafeMarkup] = []
        blocks = self.rendered.blocks
        found = [*forms.of(blocks, self.lines), *forms.of_lists(blocks, self.lines)]
        told: set[tuple[int, str]] = set()
        for piece in self.rendered.raw:
            number, column = self._raw_place(piece)
            message, hint = raw_html.said(piece)
            if raw_html.is_active(piece):
                unsafe.append(UnsafeMarkup(self.first + number, column, message, hint))
            elif (number, message) not in told:
                told.add((number, message))
                found.append((MisreadingKind.HTML, number, column, message, hint))
        for number, line in enumerate(self.lines):
            if "8<" in line and (column := inline.snippet(line)):
                unsafe.append(UnsafeMarkup(self.first + number, column, *inline.SNIPPET))
        found = sorted(found, key=lambda one: one[1:3])[:MAX_FOUND]
        return unsafe[:MAX_FOUND], [
            Misreading(kind, self.first + at, column, message, hint)
            for kind, at, column, message, hint in found
        ]

    def _raw_place(self, piece: str) -> tuple[int, int]:
        """Where a piece of HTML begins: the next place that reads like it."""
        start = piece.strip().partition("\n")[0].strip()
        if start not in self.pieces:
            self.pieces[start] = self._places(start)
        return next(self.pieces[start], (0, 1))

    def _places(self, start: str) -> Iterator[tuple[int, int]]:
        for number, line in enumerate(self.lines):
            at = -1 if number in self.codes else line.find(start)
            while at >= 0:
                yield number, at + 1
                at = line.find(start, at + len(start))


def _is_content(block: Block) -> bool:
    """Whether something of its own can be read, not only lines and dots."""
    if any(any(map(str.isalnum, code)) for code in block.codes):
        return True
    left = "\n".join(
        line if not template_marks.has_any(line) else _without_marks(line)
        for line in block.text.split("\n")
    )
    return any(map(str.isalnum, left))


def _without_marks(line: str) -> str:
    if template_marks.guidance(line):
        return ""
    return template_marks.without_placeholders(line).strip(" -*.0123456789")
