"""How something that is kept says that a clause is not met, as its schema declares it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Objection(NamedTuple):
    """One way in which a record, or an entry of a register, makes a clause questioned."""

    keys: tuple[str, ...]
    """The way to what names the clauses; "*" stands for each of a list."""
    through: bool = False
    """Whether the keys name other records, whose clauses are meant."""
    when: Mapping[str, tuple[str | int, ...]] = MappingProxyType({})
    """Keys beside them with the values that object; one of them is enough. None: always."""
    unless: Mapping[str, tuple[str | int, ...]] = MappingProxyType({})
    """Keys beside them with the values that do not object."""
    until_newer: bool = False
    """Whether a newer closed record ends it; otherwise its own closing does."""
    dealt_with_in: str = ""
    """The key that names what deals with it: it stands until that is closed as well."""
    late: bool = False
    """Whether it objects only while one of its actions is overdue."""
