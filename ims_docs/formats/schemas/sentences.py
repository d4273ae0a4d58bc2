"""Sentences for people: what is wrong with a value, and how to put it right."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from ims_docs.model.content import Pointer
from ims_docs.model.day import UnclearDayError, read_day

_KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "keys with values",
    "boolean": "true or false",
    "null": "nothing",
}

EXAMPLE = "Write it like "
"""How a remedy begins that shows the form of a value."""
_DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_NUMBERED = re.compile(r"\^([A-Z]{2,5})-\[0-9\]\{4\}\$")
_VERSION = re.compile(r"[0-9]+\.[0-9]+")
_EXAMPLES = {
    "E-mail address": "name@example.org",
    "Web address": "https://example.org/page",
    "Currency": "EUR",
    "Short name": "lower-case-words",
}
"""How values are written whose pattern says it to programs only, by the title of the definition."""


def sentence(error: Any) -> tuple[str, str]:  # noqa: ANN401 - an error of jsonschema
    """What is wrong, and how to put it right."""
    return _SENTENCES.get(error.validator, _other)(error)


def _type(error: Any) -> tuple[str, str]:  # noqa: ANN401
    kinds = error.validator_value
    kinds = kinds if isinstance(kinds, list) else [kinds]
    wanted = " or ".join(_KINDS.get(one, str(one)) for one in kinds)
    if error.instance is None:
        return "there is no value", f"Write {wanted}."
    quote = kinds == ["string"] and isinstance(error.instance, int | float)
    pattern = error.schema.get("pattern", "")
    if quote and pattern and not re.search(pattern, _written(error.instance)):
        hint = _how_to_write(error.schema, _written(error.instance))
        return f"{_show(error.instance)} is not {wanted}", hint
    hint = (
        f'Put the value in quotes: "{_written(error.instance)}".' if quote else f"Write {wanted}."
    )
    return f"{_show(error.instance)} is not {wanted}", hint


def _enum(error: Any) -> tuple[str, str]:  # noqa: ANN401
    choices = ", ".join(str(one) for one in error.validator_value)
    return f"{_show(error.instance)} is not one of the choices", f"Choose one of: {choices}."


def _pattern(error: Any) -> tuple[str, str]:  # noqa: ANN401
    title = error.schema.get("title", "")
    described = _how_to_write(error.schema, error.instance)
    if not title:
        return f"{_show(error.instance)} does not have the form asked for", described
    return f"{_show(error.instance)} does not have the form of {_article(title.lower())}", described


def _how_to_write(schema: Mapping[str, Any], value: object) -> str:
    """The value as it is written, where it can be guessed; otherwise the form with an example."""
    pattern, text = str(schema.get("pattern", "")), str(value)
    if schema.get("format") == "date" or pattern == _DAY:
        try:
            return f"Write {read_day(text)}."
        except UnclearDayError as error:
            return error.hint
    if numbered := _NUMBERED.fullmatch(pattern):
        return f"{EXAMPLE}{numbered[1]}-0001: {numbered[1]}, a hyphen, four digits."
    if "MAJOR.MINOR" in schema.get("description", ""):
        found = _VERSION.search(text)
        return f'Write "{found[0] if found else "1.0"}", in quotes.'
    example = _EXAMPLES.get(schema.get("title", ""), "")
    described = schema.get("description", "") or f"It has to match {pattern}"
    return f"{EXAMPLE}{example}." if example else described


def _format(error: Any) -> tuple[str, str]:  # noqa: ANN401
    if error.validator_value == "date":
        return (
            f"{_show(error.instance)} is not a calendar date",
            "Write a day that exists, as YYYY-MM-DD.",
        )
    form = f"the form `{error.validator_value}`"
    return f"{_show(error.instance)} does not have {form}", f"Write it in {form}."


def _const(error: Any) -> tuple[str, str]:  # noqa: ANN401
    return (
        f"{_show(error.instance)} has to be {_show(error.validator_value)}",
        f"Write {error.validator_value}.",
    )


def _length(error: Any) -> tuple[str, str]:  # noqa: ANN401
    wanted = error.validator_value
    if error.validator == "maxLength" and "pattern" in error.schema:
        return _pattern(error)  # what has a form is not too long: it is something else
    if error.validator == "maxLength":
        return f"the text has {len(error.instance)} characters; {wanted} are allowed", "Shorten it."
    return "the text is too short", f"Write at least {_count(wanted, 'character')}."


def _items(error: Any) -> tuple[str, str]:  # noqa: ANN401
    if error.validator == "uniqueItems":
        return "the list names something twice", "Keep each only once."
    has, wanted = _count(len(error.instance), "entr", "y", "ies"), error.validator_value
    if error.validator == "minItems":
        choices = ", ".join(map(str, error.schema.get("items", {}).get("enum", ())))
        hint = f"Add some of: {choices}." if choices else "Add what is missing."
        return f"the list has {has}; it needs at least {wanted}", hint
    return f"the list has {has}; {wanted} are allowed", "Delete what is too much."


def _count(number: int, stem: str, one: str = "", many: str = "s") -> str:
    return f"{number} {stem}{one if number == 1 else many}"


def _range(error: Any) -> tuple[str, str]:  # noqa: ANN401
    word = "at least" if error.validator == "minimum" else "at most"
    return (
        f"{_written(error.instance)} is outside the range",
        f"Write {word} {error.validator_value}.",
    )


def _other(error: Any) -> tuple[str, str]:  # noqa: ANN401
    if error.validator is None:
        return f"{_show(error.instance)} is not allowed here", "Delete the key."
    return str(error.message)[:300], "See `ims explain` with the name of the type."


_SENTENCES: dict[str, Callable[[Any], tuple[str, str]]] = {
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "format": _format,
    "const": _const,
    "minLength": _length,
    "maxLength": _length,
    "minItems": _items,
    "maxItems": _items,
    "uniqueItems": _items,
    "minimum": _range,
    "maximum": _range,
}


def _article(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def name_of(pointer: Pointer) -> str:
    """The way to a value in words: entries[3].owner, counting from 1 as people do."""
    text = ""
    for part in pointer:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".")


def _show(value: object) -> str:
    if isinstance(value, dict | list):
        return "this list" if isinstance(value, list) else "this group of keys"
    return "'" + cut(_written(value)) + "'"


def _written(value: object) -> str:
    """A value as it stands in YAML."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)


def cut(text: str) -> str:
    """A text, shortened where it is long."""
    return text if len(text) <= 60 else text[:57] + "…"
