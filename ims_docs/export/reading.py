"""The text of a copy as blocks: what the keys say, then the words, and what cannot be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ims_docs.domain.views import Names
from ims_docs.domain.views.names import title_of
from ims_docs.export.choosing import Chosen
from ims_docs.export.copies import Unshown
from ims_docs.export.wording import heading, paragraph, said
from ims_docs.formats import frontmatter
from ims_docs.formats.markdown.prose import prose
from ims_docs.model.document import Document
from ims_docs.model.page import Page
from ims_docs.model.prose import Block, Code, Picture, all_blocks, inlines
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.type import Type
from ims_docs.services.workspace import Snapshot

_IN_HEAD = ("id", "type", "title", "version", "owner", "classification", "entries")
LARGEST = 20_000_000
"""Bytes of a picture that a copy takes."""
_KINDS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")


class Body(NamedTuple):
    """The text, and where a copy differs from its page."""

    blocks: tuple[Block, ...]
    unshown: tuple[Unshown, ...]


def body_of(chosen: Chosen, known: Names, type_: Type | None) -> Body:
    """What a text says, keys first."""
    item = chosen.item
    details = tuple(said(item.content.values, type_, known, _IN_HEAD))
    if isinstance(item, Register):
        return Body((*details, *_entries(item, type_, known)), ())
    written = frontmatter.body_of(chosen.data)
    text = text_of(item, written, chosen.data)
    return Body((*details, *text.blocks), text.unshown)


def text_of(item: Document | Record | Page, written: str, data: bytes) -> Body:
    """The words of a text; those that a page would hide or run come as they are written."""
    if item.body.unsafe_markup:
        return Body((Code(written.strip("\n")),), tuple(_as_written(item)))
    blocks = prose(written, item.path)
    return Body(blocks, (*_misread(item), *_drawings(item, blocks, data)))


def _entries(register: Register, type_: Type | None, known: Names) -> Iterator[Block]:
    for entry in register.entries:
        yield heading(f"{entry.id} {title_of(entry)}".strip() or "An entry without a name")
        yield from said(entry.values, type_, known, ("id",))
    if not any(register.entries):
        yield paragraph("It has no entries.")


def _as_written(item: Document | Record | Page) -> Iterator[Unshown]:
    for one in item.body.unsafe_markup:
        yield Unshown(item.path, one.line, one.message, one.hint, is_lost=False)


def _misread(item: Document | Record | Page) -> Iterator[Unshown]:
    for one in item.body.misreadings:
        if one.kind == "html":
            yield Unshown(item.path, one.line, one.message, one.hint, is_lost=False)


def _drawings(
    item: Document | Record | Page, blocks: Iterable[Block], data: bytes
) -> Iterator[Unshown]:
    lines = data.decode("utf-8", "replace").split("\n")
    at = 0
    for one in all_blocks(blocks):
        if isinstance(one, Code) and one.is_drawing:
            first = one.text.split("\n", 1)[0].strip()
            at = next((n for n in range(at, len(lines)) if first in lines[n]), at) + 1
            yield Unshown(
                item.path,
                at,
                "The drawing is shown as its source",
                "Only a browser draws Mermaid. A picture in the text is shown as a picture.",
                is_lost=False,
            )


class Pictures(NamedTuple):
    """The pictures of a text by path, where each stands, and those that cannot be shown."""

    held: dict[str, bytes]
    lines: dict[str, int]
    lost: tuple[Unshown, ...]


def pictures_of(
    snapshot: Snapshot, body: Body, item: Document | Record | Register | Page
) -> Pictures:
    """The pictures of a text."""
    shown = [one for one in inlines(body.blocks) if isinstance(one, Picture)]
    wanted = dict.fromkeys(one.target.path for one in shown)
    held = snapshot.bodies(path for path in wanted if path in snapshot.repository.paths)
    found, lines, lost = {}, {}, []
    for one in shown:
        data, line = held.get(one.target.path), _line(item, one)
        problem = _problem(snapshot, one.target.path, data)
        if data is not None and not problem:
            found[one.target.path], lines[one.target.path] = data, line
        else:
            name = one.target.address or "A picture without an address"
            lost.append(Unshown(item.path, line, f"{name}: {problem}", _HINT))
    return Pictures(found, lines, tuple(lost))


_HINT = "Put the picture as PNG, JPEG or SVG beside the text, and link to it."


def _problem(snapshot: Snapshot, path: str, data: bytes | None) -> str:
    if not path:
        return "the picture lies elsewhere, and a copy loads nothing"
    if data is None:
        return "the picture is not there"
    if why := snapshot.repository.why_left_out(path):
        return why
    if not path.lower().endswith(_KINDS):
        return "pictures of this kind are not shown"
    return "the picture is too large" if len(data) > LARGEST else ""


def _line(item: Document | Record | Register | Page, one: Picture) -> int:
    links = () if isinstance(item, Register) else item.body.links
    return next((link.line for link in links if link.target == one.target.address), 1)
