"""Conditions on keys: which documents, records or entries are meant."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import NamedTuple

from ims_docs.errors import ConfigurationError
from ims_docs.model.content import Value
from ims_docs.model.type import Type

_PLACEHOLDER = "[TODO:"


class Condition(NamedTuple):
    """A key and what it must say; an empty text means that it says nothing."""

    key: str
    text: str

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Whether these keys meet it."""
        value = values.get(self.key)
        if not self.text:
            return says_nothing(value)
        return self.text.casefold() in _texts(value)


def condition(text: str, type_: Type) -> Condition:
    """The condition that KEY=VALUE states. Raises ConfigurationError for a key that is unknown."""
    key, found, value = text.partition("=")
    if not found:
        raise ConfigurationError(f"--where {text!r} has no =", hint="Write --where KEY=VALUE.")
    known = [one.name for one in type_.properties]
    if key not in known:
        close = difflib.get_close_matches(key, known, 1)
        meant = f"Did you mean `{close[0]}`? " if close else ""
        raise ConfigurationError(
            f"The type {type_.name} has no key {key!r}", hint=f"{meant}Keys: {', '.join(known)}."
        )
    return Condition(key, value)


def says_nothing(value: Value) -> bool:
    """Whether a value is missing, empty, or still a question of the template."""
    return value in (None, "", [], {}) or (
        isinstance(value, str) and value.startswith(_PLACEHOLDER)
    )


def _texts(value: Value) -> set[str]:
    """Every text that a value says: itself, or each one of a list or group."""
    if isinstance(value, list):
        return {text for one in value for text in _texts(one)}
    if isinstance(value, dict):
        return {text for one in value.values() for text in _texts(one)}
    if isinstance(value, bool):
        return {str(value).lower()}
    return set() if value is None else {str(value).casefold()}
