"""What people call things, and what is meant: ids in any case, people and roles by name, types by title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ims_docs.model.directory import directory
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository
from ims_docs.model.type import Type
from ims_docs.model.type_words import no_type, stems

_LOOSE_ID = re.compile(r"([A-Za-z]{2,5})[-_ ]?0*([0-9]{1,4})")
_ID = re.compile(r"[A-Z]{2,5}-[0-9]{4}")
_ENDINGS = (".md", ".yaml", ".yml")
_APART = re.compile(r"[\s_-]+")


class Called(NamedTuple):
    """An id and what it is called."""

    id: str
    name: str

    def __str__(self) -> str:
        return f"{self.id} ({self.name})" if self.name and self.name != self.id else self.id


def type_called(types: Mapping[str, Type], text: str) -> Type | None:
    """The type that somebody means: by name, by title or by the letters of its ids, in any case.

    One risk is an entry of `risks`, and several ideas are of the type `idea`.
    """
    if text in types:
        return types[text]
    wanted = _loose(text)
    name = wanted.replace(" ", "-")
    for one in (name, f"{name}s"):  # a register is called by many, and people add one
        if one in types:
            return types[one]
    found = [
        one
        for one in types.values()
        if wanted == _loose(one.title) or (one.prefix and wanted == one.prefix.casefold())
    ]
    said = "".join(stems(text))
    found = found or [
        one
        for one in types.values()
        if said and said in ("".join(stems(one.name)), "".join(stems(one.title)))
    ]
    return found[0] if len(found) == 1 else None


def type_named(types: Mapping[str, Type], text: str) -> Type:
    """The type that somebody means. Raises ConfigurationError where it is none."""
    found = type_called(types, text)
    if found is None:
        raise no_type(types, text, "`ims explain` lists the types.")
    return found


def id_called(repository: Repository, text: str) -> str:
    """The id that somebody wrote: in any case, with or without hyphen and zeros; else the text.

    The path of a document or record stands for its id, that of a register for its name.
    """
    text = text.strip()
    if repository.holders_of(text):
        return text
    if "/" in text or "\\" in text or text.endswith(_ENDINGS):
        return _id_at(repository, text)
    plain = plain_id(text)
    return plain if repository.holders_of(plain) else text


def plain_id(text: str) -> str:
    """An id as it is kept, from the way in which somebody wrote it; other words in small letters."""
    found = _LOOSE_ID.fullmatch(text)
    return f"{found[1].upper()}-{int(found[2]):04}" if found else text.lower()


def _id_at(repository: Repository, text: str) -> str:
    """The id of the one file that a path means, from the top of the repository or its end alone."""
    path = "/" + text.replace("\\", "/").removeprefix("./").lstrip("/")
    items: Iterable[Document | Record] = (*repository.documents, *repository.records)
    known = {one.path: one.id for one in items if one.id}
    known |= {one.path: one.type for one in repository.registers}
    found = [
        name for at, name in known.items() if f"/{at}".endswith(path) or path.endswith(f"/{at}")
    ]
    return found[0] if len(found) == 1 else text


def is_numbered(text: str) -> bool:
    """Whether a text has the form of an id with letters and four digits."""
    return bool(_ID.fullmatch(text))


def meant(repository: Repository, wanted: str, text: str) -> tuple[Called, ...]:
    """What a name stands for where a `wanted` is named: nothing, one, or several alike.

    `wanted` is "people", "roles", a type, or "any". An id is meant as it stands, in any case.
    """
    known = _known(repository, wanted)
    identifier = id_called(repository, text)
    if identifier in known:
        return (Called(identifier, known[identifier]),)
    said = _loose(text)
    for (
        identifier,
        name,
    ) in known.items():  # "PER-0002 Tom Keel" and "Tom Keel (PER-0002)", as they are shown
        both = (f"{identifier} {name}", f"{name} ({identifier})", f"{identifier} ({name})")
        if said in map(_loose, both):
            return (Called(identifier, name),)
    exact = [Called(one, name) for one, name in known.items() if _loose(name) == said]
    if exact or wanted != "people":
        return tuple(exact)
    mails = _mails(repository)
    return tuple(Called(one, known[one]) for one in known if said and said in mails.get(one, ()))


def people_with(repository: Repository, text: str) -> tuple[Called, ...]:
    """Everybody whose name has all these words: "Anna", and "Anna Müller" for Dr. Anna Müller.

    Enough where a person reads back who was understood; a signature asks for the whole name.
    """
    words = set(_plain(text).split())
    return tuple(
        Called(one, name)
        for one, name in _known(repository, "people").items()
        if words and words <= set(_plain(name).split())
    )


def roles_of(repository: Repository, text: str) -> tuple[Called, ...]:
    """The roles of the one person whom a text means; none when it means nobody, or several."""
    found = meant(repository, "people", text)
    who = directory(repository)
    if len(found) != 1:
        return ()
    return tuple(
        Called(role, who.roles[role])
        for role, held in who.holders.items()
        if found[0].id in held and role in who.roles
    )


def alike(repository: Repository, wanted: str, text: str) -> tuple[Called, ...]:
    """What a name that fits nothing may have been meant for: a part of a name, another spelling."""
    import difflib

    known = _known(repository, wanted)
    if _ID.fullmatch(text.strip().upper()):
        return ()  # one number is as good as another: nobody is meant by likeness
    said = _plain(text)
    parts = set(said.split())
    within = [one for one, name in known.items() if parts and parts <= set(_plain(name).split())]
    names = {_plain(name): one for one, name in list(known.items())[::-1]}
    names.update({_plain(one): one for one in known})
    close = difflib.get_close_matches(said, names, 2, 0.7)
    found = within or [names[one] for one in close]
    return tuple(Called(one, known[one]) for one in dict.fromkeys(found))[:3]


def registered(repository: Repository, wanted: str) -> tuple[Called, ...]:
    """What may stand where a `wanted` is named."""
    return tuple(Called(*one) for one in _known(repository, wanted).items())


def _known(repository: Repository, wanted: str) -> Mapping[str, str]:
    """Every id that may stand there, with what it is called."""
    if wanted in ("people", "roles"):
        who = directory(repository)
        return who.people if wanted == "people" else who.roles
    items: Iterable[Document | Record] = (*repository.documents, *repository.records)
    found = {one.id: one.title for one in items if one.id and wanted in ("any", one.type)}
    for register in repository.registers:
        if wanted in ("any", register.type):
            for entry in register.entries:
                called = entry.values.get("title") or entry.values.get("name") or ""
                found.setdefault(entry.id, str(called))
    return found


def _mails(repository: Repository) -> Mapping[str, tuple[str, ...]]:
    """The e-mail addresses of each person, without case."""
    register = repository.register("people")
    found: dict[str, tuple[str, ...]] = {}
    for entry in register.entries if register else ():
        said = [entry.values.get("email"), *_listed(entry.values.get("emails"))]
        found[entry.id] = tuple(_loose(one) for one in said if isinstance(one, str))
    return found


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _loose(text: str) -> str:
    """A text without case, with one blank wherever words stand apart."""
    return _APART.sub(" ", unicodedata.normalize("NFC", text).strip()).casefold()


def _plain(text: str) -> str:
    """The same without accents."""
    parts = unicodedata.normalize("NFKD", _loose(text))
    return "".join(one for one in parts if not unicodedata.combining(one))
