"""What a type, a clause or a rule is about: one click from each field that asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ims_docs.desk.asking import Answer, Call, NoPageError, page
from ims_docs.desk.showing import html_of
from ims_docs.desk.telling import help_of
from ims_docs.errors import ConfigurationError
from ims_docs.model.naming import type_called
from ims_docs.model.type import Property, Type
from ims_docs.services.explain import explain, knowledge_of

_FORMS: Mapping[str, str] = {
    "line": "one line",
    "text": "a few sentences",
    "date": "a day",
    "email": "an e-mail address",
    "number": "a whole number",
    "group": "several answers that belong together",
    "person": "a person",
    "role": "a role",
    "clause": "the number of a clause",
}
_SEVERAL: Mapping[str, str] = {
    "line": "several lines",
    "person": "several people",
    "role": "several roles",
    "clause": "several clauses",
}
_ANY = "a document, a record or an entry"
_BY_ITSELF = ("id", "type", "slug", "corrections")
"""What nobody fills in at the desk."""


class Meaning(NamedTuple):
    """What one field asks for."""

    title: str
    help: str
    form: str
    """How it is answered, such as a day."""
    asked: str
    """When it has to be answered."""
    is_part: bool
    """Whether it is one of several in a row of the field above it."""


def explained(call: Call) -> Answer:
    """A type field by field, by the titles that the forms show; anything else as `ims explain` says it."""
    word, repository = call.path["word"], call.look().repository
    if type_ := type_called(repository.types, word):
        fields = tuple(_meanings(type_.properties, repository.types))
        clauses = type_.clauses.get(next(iter(repository.settings.standards), ""), ())
        return page("explaining.html", call, type=type_, fields=fields, clauses=clauses)
    try:
        text = explain(word, knowledge_of(repository))
    except ConfigurationError:
        raise NoPageError from None
    return page("plain.html", call, title=word, html=html_of(text, "docs/index.md"))


def _meanings(
    keys: Sequence[Property], types: Mapping[str, Type], *, is_part: bool = False
) -> Iterator[Meaning]:
    for key in keys:
        if key.name in _BY_ITSELF and not is_part:
            continue
        yield Meaning(key.title, help_of(key), _form(key, types), _asked(key), is_part)
        yield from _meanings(key.parts, types, is_part=True)


def _form(key: Property, types: Mapping[str, Type]) -> str:
    if key.parts and key.form == "list":
        return "rows, each with these answers"
    if key.choices:
        return f"one of: {', '.join(key.choices)}"
    if key.each:
        one = key.each[0]
        return f"some of: {', '.join(one.choices)}" if one.choices else _several(one, types)
    return _single(key, types)


def _single(key: Property, types: Mapping[str, Type]) -> str:
    known = _FORMS.get(key.names) or _FORMS.get(key.form)
    return known or (f"one of the list “{types[key.names].title}”" if key.names in types else _ANY)


def _several(key: Property, types: Mapping[str, Type]) -> str:
    known = _SEVERAL.get(key.names) or _SEVERAL.get(key.form)
    return known or (
        f"several of the list “{types[key.names].title}”" if key.names in types else "several"
    )


def _asked(key: Property) -> str:
    if key.required:
        return "always"
    return f"in the state {' or '.join(key.required_in)}" if key.required_in else ""
