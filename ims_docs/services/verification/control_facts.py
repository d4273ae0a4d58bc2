"""What a file that controls says, as plain facts that can be compared: name to text. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from ims_docs.errors import UnreadableError
from ims_docs.formats import settings
from ims_docs.formats.frontmatter import MalformedError, read_keys
from ims_docs.formats.schemas.lives import life_of
from ims_docs.formats.signatures import KeyFormError, PublicKey
from ims_docs.model.content import Value
from ims_docs.model.trust import ROOT_KEYS, Level

Facts: TypeAlias = Mapping[str, str]

LEVEL, APPROVERS = "approval.level", "approval.approvers"
_DEFAULTS = {LEVEL: Level.SIGNED.value, APPROVERS: "1"}
CLAUSE, WAIVER, GATE, ATTRIBUTE = "not applicable: clause", "waiver of", "gate", "attribute"
HOLDERS, PERSON, CLOSING = "holders of", "person", "states that close"
PEOPLE = "docs/registers/people.yaml"


class _Reader(NamedTuple):
    holds: Callable[[str], bool]
    read: Callable[[str, bytes], Iterator[tuple[str, str]]]


def is_control(path: str) -> bool:
    """Whether a file says how the others are judged or kept."""
    return any(one.holds(path) for one in _READERS)


def facts_of(path: str, data: bytes) -> Facts:
    """What it says. Raises UnreadableError."""
    reader = next(one for one in _READERS if one.holds(path))
    try:
        return dict(reader.read(path, data))
    except MalformedError as error:
        raise UnreadableError(error.message) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnreadableError(f"It cannot be read: {error}") from error


def _settings(_: str, data: bytes) -> Iterator[tuple[str, str]]:
    values = read_keys(data).values
    yield from _DEFAULTS.items()
    for key, value in values.items():
        if key == "not_applicable":
            for one in _entries(value):
                yield f"{CLAUSE} {_text(one.get('clause'))}", _text(one.get("justification"))
        elif key == "waivers":
            for one in _entries(value):
                where = _text(one.get("path")) or "all files"
                yield f"{WAIVER} {_text(one.get('rule'))} in {where}", _decided(one)
        else:
            yield from _flat(key, value)


def _decided(waiver: Mapping[str, Value]) -> str:
    person, until = _text(waiver.get("person")), _text(waiver.get("until"))
    return f"by {person} until {until}: {_text(waiver.get('reason'))}"


def _people(_: str, data: bytes) -> Iterator[tuple[str, str]]:
    for one in _entries(read_keys(data).values.get("entries")):
        said = (f"{_text(one.get('name'))} <{_text(one.get('email'))}>", _text(one.get("active")))
        yield f"{PERSON} {_text(one.get('id'))}", ", ".join(filter(None, said))


def _roles(_: str, data: bytes) -> Iterator[tuple[str, str]]:
    for one in _entries(read_keys(data).values.get("entries")):
        role = _text(one.get("id"))
        yield f"{HOLDERS} {role}", _text(one.get("holders"))
        yield f"deputy of {role}", _text(one.get("deputy"))


def _type(path: str, data: bytes) -> Iterator[tuple[str, str]]:
    values: Any = json.loads(data)
    name = path.rpartition("/")[2].partition(".")[0]
    ends = [one.name for one in life_of(values).states if one.closes] if "x-ims" in values else []
    yield f"{CLOSING} of type {name}", ", ".join(ends)
    yield from _digest(path, data)


def _gates(_: str, data: bytes) -> Iterator[tuple[str, str]]:
    for repo in _entries(read_keys(data).values.get("repos")):
        for one in _entries(repo.get("hooks")):
            entry = (
                _text(one.get("entry")) or f"of {_text(repo.get('repo'))} {_text(repo.get('rev'))}"
            )
            yield f"{GATE} {_text(one.get('id'))}", entry


def _lines(path: str, data: bytes) -> Iterator[tuple[str, str]]:
    word = ATTRIBUTE if path.endswith(".gitattributes") else "line"
    for line in data.decode("utf-8", "replace").splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield f"{word} `{line.strip()}`", "there"


def _root(_: str, data: bytes) -> Iterator[tuple[str, str]]:
    found = []
    for line in data.decode("ascii", "replace").splitlines():
        try:
            found.append(PublicKey.parse(line)[0].fingerprint)
        except KeyFormError:
            continue
    yield "root key", ", ".join(found)


def _digest(_: str, data: bytes) -> Iterator[tuple[str, str]]:
    yield "text", f"sha256:{hashlib.sha256(data).hexdigest()[:16]}"


def _flat(key: str, value: Value) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for inner, each in value.items():
            yield from _flat(f"{key}.{inner}", each)
    else:
        yield key, _text(value)


def _entries(value: Value) -> Iterator[Mapping[str, Value]]:
    yield from (one for one in (value if isinstance(value, list) else []) if isinstance(one, dict))


def _text(value: Value) -> str:
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return "" if value is None else str(value)


_WORKFLOWS = (".github/", ".gitlab-ci.yml", ".forgejo/")
_READERS = (
    _Reader(lambda path: path == settings.FILE, _settings),
    _Reader(lambda path: path == PEOPLE, _people),
    _Reader(lambda path: path == "docs/registers/roles.yaml", _roles),
    _Reader(lambda path: path == ROOT_KEYS, _root),
    _Reader(lambda path: path.startswith("schemas/") and path.endswith(".json"), _type),
    _Reader(lambda path: path == ".pre-commit-config.yaml", _gates),
    _Reader(lambda path: path == ".mailmap" or path.endswith(".gitattributes"), _lines),
    _Reader(
        lambda path: path.startswith("standards/") and path.endswith((".yaml", ".yml")), _digest
    ),
    _Reader(lambda path: path.startswith(_WORKFLOWS), _digest),
)
