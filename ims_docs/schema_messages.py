"""Sentences for people about keys that do not fit a schema."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ims_docs.model.content import Pointer, Position, Value, Violation

_KINDS = {
    "string": "text", "integer": "a whole number", "number": "a number", "array": "a list",
    "object": "keys with values", "boolean": "true or false", "null": "nothing",
}


def explain(
    schema: Mapping[str, Any], shared: Mapping[str, Mapping[str, Any]],
    values: Mapping[str, Value], positions: Mapping[Pointer, Position],
) -> Iterator[Violation]:
    """One violation for each place that does not fit; a placeholder is not a violation."""
    import jsonschema
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    registry = Registry().with_resources(  # type: ignore[var-annotated]
        (uri, DRAFT202012.create_resource(dict(content))) for uri, content in shared.items()
    )
    checker = jsonschema.FormatChecker(formats=["date"])
    strict = jsonschema.validators.extend(jsonschema.Draft202012Validator, {"pattern": _strict_pattern})
    validator = strict(dict(schema), registry=registry, format_checker=checker)
    seen: set[tuple[int, int, str]] = set()
    for error in _leaves(validator.iter_errors(values)):
        if isinstance(error.instance, str) and "[TODO:" in error.instance:
            continue
        for violation in _violations(error, positions):
            key = (violation.line, violation.column, violation.message.partition(":")[0])
            if key not in seen:
                seen.add(key)
                yield violation


def _strict_pattern(validator: Any, pattern: str, instance: object, schema: Any) -> Iterator[Any]:  # noqa: ANN401, ARG001
    """As jsonschema-rs reads patterns: $ is the very end of the text, digits are ASCII."""
    import jsonschema

    strict = pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern
    if isinstance(instance, str) and not re.search(strict, instance, re.ASCII):
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")


def _leaves(errors: Iterator[Any]) -> Iterator[Any]:
    for error in errors:
        if error.context and error.validator in ("anyOf", "oneOf", "allOf"):
            yield from _leaves(iter(error.context))
        else:
            yield error


def _violations(error: Any, positions: Mapping[Pointer, Position]) -> Iterator[Violation]:  # noqa: ANN401
    pointer = tuple(error.absolute_path)
    closing = "then" in error.absolute_schema_path
    if error.validator in ("additionalProperties", "unevaluatedProperties"):
        known = _known_keys(error)
        for key in _unknown_keys(error, known):
            close = difflib.get_close_matches(key, known, 1)
            hint = f"Did you mean `{close[0]}`? Otherwise delete it." if close else "Delete it, or check its spelling."
            yield Violation(*_place(positions, (*pointer, key)), f"The key `{key}` is not known here", hint)
        return
    if error.validator == "required":
        for key in error.validator_value:
            if isinstance(error.instance, dict) and key not in error.instance:
                because = " (the record is closed)" if closing else ""
                yield Violation(
                    *_place(positions, pointer), f"The key `{key}` is missing{_inside(pointer)}{because}",
                    f"Add a line `{key}: …`" + (", or set `status: open` until it is complete." if closing else "."),
                    when_closed=closing,
                )
        return
    message, hint = _SENTENCES.get(error.validator, _other)(error)
    yield Violation(*_place(positions, pointer), f"`{_name(pointer)}`: {message}", hint, when_closed=closing)


def _unknown_keys(error: Any, known: list[str]) -> list[str]:  # noqa: ANN401
    """jsonschema lists every property when `unevaluated` fails; only unknown ones are meant."""
    if error.validator == "additionalProperties":
        allowed = error.schema.get("properties", {})
        return [key for key in error.instance if key not in allowed]
    return [key for key in error.instance if key not in known]


def _known_keys(error: Any) -> list[str]:  # noqa: ANN401
    known = list(error.schema.get("properties", {}))
    base = error.schema.get("$ref")
    if base and error.validator == "unevaluatedProperties":
        known += _BASE_KEYS[base.rpartition("/")[2].partition(".")[0]]
    return known


_BASE_KEYS = {
    "document": ["id", "type", "title", "version", "owner", "classification", "authors", "supersedes", "related"],
    "record": ["id", "type", "title", "date", "owner", "status", "closed_on", "classification", "related"],
    "register": ["type", "title", "owner", "classification", "reviewed_on", "guidance", "entries"],
}


def _type(error: Any) -> tuple[str, str]:  # noqa: ANN401
    wanted = _KINDS.get(str(error.validator_value), str(error.validator_value))
    hint = f'Put the value in quotes: "{error.instance}".' if error.validator_value == "string" and isinstance(error.instance, int | float) else f"Write {wanted}."
    return f"{_show(error.instance)} is not {wanted}", hint


def _enum(error: Any) -> tuple[str, str]:  # noqa: ANN401
    choices = ", ".join(str(one) for one in error.validator_value)
    return f"{_show(error.instance)} is not one of the choices", f"Choose one of: {choices}."


def _pattern(error: Any) -> tuple[str, str]:  # noqa: ANN401
    title = error.schema.get("title", "")
    described = error.schema.get("description", "") or f"It has to match {error.validator_value}"
    if not title:
        return f"{_show(error.instance)} does not have the form asked for", described
    return f"{_show(error.instance)} does not have the form of {_article(title.lower())}", described


def _format(error: Any) -> tuple[str, str]:  # noqa: ANN401
    return f"{_show(error.instance)} is not a calendar date", "Write a day that exists, as YYYY-MM-DD."


def _const(error: Any) -> tuple[str, str]:  # noqa: ANN401
    return f"{_show(error.instance)} has to be {_show(error.validator_value)}", f"Write {error.validator_value}."


def _length(error: Any) -> tuple[str, str]:  # noqa: ANN401
    if error.validator == "maxLength":
        return f"the text has {len(error.instance)} characters; {error.validator_value} are allowed", "Shorten it."
    return "the text is too short", f"Write at least {error.validator_value} characters."


def _items(error: Any) -> tuple[str, str]:  # noqa: ANN401
    if error.validator == "uniqueItems":
        return "the list names something twice", "Keep each only once."
    return f"the list has {len(error.instance)} entries; it needs at least {error.validator_value}", "Add what is missing."


def _range(error: Any) -> tuple[str, str]:  # noqa: ANN401
    word = "at least" if error.validator == "minimum" else "at most"
    return f"{error.instance} is outside the range", f"Write {word} {error.validator_value}."


def _other(error: Any) -> tuple[str, str]:  # noqa: ANN401
    return str(error.message)[:300], "See `ims explain` with the name of the type."


_SENTENCES: dict[str, Callable[[Any], tuple[str, str]]] = {
    "type": _type, "enum": _enum, "pattern": _pattern, "format": _format, "const": _const,
    "minLength": _length, "maxLength": _length, "minItems": _items, "uniqueItems": _items,
    "minimum": _range, "maximum": _range,
}


def _article(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def _inside(pointer: Pointer) -> str:
    return f" in `{_name(pointer)}`" if pointer else ""


def _name(pointer: Pointer) -> str:
    """entries[3].owner, counting from 1 as people do."""
    text = ""
    for part in pointer:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".")


def _show(value: object) -> str:
    text = str(value)
    return "'" + (text if len(text) <= 60 else text[:57] + "…") + "'"


def _place(positions: Mapping[Pointer, Position], pointer: Pointer) -> Position:
    while pointer:
        if pointer in positions:
            return positions[pointer]
        pointer = pointer[:-1]
    return positions.get((), (1, 1))
