"""Everything that a history ever held under each name, to compare what somebody else knows with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ims_docs.adapters.git import History
from ims_docs.adapters.git.digests import digests
from ims_docs.adapters.git.ledger import Ledger
from ims_docs.model.baseline import Listed

_CONTROLLED = ("docs/", "approvals/", "baselines/", "trust/", "schemas/", "standards/", "ims.yml")
_MOST = 5
"""So many files are named in a sentence."""


@dataclass(frozen=True, kw_only=True)
class Past:
    """A history, by what lay where."""

    history: History
    ledger: Ledger

    def unlike(self, files: Mapping[str, str]) -> tuple[str, ...]:
        """The controlled files that no commit holds as they are said to be, by git's names for bytes."""
        return _in_order(
            path for path, blob in files.items() if blob not in self._blobs.get(path, ())
        )

    def unlike_listed(self, files: Iterable[Listed]) -> tuple[str, ...]:
        """The same by SHA-256, as a baseline lists them."""
        wanted = [one for one in files if one.path.startswith(_CONTROLLED)]
        blobs = sorted({blob for one in wanted for blob in self._blobs.get(one.path, ())})
        found = dict(zip(blobs, digests(self.history, blobs), strict=True))
        return _in_order(
            one.path
            for one in wanted
            if one.sha256 not in {found[blob] for blob in self._blobs.get(one.path, ())}
        )

    @staticmethod
    def named(paths: Sequence[str]) -> str:
        """The end of a sentence that says which files these are."""
        if not paths:
            return "; no file of it is unknown here, so authors, dates or messages were changed"
        more = f" and {len(paths) - _MOST} more" if len(paths) > _MOST else ""
        files = "1 file" if len(paths) == 1 else f"{len(paths)} files"
        return f"; no commit here holds {files} as it does: {', '.join(paths[:_MOST])}{more}"

    @cached_property
    def _blobs(self) -> Mapping[str, frozenset[str]]:
        """By path: git's names for all bytes that any commit gave it."""
        found: dict[str, set[str]] = {}
        for groups in self.ledger.touches.values():
            for group in groups:
                for touch in group:
                    if touch.after:
                        found.setdefault(touch.path, set()).add(touch.after)
        return {path: frozenset(some) for path, some in found.items()}


def _in_order(paths: Iterable[str]) -> tuple[str, ...]:
    """What people read first: documents, records and registers before what vouches for them."""
    found = {path for path in paths if path.startswith(_CONTROLLED)}
    return tuple(sorted(found, key=lambda path: (not path.startswith("docs/"), path)))
