"""Closed records against their last closed state, whatever lay between.

A gate compares each commit with its parent. A record that is unreadable for one commit, or that lies
elsewhere, or whose type ends otherwise for a while, has no closed state to be compared with in
the next one. So here each version of a record is compared with the last one that was closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from ims_docs.adapters.git import History
from ims_docs.adapters.git.ledger import Ledger, Touch
from ims_docs.domain.rules.overwriting import overwritten
from ims_docs.model.change import Version
from ims_docs.model.finding import Location
from ims_docs.services.loading.former import is_record, version
from ims_docs.services.verification.identities import Identities
from ims_docs.services.verification.result import Check, Irregularity
from ims_docs.services.verification.type_states import TypeStates

_CLOSED = re.compile(rb"^closed_on:", re.MULTILINE)
_CODE = "HIS001"


def record_name(path: str) -> str:
    """The name under which the first change of a closed record is the cause of the later ones."""
    return f"record {_name(path)}"


class _Closed(NamedTuple):
    """A record as it was closed, or rightly corrected, last."""

    version: Version
    blob: str
    commit: str
    path: str


@dataclass(frozen=True, kw_only=True)
class Detours:
    """A history, and what is known to have happened to its records already."""

    history: History
    ledger: Ledger
    types: TypeStates
    identities: Identities
    told: frozenset[tuple[str, str]]
    """Commit and path of what the comparison with a parent told of closed records."""

    def irregularities(self) -> Iterator[Irregularity]:
        """Each commit that gave a closed record a state that no correction leads to."""
        last: dict[str, _Closed] = {}
        for one in self.ledger.commits:
            for touch in sorted(set(chain(*self.ledger.touches[one.name]))):
                if touch.path in self._suspects and touch.after:
                    yield from self._of(touch, one.name, last)

    def _of(self, touch: Touch, commit: str, last: dict[str, _Closed]) -> Iterator[Irregularity]:
        names = self._names(touch.path, touch.after)
        known = next((last[one] for one in sorted(names) if one in last), None)
        now = self._version(touch, commit)
        if known is None or known.commit not in self.ledger.leading_to(commit):
            if now is not None and now.record.is_closed:
                last.update(dict.fromkeys(names, _Closed(now, touch.after, commit, touch.path)))
            return
        if touch.after == known.blob or self._is_copy(touch.path, commit, known):
            return
        wrong = [*overwritten(known.version, now)] if now else ["it cannot be read any more"]
        if not wrong and now:
            last.update(dict.fromkeys(names, _Closed(now, touch.after, commit, touch.path)))
        elif (commit, touch.path) not in self.told:
            since = f"{known.commit[:10]}, the last commit that closed or corrected it"
            yield Irregularity(
                check=Check.COMMITS,
                message=f"{known.version.record.id} was closed, and {wrong[0]}; compared with {since}",
                hint="Bring back what stood there, and correct it: ims correct ID --reason …",
                where=Location(touch.path),
                commit=commit,
                code=_CODE,
                brings=record_name(known.path),
                repaired=self._brought_back(touch.path, known.blob, commit),
            )

    def _is_copy(self, path: str, commit: str, known: _Closed) -> bool:
        """Whether the record still stands where it was, so that another file only has its id as well."""
        return path != known.path and self.history.blob_of(commit, known.path) == known.blob

    def _names(self, path: str, *blobs: str) -> frozenset[str]:
        """What a record is known by: its file's name, and the ids that it has with some bytes."""
        held = (name for blob in blobs for name in self.identities.of(path, blob))
        return frozenset((_name(path), *held))

    def _brought_back(self, path: str, blob: str, commit: str) -> str:
        return self.ledger.brought_back(Touch(path, blob, ""), commit)

    @cached_property
    def _suspects(self) -> frozenset[str]:
        """The paths of records whose last closed state a comparison of neighbours may miss.

        Where types never changed, those are the ones that were away or told of, and those that
        once were closed and then were not: all others were compared with what they followed.
        """
        touched = [
            touch
            for groups in self.ledger.touches.values()
            for group in groups
            for touch in group
            if is_record(touch.path)
        ]
        if self.types.varied:
            return frozenset(touch.path for touch in touched)
        closed = self._closed({touch.before for touch in touched} | {one.after for one in touched})
        told = {path for _, path in self.told}
        names = {
            name
            for one in touched
            if one.path in told
            or not one.after
            or (one.before in closed and one.after not in closed)
            for name in self._names(*one)
        }
        return frozenset(one.path for one in touched if names & self._names(*one))

    def _closed(self, blobs: set[str]) -> set[str]:
        """Those bytes that say when a record was closed; every type asks for that."""
        wanted = sorted(blobs - {""})
        found = zip(wanted, self.history.blobs(wanted), strict=True)
        return {blob for blob, data in found if _CLOSED.search(data or b"")}

    def _version(self, touch: Touch, commit: str) -> Version | None:
        data = next(self.history.blobs([touch.after]), None)
        schemas = self.types.schemas_at(commit)
        return version(touch.path, data, schemas) if data is not None else None


def _name(path: str) -> str:
    """What stays the same when a record is moved."""
    return path.rpartition("/")[2]
