"""What the desk keeps in memory between two requests: the newest of a kind, the oldest forgotten first."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass
class Newest(Generic[Value]):
    """Values by a word. Several threads may use it at once."""

    most: int = 1_000
    _kept: OrderedDict[str, Value] = field(default_factory=OrderedDict, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def leave(self, value: Value) -> str:
        """Keep a value; returns a word for it that nobody guesses."""
        word = secrets.token_urlsafe(18)
        self.keep(word, value)
        return word

    def keep(self, word: str, value: Value) -> None:
        """Keep a value under a word."""
        with self._lock:
            self._kept[word] = value
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)

    def get(self, word: str) -> Value | None:
        """The value under a word. It stays."""
        with self._lock:
            return self._kept.get(word)

    def all(self) -> tuple[Value, ...]:
        """Everything that is kept, the oldest first."""
        with self._lock:
            return tuple(self._kept.values())

    def take(self, word: str) -> Value | None:
        """The value under a word, which is gone then."""
        with self._lock:
            return self._kept.pop(word, None)
