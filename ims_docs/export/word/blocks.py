"""The blocks of a sheet as paragraphs, lists and tables of Word."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

from ims_docs.export.drawing import Data
from ims_docs.export.extras import needed
from ims_docs.export.word.elements import (
    Element,
    bookmark,
    direct,
    link,
    plain,
    repeat,
    shade,
)

_STEP = 0.6
"""Centimetres by which what is inside something begins further in."""
_WIDEST = 15.5
_CODE = "Courier New"


class Blocks:
    """Writes blocks into a document, or into a cell of it."""

    def __init__(self, document: Element, pictures: Mapping[str, bytes]) -> None:
        self.document = document
        self.pictures = pictures
        self.shared = needed("docx.shared")
        self.names: dict[str, str] = {}

    def write(self, place: Element, blocks: Iterable[Data], depth: int = 0) -> None:
        """Blocks in order; `depth` says how far in they begin."""
        for one in blocks:
            match one["k"]:
                case "h":
                    paragraph = self._paragraph(place, depth, f"Heading {min(one['level'], 9)}")
                    self.words(paragraph, one["c"])
                    self.label(paragraph, one["label"])
                case "p":
                    self.words(self._paragraph(place, depth), one["c"])
                case "code":
                    self._code(place, one["text"], depth)
                case "quote":
                    self.write(place, one["b"], depth + 1)
                case "list":
                    self._list(place, one, depth)
                case "table":
                    self._table(place, one)
                case "box":
                    self._box(place, one, depth)
                case _:
                    self._paragraph(place, depth).add_run("—" * 12)

    def label(self, paragraph: Element, label: str) -> None:
        """Give the place the name that links know it by."""
        if label:
            bookmark(paragraph, self._name(label), len(self.names))

    def words(self, paragraph: Element, content: Iterable[Data]) -> None:
        """The words of a paragraph."""
        for one in content:
            if one["k"] == "br":
                paragraph.add_run().add_break()
            elif one["k"] == "img":
                self._picture(paragraph, one)
            else:
                self._run(paragraph, one)
        direct(paragraph)

    def _run(self, paragraph: Element, one: Data) -> None:
        run, flags = paragraph.add_run(plain(one["t"])), one["f"]
        font = run.font
        font.bold = True if "strong" in flags else None
        font.italic = True if "slanted" in flags else None
        font.strike = True if "struck" in flags else None
        font.superscript = True if "raised" in flags else None
        font.subscript = True if "lowered" in flags else None
        if "code" in flags:
            font.name = _CODE
        if "marked" in flags:
            shade(run._r.get_or_add_rPr(), "FFE08A")  # noqa: SLF001
        if "url" in one or "to" in one:
            font.color.rgb = self.shared.RGBColor(0x0B, 0x4F, 0x8A)
            target = link(paragraph, one.get("url", ""), self._name(one.get("to", "")))
            target.append(run._r)  # noqa: SLF001

    def _name(self, label: str) -> str:
        """A name of a bookmark: letters and digits, at most forty."""
        return self.names.setdefault(label, f"place_{len(self.names)}")

    def _picture(self, paragraph: Element, one: Data) -> None:
        shape = paragraph.add_run().add_picture(io.BytesIO(self.pictures[one["file"]]))
        most = self.shared.Cm(_WIDEST)
        if shape.width > most:
            shape.height, shape.width = int(shape.height * most / shape.width), most
        shape._inline.docPr.set("descr", plain(one["alt"]))  # noqa: SLF001

    def _paragraph(self, place: Element, depth: int, style: str = "") -> Element:
        known = style if style and style in self.document.styles else None
        empty = getattr(place, "_tc", None) is not None and not place.paragraphs[0].runs
        fresh = empty and len(place.paragraphs) == 1 and not place.tables
        paragraph = place.paragraphs[0] if fresh else place.add_paragraph()
        if known:
            paragraph.style = known
        if depth:
            paragraph.paragraph_format.left_indent = self.shared.Cm(_STEP * depth)
        return paragraph

    def _code(self, place: Element, text: str, depth: int) -> None:
        paragraph = self._paragraph(place, depth)
        for number, line in enumerate(plain(text).split("\n")):
            run = paragraph.add_run()
            if number:
                run.add_break()
            run.add_text(line)
            run.font.name, run.font.size = _CODE, self.shared.Pt(8.5)
        shade(paragraph._p.get_or_add_pPr(), "F2F2F2")  # noqa: SLF001

    def _list(self, place: Element, one: Data, depth: int) -> None:
        """A list; its numbers are written out, so that none goes on from the list before."""
        for number, item in enumerate(one["items"], one["first"] or 0):
            sign = "•" if one["first"] is None else f"{number}."
            if item["done"] is not None:
                sign = "☑" if item["done"] else "☐"
            first, *rest = item["b"] or [{"k": "p", "c": []}]
            paragraph = self._paragraph(place, depth + 1)
            paragraph.paragraph_format.first_line_indent = self.shared.Cm(-_STEP)
            paragraph.paragraph_format.tab_stops.add_tab_stop(self.shared.Cm(_STEP * (depth + 1)))
            paragraph.add_run(f"{sign}\t")
            if first["k"] == "p":
                self.words(paragraph, first["c"])
            else:
                rest = [first, *rest]
            self.write(place, rest, depth + 1)

    def _box(self, place: Element, one: Data, depth: int) -> None:
        if one["title"]:
            paragraph = self._paragraph(place, depth + 1)
            self.words(
                paragraph, [{**each, "f": [*each.get("f", ()), "strong"]} for each in one["title"]]
            )
        self.write(place, one["b"], depth + 1)

    def _table(self, place: Element, one: Data) -> None:
        rows = [*one["heads"], *one["rows"]]
        if not rows:
            return
        table = place.add_table(len(rows), one["columns"])
        if "Table Grid" in self.document.styles:
            table.style = "Table Grid"
        for number, row in enumerate(rows):
            self._row(table, number, row, is_head=number < len(one["heads"]))
        self._paragraph(place, 0)

    def _row(self, table: Element, number: int, row: list[Data], *, is_head: bool) -> None:
        cells = table.rows[number].cells
        if is_head:
            repeat(table.rows[number])
        at = 0
        for one in row:
            cell = cells[at]
            if one["span"] > 1:
                cell = cell.merge(cells[at + one["span"] - 1])
            self.write(cell, one["b"])
            if is_head or one["head"]:
                for run in (each for paragraph in cell.paragraphs for each in paragraph.runs):
                    run.font.bold = True
                shade(cell._tc.get_or_add_tcPr(), "E8E8E8")  # noqa: SLF001
            at += one["span"]
