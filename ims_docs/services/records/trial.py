"""What the rules say of a text before it is written: answer by answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ims_docs.model.content import Value
from ims_docs.model.finding import Finding
from ims_docs.model.type import Property, Type
from ims_docs.services.workspace.transaction import Transaction

_MISSING = re.compile(r"The key `([a-z0-9_]+)` is missing(?! in )")
_MISSING_ANYWHERE = re.compile(r"The key `[a-z0-9_]+` is missing")

Text = Callable[[Mapping[str, Value], Mapping[str, str]], tuple[str, str]]
"""Keys and words for sections to the path and the text that would be written with them."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Tries answers on the rules. Nothing is written."""

    transaction: Transaction
    type: Type
    text: Text

    def errors(self, keys: Mapping[str, Value], sections: Mapping[str, str]) -> tuple[Finding, ...]:
        """What a gate would hold against it with these answers."""
        path, text = self.text(keys, sections)
        return self.transaction.errors_in(path, text)

    def missing(self, found: tuple[Finding, ...]) -> tuple[Property, ...]:
        """The keys whose absence is among these."""
        names = [said[1] for one in found if (said := _MISSING.match(one.message))]
        keys = (self.type.property(name) for name in names)
        return tuple(key for key in keys if key is not None)


def objections(
    before: tuple[Finding, ...], after: tuple[Finding, ...], *, goes_on: bool = False
) -> tuple[Finding, ...]:
    """What is wrong now and was not before, one for each place.

    A key that became due is another question, no mistake; nor is one that is missing in a
    group as long as it goes on.
    """
    known = {(one.code, one.message) for one in before}
    due = _MISSING_ANYWHERE if goes_on else _MISSING
    found = {
        one.where: one
        for one in reversed(after)
        if (one.code, one.message) not in known and not due.match(one.message)
    }
    return tuple(reversed(found.values()))
