"""The body of a Word file as blocks of Markdown, each with the pieces of text that are in it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from ims_docs.intake.documents.former import Block, Picture
from ims_docs.intake.documents.links import PICTURE, marked
from ims_docs.intake.documents.markdown import as_line, escaped
from ims_docs.intake.word.inventory import DOCUMENT, MC, Inventory, W
from ims_docs.intake.word.running import Running, Words
from ims_docs.intake.word.styles import TITLE, Styles

_SHOWN = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")
_WRAPPED = {
    f"{W}sdt",
    f"{W}sdtContent",
    f"{W}customXml",
    f"{W}ins",
    f"{W}moveTo",
    f"{W}del",
    f"{W}moveFrom",
}
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass
class Converting:
    """Makes blocks of one file."""

    inventory: Inventory
    changes: str
    blocks: list[Block] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    """By name of the part."""
    title: str = ""

    def __post_init__(self) -> None:
        self.styles = Styles(self.inventory.package)
        self.targets = _targets(self.inventory)
        self.running = Running(self.inventory, self.targets, self.changes)

    def all(self) -> None:
        """Every block of the body, notes behind the paragraph that refers to them."""
        body = self.inventory.roots[DOCUMENT].find(f"{W}body")
        for one in self._flat(body if body is not None else ()):
            if one.tag == f"{W}p":
                self._paragraph(one)
            elif one.tag == f"{W}tbl":
                self._table(one)

    def _flat(self, parent: ET.Element | tuple[()]) -> Iterator[ET.Element]:
        """Paragraphs and tables, whatever is wrapped around them."""
        for one in parent:
            if one.tag in _WRAPPED:
                if not self.running.is_dropped(one):
                    yield from self._flat(one)
            elif one.tag == f"{MC}AlternateContent":
                choice = one.find(f"{MC}Choice")
                yield from self._flat(choice if choice is not None else ())
            else:
                if one.tag == f"{W}altChunk":
                    self.running.lost.append("Another file that is put into the text.")
                yield one

    def _paragraph(self, paragraph: ET.Element) -> None:
        words = self.running.words(paragraph)
        text = words.markdown().strip()
        role, item = self.styles.role(paragraph), self.styles.list_of(paragraph)
        runs = tuple(words.runs)
        if text and role:
            line = " ".join(text.replace("*" * 3, "").split())
            line = _plain(words) if "**" in line else line
            if role == TITLE and not self.title:
                self.title = "".join(self.inventory.pieces[at].text for at in runs).strip()
            self.blocks.append(Block(line, 1 if role == TITLE else min(int(role), 6), runs))
        elif text and item:
            self._item(text, runs, *item)
        elif text:
            lines = [as_line(one.strip()) for one in text.split("\n") if one.strip()]
            self.blocks.append(Block("  \n".join(lines), 0, runs))
        elif runs:  # blanks alone
            self.blocks.append(Block("", 0, runs))
        self._around(words)

    def _item(self, text: str, runs: tuple[int, ...], depth: int, numbered: bool) -> None:  # noqa: FBT001
        mark = "1." if numbered else "-"
        line = f"{'    ' * depth}{mark} {as_line(' '.join(text.split()))}"
        last = self.blocks[-1] if self.blocks else None
        is_list = (
            last is not None and not last.level and last.text.lstrip().startswith(("- ", "1. "))
        )
        if last is not None and is_list:
            self.blocks[-1] = Block(f"{last.text}\n{line}", 0, (*last.runs, *runs))
        else:
            self.blocks.append(Block(line.lstrip(), 0, runs))

    def _around(self, words: Words) -> None:
        """Pictures, boxes and notes of a paragraph, below it."""
        for one in words.pictures:
            relation, _, described = one.partition("\t")
            self._picture(relation, described)
        for box in words.boxes:
            for inner in self._flat(box):
                if inner.tag == f"{W}p":
                    self._paragraph(inner)
                elif inner.tag == f"{W}tbl":
                    self._table(inner)
        for kind, number in words.notes:
            self._note(kind, number)

    def _note(self, kind: str, number: str) -> None:
        root = self.inventory.roots.get(f"word/{kind}.xml")
        for note in root if root is not None else ():
            if note.get(f"{W}id") == number:
                found = [self.running.words(one) for one in note.iter(f"{W}p")]
                text = " ".join(one.markdown().strip() for one in found)
                runs = tuple(at for one in found for at in one.runs)
                said = f"\\[{kind[:-1]} {number}\\] {' '.join(text.split())}"
                self.blocks.append(Block(said, 0, runs))

    def _picture(self, relation: str, described: str) -> None:
        part = self.targets.get(relation, "")
        if part not in self.inventory.package:
            self.running.lost.append(f"A picture that is not in the file: {part or 'unknown'}.")
            return
        name = posixpath.basename(part)
        self.pictures[part] = Picture(name, self.inventory.package[part])
        shown = escaped(" ".join(described.split())) or "Picture without a description"
        if not described.strip():
            self.running.lost.append(f"{name} has no description. Say what it shows.")
        mark = "!" if name.lower().endswith(_SHOWN) else ""
        self.blocks.append(Block(f"{mark}[{shown}]({marked(PICTURE, name)})"))

    def _table(self, table: ET.Element) -> None:
        rows, runs, others = [], [], []
        for row in self._rows(table):
            cells: list[str] = []
            for cell in (one for one in self._flat(row) if one.tag == f"{W}tc"):
                text, found = self._cell(cell)
                runs += [at for one in found for at in one.runs]
                others += found
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                wide = span.get(f"{W}val", "1") if span is not None else "1"
                cells += [text, *[""] * (min(int(wide), 60) - 1 if wide.isdigit() else 0)]
            rows.append(cells)
        width = max(map(len, rows), default=0)
        if any(any(row) for row in rows):
            lines = [_row(row, width) for row in rows]
            lines.insert(1, f"|{'---|' * width}")
            self.blocks.append(Block("\n".join(lines), 0, tuple(runs)))
        elif runs:
            self.blocks.append(Block("", 0, tuple(runs)))
        for words in others:
            self._around(words)

    def _rows(self, table: ET.Element) -> Iterator[ET.Element]:
        for row in (one for one in self._flat(table) if one.tag == f"{W}tr"):
            changed = row.find(f"{W}trPr")
            if changed is None or not any(self.running.is_dropped(one) for one in changed):
                yield row

    def _cell(self, cell: ET.Element) -> tuple[str, list[Words]]:
        """The words of a cell on one line; a table in it follows row by row."""
        found, texts = [], []
        for one in self._flat(cell):
            inner = (
                [one]
                if one.tag == f"{W}p"
                else list(one.iter(f"{W}p"))
                if one.tag == f"{W}tbl"
                else []
            )
            for paragraph in inner:
                words = self.running.words(paragraph)
                found.append(words)
                text = "<br>".join(
                    " ".join(line.split()) for line in words.markdown().strip().split("\n")
                )
                texts.append(text)
        if cell.find(f".//{W}tbl") is not None:
            self.running.lost.append(
                "A table in a cell: its cells follow each other, line by line."
            )
        return "<br>".join(filter(None, texts)), found


def _row(cells: list[str], width: int) -> str:
    return f"| {' | '.join([*cells, *[''] * (width - len(cells))])} |"


def _plain(words: Words) -> str:
    return " ".join("".join(text for text, _ in words.pieces).split())


def _targets(inventory: Inventory) -> dict[str, str]:
    """By id of a relation of the document the part or the address that it leads to."""
    part = "word/_rels/document.xml.rels"
    if part not in inventory.package:
        return {}
    found = {}
    for one in inventory.package.xml(part).iter(_RELATIONS):
        target = one.get("Target", "")
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("word", target)).lstrip("/")
        found[one.get("Id", "")] = target
    return found
