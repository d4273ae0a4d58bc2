"""What each commit of a history took away itself, whatever anybody says of it. Pure.

Each commit is compared with each of its parents, so a merge that throws away what a side
had kept is seen like any other. What has the same id elsewhere was moved, and is not gone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from ims_docs.adapters.git.ledger import Ledger, Touch
from ims_docs.services.verification.identities import Held, Identities, is_kept, is_register

_RECORDS = "docs/records/"
_ANCESTORS = 64
"""So many commits are remembered with all that leads to them."""


class Loss(NamedTuple):
    """Something that a commit took away."""

    commit: str
    id: str
    """As `Identities` names it."""
    title: str
    path: str
    blob: str
    """The bytes of the file that held it last."""
    entries: int = 0
    """How many entries went with a register."""
    is_form: bool = False
    """Whether nobody had worked on it: a record as it came, with template text in it."""


@dataclass(frozen=True, kw_only=True)
class Losses:
    """A history and what its files held."""

    ledger: Ledger
    identities: Identities

    @cached_property
    def found(self) -> tuple[Loss, ...]:
        """What each commit took away itself, whether or not anybody says why."""
        found: list[Loss] = []
        by_id: dict[str, list[str]] = defaultdict(list)
        suggested = _Suggested(self.identities)
        for one in self.ledger.commits:
            for loss in self._of(one.name, one.parents, by_id):
                if not suggested.has(loss.id, loss.path, loss.blob):
                    by_id[loss.id].append(loss.commit)
                    found.append(loss)
            suggested.take(self.ledger.touches[one.name])
        return tuple(_folded(found))

    def _of(
        self, commit: str, parents: Sequence[str], earlier: Mapping[str, Sequence[str]]
    ) -> Iterator[Loss]:
        lost: dict[str, tuple[Touch, set[str]]] = {}
        for parent, group in zip(parents, self.ledger.touches[commit], strict=False):
            for name, touch in self._lost(group).items():
                lost.setdefault(name, (touch, set()))[1].add(parent)
        for name, (touch, losing) in lost.items():
            others = [one for one in parents if one not in losing]
            if self._is_held(commit, name):
                continue
            if not any(self._went_there(one, losing, earlier.get(name, ())) for one in others):
                title = self.identities.of(touch.path, touch.before)[name]
                is_form = self._is_form(touch)
                yield Loss(commit, name, title, touch.path, touch.before, is_form=is_form)

    def _is_form(self, touch: Touch) -> bool:
        bytes_ever = {one for one in self._changed[touch.path].values() if one}
        return (
            touch.path.startswith(_RECORDS)
            and bytes_ever == {touch.before}
            and self.identities.is_form(touch.before)
        )

    def _lost(self, group: Iterable[Touch]) -> dict[str, Touch]:
        before: dict[str, Touch] = {}
        after: set[str] = set()
        for touch in group:
            if is_kept(touch.path):
                before.update(dict.fromkeys(self.identities.of(touch.path, touch.before), touch))
                after.update(self.identities.of(touch.path, touch.after))
        return {name: touch for name, touch in before.items() if name not in after}

    def _went_there(self, side: str, losing: set[str], earlier: Sequence[str]) -> bool:
        """Whether a side that a merge joins took it away, and the other did not know of that."""
        if not earlier:
            return False
        here = self._before(side)
        return any(
            one in here and any(one not in self._before(other) for other in losing)
            for one in earlier
        )

    def _is_held(self, commit: str, name: str) -> bool:
        """Whether a commit holds an id in a file that it did not touch."""
        paths = self.places[name]
        return len(paths) > 1 and any(
            name in self.identities.of(path, self._blob(commit, path)) for path in paths
        )

    def _blob(self, commit: str, path: str) -> str:
        """The bytes that a file had at a commit, empty where there was none."""
        changed = self._changed[path]
        while commit in self.ledger.by_name:
            if commit in changed:
                return changed[commit]
            commit = next(iter(self.ledger.by_name[commit].parents), "")
        return ""

    @cached_property
    def _changed(self) -> Mapping[str, Mapping[str, str]]:
        """By path and commit: the bytes it was given, against the first parent."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for name, groups in self.ledger.touches.items():
            for touch in groups[0] if groups else ():
                found[touch.path][name] = touch.after
        return found

    @cached_property
    def places(self) -> Mapping[str, set[str]]:
        """Every file that ever held an id."""
        found: dict[str, set[str]] = defaultdict(set)
        for touch in self.touches():
            for name in self.identities.of(touch.path, touch.after):
                found[name].add(touch.path)
        return found

    def touches(self) -> Iterator[Touch]:
        """Everything that any commit did to any file."""
        for groups in self.ledger.touches.values():
            for group in groups:
                yield from group

    @cached_property
    def _before(self) -> _Ancestors:
        return _Ancestors(self.ledger)


class _Suggested:
    """What the template suggested in each register, as far as nobody has gone through it yet."""

    def __init__(self, identities: Identities) -> None:
        self._identities = identities
        self._first: dict[str, Held] = {}
        """By path: the entries that a register came with."""
        self._finished: set[str] = set()
        """Registers that were without guidance once."""

    def has(self, name: str, path: str, blob: str) -> bool:
        """Whether an entry is the template's, and unchanged in these bytes of its register."""
        mine = self._identities.suggested(blob).get(name)
        first = self._first.get(path, {})
        return mine is not None and path not in self._finished and first.get(name) == mine

    def take(self, groups: Iterable[Iterable[Touch]]) -> None:
        """Go on by one commit."""
        for touch in (one for group in groups for one in group):
            if touch.after and is_kept(touch.path) and not touch.path.endswith(".md"):
                here = self._identities.suggested(touch.after)
                self._first.setdefault(touch.path, here)
                if not here:
                    self._finished.add(touch.path)


class _Ancestors:
    """A commit and everything before it."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known = lru_cache(maxsize=_ANCESTORS)(self._of)

    def __call__(self, commit: str) -> frozenset[str]:
        return self._known(commit)

    def _of(self, commit: str) -> frozenset[str]:
        seen: set[str] = set()
        waiting = [commit]
        while waiting:
            name = waiting.pop()
            if name not in seen and name in self._ledger.by_name:
                seen.add(name)
                waiting += self._ledger.by_name[name].parents
        return frozenset(seen)


def _folded(losses: Sequence[Loss]) -> Iterator[Loss]:
    """A register that went counts its entries; they are not named one by one."""
    registers = {(one.commit, one.path) for one in losses if is_register(one.id)}
    counted = Counter((one.commit, one.path) for one in losses if not is_register(one.id))
    for one in losses:
        place = (one.commit, one.path)
        if is_register(one.id):
            yield one._replace(entries=counted[place])
        elif place not in registers:
            yield one
