"""One file of the template in a repository at work: a document, a register, or a plain text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ims_docs.formats import frontmatter
from ims_docs.model.content import Value
from ims_docs.services.exchange.clash import Clash
from ims_docs.services.records.record_text import with_keys
from ims_docs.services.records.register_text import with_rows, without_advice
from ims_docs.services.upgrade.merging import (
    Mapped,
    Merged,
    Three,
    Way,
    has_placeholder,
    merge_keys,
    merge_lines,
)
from ims_docs.services.upgrade.news import without_told

_REGISTERS = "docs/registers/"
_OWN_KEYS = ("id", "type", "version")
"""Keys of a document that no template changes."""


def merge_file(way: Way, ours: bytes, base: bytes, new: bytes) -> Merged:
    """The three states of one file as one. Raises MalformedError where one cannot be read."""
    if b"\0" in ours or b"\0" in new:
        raise frontmatter.MalformedError(1, 1, "This is no text", "Compare the two yourself.")
    is_foreign = b"\r\n" in ours
    texts = Three(*(frontmatter.decode(one.replace(b"\r\n", b"\n")) for one in (ours, base, new)))
    if way.path.startswith(_REGISTERS) and way.path.endswith((".yaml", ".yml")):
        merged = _register(way, texts)
    elif all(one.startswith("---\n") for one in texts):
        merged = _document(way, texts)
    elif way.path.endswith(".md"):
        told = without_told(*texts)
        merged = merge_lines(way, Three(texts.ours, told.base, told.new))
        merged = merged._replace(news=told.news)
    else:
        merged = merge_lines(way, texts)
    return merged._replace(text=merged.text.replace("\n", "\r\n")) if is_foreign else merged


def _document(way: Way, texts: Three) -> Merged:
    """Key by key at the top, line by line below."""
    parts = [frontmatter.split(one) for one in texts]
    values = Mapped(*(_without_own(frontmatter.parse(front).values) for front, _, _ in parts))
    keys = merge_keys(way, "", values)
    text = with_keys(texts.ours, keys.changes) if keys.changes else texts.ours
    ours, base, new = (body for _, body, _ in parts)
    told = without_told(ours, base, new)
    body = merge_lines(way, Three(ours, told.base, told.new))
    return Merged(
        text.removesuffix(ours) + body.text,
        (*keys.questions, *body.questions),
        (*keys.news, *told.news),
    )


def _without_own(values: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if name not in _OWN_KEYS}


class _Rows(NamedTuple):
    changes: dict[str, dict[str, Value]]
    added: list[dict[str, Value]]
    questions: list[Clash]
    news: list[str]


def _register(way: Way, texts: Three) -> Merged:
    """What stands above and below the entries line by line, the entries by id and key."""
    is_written = "guidance" not in frontmatter.parse(texts.ours).values
    if is_written:
        texts = Three(texts.ours, without_advice(texts.base), without_advice(texts.new))
    rows = _rows(way, texts, is_written=is_written)
    text = with_rows(texts.ours, rows.changes, rows.added)
    around = [_around(one) for one in (text, texts.base, texts.new)]
    head, tail = (merge_lines(way, Three(*(one[at] for one in around))) for at in (0, 2))
    return Merged(
        head.text + around[0][1] + tail.text,
        (*head.questions, *rows.questions, *tail.questions),
        tuple(rows.news),
    )


def _rows(way: Way, texts: Three, *, is_written: bool) -> _Rows:
    ours, base, new = (_entries(one) for one in texts)
    rows = _Rows({}, [], [], [])
    for name, entry in new.items():
        if name not in ours and name not in base:
            if is_written and has_placeholder(entry):
                rows.news.append(f"A new entry {name}: {_words(entry)}")
            else:
                rows.added.append(dict(entry))
        elif name not in ours:
            if entry != base[name]:
                rows.news.append(f"{name} changed; here it was taken out: {_words(entry)}")
        elif name not in base:
            if entry != ours[name]:
                rows.news.append(
                    f"A new entry with the number {name}, which is yours already: {_words(entry)}"
                )
        else:
            keys = merge_keys(way, f"{name}, ", Mapped(ours[name], base[name], entry))
            if keys.changes:
                rows.changes[name] = dict(keys.changes)
            rows.questions.extend(keys.questions)
            rows.news.extend(f"{name}: {one.strip()}" for one in keys.news)
    return rows


def _entries(text: str) -> dict[str, dict[str, Value]]:
    listed = frontmatter.parse(text).values.get("entries")
    found = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return {str(one["id"]): one for one in found if "id" in one}


def _around(text: str) -> tuple[str, str, str]:
    """What stands above the entries, the entries, and what stands below."""
    positions = frontmatter.parse(text).positions
    lines = text.splitlines(keepends=True)
    tops = sorted(line - 1 for key, (line, _) in positions.items() if len(key) == 1)
    start = positions["entries",][0] - 1 if ("entries",) in positions else len(lines)
    end = min((one for one in tops if one > start), default=len(lines))
    return "".join(lines[:start]), "".join(lines[start:end]), "".join(lines[end:])


def _words(entry: Mapping[str, Value]) -> str:
    return "; ".join(
        f"{key}: {value}" for key, value in entry.items() if isinstance(value, str) and key != "id"
    )


def id_in(data: bytes) -> str:
    """The id at the top of a document; empty where there is none that can be read."""
    try:
        text = frontmatter.decode(data)
        found = (
            frontmatter.parse(frontmatter.split(text)[0]).values.get("id")
            if text.startswith("---\n")
            else ""
        )
    except frontmatter.MalformedError:
        return ""
    return found if isinstance(found, str) else ""
