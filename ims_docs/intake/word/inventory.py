"""Every piece of text in a Word file, part by part, before anything is converted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from ims_docs.errors import UnreadableError
from ims_docs.intake.packages import Package
from ims_docs.intake.pieces import Piece

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DOCUMENT = "word/document.xml"
_STRICT = "http://purl.oclc.org/ooxml/"
_NO_TEXT = re.compile(
    r"word/(?:styles|stylesWithEffects|numbering|settings|fontTable|webSettings|theme/.*)\.xml"
)
_TEXTS = {f"{W}t", f"{W}delText", f"{W}instrText", f"{W}delInstrText", f"{A}t", f"{M}t"}
_PROPERTIES = ("docProps/core.xml", "docProps/custom.xml", "docProps/app.xml")
_COUNTED = frozenset(
    [
        "Pages",
        "Words",
        "Characters",
        "Lines",
        "Paragraphs",
        "CharactersWithSpaces",
        "TotalTime",
        "AppVersion",
        "DocSecurity",
        "ScaleCrop",
        "LinksUpToDate",
        "SharedDoc",
        "HyperlinksChanged",
        "i4",
        "Application",
        "Template",
        "HeadingPairs",
    ]
)


@dataclass
class Inventory:
    """All pieces, and the parts that hold no text."""

    package: Package
    roots: dict[str, ET.Element] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)
    _by_element: dict[ET.Element, Piece] = field(default_factory=dict)

    def piece(self, element: ET.Element) -> Piece | None:
        """The piece that an element holds."""
        return self._by_element.get(element)

    def add(self, part: str, element: ET.Element, why: str) -> None:
        """Count a piece; `why` says for what reason it is left where nobody takes it."""
        text = element.text or ""
        if text:
            piece = Piece(part, len(self.pieces), text, why=why)
            self.pieces.append(piece)
            self._by_element[element] = piece

    def others(self) -> Iterator[str]:
        """Parts that hold something else than text: pictures, objects, macros."""
        for part in self.package:
            if part.startswith(("word/media/", "word/embeddings/", "word/vba", "customXml/item")):
                yield part


def inventory(name: str, data: bytes) -> Inventory:
    """Everything that a Word file says. Raises UnreadableError."""
    package = Package(name, data)
    if DOCUMENT not in package:
        raise UnreadableError(f"{name} is no Word file", hint="Save it as .docx.")
    if _STRICT.encode() in package[DOCUMENT]:
        raise UnreadableError(
            f"{name} is saved as Strict Open XML, which is not read here",
            hint="Open it in Word, and save it as Word document (.docx).",
        )
    found = Inventory(package)
    parts = [one for one in package if one.startswith("word/") and one.endswith(".xml")]
    for part in sorted(parts, key=lambda one: (one != DOCUMENT, one)):
        if not _NO_TEXT.fullmatch(part):
            found.roots[part] = root = package.xml(part)
            for element, why in _texts(root, _kind(part)):
                found.add(part, element, why)
    for part in _PROPERTIES:
        if part in package:
            for element in package.xml(part).iter():
                tag = element.tag.rpartition("}")[2]
                if tag not in _COUNTED and (element.text or "").strip():
                    found.add(part, element, f"property {tag}")
    return found


def _kind(part: str) -> str:
    name = part.rpartition("/")[2].removesuffix(".xml").rstrip("0123456789")
    kinds = {
        "document": "no place for it",
        "header": "head of the page",
        "footer": "foot of the page",
        "comments": "comment",
        "footnotes": "note that nothing refers to",
        "endnotes": "note that nothing refers to",
    }
    return kinds.get(name, f"part {name}")


def _texts(element: ET.Element, why: str) -> Iterator[tuple[ET.Element, str]]:
    """Each element with text, and why it would be left. Deep nesting does not end it."""
    waiting = [(element, why)]
    while waiting:
        one, reason = waiting.pop()
        if one.tag in _TEXTS:
            yield one, "code of a field" if one.tag.endswith("nstrText") else reason
        reason = _narrowed(one, reason)
        waiting += [(child, reason) for child in reversed(one)]


def _narrowed(one: ET.Element, why: str) -> str:
    if one.tag == f"{MC}Fallback":
        return "the same again for old programs"
    if one.tag in (f"{W}del", f"{W}moveFrom"):
        return f"deleted by {one.get(f'{W}author') or 'somebody'}"
    if one.tag in (f"{W}ins", f"{W}moveTo"):
        return f"inserted by {one.get(f'{W}author') or 'somebody'}"
    if one.tag == f"{W}r" and is_hidden(one):
        return "hidden text"
    if one.tag == f"{W}comment":
        return f"comment of {one.get(f'{W}author') or 'somebody'}"
    return why


def is_hidden(run: ET.Element) -> bool:
    """Whether Word does not show a run."""
    return is_on(run.find(f"{W}rPr/{W}vanish"))


def is_on(switch: ET.Element | None) -> bool:
    """Whether a switch such as bold is there and not turned off."""
    return switch is not None and switch.get(f"{W}val", "true") not in ("0", "false", "off", "none")
