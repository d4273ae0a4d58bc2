"""Every object hashed again, and where something is wrong, the path that leads to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ims_docs.adapters.git import History
from ims_docs.adapters.git.objects import Stored, object_names, read_objects, store_faults
from ims_docs.adapters.git.process import path_name
from ims_docs.model.finding import Location
from ims_docs.services.verification.result import Check, Irregularity

_REPOSITORY = "160000"
_HEX = 20
_FRESH = "Take a fresh clone from a copy that is whole, and compare the two."


@dataclass
class Ways:
    """What each commit and folder leads to."""

    leads: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Commit or tree to what it leads to: a part of a path, and the name of an object."""

    def take(self, one: Stored) -> None:
        """Remember where one object leads."""
        if one.fits and one.kind == "commit":
            self.leads[one.name] = tuple(_of_commit(one.data))
        elif one.fits and one.kind == "tree":
            self.leads[one.name] = tuple(_of_tree(one.data))

    def missing(self, tips: Sequence[str], known: frozenset[str]) -> Iterator[tuple[str, str]]:
        """Each object that a commit or folder names and that is not here, with its path."""
        for path, name in self._reached(tips):
            if name not in known:
                yield path, name

    def paths(self, tips: Sequence[str]) -> dict[str, str]:
        """The path under which each object is reached first."""
        return {name: path for path, name in self._reached(tips)}

    def _reached(self, tips: Sequence[str]) -> Iterator[tuple[str, str]]:
        seen = set(tips)
        waiting = [("", tip) for tip in tips]
        while waiting:
            path, name = waiting.pop()
            yield path, name
            for part, inner in self.leads.get(name, ()):
                if inner not in seen:
                    seen.add(inner)
                    waiting.append((f"{path}/{part}" if path else part, inner))


def examine_objects(history: History, head: str) -> tuple[int, tuple[Irregularity, ...]]:
    """How many objects were hashed, and those that do not fit or are not there.

    Whether anything is missing git finds more quickly. Only where something is wrong are
    the ways followed, to name the path.
    """
    names = object_names(history)
    unfit = {
        one.name: "holds other bytes than its name stands for" if one.kind else "cannot be read"
        for one in read_objects(history, names)
        if not (one.kind and one.fits)
    }
    faults = store_faults(history)
    if not (unfit or faults):
        return len(names), ()
    ways = Ways()
    for one in read_objects(history, names):
        ways.take(one)
    missing = ways.missing([head], frozenset(names))
    found = [_found(path, f"The object {name} is missing") for path, name in missing]
    paths = ways.paths([head])
    found += [
        _found(paths.get(name, ""), f"The object {name} {why}") for name, why in unfit.items()
    ]
    found = found or [_found("", f"git fsck says: {line}") for line in faults]
    return len(names), tuple(found)


def _found(path: str, message: str) -> Irregularity:
    return Irregularity(check=Check.OBJECTS, message=message, hint=_FRESH, where=Location(path))


def _of_commit(data: bytes) -> Iterator[tuple[str, str]]:
    """What a commit names above its message: its tree and its parents."""
    for line in data.partition(b"\n\n")[0].split(b"\n"):
        key, _, name = line.partition(b" ")
        if key in (b"tree", b"parent"):
            yield "", name.decode("ascii", "replace")


def _of_tree(data: bytes) -> Iterator[tuple[str, str]]:
    """What a tree names; repositories inside the repository are kept elsewhere."""
    place = 0
    while place < len(data):
        end = data.index(b"\0", place)
        mode, _, name = data[place:end].partition(b" ")
        if mode.decode("ascii", "replace") != _REPOSITORY:
            yield path_name(name), data[end + 1 : end + 1 + _HEX].hex()
        place = end + 1 + _HEX
