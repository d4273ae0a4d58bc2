"""Questions to a passkey that wait for their answer. Each is answered once."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from ims_docs.services.signing import BegunEnrolment, BegunSigning

_KEPT = 200


@dataclass
class Questions:
    """Kept in memory, the oldest forgotten first."""

    _open: OrderedDict[str, BegunEnrolment | BegunSigning] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def leave(self, begun: BegunEnrolment | BegunSigning) -> str:
        """Keep a question; returns the word for it."""
        word = secrets.token_urlsafe(18)
        with self._lock:
            self._open[word] = begun
            while len(self._open) > _KEPT:
                self._open.popitem(last=False)
        return word

    def take(self, word: str) -> BegunEnrolment | BegunSigning | None:
        """The question with this word, which is answered now."""
        with self._lock:
            return self._open.pop(word, None)
