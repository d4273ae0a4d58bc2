"""Templates of Jinja, compiled once in a process: scaffolds and sites use the same ones again and again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

_SETTINGS = (
    "autoescape", "keep_trailing_newline", "lstrip_blocks", "newline_sequence", "optimized",
    "sandboxed", "trim_blocks", "undefined",
)  # fmt: skip
"""What the code of a template depends on beside its text."""


class Compiled(BytecodeCache):
    """What was compiled, by the text and by how the environment reads it. For as long as the tests run."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        known = self._kept.get(_name(bucket))
        if known is not None:
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[_name(bucket)] = bucket.bytecode_to_string()


def _name(bucket: Bucket) -> tuple[object, ...]:
    environment = bucket.environment
    settings = (getattr(environment, name) for name in _SETTINGS)
    return bucket.key, bucket.checksum, *environment.extensions, *settings


def keeping(begin: Callable[..., None]) -> Callable[..., None]:
    """The same `Environment.__init__`, with one memory for all environments that bring none."""
    compiled = Compiled()

    @wraps(begin)
    def beginning(self: Environment, *arguments: Any, **settings: Any) -> None:
        begin(self, *arguments, **settings)
        self.bytecode_cache = self.bytecode_cache or compiled

    return beginning
