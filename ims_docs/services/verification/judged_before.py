"""Commits that this program judged before and found nothing in, so that the next run costs only what is new.

A memory makes a run faster and is trusted for nothing else. It holds names of commits alone, which
stand for all that was judged, and never a finding. Each entry bears a digest with a key that
lies in this user's cache folder: an entry of another program, another computer or another hand is as if it were not there.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ims_docs.adapters.cache import MAX_NAMES, Cache, secret

_SCOPE = 16


@dataclass(frozen=True, kw_only=True)
class JudgedBefore:
    """What is remembered, for one program. Without a folder it knows nothing."""

    folder: Path | None
    tool: str
    """Version and digest of the program, which stand for its rules."""
    _cache: Cache = field(init=False)

    def __post_init__(self) -> None:
        scope = hashlib.sha256(self.tool.encode()).hexdigest()[:_SCOPE]
        object.__setattr__(self, "_cache", Cache(self.folder, f"judged-{scope}"))

    def clean(self, commits: Sequence[str], as_of: date) -> frozenset[str]:
        """Those of some commits in which nothing was found on this day or before it.

        What a rule asks of a day, such as that no date lies in the future, only becomes less
        as days go by; the exceptions are kept out by the caller.
        """
        key = self._key()
        found = set()
        for start in range(0, len(commits) if key else 0, MAX_NAMES):
            for name, text in self._cache.find(commits[start : start + MAX_NAMES]).items():
                day, _, digest = text.partition(" ")
                said = digest.encode(errors="replace")
                is_ours = hmac.compare_digest(said, self._digest(key, name, day).encode())
                if is_ours and day <= as_of.isoformat():
                    found.add(name)
        return frozenset(found)

    def keep(self, commits: Iterable[str], as_of: date) -> None:
        """Remember that nothing was found in these."""
        key, day = self._key(), as_of.isoformat()
        if key:
            self._cache.keep({one: f"{day} {self._digest(key, one, day)}" for one in commits})

    def _key(self) -> bytes:
        return secret(self.folder) if self.folder else b""

    def _digest(self, key: bytes, commit: str, day: str) -> str:
        return hmac.new(key, f"{self.tool}\0{commit}\0{day}".encode(), "sha256").hexdigest()
