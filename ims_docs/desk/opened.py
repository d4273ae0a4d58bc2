"""One section of one text, as it lies open at the desk."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from ims_docs.desk.asking import Call, NoPageError
from ims_docs.desk.office import Sight
from ims_docs.desk.pictures import waiting
from ims_docs.desk.telling import told
from ims_docs.domain.approval_state import standings
from ims_docs.domain.runner import Selection, check
from ims_docs.errors import RefusedError
from ims_docs.formats.frontmatter import decode, naming
from ims_docs.model.document import Document
from ims_docs.model.finding import Finding
from ims_docs.model.record import Record
from ims_docs.model.version import following
from ims_docs.services.records.record_text import with_keys
from ims_docs.services.records.sections import Part, fill, sections_of, with_part


class Opened(NamedTuple):
    """One section of one text, as it lies open."""

    item: Document | Record
    text: str
    number: int
    parts: list[Part]
    following: str = ""
    """The version that a changed text gets; empty where it is a draft already."""

    @property
    def part(self) -> Part:
        """The section."""
        return self.parts[self.number]

    @property
    def mark(self) -> str:
        """By which the next request knows that nobody else changed this section."""
        return sha256(str(self.part).encode()).hexdigest()[:20]

    @property
    def next_open(self) -> int | None:
        """The next section with something left to do, from here on and from the beginning again."""
        left = [n for n, one in enumerate(self.parts) if one.is_open and n != self.number]
        return next((n for n in left if n > self.number), left[0] if left else None)

    def with_part(self, part: Part) -> str:
        """The whole text with the section in place, as the draft of the next version where it is in force."""
        text = with_part(self.text, self.number, part)
        if text == self.text or not self.following:
            return text
        return with_keys(text, {"version": self.following})


class Placed(NamedTuple):
    """A finding, and the line of the words that it is about; 0 where it is about none of them."""

    finding: Finding
    line: int


def opened(call: Call, text: str | None = None) -> Opened:
    """The section that is asked for. Raises NoPageError and RefusedError."""
    path = f"docs/{call.path['path']}"
    item = call.look().by_path.get(path)
    if not isinstance(item, Document | Record):
        raise NoPageError
    if isinstance(item, Record) and item.is_closed:
        raise RefusedError(
            f"{item.id} is closed, and what is closed stays as it is",
            hint="If it goes on, add a new record.",
        )
    if text is None:
        with naming(path):
            text = decode((call.look().workspace.root / path).read_bytes())
    found = sections_of(text)
    said = call.form.text("part") or call.query.get("part", "")
    number = int(said) if said.isdecimal() and len(said) < 6 else _first(found)
    if not 0 <= number < len(found):
        raise NoPageError
    return Opened(item, text, number, found, _following(call.look(), item))


def typed(call: Call, one: Opened) -> tuple[Part, list[str]]:
    """The section with what was typed and the places that were filled in; and places that are gone."""
    form = call.form
    places = list(zip(form.all("place.of"), form.all("place"), strict=False))
    words, gone = fill(form.text("words"), [(of, said.strip()) for of, said in places])
    if words.rstrip() == one.part.words:
        words = one.part.words
    return one.part.saying(words), gone


def about(sight: Sight, one: Opened, part: Part) -> list[Placed]:
    """What the rules say of the section if it stood there so, by the line of its words."""
    path, text = one.item.path, one.with_part(part)
    pictures = dict(waiting(sight.workspace, text, path))
    report = check(sight.workspace.with_texts({path: text, **pictures}), Selection(paths=(path,)))
    before = len(text) - len("".join(map(str, sections_of(text))))
    parts = sections_of(text)
    start = text[:before].count("\n") + "".join(map(str, parts[: one.number])).count("\n")
    size = max(str(parts[one.number]).count("\n"), 1)
    lines = {at: number for number, at in enumerate(parts[one.number].lines, 1)}
    return [
        Placed(found, lines.get(found.where.line - start, 0))
        for found in told(report.findings, sight)
        if start < found.where.line <= start + size
    ]


def _following(sight: Sight, item: Document | Record) -> str:
    standing = standings(sight.repository).of(item) if isinstance(item, Document) else None
    if standing is None or standing.in_force is None:
        return ""
    is_next = standing.version == standing.in_force.version
    return following(standing.in_force.version) if is_next else ""


def _first(found: list[Part]) -> int:
    """The section to begin with: the first with something left to do."""
    left = [n for n, one in enumerate(found) if one.is_open]
    return left[0] if left else min(1, len(found) - 1)
