"""What merges took from the sides that they join: what one side said later, and the merge says otherwise.

A merge that takes over what only one side changed decides nothing. One that gives up what a side
had changed, or says what no side says, decided that itself, whatever its files look like.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from ims_docs.adapters.git import History
from ims_docs.adapters.git.commits import all_common
from ims_docs.adapters.git.ledger import Ledger

Value = TypeVar("Value")


@dataclass(frozen=True)
class Merges:
    """The merges of a history."""

    history: History
    ledger: Ledger
    _bases: dict[frozenset[str], tuple[str, ...]] = field(default_factory=dict)

    def overruled(
        self, merge: str, said: Callable[[str], Mapping[str, Value]]
    ) -> Iterator[tuple[str, frozenset[str]]]:
        """By parent: the names whose value there a merge overrules. `said` tells what a commit says.

        What no parent says is told against the first of them alone.
        """
        parents = [one for one in self.ledger.by_name[merge].parents if one in self.ledger.by_name]
        now, sides = said(merge), {one: said(one) for one in parents}
        for number, (parent, side) in enumerate(sides.items()):
            names = {name for name in {**side, **now} if side.get(name) != now.get(name)}
            found = set()
            for name in names:
                agreeing = [one for one in sides if sides[one].get(name) == now.get(name)]
                if (agreeing and self._is_later(parent, agreeing, name, side, said)) or (
                    not agreeing and not number
                ):
                    found.add(name)
            if found:
                yield parent, frozenset(found)

    def _is_later(
        self,
        parent: str,
        agreeing: Iterable[str],
        name: str,
        side: Mapping[str, Value],
        said: Callable[[str], Mapping[str, Value]],
    ) -> bool:
        """Whether a side changed a value itself since it parted from those that a merge agrees with."""
        for other in agreeing:
            bases = self._parted(parent, other)
            is_as_before = all(said(base).get(name) == side.get(name) for base in bases)
            if is_as_before and (bases or name not in side):
                return False
        return True

    def _parted(self, one: str, other: str) -> tuple[str, ...]:
        pair = frozenset((one, other))
        if pair not in self._bases:
            self._bases[pair] = all_common(self.history, one, other)
        return self._bases[pair]
