"""What is gone: a page for each file that the repository no longer holds; of a record without its text."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.domain.approval_state import people_of
from ims_docs.model.approval import StoredStatement
from ims_docs.model.document import Document
from ims_docs.model.reason import words
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.removal import statement_path
from ims_docs.site.pages import (
    concern,
    details,
    gone_rows,
    listing,
    markup,
    revisions,
    signing,
    texts,
)
from ims_docs.site.pages.content import GONE_PAGE, SiteContent
from ims_docs.site.pages.file_history import Removed
from ims_docs.site.pages.values import NOTHING, Values

INDEX = GONE_PAGE
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


def pages(content: SiteContent) -> Iterator[tuple[str, str]]:
    """A page for each, and the list."""
    if not is_needed(content):
        return
    yield INDEX, _index(content)
    for path, one in content.removed_items.items():
        yield content.place(path), _page(content, path, one)


def is_needed(content: SiteContent) -> bool:
    """Whether anything is gone."""
    return bool(content.removed_items or content.gone_parts or concern.vanished(content))


def _index(content: SiteContent) -> str:
    rows: list[tuple[str, ...]] = [
        (
            one.ended.authored.date().isoformat() if one.ended else "not saved yet",
            markup.link(markup.inline(one.name), content.place(path), INDEX),
            _kind(one),
            markup.inline(one.ended.author) if one.ended else NOTHING,
            _reason(content, one),
            markup.code(one.ended.commit[:10]) if one.ended else NOTHING,
        )
        for path, one in content.removed_items.items()
    ]
    rows += gone_rows.rows(content, INDEX)
    head = ("Removed on", "What", "Kind", "By", "Reason", "Commit")
    listed = [markup.sortable(markup.table(head, rows))] if rows else []
    missing = gone_rows.elsewhere(content, INDEX)
    return markup.page(
        "What is gone", "# What is gone", _WORDS, *listed, *missing, wide=True, searched=False
    )


def _reason(content: SiteContent, one: Removed) -> str:
    statement = content.repository.removed.get(one.key)
    if statement:
        return markup.inline(statement.reason)
    if one.ended is None:
        return NOTHING
    return f"**No removal statement.** Saved as: {markup.inline(words(one.ended.subject))}"


def _page(content: SiteContent, path: str, one: Removed) -> str:
    origin = content.place(path)
    return markup.page(
        f"{one.name} (gone)",
        *_text(content, one, origin),
        *_statements(content, one, origin),
        "## Revisions",
        revisions.table(content, path, origin),
        wide=isinstance(one.item, Register),
        searched=False,
    )


def _text(content: SiteContent, one: Removed, origin: str) -> Iterator[str]:
    """Heading, banner, control box, and the last text of a document or register."""
    item = one.item
    above = (_banner(content, one, origin), _control(content, one, origin))
    if isinstance(item, Record):
        yield f"# {markup.inline(one.name)}"
        yield from above
        yield _WITHHELD
        return
    if isinstance(item, Register):
        yield f"# {markup.inline(item.title)}"
        yield from above
        yield "## Entries"
        yield listing.entries(content, item, origin)
        return
    if item.body.unsafe_markup:
        heading, rest = f"# {markup.inline(item.title)}", markup.verbatim(one.source.body)
    else:
        written = texts.written(content, item, one.source, origin)
        heading, rest = texts.split_heading(written, item.title)
    yield heading
    yield from above
    yield details.details(content, item, origin)
    yield rest


def _banner(content: SiteContent, one: Removed, origin: str) -> str:
    """When it went, by whom and why; and what has its identifier now."""
    if one.ended is None:
        title = "Gone from the folder: its removal is not saved yet"
        text = "This is the last text that was saved."
    else:
        title = f"Gone: removed on {one.ended.authored.date()} by {one.ended.author}"
        commit = markup.code(one.ended.commit[:10])
        reason = one.ended.reason
        cut = "…" if len(reason) > _MOST_REASON else ""
        text = f"Reason ({commit}): {markup.inline(reason[:_MOST_REASON]) or 'none given'}{cut}"
        if not isinstance(one.item, Record):
            text += (
                "\n\nThis is its last text, kept to be looked up; nothing on this page is in force."
            )
    text += _stated(content, one)
    if successor := _successor(content, one):
        linked = markup.link(
            markup.inline(content.label(successor)), content.place(successor), origin
        )
        text += f"\n\nWhat it was is now in {linked}."
    return markup.box(_BOX, title, text)


def _stated(content: SiteContent, one: Removed) -> str:
    """What the removal statement says; or that there is none."""
    statement = content.repository.removed.get(one.key)
    if statement is None:
        return "\n\nNo removal statement says why."
    person = markup.inline(people_of(content.repository).name(statement.person))
    return (
        f"\n\nRemoval statement of {statement.removed_at.date()} by {person}: "
        f"{markup.inline(statement.reason)} ({markup.code(statement_path(statement.removed))})"
    )


def _successor(content: SiteContent, one: Removed) -> str:
    """The file that has its identifier now, empty when none has."""
    if isinstance(one.item, Register):
        register = content.repository.register(one.item.type)
        return register.path if register else ""
    return content.texts[one.item.id].path if one.item.id in content.texts else ""


def _control(content: SiteContent, one: Removed, origin: str) -> str:
    item = one.item
    values = Values(content, origin, item.content)
    text = item.content.text
    facts = [
        *([("Identifier", markup.inline(item.id or "none"))] if not isinstance(item, Register) else []),
        *([("Version", markup.inline(item.version or "none"))] if isinstance(item, Document) else []),
        *([("Date", markup.inline(text("date") or "none"))] if isinstance(item, Record) else []),
        *([("State when it went", markup.inline(item.state) or "none")] if isinstance(item, Record) else []),
        ("Type", markup.inline(content.type_title(item.type))),
        ("Owner", values.owner(text("owner"))),
        ("Classification", markup.inline(text("classification") or "none")),
        ("Last saved", f"{one.last.authored.date()} by {markup.inline(one.last.author)}"),
        ("File", markup.code(f"git show {one.last.commit[:10]}:{one.last.path}")),
        ("SHA-256 of the file", markup.code(one.source.digest)),
    ]  # fmt: skip
    title = f"{one.name} · {_kind(one)} · gone"
    return markup.box("ims-control", title, markup.table(("Control", "Value"), facts))


def _statements(content: SiteContent, one: Removed, origin: str) -> Iterator[str]:
    """What was signed about it, whether or not it counted."""
    name = one.key
    if not name or _successor(content, one):
        return
    kept = [stored for stored in content.repository.statements if stored.document == name]
    if kept:
        rows = [row for stored in reversed(kept) if (row := _row(content, stored, origin))]
        yield "## Signed statements"
        yield markup.table(("Day", "Person", "Statement", "Version", "Key"), rows)
        yield f"{_WORTH} They are kept in {markup.code(f'approvals/{name}/')}."


def _row(content: SiteContent, stored: StoredStatement, origin: str) -> tuple[str, ...] | None:
    statement = stored.statement
    if statement is None:
        return None
    person = people_of(content.repository).name(statement.signer)
    found = content.find(statement.signer)
    return (
        statement.signed_at.date().isoformat(),
        markup.link(markup.inline(person), found, origin) if found else markup.inline(person),
        signing.statement_text(statement),
        markup.inline(statement.version),
        f"does not fit: {markup.inline(stored.refused)}" if stored.refused else signing.key(stored),
    )


def _kind(one: Removed) -> str:
    return type(one.item).__name__.lower()
