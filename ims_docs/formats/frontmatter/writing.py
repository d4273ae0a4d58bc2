"""Keys and values to YAML text that `parse` reads back as the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ims_docs.formats.frontmatter.decoding import CONFLICT
from ims_docs.formats.frontmatter.plain import AMBIGUOUS, DATE, DECIMAL
from ims_docs.model.content import Value

_PLAIN_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9 _/.,()+%-]*[A-Za-z0-9.)%]|[A-Za-z]")
_LARGEST = 10**18
_ESCAPED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def dump(values: dict[str, Value]) -> str:
    """Write keys as YAML that `parse` reads back as the same values.

    Raises ValueError for a number that YAML readers would not read alike.
    """
    return "".join(_lines(values, 0))


def scalar(value: str | float | bool | None) -> str:  # noqa: FBT001 - a value, not a switch
    """One value as YAML on one line, quoted unless it is plain words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value)
    if _is_date(value) or (_PLAIN_WORDS.fullmatch(value) and not AMBIGUOUS.fullmatch(value)):
        return value
    return _quoted(value)


def _lines(value: Value, indent: int) -> Iterator[str]:
    pad = "  " * indent
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _entry(f"{pad}{scalar(key)}:", inner, indent)
    elif isinstance(value, list):
        for inner in value:
            if isinstance(inner, dict) and inner:
                block = "".join(_lines(inner, indent + 1))
                yield f"{pad}- {block.lstrip(' ')}"
            else:
                yield from _entry(f"{pad}-", inner, indent)


def _entry(head: str, value: Value, indent: int) -> Iterator[str]:
    if isinstance(value, dict | list):
        if not value:
            yield f"{head} {'{}' if isinstance(value, dict) else '[]'}\n"
        else:
            yield f"{head}\n"
            yield from _lines(value, indent + 1)
    elif isinstance(value, str) and _is_block(value):
        pad = "  " * (indent + 1)
        yield f"{head} |\n"
        for line in value.removesuffix("\n").split("\n"):
            yield f"{pad}{line}\n" if line else "\n"
    else:
        yield f"{head} {scalar(value)}\n"


def _is_block(value: str) -> bool:
    """Whether a text of several lines reads back as it is from a block without quotes."""
    return (
        value.endswith("\n")
        and value[:1] not in (" ", "\n")
        and not value.endswith(("\n\n", " \n"))
        and "\t" not in value
        and not CONFLICT.search(value)
    )


def _number(value: float) -> str:
    if value == value // 1:
        if abs(value) >= _LARGEST:
            raise ValueError(f"{value!r} has more than 18 digits")
        return repr(int(value))
    text = repr(value)
    if not DECIMAL.fullmatch(text):
        raise ValueError(f"{value!r} cannot be written so that every reader sees the same number")
    return text


def _is_date(value: str) -> bool:
    try:
        return bool(DATE.fullmatch(value) and date.fromisoformat(value))
    except ValueError:
        return False


def _quoted(value: str) -> str:
    pieces = [
        _ESCAPED.get(character)
        or (f"\\x{ord(character):02x}" if ord(character) < 32 else character)
        for character in value
    ]
    return '"' + "".join(pieces) + '"'
