"""Findings for whoever reads them in a browser: a field by its title, a person by name beside the id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ims_docs.desk.office import Sight
from ims_docs.model.finding import Finding
from ims_docs.model.type import Kind, Property, Type

_KEY = re.compile(
    r"(?P<asked>Add a line )?(?P<key>\bkey )?`(?P<name>[a-z][a-z0-9_]*)(?:: ?(?P<value>[^`]*))?`"
)
_ID = re.compile(r"\b[A-Z]{2,8}-[0-9]{2,}\b(?! \()")
_PATH = re.compile(r"\bdocs/[^\s:,`]+\.(?:md|ya?ml)\b")
_FORMAL = ("Id of", "Ids of", "Calendar date as")
"""Descriptions that say how a value is written, which nobody has to know who chooses."""
_TYPED = re.compile(r"(?:(?<=\. )|^)`ims [^.]*(?:\.|$)")
"""A sentence that begins with a command: it is for who writes in a terminal."""
_ANY = "…"
"""Stands in a message for a value of one's own."""


def told(found: Iterable[Finding], sight: Sight) -> list[Finding]:
    """The same findings in words of the desk."""
    return [
        replace(one, message=_said(one.message, one, sight), hint=_said(one.hint, one, sight))
        for one in found
    ]


def in_words(text: str, sight: Sight, titles: Mapping[str, str]) -> str:
    """A message: keys and files become titles, and people have their names."""

    def key(found: re.Match[str]) -> str:
        title = titles.get(found["name"], "")
        if not title:
            return found[0]
        value = found["value"] or ""
        shown = f"“{title}”" if value in ("", _ANY) else f"“{title}”: {value}"
        before = "Fill in " if found["asked"] else "field " if found["key"] else ""
        return f"{before}{shown}"

    def person(found: re.Match[str]) -> str:
        name = sight.who.people.get(found[0]) or sight.who.roles.get(found[0], "")
        return f"{found[0]} ({name})" if name and name not in text else found[0]

    def title(found: re.Match[str]) -> str:
        item = sight.by_path.get(found[0])
        return f"“{item.title}”" if item else found[0]

    return _ID.sub(person, _PATH.sub(title, _KEY.sub(key, text)))


def named(text: str, sight: Sight) -> str:
    """A sentence in which files have their titles, and people their names."""
    return in_words(text, sight, {})


def help_of(key: Property) -> str:
    """What a field asks for, without how its value is written in a file."""
    if key.description.startswith(_FORMAL):
        return ""
    return _TYPED.sub("", key.description).replace("`", "").strip()


def titles_of(keys: Iterable[Property]) -> dict[str, str]:
    """Title of each key, and of each part of one. A key itself goes before a part of its name."""
    some = tuple(keys)
    parts = {part.name: part.title for one in some for part in one.parts}
    return {**parts, **{one.name: one.title for one in some}}


def _said(text: str, one: Finding, sight: Sight) -> str:
    known = _type(one.where.path, sight)
    return in_words(text, sight, titles_of(known.properties) if known else {})


def _type(path: str, sight: Sight) -> Type | None:
    """The type of what lies at a path, or of what would lie there."""
    types = sight.repository.types
    if item := sight.by_path.get(path):
        return types.get(item.type)
    folder = path.rpartition("/")[0].removeprefix("docs/")
    here = (one for one in types.values() if one.folder == folder and one.kind is Kind.RECORD)
    return next(here, None)
