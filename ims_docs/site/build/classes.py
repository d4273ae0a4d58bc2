"""How everything that is and was kept is classified: files, entries of registers, attachments."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

from ims_docs.adapters.git import History
from ims_docs.formats import frontmatter
from ims_docs.formats.frontmatter import MalformedError
from ims_docs.model.attachment import is_attachment
from ims_docs.model.classification import Classification, classified
from ims_docs.model.content import Value
from ims_docs.model.revision import Revision

_TEXTS = (".md", ".yaml", ".yml")
_UNSAID = Classification.INTERNAL
_STRICTEST = Classification.CONFIDENTIAL
_BETWEEN = re.compile(r"[\s/()<>\[\]\"'|#?]+")
"""What stands around the name of a file in a text."""


class Named(NamedTuple):
    """A document, record, register or entry by what it is called."""

    id: str
    """The id; of a register its type."""
    titles: tuple[str, ...]
    classification: Classification


class Said(NamedTuple):
    """What one text says of who may read it."""

    own: Classification = _UNSAID
    """Of the file as a whole."""
    named: tuple[Named, ...] = ()
    """The file itself, then its entries."""

    @property
    def strictest(self) -> Classification:
        """Of the file and of all in it."""
        return max((self.own, *(one.classification for one in self.named)))


@dataclass(frozen=True, kw_only=True)
class Classes:
    """What each text said, today and at every revision."""

    today: Mapping[str, Said]
    """By path of what is there."""
    texts: Mapping[str, Said]
    """By git's name for the bytes."""
    attachments: Mapping[str, Classification] = field(default_factory=dict)
    """The strictest of the texts that ever named each; what no text names is internal."""

    def of(self, path: str) -> Classification:
        """Who may read the file that is there, or was there last."""
        if path in self.attachments:
            return self.attachments[path]
        return self.today[path].own if path in self.today else _UNSAID


def classes(
    history: History, revisions: Mapping[str, tuple[Revision, ...]], kept: Mapping[str, bytes], paths: Iterable[str]
) -> Classes:  # fmt: skip
    """Read what every text says, as it is kept and as every revision held it. Content never makes it raise.

    What is gone counts as its last text said.
    """
    today: dict[str, Said] = {}
    beside = _Attachments({*filter(is_attachment, (*paths, *revisions))})
    for path, data in kept.items():
        if path.endswith(_TEXTS) and path.startswith("docs/"):
            today[path] = said(path, data)
            beside.look(today[path], data)
    texts: dict[str, Said] = {}
    wanted = {one.blob: one.path for some in revisions.values() for one in some if one.blob}
    wanted = {blob: path for blob, path in wanted.items() if _is_text(path)}
    for (blob, path), bytes_then in zip(wanted.items(), history.blobs(wanted), strict=True):
        if bytes_then is not None:
            texts[blob] = said(path, bytes_then)
            beside.look(texts[blob], bytes_then)
    for path, changes in revisions.items():
        last = next((one.blob for one in changes if one.blob in texts), "")
        if path not in today and last:
            today[path] = texts[last]
    return Classes(today=today, texts=texts, attachments=beside.found)


def said(path: str, data: bytes) -> Said:
    """What the bytes of a text say. What cannot be read is confidential if that word is in it."""
    try:
        values = frontmatter.read(path, data, bare=frontmatter.begins_with_text).values
    except MalformedError:
        return Said(_STRICTEST if b"confidential" in data.lower() else _UNSAID)
    own = classified(values.get("classification"))
    return Said(own, tuple(_named(path, values, own)))


def _is_text(path: str) -> bool:
    return path.startswith("docs/") and path.endswith(_TEXTS)


def _named(path: str, values: Mapping[str, Value], own: Classification) -> Iterator[Named]:
    is_register = not path.endswith(".md")
    yield _called(values, "type" if is_register else "id", own)
    entries = values.get("entries") if is_register else None
    for one in entries if isinstance(entries, list) else ():
        if isinstance(one, dict):
            yield _called(one, "id", entry_class(one, own))


def entry_class(values: Mapping[str, Value], own: Classification) -> Classification:
    """Who may read an entry: nobody who may not read its register."""
    return max(own, classified(values["classification"])) if "classification" in values else own


def _called(values: Mapping[str, Value], key: str, own: Classification) -> Named:
    titles = (values.get(one) for one in ("title", "name"))
    name = values.get(key)
    return Named(
        name if isinstance(name, str) else "",
        tuple(one for one in titles if isinstance(one, str)),
        own,
    )


class _Attachments:
    """Files beside the texts, and the strictest text that names each."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._names: dict[str, list[str]] = defaultdict(list)
        for path in sorted(paths):
            self._names[path.rpartition("/")[2]].append(path)
        self._broken = [name for name in self._names if _BETWEEN.search(name)]
        self.found: dict[str, Classification] = {}

    def look(self, said: Said, data: bytes) -> None:
        """Look for their names in a text, written as they are or as in an address."""
        if not self._names:
            return
        text = data.decode("utf-8", "replace")
        words = _BETWEEN.split(text)
        named = {*words, *map(unquote, words)} & self._names.keys()
        named.update(one for one in self._broken if one in text)
        for name in named:
            for path in self._names[name]:
                self.found[path] = max(said.strictest, self.found.get(path, said.strictest))
