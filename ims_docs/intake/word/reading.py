"""A Word file as a former text: converted, and every piece of it accounted for."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree import ElementTree as ET

from ims_docs.intake.documents.former import Former
from ims_docs.intake.pieces import FRONT, LEFT, PLACED, Piece
from ims_docs.intake.word.converting import Converting
from ims_docs.intake.word.inventory import Inventory, W, inventory
from ims_docs.intake.word.running import ACCEPT, REJECT

_CHANGES = {f"{W}{one}" for one in ("ins", "del", "moveFrom", "moveTo")}
_KEYS = {
    "id": r"(?:doc(?:ument)?[ .-]*(?:no|nr|id|number)|dokument(?:en)?-?nr|id|nr)\.?\s*:\s*([A-Za-z]{1,6}[-_ ]?[0-9][\w.-]*)",
    "version": r"(?:version|rev(?:ision)?|ausgabe|stand)\.?\s*:?\s*([0-9]+(?:\.[0-9]+)*)\b",
    "date": r"(?:date|datum|valid from|gültig ab)\s*:\s*([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4})",
    "owner": r"(?:owner|verantwortlich|author|autor)\s*:\s*([^|;\t\n]{2,60})",
}


def word(name: str, data: bytes, changes: str) -> Former:
    """The text of a file. Raises UnreadableError.

    `changes` says whether tracked changes are accepted or rejected. Where the file has some and
    nobody said, the former text says what is to be decided.
    """
    held = inventory(name, data)
    tracked = Counter(
        one.get(f"{W}author") or "somebody"
        for root in held.roots.values()
        for one in root.iter()
        if one.tag in _CHANGES
    )
    converting = Converting(held, changes if changes in (ACCEPT, REJECT) else ACCEPT)
    converting.all()
    former = Former("", converting.blocks, pictures=list(converting.pictures.values()))
    former.title = _title(held, converting)
    former.keys = _said(held)
    _close(former, held, converting)
    if tracked and changes not in (ACCEPT, REJECT):
        people = ", ".join(f"{count} by {person}" for person, count in tracked.items())
        former.asks = (
            f"tracked_changes: the file has changes that nobody accepted or rejected ({people}). "
            "Write accept or reject."
        )
    former.notes += _notes(held)
    return former


def _title(held: Inventory, converting: Converting) -> str:
    core = [one for one in held.pieces if one.why == "property title"]
    first = next((one for one in converting.blocks if one.level == 1), None)
    said = "".join(held.pieces[at].text for at in first.runs).strip() if first else ""
    title = converting.title or said or (core[0].text.strip() if core else "")
    for one in core:
        if one.text.strip() == title:
            one.fate, one.why = FRONT, "title"
    return " ".join(title.split())


def _said(held: Inventory) -> dict[str, str]:
    """What heads of pages and properties say of the document."""
    found: dict[str, str] = {}
    for part, root in held.roots.items():
        if not part.startswith(("word/header", "word/footer")):
            continue
        for paragraph in root.iter(f"{W}p"):
            pieces = [
                piece for one in paragraph.iter(f"{W}t") if (piece := held.piece(one)) is not None
            ]
            text = "".join(one.text for one in pieces)
            for key, pattern in _KEYS.items():
                match = re.search(pattern, text, re.IGNORECASE)
                if match and key not in found:
                    found[key] = match[1].strip()
                    _take(pieces, match.span(), key)
    return found


def _take(pieces: list[Piece], span: tuple[int, int], key: str) -> None:
    """Say of the pieces that are wholly within a span that front matter has them."""
    at = 0
    for one in pieces:
        if span[0] <= at and at + len(one.text.rstrip()) <= span[1]:
            one.fate, one.why = FRONT, f"imported_from.{key}"
        at += len(one.text)


def _close(former: Former, held: Inventory, converting: Converting) -> None:
    former.counts = Counter(one.fate for one in held.pieces)
    former.notes += dict.fromkeys(converting.running.lost)
    former.not_taken = [
        f"{one.why}: {one.text.strip()}"
        for one in held.pieces
        if one.fate == LEFT and one.text.strip()
    ]
    former.pieces = held.pieces
    assert sum(former.counts.values()) == len(held.pieces)  # noqa: S101 - every piece has one fate
    _prove(former, [one for one in held.pieces if one.fate == PLACED])


def _prove(former: Former, placed: list[Piece]) -> None:
    """Look whether a page shows every word that is said to be placed."""
    from ims_docs.formats.markdown.prose import prose
    from ims_docs.model.prose import text_of

    numbers = {run for block in former.blocks for run in block.runs}
    body = "\n\n".join(
        f"{'#' * one.level} {one.text}" if one.level else one.text for one in former.blocks
    )
    seen = Counter(_letters(text_of(prose(f"\n{body}\n", "docs/imported.md"))))
    wanted = Counter(_letters("".join(one.text for one in placed)))
    lost = wanted - seen
    if lost or any(one.number not in numbers for one in placed):
        former.notes.append(
            f"{sum(lost.values())} letters that were taken do not show on the page. Compare it with the original."
        )


def _letters(text: str) -> str:
    return "".join(text.split())


def _notes(held: Inventory) -> list[str]:
    found = []
    settings = "word/settings.xml"
    root: ET.Element | None = held.package.xml(settings) if settings in held.package else None
    if root is not None and root.find(f"{W}documentProtection") is not None:
        found.append("The file is protected against changes. That protects nothing here.")
    parts = list(held.others())
    if any("vba" in one for one in parts):
        found.append("Its macros were not run, and are in the original only.")
    if any("embeddings" in one for one in parts):
        found.append("Embedded files are in the original only.")
    if any(root.find(f".//{W}pPr/{W}numPr") is not None for root in held.roots.values()):
        found.append(
            "Numbers that Word makes, such as 3.2.1 before a heading, are in no text. Put those that people cite into it."
        )
    return found
