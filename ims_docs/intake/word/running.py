"""What stands in a paragraph: words, links, pictures, notes, boxes, in the order in which they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from ims_docs.intake.documents.markdown import escaped
from ims_docs.intake.pieces import PLACED
from ims_docs.intake.word.inventory import (
    MC,
    A,
    Inventory,
    M,
    R,
    W,
    is_hidden,
    is_on,
)

ACCEPT, REJECT = "accept", "reject"
_WEB = re.compile(r"(?:https?://|mailto:)[^\s<>()\\]+")
_SYMBOLS = {
    "F0FE": "☑",
    "F0FD": "☒",
    "F0A8": "☐",
    "F06F": "☐",
    "F0FC": "✓",
    "F0FB": "✗",
    "F0E0": "→",
    "F0B7": "•",
}
_TRACKED = {f"{W}ins", f"{W}moveTo", f"{W}del", f"{W}moveFrom"}
_DRAWN = {f"{W}drawing", f"{W}pict", f"{W}object"}
_STRAIGHT = {
    f"{W}smartTag",
    f"{W}customXml",
    f"{W}fldSimple",
    f"{W}sdtContent",
    f"{W}dir",
    f"{W}bdo",
}
_EMPTY = {
    f"{W}tab": " ",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
    f"{W}cr": "\n",
    f"{W}br": "\n",
    f"{W}ptab": " ",
}


@dataclass
class Words:
    """A paragraph as Markdown, and which pieces are in it."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    """Text and its look: "", "**", "*" or "***"."""
    runs: list[int] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    """Ids of relations of pictures, each with its alternative text behind a tab."""
    boxes: list[ET.Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kind and id of each note that is referred to."""

    def markdown(self) -> str:
        """The words; neighbours of one look are joined, so that no mark stands inside a word."""
        joined: list[tuple[str, str]] = []
        for text, look in self.pieces:
            if joined and joined[-1][1] == look:
                joined[-1] = (joined[-1][0] + text, look)
            else:
                joined.append((text, look))
        return "".join(_marked(joined, at) for at in range(len(joined)))


