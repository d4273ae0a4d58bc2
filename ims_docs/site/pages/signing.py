"""What people signed: about one text, by everybody, and with which keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ims_docs.domain.approval_state import Subject, people_of, role_acted_in, standings
from ims_docs.model.approval import Meaning, Statement, StoredStatement
from ims_docs.model.document import Document
from ims_docs.site.pages import markup
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.statements import newest_first
from ims_docs.site.pages.values import NOTHING

CHECKING = "guide.md#approvals"
_SAYS = {
    Meaning.PREPARED: "prepared it",
    Meaning.APPROVED: "approved it",
    Meaning.APPROVED_ALONE: "approved it alone",
    Meaning.REVIEWED: "confirmed it",
    Meaning.WITHDRAWN: "withdrew it",
    Meaning.RETURNED: "returned it to whoever submitted it",
}


def section(content: SiteContent, subject: Subject, digest: str, origin: str) -> Iterator[str]:
    """Who said what about exactly the text with this digest, and where that is kept."""
    name = standings(content.repository).of(subject).subject
    found = [one for one in content.signed.get(name, ()) if one.statement.digest == digest]
    if not found:
        return
    rows = [
        (
            one.statement.signed_at.date().isoformat(),
            _person(content, one.statement, origin),
            _role(content, subject, one.statement),
            statement_text(one.statement),
            key(one.stored),
        )
        for one in found
    ]
    folder = markup.code(f"{found[0].statement.folder}/")
    how = markup.link("How to check one by hand", CHECKING, origin)
    yield "## Approvals"
    yield markup.table(("Day", "Person", "Role", "Says", "Key"), rows)
    yield f"They speak of exactly this text, {markup.code(digest)}, and are kept in {folder}. {how}."


def in_tree(content: SiteContent, subject: Subject) -> Iterator[str]:
    """The same about the text in the tree."""
    versions = [subject.version] if isinstance(subject, Document) else []
    known = content.repository.digests.get(subject.path, {})
    digests = dict.fromkeys(
        text for version, text in known.items() if not versions or version in versions
    )
    for text in digests:
        yield from section(content, subject, text, content.place(subject.path))


def by_everybody(content: SiteContent, origin: str) -> Iterator[str]:
    """Every statement that counts, newest first, and the keys."""
    signed = newest_first(one for some in content.signed.values() for one in some)
    if signed:
        rows = [
            (
                one.statement.signed_at.date().isoformat(),
                _person(content, one.statement, origin),
                statement_text(one.statement),
                _subject(content, one.statement, origin),
                markup.inline(one.statement.version),
                key(one.stored),
            )
            for one in signed
        ]
        head = ("Day", "Person", "Says", "What", "Version", "Key")
        how = markup.link("How to check a signature by hand", CHECKING, origin)
        yield "## Signatures"
        yield f"Every statement that counts, newest first. Days are those that the signers claim. {how}."
        yield markup.sortable(markup.table(head, rows))
    yield from _keys(content, origin)


def _keys(content: SiteContent, origin: str) -> Iterator[str]:
    keys = content.repository.trust.keys
    if not keys:
        return
    people = people_of(content.repository)
    rows = [
        (
            _linked(content, people.name(one.person), one.person, origin),
            markup.code(one.fingerprint),
            markup.inline(one.passkey.described if one.passkey else one.kind),
            _moment(one.valid_after),
            _moment(one.valid_before),
        )
        for one in keys
    ]
    root = content.repository.trust.root
    yield "## Keys"
    yield (
        f"The list {markup.code('trust/allowed_signers')} says whose key counts from when to when. "
        + (
            f"It is signed with the root key {markup.code(root)}."
            if root
            else "No root key signed it."
        )
    )
    yield markup.table(("Person", "Fingerprint", "Kind", "From", "Until"), rows)


def _moment(moment: datetime | None) -> str:
    return moment.date().isoformat() if moment else NOTHING


def _person(content: SiteContent, statement: Statement, origin: str) -> str:
    name = people_of(content.repository).name(statement.signer)
    return _linked(content, name, statement.signer, origin)


def _linked(content: SiteContent, text: str, identifier: str, origin: str) -> str:
    target = content.find(identifier)
    return markup.link(markup.inline(text), target, origin) if target else markup.inline(text)


def _subject(content: SiteContent, statement: Statement, origin: str) -> str:
    """The document or register of a statement, by its id alone when nothing is known of it."""
    name = statement.document
    path = content.path_of(name)
    if not path:
        return markup.inline(name)
    return markup.link(markup.inline(content.label(path)), content.place(path), origin)


def _role(content: SiteContent, subject: Subject, statement: Statement) -> str:
    """The role in which somebody signed."""
    return markup.inline(role_acted_in(content.repository, subject, statement)) or NOTHING


def statement_text(statement: Statement) -> str:
    """What somebody says in a statement, with the reason where there is one."""
    words = _SAYS[statement.meaning]
    return f"{words}: {markup.inline(statement.reason)}" if statement.reason else words


def key(stored: StoredStatement) -> str:
    """The fingerprint of the key that signed."""
    return (
        f'<span class="ims-key">{markup.code(stored.key)}</span>'
        if stored.key
        else "no key (recorded)"
    )
