"""What a file that controls says, as plain facts that can be compared: name to text. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
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
CLAUSE, WAIVER, ATTRIBUTE, IGNORED = "not applicable: clause", "waiver of", "attribute", "ignored"
GATE, ALL_GATES = "gate ", "gates, "
HOLDERS, DEPUTY, FORMER = ROLE_OF = ("holders of", "deputy of", "former holders of")
PERSON, CLOSING = "person", "states that close"
PEOPLE, ROLES = "docs/registers/people.yaml", "docs/registers/roles.yaml"
WHO = ("people", "roles")
"""Types of the registers that say who may judge, wherever they lie."""


class _Reader(NamedTuple):
    holds: Callable[[str], bool]
    read: Callable[[str, bytes], Iterator[tuple[str, str]]]


_LARGEST = 4_194_304
"""Bytes; what controls is read by people."""
_OF_TEXTS, _TEXTS = ("docs/", "approvals/"), (".md", ".txt", ".sig")


def subject_of(path: str, registers: Collection[str]) -> str:
    """What a file controls: `people` or `roles` where it is such a register, otherwise its path.

    `registers` are the types of those that it holds. Empty for a file that controls nothing.
    """
    if path.endswith(_TEXTS) and path.startswith(_OF_TEXTS):
        return ""  # most of what a history holds
    if path in (PEOPLE, ROLES):
        return WHO[path == ROLES]
    found = next((one for one in WHO if one in registers), "")
    return found or (path if any(one.holds(path) for one in _READERS) else "")


def is_list(subject: str) -> bool:
    """Whether each line of it says something for itself, also when the file is new."""
    return _LINES.holds(subject)


def facts_of(subject: str, data: bytes) -> Facts:
    """What it says. Raises UnreadableError."""
    path = {"people": PEOPLE, "roles": ROLES}.get(subject, subject)
    reader = next(one for one in _READERS if one.holds(path))
    if len(data) > _LARGEST:
        raise UnreadableError(f"It has more than {_LARGEST} bytes")
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
                yield (
                    f"{CLAUSE} {_text(one.get('clause'))}",
                    _text(one.get("justification")) or "no reason",
                )
        elif key == "waivers":
            for one in _entries(value):
                yield f"{WAIVER} {_text(one.get('rule'))} {_where(one)}", _decided(one)
        else:
            yield from _flat(key, value)


def _where(waiver: Mapping[str, Value]) -> str:
    clause, path = _text(waiver.get("clause")), _text(waiver.get("path"))
    return f"in {path or 'all files'}" + (f" for clause {clause}" if clause else "")


def _decided(waiver: Mapping[str, Value]) -> str:
    person, until = _text(waiver.get("person")), _text(waiver.get("until"))
    return f"by {person} until {until}: {_text(waiver.get('reason'))}"


def _people(_: str, data: bytes) -> Iterator[tuple[str, str]]:
    for one in _entries(read_keys(data).values.get("entries")):
        said = (f"{_text(one.get('name'))} <{_text(one.get('email'))}>", _text(one.get("active")))
        person = f"{PERSON} {_text(one.get('id'))}"
        yield person, ", ".join(filter(None, said))
        yield f"{person}, other addresses", _text(one.get("other_emails"))


def _roles(_: str, data: bytes) -> Iterator[tuple[str, str]]:
    for one in _entries(read_keys(data).values.get("entries")):
        role = _text(one.get("id"))
        yield f"{HOLDERS} {role}", _text(one.get("holders"))
        yield f"{DEPUTY} {role}", _text(one.get("deputy"))
        former = (f"{_text(each.get('person'))} until {_text(each.get('until'))}"
                  for each in _entries(one.get("former")))  # fmt: skip
        yield f"{FORMER} {role}", ", ".join(former)


def _type(path: str, data: bytes) -> Iterator[tuple[str, str]]:
    values: Any = json.loads(data)
    name = path.rpartition("/")[2].partition(".")[0]
    about = values.get("x-ims")
    states = life_of(values).states if about else ()
    yield f"{CLOSING} of type {name}", ", ".join(one.name for one in states if one.closes)
    moves = [f"{one.name} to {each}" for one in states for each in one.moves]
    yield f"moves of type {name}", ", ".join(moves)
    yield f"type {name}, required", _text(values.get("required"))
    for key, value in about.items() if about else ():
        if key != "life":
            yield from _flat(f"type {name}, {key}", value)
    yield from _digest(path, data)


def _gates(_: str, data: bytes) -> Iterator[tuple[str, str]]:
    values = read_keys(data).values
    for key in values.keys() - {"repos"}:
        yield f"{ALL_GATES}{key}", _text(values[key])
    for repo in _entries(values.get("repos")):
        for one in _entries(repo.get("hooks")):
            entry = (
                _text(one.get("entry")) or f"of {_text(repo.get('repo'))} {_text(repo.get('rev'))}"
            )
            gate = f"{GATE}{_text(one.get('id'))}"
            yield gate, entry
            how = (f"{key} {_text(one[key])}" for key in sorted(one.keys() - _OF_A_GATE))
            yield f"{gate}, how it runs", "; ".join(how)


def _lines(path: str, data: bytes) -> Iterator[tuple[str, str]]:
    word = _WORDS.get(path.rpartition("/")[2], "line")
    for line in data.decode("utf-8", "replace").split("\n"):
        if line.strip() and not line.lstrip().startswith("#"):
            yield f"{word} `{line.strip()}`", "there"


def _root(_: str, data: bytes) -> Iterator[tuple[str, str]]:
    found = []
    for line in data.decode("ascii", "replace").split("\n"):
        try:
            found.append(PublicKey.parse(line)[0].fingerprint)
        except KeyFormError:
            continue
    yield "root key", ", ".join(found)


def _pack(path: str, data: bytes) -> Iterator[tuple[str, str]]:
    values = read_keys(data).values
    name = _text(values.get("id")) or path
    yield f"standard {name}, may_be_excluded", _text(values.get("may_be_excluded"))
    for key, word in (("clauses", "number"), ("items", "id")):
        for one in _entries(values.get(key)):
            for inner, each in one.items():
                if inner in _OF_A_PACK:
                    yield from _flat(f"standard {name}, {_text(one.get(word))}, {inner}", each)
    yield from _digest(path, data)


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


_OF_A_GATE = {"id", "name", "entry", "description"}
_OF_A_PACK = ("modality", "clause", "also", "required", "satisfied_by")
"""What a pack asks for; all else in it is explanation."""
_WORDS = {".gitattributes": ATTRIBUTE, ".gitignore": IGNORED}
_LINES = _Reader(lambda path: path.rpartition("/")[2] in _WORDS or path == ".mailmap", _lines)
_WORKFLOWS = (".github/", ".gitlab-ci.yml", ".forgejo/")
_READERS = (
    _Reader(lambda path: path == settings.FILE, _settings),
    _Reader(lambda path: path == PEOPLE, _people),
    _Reader(lambda path: path == ROLES, _roles),
    _Reader(lambda path: path == ROOT_KEYS, _root),
    _Reader(lambda path: path.startswith("schemas/") and path.endswith(".json"), _type),
    _Reader(lambda path: path == ".pre-commit-config.yaml", _gates),
    _LINES,
    _Reader(lambda path: path.startswith("standards/") and path.endswith((".yaml", ".yml")), _pack),
    _Reader(lambda path: path.startswith(_WORKFLOWS), _digest),
)
