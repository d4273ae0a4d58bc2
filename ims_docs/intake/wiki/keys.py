"""What stands above a former text: its keys, as the keys that we have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from ims_docs.formats import frontmatter
from ims_docs.model.content import Value, readable

_FENCE = re.compile(r"---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_LINE = re.compile(r"([A-Za-z][\w .-]*?)\s*[:=]\s*(.*)")
_OURS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "name", "titel"),
    "id": ("id", "doc_id", "docid", "document_id", "number", "doc_no"),
    "version": ("version", "revision", "rev"),
    "date": ("date", "updated", "last_modified", "modified", "created", "approved_on", "datum"),
    "owner": ("owner", "author", "authors", "responsible", "verantwortlich"),
}


class Above(NamedTuple):
    """Keys and the rest."""

    keys: dict[str, str]
    more: list[str]
    body: str


def above(text: str) -> Above:
    """A text cut below its front matter; without any, all of it is the body."""
    found = _FENCE.match(text) or _TOML.match(text)
    if not found:
        return Above({}, [], text)
    values = _values(found[1])
    if not values:
        return Above({}, [], text)
    keys: dict[str, str] = {}
    more: list[str] = []
    for name, value in values.items():
        said = " ".join(readable(value).split())
        loose = re.sub(r"[ -]+", "_", name.casefold())
        ours = next((one for one, names in _OURS.items() if loose in names and one not in keys), "")
        if ours and said:
            keys[ours] = said
        elif said:
            more.append(f"{name}: {said}")
    return Above(keys, more, text[found.end() :])


def _values(front: str) -> dict[str, Value]:
    try:
        return frontmatter.parse(f"{front}\n").values
    except frontmatter.MalformedError:
        pass
    lines = [line for line in front.split("\n") if line.strip()]
    pairs = [_LINE.fullmatch(line.strip()) for line in lines]
    if not any(pairs):
        return {}
    found: dict[str, Value] = {}
    last = ""
    for line, pair in zip(lines, pairs, strict=True):
        if pair and not line.startswith((" ", "\t", "-")):
            last = pair[1]
            found[last] = pair[2].strip().strip("\"'")
        elif last:
            found[last] = f"{found[last]} {line.strip()}".strip()
    return found
