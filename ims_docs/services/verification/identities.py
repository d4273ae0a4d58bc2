"""Which ids each file of a history held: what can be missed when it is not there any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from ims_docs.adapters.git import History
from ims_docs.adapters.git.ledger import Ledger, Touch
from ims_docs.formats import frontmatter, markdown
from ims_docs.formats.frontmatter import MalformedError
from ims_docs.model.content import Value
from ims_docs.model.removal import (
    Removal,
    entry_digest,
    file_digest,
    is_statement_path,
    suggestions,
)
from ims_docs.services.loading.content import is_content, is_index
from ims_docs.services.verification.rows import Row, rows_of

_AT_ONCE = 200
"""Files whose bytes are fetched together."""

Held = Mapping[str, str]
"""Id to title, of everything in one file."""


class Name(NamedTuple):
    """The bytes of a file, under a name that says how to read them."""

    blob: str
    is_text: bool
    """Whether it is a Markdown file with keys above its text."""


class Identities:
    """What every file of a history held, read once for each different content.

    A file that cannot be read for a while is still what it was before: nobody can make
    something nameless first and take it away then.
    """

    def __init__(self, history: History, ledger: Ledger) -> None:
        self._suggested: dict[str, Held] = {}
        self._states: dict[str, str] = {}
        self._forms: set[str] = set()
        self._rows: dict[str, tuple[Row, ...]] = {}
        self._history = history
        self._read: dict[Name, Held | None] = dict(self._all(history, ledger))
        self._carried: dict[tuple[str, str], Held] = {}
        for one in ledger.commits:
            for group in ledger.touches[one.name]:
                for touch in group:
                    self._carry(touch)

    def of(self, path: str, blob: str) -> Held:
        """What a file held with these bytes; nothing for no file."""
        if not blob or not is_kept(path):
            return {}
        read = self._read.get(_name(path, blob))
        return self._carried.get((path, blob), {}) if read is None else read

    def suggested(self, blob: str) -> Held:
        """The entries of a register that still holds the guidance of the template: id to digest."""
        return self._suggested.get(blob, {})

    def is_form(self, blob: str) -> bool:
        """Whether a record or document with these bytes is a form that nobody wrote into."""
        if blob not in self._forms:
            return False
        data = next(iter(self._history.blobs([blob])), None)
        return bool(data) and markdown.structure(frontmatter.body_of(data or b""), 1).is_unfilled

    def digest(self, path: str, blob: str, name: str) -> str:
        """Of what stands under an id in a file, as a removal statement names it; empty for nothing."""
        data = next(iter(self._history.blobs([blob])), None) or b""
        if path.endswith(".md") or is_register(name):
            return file_digest(data)
        values = _values(data, is_text=False) or {}
        entries = values.get("entries")
        found = (
            one for one in (entries if isinstance(entries, list) else ()) if isinstance(one, dict)
        )
        return next((entry_digest(one) for one in found if _said(one, "id") == name), "")

    def rows(self, blob: str) -> tuple[Row, ...] | None:
        """The rows in the lists of a record; None where it cannot be read."""
        return self._rows.get(blob, () if self._read.get(Name(blob, is_text=True)) else None)

    def state(self, blob: str) -> str:
        """The state that a record said it was in; empty for what has none."""
        return self._states.get(blob, "")

    def _all(self, history: History, ledger: Ledger) -> Iterator[tuple[Name, Held | None]]:
        waiting = iter(dict.fromkeys(_names(ledger)))
        while some := list(islice(waiting, _AT_ONCE)):
            for one, data in zip(some, history.blobs(each.blob for each in some), strict=True):
                values = _values(data, is_text=one.is_text)
                if values is not None and not one.is_text and (found := suggestions(values)):
                    self._suggested[one.blob] = found
                if values is not None and one.is_text and (rows := rows_of(values)):
                    self._rows[one.blob] = rows
                if values is not None and (state := _said(values, "status")):
                    self._states[one.blob] = state
                if values is not None and one.is_text and data and _TEMPLATE_TEXT in data:
                    self._forms.add(one.blob)
                yield one, None if values is None else _held(values, is_text=one.is_text)

    def _carry(self, touch: Touch) -> None:
        if touch.after and is_kept(touch.path):
            key = (touch.path, touch.after)
            if self._read.get(_name(*key)) is None and key not in self._carried:
                self._carried[key] = self.of(touch.path, touch.before)


def is_kept(path: str) -> bool:
    """Whether a file holds documents, records or registers."""
    return is_content(path) and not is_index(path)


def plain(identifier: str) -> str:
    """An id as people write it; of a register its name."""
    return identifier.removeprefix(_REGISTER)


def is_register(identifier: str) -> bool:
    """Whether this stands for a whole register."""
    return identifier.startswith(_REGISTER)


_TEMPLATE_TEXT = b"[TODO:"
_REGISTER = "register "
"""Keeps the name of a register apart from ids, which have no blanks."""


def said(history: History, ledger: Ledger) -> dict[str, Removal]:
    """By git's name for the bytes: what each removal statement of a history says."""
    names = dict.fromkeys(
        touch.after
        for groups in ledger.touches.values()
        for group in groups
        for touch in group
        if touch.after and is_statement_path(touch.path)
    )
    found: dict[str, Removal] = {}
    for name, data in zip(names, history.blobs(names), strict=True):
        with suppress(ValueError):
            found[name] = Removal.parse(data or b"")
    return found


def _names(ledger: Ledger) -> Iterable[Name]:
    for groups in ledger.touches.values():
        for group in groups:
            for touch in group:
                if is_kept(touch.path):
                    for blob in (touch.before, touch.after):
                        if blob:
                            yield _name(touch.path, blob)


def _name(path: str, blob: str) -> Name:
    return Name(blob, path.endswith(".md"))


def _values(data: bytes | None, *, is_text: bool) -> Mapping[str, Value] | None:
    """The keys of a file; None where it cannot be read. An empty one can, and has none."""
    if data is None:
        return None
    if not data.strip():
        return {}
    try:
        return (frontmatter.read_page(data) if is_text else frontmatter.read_keys(data)).values
    except MalformedError:
        return None


def _held(values: Mapping[str, Value], *, is_text: bool) -> Held:
    """Id to title."""
    if is_text:
        name, title = _said(values, "id"), _said(values, "title")
        return {name: title} if name else {}
    kind, entries = _said(values, "type"), values.get("entries")
    found = {f"{_REGISTER}{kind}": _said(values, "title")} if kind else {}
    for one in entries if isinstance(entries, list) else ():
        if isinstance(one, dict) and (name := _said(one, "id")):
            found[name] = _said(one, "title") or _said(one, "name")
    return found


def _said(values: Mapping[str, Value], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""
