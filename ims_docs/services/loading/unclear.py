"""How a value is written that YAML readers take differently: by what its key holds."""

from __future__ import annotations

import re

from ims_docs.formats.frontmatter import MalformedError
from ims_docs.formats.schemas import Schemas
from ims_docs.model.content import Pointer
from ims_docs.model.day import UnclearDayError, read_day
from ims_docs.model.type import Kind, Property, Type

_TYPE = re.compile(r"""^type:[ ]*["']?([a-z][a-z0-9-]*)["']?[ ]*$""", re.MULTILINE)
_BASED = re.compile(r"[+-]?0(?:x[0-9a-f]+|o[0-7]+|b[01]+)", re.IGNORECASE)


def remedy(error: MalformedError, text: str, schemas: Schemas) -> str:
    """The hint of an error, where the type of the file is known in the form that its key asks for."""
    found = _TYPE.search(text)
    type_ = schemas.types.get(found[1]) if found and error.written else None
    key = _key(type_, error.pointer) if type_ else None
    if key is None:
        return error.hint
    if key.form == "number":
        number = _number(error.written)
        return f"Write `{number}`." if number else "Write digits only, such as 4."
    if key.form == "date":
        try:
            return f"Write the day alone: `{read_day(error.written)}`."
        except UnclearDayError as unclear:
            return unclear.hint
    if key.choices:
        return f"Choose one of: {', '.join(key.choices)}."
    return error.hint


def _key(type_: Type, pointer: Pointer) -> Property | None:
    """The key that a way leads to; the keys of a register are those of its entries."""
    way = list(pointer)
    if type_.kind is Kind.REGISTER:
        way = way[2:] if way[:1] == ["entries"] else []
    keys, key = type_.properties, None
    for part in way:
        if isinstance(part, int):
            key = key.each[0] if key and key.each else key
        else:
            key = next((one for one in keys if one.name == part), None)
        keys = key.parts if key else ()
    return key


def _number(text: str) -> str:
    """The number as plain digits; nothing where it is none, or not certainly this one."""
    try:
        if _BASED.fullmatch(text):
            return str(int(text, 0))
        value = float(text)
    except ValueError:
        return ""
    if not abs(value) < 1e15:
        return ""
    return str(int(value)) if value.is_integer() else repr(value)
