"""A copy as plain data for the sheet that a target sets: no word of a text becomes code of the target."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ims_docs.export.copies import Copy
from ims_docs.model.prose import (
    Block,
    Box,
    Break,
    Cell,
    Code,
    Heading,
    Inline,
    Items,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Run,
    Table,
    said,
)

_OUTSIDE = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_LONG = re.compile(r"[^\s\u200b-]{24,}")
_PIECE = 12
_MAY_BREAK = "\u200b"
_WIDEST = 12
"""Columns of a table that a page has room for; a wider one becomes a list of its rows."""
_FLAGS = ("strong", "slanted", "code", "struck", "marked", "raised", "lowered")

Data = dict[str, Any]


@dataclass
class Drawing:
    """One copy in the making, alone or in a book."""

    copy: Copy
    pictures: Mapping[str, str]
    """Path of a picture to the file that holds it."""
    others: Mapping[str, str] = field(default_factory=dict)
    """Path of a text to its id; a link to one that is not in this file is told by it."""
    inside: frozenset[str] = frozenset()
    """Paths of the texts that are in this file."""
    top: int = 1
    """The level of the title."""

    def __post_init__(self) -> None:
        self.last = self.top
        self.labels = {f"{path}#" for path in self.inside}

    def data(self) -> Data:
        """Everything that the sheet shows."""
        body = self._without_title(self.copy.blocks)
        anchors = {one.anchor for one in body if isinstance(one, Heading) and one.anchor}
        self.labels |= {f"{self.copy.path}#{one}" for one in anchors}
        return {
            "label": f"{self.copy.path}#",
            "level": self.top,
            "title": self.copy.title,
            "blocks": list(self.blocks(body)),
            "annex": list(self.blocks(self.copy.annex)),
            "proof": list(self.blocks(self.copy.proof)),
            **self._frame(),
        }

    def _frame(self) -> Data:
        one = self.copy
        version = f"version {one.version}" if one.version else ""
        return {
            "organisation": one.organisation,
            "name": one.called,
            "working": one.is_working,
            "id": one.id,
            "status": " · ".join(filter(None, (version, one.state, one.classification))),
            "marks": [each.value.upper() for each in one.marks],
            "notices": list(one.notices),
            "facts": [[key, broken(value)] for key, value in one.facts],
            "digest": one.digest,
            "commit": one.commit or "not saved yet",
            "day": one.moment.date().isoformat(),
        }

    def _without_title(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """The text below its title, which the sheet says itself."""
        known = tuple(blocks)
        first = next((at for at, one in enumerate(known) if isinstance(one, Heading)), None)
        if first is None:
            return known
        one = known[first]
        assert isinstance(one, Heading)  # noqa: S101 - that is what was looked for
        same = said(one.content).strip().casefold() == self.copy.title.strip().casefold()
        return (*known[:first], *known[first + 1 :]) if one.level == 1 and same else known

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Data]:
        """Blocks in order."""
        for one in blocks:
            match one:
                case Heading():
                    yield from self._heading(one)
                case Paragraph():
                    yield {"k": "p", "c": list(self.inlines(one.content))}
                case Code():
                    yield {"k": "code", "text": one.text or " ", "drawing": one.is_drawing}
                case Quote():
                    yield {"k": "quote", "b": list(self.blocks(one.blocks))}
                case Items():
                    yield from self._items(one)
                case Table():
                    yield from self._table(one)
                case Box():
                    title = list(self.inlines(one.title))
                    inner = list(self.blocks(one.blocks))
                    yield {"k": "box", "kind": one.kind, "title": title, "b": inner}
                case Rule():
                    yield {"k": "rule"}

    def _heading(self, one: Heading) -> Iterator[Data]:
        """A heading that skips no level: who listens to a page cannot see what was left out."""
        if not said(one.content).strip():
            yield {"k": "p", "c": list(self.inlines(one.content))}
            return
        wanted = max(one.level - 1, 1) + self.top
        self.last = level = min(wanted, self.last + 1)
        label = f"{self.copy.path}#{one.anchor}" if one.anchor else ""
        yield {"k": "h", "level": level, "c": list(self.inlines(one.content)), "label": label}

    def _items(self, one: Items) -> Iterator[Data]:
        if not one.items:
            return
        items = [{"b": list(self.blocks(item.blocks)), "done": item.done} for item in one.items]
        yield {"k": "list", "items": items, "first": one.first}

    def _table(self, one: Table) -> Iterator[Data]:
        if not one.width:
            return
        if one.width > _WIDEST and one.heads:
            yield from self.blocks(_as_lists(one))
            return
        rows = [self._row(row, one.width) for row in one.rows if row]
        yield {
            "k": "table",
            "columns": one.width,
            "heads": rows[: one.heads],
            "rows": rows[one.heads :],
        }

    def _row(self, row: Iterable[Cell], width: int) -> list[Data]:
        """The cells of a row, as many as the table is wide."""
        cells, left = [], width
        for one in row:
            span = min(one.columns, left)
            inner = list(self.blocks(one.blocks))
            blank = self.copy.is_working and not inner and not one.is_head
            cells.append(
                {"b": inner, "align": one.align, "span": span, "head": one.is_head, "blank": blank}
            )
            left -= span
        none = {"b": [], "align": "", "span": 1, "head": False, "blank": False}
        return cells + [none for _ in range(left)]

    def inlines(self, content: Iterable[Inline]) -> Iterator[Data]:
        """The words of a paragraph."""
        known = tuple(content)
        for at, one in enumerate(known):
            match one:
                case Run():
                    yield from self._run(one, known[at + 1] if at + 1 < len(known) else None)
                case Picture():
                    yield self._picture(one)
                case Break():
                    yield {"k": "br"}

    def _run(self, one: Run, following: Inline | None) -> Iterator[Data]:
        flags = [name for name in _FLAGS if getattr(one, name)]
        made: Data = {"k": "t", "t": broken(one.text), "f": flags}
        target = one.link
        if target is None or not _is_seen(one.text):
            yield made
            return
        made["t"] = made["t"].replace("\u00ad", "")  # a link that ends in one cannot be set
        label = f"{target.path}#{target.anchor}"
        if _OUTSIDE.match(target.address):
            made["url"] = target.address
        elif label in self.labels:
            made["to"] = label
        elif f"{target.path}#" in self.labels:
            made["to"] = f"{target.path}#"
        yield made
        last = not (isinstance(following, Run) and following.link == target)
        name = self.others.get(target.path, "")
        if last and "to" not in made and name and name not in one.text:
            yield {"k": "t", "t": f" [{name}]", "f": []}

    def _picture(self, one: Picture) -> Data:
        name = self.pictures.get(one.target.path)
        words = one.words or one.target.address.rpartition("/")[2] or "picture"
        if name is None:
            return {"k": "t", "t": f"[{words}]", "f": ["slanted"]}
        return {"k": "img", "file": name, "alt": words}


def _is_seen(text: str) -> bool:
    """Whether there is something that a reader could point at."""
    return any(unicodedata.category(one)[0] not in "ZC" for one in text)


def broken(text: str) -> str:
    """Words that no line has room for, with places where they may break."""
    return _LONG.sub(_in_pieces, text)


def _in_pieces(found: re.Match[str]) -> str:
    word = found[0]
    return _MAY_BREAK.join(word[at : at + _PIECE] for at in range(0, len(word), _PIECE))


def _as_lists(one: Table) -> Iterator[Block]:
    """A table that no page has room for: of each row every cell below what its column is called."""
    head, *rows = one.rows[one.heads - 1 :]
    for row in rows:
        pairs = []
        for at, cell in enumerate(row):
            title = said(_words(head[at])) if at < len(head) else ""
            label = Paragraph((Run(f"{title}:" if title else "–", strong=True),))
            first = cell.blocks[0] if cell.blocks else None
            if isinstance(first, Paragraph):
                joined = Paragraph((*label.content, Run(" "), *first.content))
                pairs.append(Cell((joined, *cell.blocks[1:])))
            else:
                pairs.append(Cell((label, *cell.blocks)))
        yield Table(tuple((pair,) for pair in pairs))


def _words(cell: Cell) -> Iterator[Inline]:
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            yield from block.content
