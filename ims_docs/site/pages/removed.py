"""What is gone: a page for each file that the repository no longer holds; of a record without its text."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.domain.approval_state import people_of
from ims_docs.model.approval import StoredStatement
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.removal import statement_path
from ims_docs.site.pages import listing, markup, revisions, signing, texts
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.file_history import Removed
from ims_docs.site.pages.values import NOTHING, Values

INDEX = "gone.md"
_BOX = "danger ims-obsolete"
_WORDS = (
    "Documents, records and registers that were kept once and are no longer, the last to go first. Nothing of "
    "them is in force, and a search does not find them. Documents and registers can be read as they were last."
)
_WITHHELD = (
    "This page does not show what it said: records are removed above all because they name a person. "
    "Whoever may read the history finds the text there."
)
_MOST_REASON = 800
"""Characters of a reason."""
_WORTH = (
    "They were signed while it was here. They put nothing in force any more; the column Key says whether "
    "each signature fits the list of signers."
)


def pages(edition: SiteContent) -> Iterator[tuple[str, str]]:
    """A page for each, and the list."""
    if not is_needed(edition):
        return
    yield INDEX, _index(edition)
    for path, one in edition.gone.items():
        yield edition.place(path), _page(edition, path, one)


def is_needed(edition: SiteContent) -> bool:
    """Whether anything is gone."""
    return bool(edition.gone or edition.repository.removed)


def _index(edition: SiteContent) -> str:
    rows: list[tuple[str, ...]] = [
        (
            one.ended.authored.date().isoformat() if one.ended else "not saved yet",
            markup.link(markup.inline(one.name), edition.place(path), INDEX),
            _kind(one),
            markup.inline(one.ended.author) if one.ended else NOTHING,
            _reason(edition, one),
            markup.code(one.ended.commit[:10]) if one.ended else NOTHING,
        )
        for path, one in edition.gone.items()
    ]
    rows += _without_page(edition)
    head = ("Removed on", "What", "Kind", "By", "Reason", "Commit")
    listed = markup.sortable(markup.table(head, rows))
    return markup.page("What is gone", "# What is gone", _WORDS, listed, wide=True, searched=False)


def _without_page(edition: SiteContent) -> Iterator[tuple[str, ...]]:
    """What was taken out of a register that is still there, the last to go first."""
    shown = {_name(one) for one in edition.gone.values()}
    removed = [one for name, one in edition.repository.removed.items() if name not in shown]
    for one in sorted(removed, key=lambda each: each.removed_at, reverse=True):
        kind = "entry" if one.path.endswith((".yaml", ".yml")) else "file"
        place = edition.place(one.path)
        named = markup.inline(f"{one.removed} ({edition.type_title(one.type)})")
        yield (
            one.removed_at.date().isoformat(),
            markup.link(named, place, INDEX) if place else named,
            kind,
            markup.inline(people_of(edition.repository).name(one.person)),
            markup.inline(one.reason),
            NOTHING,
        )


def _reason(edition: SiteContent, one: Removed) -> str:
    said = edition.repository.removed.get(_name(one))
    if said:
        return markup.inline(said.reason)
    return markup.inline(one.ended.subject) if one.ended else NOTHING


def _name(one: Removed) -> str:
    return one.item.type if isinstance(one.item, Register) else one.item.id


def _page(edition: SiteContent, path: str, one: Removed) -> str:
    origin = edition.place(path)
    return markup.page(
        f"{one.name} (gone)",
        *_text(edition, one, origin),
        *_statements(edition, one, origin),
        "## Revisions",
        revisions.table(edition.revisions.get(path, ())),
        wide=isinstance(one.item, Register),
        searched=False,
    )


def _text(edition: SiteContent, one: Removed, origin: str) -> Iterator[str]:
    """Heading, banner, control box, and the last text of a document or register."""
    item = one.item
    above = (_banner(edition, one, origin), _control(edition, one, origin))
    if isinstance(item, Record):
        yield f"# {markup.inline(one.name)}"
        yield from above
        yield _WITHHELD
        return
    if isinstance(item, Register):
        yield f"# {markup.inline(item.title)}"
        yield from above
        yield "## Entries"
        yield listing.entries(edition, item, origin)
        return
    if item.body.unsafe_markup:
        heading, rest = f"# {markup.inline(item.title)}", markup.verbatim(one.source.body)
    else:
        written = texts.written(edition, item, one.source, origin)
        heading, rest = texts.split_heading(written, item.title)
    yield heading
    yield from above
    yield texts.details(edition, item, origin)
    yield rest


def _banner(edition: SiteContent, one: Removed, origin: str) -> str:
    """When it went, by whom and why; and what has its identifier now."""
    if one.ended is None:
        title = "Gone from the folder: its removal is not saved yet"
        told = "This is the last text that was saved."
    else:
        title = f"Gone: removed on {one.ended.authored.date()} by {one.ended.author}"
        commit = markup.code(one.ended.commit[:10])
        reason = one.ended.reason
        cut = "…" if len(reason) > _MOST_REASON else ""
        told = f"Reason ({commit}): {markup.inline(reason[:_MOST_REASON]) or 'none given'}{cut}"
        if not isinstance(one.item, Record):
            told += (
                "\n\nThis is its last text, kept to be looked up; nothing on this page is in force."
            )
    told += _stated(edition, one)
    if heir := _heir(edition, one):
        linked = markup.link(markup.inline(edition.label(heir)), edition.place(heir), origin)
        told += f"\n\nWhat it was is now in {linked}."
    return markup.box(_BOX, title, told)


def _stated(edition: SiteContent, one: Removed) -> str:
    """What the removal statement says; or that there is none."""
    said = edition.repository.removed.get(_name(one))
    if said is None:
        return "\n\nNo removal statement says why."
    person = markup.inline(people_of(edition.repository).name(said.person))
    return (
        f"\n\nRemoval statement of {said.removed_at.date()} by {person}: "
        f"{markup.inline(said.reason)} ({markup.code(statement_path(said.removed))})"
    )


def _heir(edition: SiteContent, one: Removed) -> str:
    """The file that has its identifier now, empty when none has."""
    if isinstance(one.item, Register):
        register = edition.repository.register(one.item.type)
        return register.path if register else ""
    return edition.texts[one.item.id].path if one.item.id in edition.texts else ""


def _control(edition: SiteContent, one: Removed, origin: str) -> str:
    item = one.item
    values = Values(edition, origin, item.content)
    said = item.content.text
    facts = [
        *([("Identifier", markup.inline(item.id or "none"))] if not isinstance(item, Register) else []),
        *([("Version", markup.inline(item.version or "none"))] if isinstance(item, Document) else []),
        *([("Date", markup.inline(said("date") or "none"))] if isinstance(item, Record) else []),
        *([("State when it went", markup.inline(item.state) or "none")] if isinstance(item, Record) else []),
        ("Type", markup.inline(edition.type_title(item.type))),
        ("Owner", values.owner(said("owner"))),
        ("Classification", markup.inline(said("classification") or "none")),
        ("Last saved", f"{one.last.authored.date()} by {markup.inline(one.last.author)}"),
        ("File", markup.code(f"git show {one.last.commit[:10]}:{one.last.path}")),
        ("SHA-256 of the file", markup.code(one.source.digest)),
    ]  # fmt: skip
    title = f"{one.name} · {_kind(one)} · gone"
    return markup.box("ims-control", title, markup.table(("Control", "Value"), facts))


def _statements(edition: SiteContent, one: Removed, origin: str) -> Iterator[str]:
    """What was signed about it, whether or not it counted."""
    name = one.item.type if isinstance(one.item, Register) else one.item.id
    if not name or _heir(edition, one):
        return
    kept = [filed for filed in edition.repository.statements if filed.document == name]
    if kept:
        rows = [row for filed in reversed(kept) if (row := _row(edition, filed, origin))]
        yield "## Signed statements"
        yield markup.table(("Day", "Person", "SignResult", "Version", "Key"), rows)
        yield f"{_WORTH} They are kept in {markup.code(f'approvals/{name}/')}."


def _row(edition: SiteContent, filed: StoredStatement, origin: str) -> tuple[str, ...] | None:
    statement = filed.statement
    if statement is None:
        return None
    person = people_of(edition.repository).name(statement.signer)
    found = edition.find(statement.signer)
    return (
        statement.signed_at.date().isoformat(),
        markup.link(markup.inline(person), found, origin) if found else markup.inline(person),
        signing.said(statement),
        markup.inline(statement.version),
        f"does not fit: {markup.inline(filed.refused)}" if filed.refused else signing.key(filed),
    )


def _kind(one: Removed) -> str:
    return type(one.item).__name__.lower()
