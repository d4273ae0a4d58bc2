"""What styles and lists of a Word file mean: which are headings, which are numbered."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from ims_docs.intake.packages import Package
from ims_docs.intake.word.inventory import W, is_on

TITLE = "title"
_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|kop|rubrik)\s*([1-9])", re.IGNORECASE
)
_TITLE = re.compile(r"title|titel|titre|título|titolo", re.IGNORECASE)
_LARGE = 26
"""Half points; a line of its own in bold and this size is a heading, whatever its style."""
_LONGEST_HEADING = 120
_DEEPEST = 20


class Styles:
    """The styles of one file."""

    def __init__(self, package: Package) -> None:
        self._styles: dict[str, ET.Element] = {}
        if "word/styles.xml" in package:
            root = package.xml("word/styles.xml")
            self._styles = {one.get(f"{W}styleId", ""): one for one in root.iter(f"{W}style")}
        self._formats = _formats(package)

    def role(self, paragraph: ET.Element) -> int | str:
        """The level of a heading, TITLE, or 0 for anything else."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val", "") if style is not None else ""
        own = _outline(paragraph.find(f"{W}pPr"))
        return own or self._of_style(name) or _by_look(paragraph)

    def list_of(self, paragraph: ET.Element) -> tuple[int, bool] | None:
        """The depth of an item of a list and whether it is numbered; None for what is no item."""
        found = paragraph.find(f"{W}pPr/{W}numPr")
        if found is None:
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            own = self._styles.get(style.get(f"{W}val", "")) if style is not None else None
            found = own.find(f"{W}pPr/{W}numPr") if own is not None else None
        if found is None:
            return None
        number, depth = (_value(found.find(f"{W}{tag}"), "0") for tag in ("numId", "ilvl"))
        if number == "0":
            return None
        level = min(int(depth), 8) if depth.isdigit() else 0
        return level, self._formats.get((number, str(level)), "bullet") not in ("bullet", "none")

    def _of_style(self, name: str) -> int | str:
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            called = _value(style.find(f"{W}name"), name) if style is not None else name
            if found := _HEADING.fullmatch(called.strip()):
                return int(found[1])
            if _TITLE.fullmatch(called.strip()):
                return TITLE
            if style is None:
                return 0
            if level := _outline(style.find(f"{W}pPr")):
                return level
            name = _value(style.find(f"{W}basedOn"), "")
        return 0


def _value(element: ET.Element | None, otherwise: str) -> str:
    return element.get(f"{W}val", otherwise) if element is not None else otherwise


def _outline(properties: ET.Element | None) -> int:
    found = _value(properties.find(f"{W}outlineLvl"), "") if properties is not None else ""
    return int(found) + 1 if found.isdigit() and int(found) < 9 else 0


def _by_look(paragraph: ET.Element) -> int:
    """A line in large bold letters that is no sentence."""
    runs = [one for one in paragraph.iter(f"{W}r") if "".join(one.itertext()).strip()]
    text = "".join("".join(one.itertext()) for one in runs).strip()
    if not runs or len(text) > _LONGEST_HEADING or text.endswith((".", ";", ",")):
        return 0
    sizes = [_value(one.find(f"{W}rPr/{W}sz"), "0") for one in runs]
    is_bold = all(is_on(one.find(f"{W}rPr/{W}b")) for one in runs)
    is_large = all(size.isdigit() and int(size) >= _LARGE for size in sizes)
    return (1 if int(sizes[0]) >= 36 else 2) if is_bold and is_large else 0


def _formats(package: Package) -> dict[tuple[str, str], str]:
    """By number of a list and depth how it is numbered."""
    if "word/numbering.xml" not in package:
        return {}
    root = package.xml("word/numbering.xml")
    kinds = {
        (one.get(f"{W}abstractNumId", ""), level.get(f"{W}ilvl", "0")): _value(
            level.find(f"{W}numFmt"), "bullet"
        )
        for one in root.iter(f"{W}abstractNum")
        for level in one.iter(f"{W}lvl")
    }
    return {
        (one.get(f"{W}numId", ""), depth): kind
        for one in root.iter(f"{W}num")
        for (abstract, depth), kind in kinds.items()
        if abstract == _value(one.find(f"{W}abstractNumId"), "")
    }
