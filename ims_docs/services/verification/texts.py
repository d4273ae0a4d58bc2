"""Approved texts that are not there to be read any more: which, and since which commit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ims_docs.adapters.git import History
from ims_docs.adapters.git.ledger import Ledger, Touch
from ims_docs.model.finding import Location
from ims_docs.model.repository import Repository
from ims_docs.services.verification.result import Check, Irregularity

_DOCUMENT = re.compile(r"[A-Z]{2,5}-[0-9]{4}")
_ID = re.compile(rb"^id:[ \t]*[\"']?([A-Z]{2,5}-[0-9]{4})\b", re.MULTILINE)
_HEAD = 4096
"""The id stands within so many bytes."""


def text_name(identifier: str) -> str:
    """The name under which the loss of a text is the cause of what follows from it."""
    return f"text {identifier}"


@dataclass(frozen=True, kw_only=True)
class Texts:
    """What was approved, and where it lay."""

    history: History
    ledger: Ledger
    repository: Repository

    def irregularities(self) -> Iterator[Irregularity]:
        """One for each text that statements speak of and that no file holds now."""
        wanted = {
            one
            for one, stored in self.repository.stored_statements.items()
            if _DOCUMENT.fullmatch(one)
            and any(each.statement for each in stored)
            and not self.repository.holders_of(one)
            and one not in self.repository.removed
        }
        for identifier, commit, touch in self._last_seen(wanted):
            is_there = touch.path in self.repository.paths
            deed = "cannot be read any more as what it was" if is_there else "is gone"
            yield Irregularity(
                check=Check.APPROVALS,
                message=f"{identifier} was signed, and its text {deed}",
                hint="Bring the text back from the history. Who ends a text withdraws it.",
                where=Location(touch.path),
                commit=commit,
                brings=text_name(identifier),
            )

    def _last_seen(self, wanted: set[str]) -> Iterator[tuple[str, str, Touch]]:
        """Id, commit and touch of the last change that found each id in a file."""
        lost = set(self.repository.lost)
        gone = [
            (one.name, touch)
            for one in reversed(self.ledger.commits)
            for touch in self.ledger.own(one.name)
            if touch.before and _is_text(touch.path)
            if touch.path in lost or touch.path not in self.repository.paths
        ]
        heads = self._heads([touch.before for _, touch in gone]) if wanted else []
        for (commit, touch), head in zip(gone, heads, strict=False):
            named = _ID.search(head)
            identifier = named[1].decode() if named else ""
            if identifier in wanted:
                wanted.discard(identifier)
                yield identifier, commit, touch

    def _heads(self, blobs: Sequence[str]) -> list[bytes]:
        return [(data or b"")[:_HEAD] for data in self.history.blobs(blobs)]


def _is_text(path: str) -> bool:
    return path.startswith("docs/") and path.endswith(".md")
