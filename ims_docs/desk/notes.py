"""What one page tells the next, and which forms were answered already."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TypeVar

from ims_docs.desk.asking import Elsewhere

_KEPT = 1_000
Value = TypeVar("Value")


@dataclass
class Notes:
    """Kept in memory, the oldest forgotten first."""

    _said: OrderedDict[str, str] = field(default_factory=OrderedDict)
    _done: OrderedDict[str, Elsewhere] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def leave(self, sentence: str) -> str:
        """Keep a sentence for the next page; returns the word for it."""
        word = secrets.token_urlsafe(9)
        with self._lock:
            _keep(self._said, word, sentence)
        return word

    def take(self, word: str) -> str:
        """The sentence that was left under a word. It stays for a reload."""
        with self._lock:
            return self._said.get(word, "")

    def remember(self, form: str, answer: Elsewhere) -> None:
        """A form was answered."""
        with self._lock:
            _keep(self._done, form, answer)

    def done(self, form: str) -> Elsewhere | None:
        """The answer that a form had before."""
        with self._lock:
            return self._done.get(form) if form else None


def _keep(kept: OrderedDict[str, Value], word: str, value: Value) -> None:
    kept[word] = value
    while len(kept) > _KEPT:
        kept.popitem(last=False)