@dataclass
class Running:
    """Reads paragraphs of one file; `changes` says whether tracked changes are accepted or rejected."""

    inventory: Inventory
    targets: dict[str, str]
    """Where relations of the document lead to."""
    changes: str = ACCEPT
    lost: list[str] = field(default_factory=list)
    """What no text can show."""

    def words(self, paragraph: ET.Element) -> Words:
        """Everything that a reader of the page sees in it."""
        found = Words()
        self._all(paragraph, found)
        return found

    def is_dropped(self, element: ET.Element) -> bool:
        """Whether a tracked change takes it away."""
        gone = (f"{W}del", f"{W}moveFrom") if self.changes == ACCEPT else (f"{W}ins", f"{W}moveTo")
        return element.tag in gone

    def _all(self, parent: ET.Element, found: Words) -> None:
        for one in parent:
            if one.tag == f"{W}r":
                self._run(one, found)
            elif one.tag == f"{W}hyperlink":
                self._link(one, found)
            elif one.tag in (f"{M}oMath", f"{M}oMathPara"):
                self._formula(one, found)
            elif one.tag == f"{W}sdt" or one.tag in _STRAIGHT:
                self._all(one, found)
            elif one.tag == f"{MC}AlternateContent":
                self._choice(one, found)
            elif one.tag in _TRACKED and not self.is_dropped(one):
                self._all(one, found)

    def _run(self, run: ET.Element, found: Words) -> None:
        if is_hidden(run):
            return
        look = _look(run.find(f"{W}rPr"))
        for one in run:
            if one.tag in (f"{W}t", f"{W}delText"):
                self._say(one, found, look)
            elif one.tag in _EMPTY:
                is_page = one.get(f"{W}type") in ("page", "column")
                found.pieces.append(("\n" if is_page else _EMPTY[one.tag], look))
            elif one.tag == f"{W}sym":
                found.pieces.append((self._symbol(one), look))
            else:
                self._beside(one, found)

    def _beside(self, one: ET.Element, found: Words) -> None:
        """What is no word: notes, pictures, boxes."""
        if one.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            self._note(one, found)
        elif one.tag in _DRAWN:
            self._drawn(one, found)
        elif one.tag == f"{MC}AlternateContent":
            self._choice(one, found)
        elif one.tag == f"{W}ruby":
            self._ruby(one, found)

    def _ruby(self, one: ET.Element, found: Words) -> None:
        """Signs, and how they are said in brackets behind them."""
        for tag, start, end in (("rubyBase", "", ""), ("rt", " (", ")")):
            found.pieces.append((start, ""))
            for inner in one.findall(f"{W}{tag}"):
                self._all(inner, found)
            found.pieces.append((end, ""))

    def _choice(self, one: ET.Element, found: Words) -> None:
        """What a new program shows; the fallback says the same again."""
        choice = one.find(f"{MC}Choice")
        for inner in choice if choice is not None else one.find(f"{MC}Fallback") or ():
            if inner.tag in _DRAWN:
                self._drawn(inner, found)
            elif inner.tag == f"{W}r":
                self._run(inner, found)

    def _say(self, one: ET.Element, found: Words, look: str) -> None:
        piece = self.inventory.piece(one)
        if piece is None:
            return
        piece.fate, piece.why = PLACED, ""
        found.runs.append(piece.number)
        found.pieces.append((escaped(" ".join(re.split(r"[\n\t\r]", piece.text))), look))

    def _link(self, link: ET.Element, found: Words) -> None:
        inner = Words()
        self._all(link, inner)
        target = self.targets.get(link.get(f"{R}id", ""), "")
        text = inner.markdown()
        if _WEB.fullmatch(target) and text.strip() and "\n" not in text:
            inner.pieces = [(f"[{text}]({target})", "")]
        elif target:
            self.lost.append(f"The link of “{text.strip()}” leads to {target}.")
        for name in ("pieces", "runs", "pictures", "boxes", "notes"):
            getattr(found, name).extend(getattr(inner, name))

    def _formula(self, one: ET.Element, found: Words) -> None:
        for text in one.iter(f"{M}t"):
            self._say(text, found, "")
        self.lost.append("A formula is taken as its signs in a row. Write it anew.")

    def _symbol(self, one: ET.Element) -> str:
        code = one.get(f"{W}char", "").upper()
        if code not in _SYMBOLS:
            self.lost.append(f"A sign of the font {one.get(f'{W}font', '?')} with the code {code}.")
        return _SYMBOLS.get(code, "□")

    def _note(self, one: ET.Element, found: Words) -> None:
        kind = "footnotes" if one.tag == f"{W}footnoteReference" else "endnotes"
        found.notes.append((kind, one.get(f"{W}id", "")))
        found.pieces.append((f"\\[{kind[:-1]} {one.get(f'{W}id', '')}\\]", ""))

    def _drawn(self, one: ET.Element, found: Words) -> None:
        described = next((d.get("descr", "") for d in one.iter() if d.tag.endswith("}docPr")), "")
        for blip in one.iter(f"{A}blip"):
            found.pictures.append(f"{blip.get(f'{R}embed', '')}\t{described}")
        for image in one.iter("{urn:schemas-microsoft-com:vml}imagedata"):
            found.pictures.append(f"{image.get(f'{R}id', '')}\t{described}")
        if one.tag == f"{W}object":
            self.lost.append("An embedded object is in the original only.")
        found.boxes += list(_outermost(one))


def _outermost(one: ET.Element) -> Iterator[ET.Element]:
    """Text boxes; what is drawn for old programs again is none."""
    for inner in one:
        if inner.tag == f"{W}txbxContent":
            yield inner
        elif inner.tag != f"{MC}Fallback":
            yield from _outermost(inner)


def _look(properties: ET.Element | None) -> str:
    if properties is None:
        return ""
    marks = "**" if is_on(properties.find(f"{W}b")) else ""
    return marks + ("*" if is_on(properties.find(f"{W}i")) else "")


def _marked(joined: list[tuple[str, str]], at: int) -> str:
    """Words in their look; where a mark would stand inside a word, they have none."""
    text, look = joined[at]
    inner = text.strip()
    if not look or not inner or "\n" in inner:
        return text
    start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    before = joined[at - 1][0][-1:] if at else ""
    after = joined[at + 1][0][:1] if at + 1 < len(joined) else ""
    is_apart = (start or not before.isalnum()) and (end or not after.isalnum())
    touches = at > 0 and bool(joined[at - 1][1]) and not start
    if not is_apart or touches or not (inner[0].isalnum() and inner[-1].isalnum()):
        return text
    return f"{start}{look}{inner}{look}{end}"
