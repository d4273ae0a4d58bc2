"""Another title or another place for something, and every link that leads to it mended."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ims_docs.domain.approval_state import standings
from ims_docs.domain.unread import refuse_unread
from ims_docs.errors import ConfigurationError, RefusedError
from ims_docs.model.document import Document
from ims_docs.model.naming import id_called
from ims_docs.model.page import Page
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository
from ims_docs.model.text import Link, spelled
from ims_docs.services.records.record_text import with_keys
from ims_docs.services.workspace.transaction import Transaction

_BEFORE = r"(\]\(\s*<?|^ {0,3}\[[^\]]+\]:\s*<?|(?:href|src)=[\"']?)"
"""What stands before the target of a link: in brackets, in a definition, in HTML."""
_AFTER = r"(?=[\s)>\"'#?]|$)"
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:")
_NOT_IN_A_TARGET = re.compile(r"[ ()<>%?#\"]")
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """What is called or lies otherwise now."""

    id: str
    path: str
    former_path: str
    title: str = ""
    """The new title, empty where only the place is another one."""
    followed: tuple[str, ...] = ()
    """Files whose links were mended."""
    again: bool = False
    """Whether it was so already."""


def is_place(text: str) -> bool:
    """Whether somebody who says this means a file or a folder, and no title."""
    return text.endswith((".md", "/")) or text.startswith(("docs/", "./", "../"))


def rename(transaction: Transaction, identifier: str, to: str) -> Renamed:
    """Prepare it in a transaction. Raises ConfigurationError, RefusedError.

    What is closed or in force keeps its bytes: where a link in it would have to change, or its
    title, nothing is done.
    """
    item = _item(transaction.repository, identifier)
    return _moved(transaction, item, to) if is_place(to) else _retitled(transaction, item, to)


def _item(repository: Repository, identifier: str) -> Document | Record:
    name = id_called(repository, identifier)
    items: tuple[Document | Record, ...] = (*repository.documents, *repository.records)
    found = [one for one in items if name in (one.id, one.path)]
    if len(found) == 1:
        return found[0]
    if found:
        raise ConfigurationError(
            f"{name} is held twice: {found[0].path} and {found[1].path}",
            hint="Name the file instead of the id.",
        )
    refuse_unread(repository, identifier)
    raise ConfigurationError(
        f"There is no document or record {identifier!r}",
        hint="`ims list TYPE` shows the ids. The title of an entry is a key of its register.",
    )


def _retitled(transaction: Transaction, item: Document | Record, title: str) -> Renamed:
    title = " ".join(title.split())
    again = Renamed(id=item.id, path=item.path, former_path=item.path, title=title, again=True)
    if title == item.title:
        return again
    if why := _fixed(transaction.repository, item):
        raise RefusedError(f"{item.id} keeps its title: {why}", hint=_otherwise(item))
    text = transaction.read(item.path)
    transaction.replace(item.path, with_keys(text, {"title": title}))
    return Renamed(id=item.id, path=item.path, former_path=item.path, title=title)


def _moved(transaction: Transaction, item: Document | Record, to: str) -> Renamed:
    path = _target(item, to)
    if path == item.path:
        return Renamed(id=item.id, path=path, former_path=path, again=True)
    root = transaction.workspace.root
    if (root / path).exists() or (root / path).is_symlink():
        raise RefusedError(f"{path} exists already", hint="Choose another name.")
    changed = dict(_mended(transaction, item.path, path))
    repository = transaction.repository
    items: tuple[Document | Record, ...] = (*repository.documents, *repository.records)
    stuck = [
        f"{one.id} ({one.path})" for one in items if one.path in changed and _fixed(repository, one)
    ]
    if stuck:
        more = f" and {len(stuck) - _NAMED} more" if len(stuck) > _NAMED else ""
        raise RefusedError(
            f"It stays where it is: a link would have to change in {', '.join(stuck[:_NAMED])}{more}, "
            "and what is closed or in force keeps every byte",
            hint="Give it another title instead: ims rename ID TITLE",
        )
    own = changed.pop(item.path, None) or transaction.read(item.path)
    transaction.create(path, own)
    transaction.remove(item.path)
    for place, text in changed.items():
        transaction.replace(place, text)
    return Renamed(id=item.id, path=path, former_path=item.path, followed=tuple(sorted(changed)))


def _target(item: Document | Record, to: str) -> str:
    """The file that somebody means. Raises ConfigurationError, RefusedError."""
    if isinstance(item, Record):
        raise RefusedError(
            f"{item.id} lies under its number, as every record does",
            hint="Give it another title: ims rename ID TITLE",
        )
    path = posixpath.normpath(to if to.startswith("docs/") else f"docs/{to}")
    if to.endswith("/"):
        path = f"{path}/{posixpath.basename(item.path)}"
    if not path.startswith("docs/") or not path.endswith(".md"):
        raise ConfigurationError(
            f"{to} is no place for a document", hint="Name a file such as docs/support/name.md."
        )
    return path


def _fixed(repository: Repository, item: Document | Record) -> str:
    """Why its bytes stay as they are, empty when they need not."""
    if isinstance(item, Record):
        return "it is closed" if item.is_closed else ""
    return "this text is in force" if standings(repository).of(item).is_in_force else ""


def _otherwise(item: Document | Record) -> str:
    if isinstance(item, Record):
        return f"Correct it visibly: ims correct {item.id}"
    return "Write the next version, with the new title and a higher number in `version`."


def _mended(transaction: Transaction, before: str, after: str) -> Iterator[tuple[str, str]]:
    """Every text with a link that would lead elsewhere, with that link mended."""
    for page in transaction.repository.texts:
        own = after if page.path == before else page.path
        changes = dict(_changes(page, own, before, after))
        if changes:
            yield page.path, _with_links(transaction.read(page.path), page.body.links, changes)


def _changes(
    page: Document | Record | Page, own: str, before: str, after: str
) -> Iterator[tuple[str, str]]:
    """By target as written: what has to be written instead."""
    for link in page.body.links:
        path, fragment = link.destination(page.path)
        if not path or link.target.startswith("#"):
            continue
        meant = after if path == before else path
        if own != page.path or meant != path:
            place = posixpath.relpath(meant, posixpath.dirname(own))
            place = _NOT_IN_A_TARGET.sub(lambda one: f"%{ord(one[0]):02X}", place)
            written = f"{place}#{fragment}" if fragment else place
            if written != link.target:
                yield link.target, written


def _with_links(text: str, links: tuple[Link, ...], changes: dict[str, str]) -> str:
    """A text with other targets where its links stand, and in the definitions of its links."""
    places = {link.line for link in links if link.target in changes}
    targets = [
        (re.compile(f"{_BEFORE}{spelled(old).pattern}{_AFTER}"), new.replace("\\", r"\\"))
        for old, new in changes.items()
    ]

    def mended(line: str) -> str:
        for found, new in targets:
            line = found.sub(rf"\g<1>{new}", line)
        return line

    return "\n".join(
        mended(line) if number in places or _DEFINITION.match(line) else line
        for number, line in enumerate(text.split("\n"), 1)
    )
