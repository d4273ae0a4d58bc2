"""Reading: one document, record, register or page, with everything around it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from ims_docs.desk.asking import Answer, Attachment, Call, Elsewhere, NoPageError, page
from ims_docs.desk.office import Sight
from ims_docs.desk.pictures import kept
from ims_docs.desk.showing import html_of
from ims_docs.domain.approval_state import State, standings
from ims_docs.domain.views import referrers, things
from ims_docs.domain.views.table import whole
from ims_docs.errors import RefusedError
from ims_docs.formats import frontmatter
from ims_docs.model.document import Document
from ims_docs.model.page import Page as PlainPage
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.type import Kind, Type
from ims_docs.services.records.sections import parts

_PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp"}  # fmt: skip


_FINDING, _AUDITS = "audit-finding", ("audit-plan", "internal-audit-report")
"""A finding names the plan or the report of its audit."""
_MADE = ("audit-sample", "audit-checklist")
"""Types whose records have pages of their own that make them."""


def by_id(call: Call) -> Answer:
    """The page of whatever has this id."""
    place = call.look().place(call.path["id"].upper()) or call.look().place(call.path["id"])
    if not place:
        raise NoPageError
    return Elsewhere(place)


def file(call: Call) -> Answer:
    """The page of a file below docs/."""
    sight, path = call.look(), f"docs/{call.path['path']}"
    if path.endswith("/") and f"{path}index.md" in sight.repository.paths:
        return Elsewhere(f"/{path}index.md")
    if path not in sight.repository.paths:
        waiting = kept(sight.workspace, path)
        if waiting is None:
            raise NoPageError
        return Attachment(waiting, _PICTURES[PurePosixPath(path).suffix])
    found = sight.by_path.get(path)
    if isinstance(found, Register):
        return _register(call, found)
    if isinstance(found, Document | Record):
        return _text(call, found)
    plain = next((one for one in sight.repository.pages if one.path == path), None)
    if plain is not None:
        return _plain(call, plain)
    return _attachment(sight, path)


def _text(call: Call, item: Document | Record) -> Answer:
    sight = call.look()
    data = sight.snapshot.body(item.path) or b""
    body = frontmatter.body_of(data)
    shown = [one for one in things(sight.repository, item.id) if one.path == item.path]
    standing = standings(sight.repository).of(item) if isinstance(item, Document) else None
    return page(
        "text.html",
        call,
        item=item,
        thing=shown[0] if shown else None,
        type=sight.repository.types[item.type],
        is_record=isinstance(item, Record),
        is_closed=isinstance(item, Record) and item.is_closed,
        standing=standing,
        may_submit=standing is not None
        and standing.state is State.DRAFT
        and not item.template_text,
        sections=[
            (number, one, html_of(str(one), item.path)) for number, one in enumerate(parts(body))
        ],
        referrers=referrers(sight.repository, shown) if shown else (),
        followers=list(_followers(sight, item)) if isinstance(item, Record) else (),
        findings=sight.findings_in(item.path),
    )


def _followers(sight: Sight, item: Record) -> Iterator[tuple[Type, str]]:
    """The types of record that name one like this, each with the key that does."""
    for type_ in sight.repository.types.values():
        names = "any" if type_.name == _FINDING and item.type in _AUDITS else item.type
        key = next(
            (one for one in type_.properties if one.form == "id" and one.names == names), None
        )
        if key is not None and type_.kind is Kind.RECORD and type_.name not in _MADE:
            yield type_, key.name


def _register(call: Call, register: Register) -> Answer:
    sight = call.look()
    type_ = sight.repository.types[register.type]
    table = whole([register], type_)
    standing = standings(sight.repository).of(register)
    wanted = type_.columns or tuple(one.key for one in table.columns[:8])
    return page(
        "register.html",
        call,
        register=register,
        type=type_,
        columns=[one for one in table.columns if one.key in wanted],
        others=[one for one in table.columns if one.key not in wanted],
        standing=standing,
        may_submit=standing.state is State.DRAFT and not register.template_text,
        advice=register.content.text("guidance").strip(),
        findings=sight.findings_in(register.path),
    )


def _plain(call: Call, item: PlainPage) -> Answer:
    sight = call.look()
    data = sight.snapshot.body(item.path) or b""
    body = frontmatter.parts(data, bare=frontmatter.begins_with_text).body
    title = item.body.headings[0].title if item.body.headings else item.path
    return page("plain.html", call, title=title, html=html_of(body, item.path))


def _attachment(sight: Sight, path: str) -> Answer:
    """A file that is shown or handed out, and never run."""
    data = sight.snapshot.body(path)
    if data is None:
        raise RefusedError(
            f"{path} is too large to be shown here, or cannot be read",
            hint="Open it in its folder, with the program that made it.",
        )
    return Attachment(
        data, _PICTURES.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")
    )
