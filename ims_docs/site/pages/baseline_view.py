"""A baseline as the site tells of it: what it fixed, whether that holds, and what changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ims_docs.domain.coverage import Rung
from ims_docs.model.baseline import TAG, Baseline


class Turned(NamedTuple):
    """A document or register that is not what it was."""

    id: str
    title: str
    before: str
    """Its version and state then; empty when it was not there."""
    after: str
    """Its version and state later; empty when it is not there any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What changed from one state to a later one."""

    added: tuple[Turned, ...] = ()
    changed: tuple[Turned, ...] = ()
    ended: tuple[Turned, ...] = ()
    """Withdrawn, replaced, or not there any more."""
    records: tuple[int, int] = (0, 0)
    """How many there were then and later."""
    commits: frozenset[str] = frozenset()
    """The saved changes on the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineView:
    """A file under baselines/, and what the history says of it."""

    path: str
    baseline: Baseline | None
    """None when the file cannot be read as one."""
    refused: str = ""
    """Why it does not count, whatever the history is."""
    broken: str = ""
    """How the history contradicts it; empty when it holds exactly what the baseline lists."""
    is_signed: bool = False
    has_timestamp: bool = False
    previous: str = ""
    """The name of the baseline before it, empty when it is the first or that one is gone."""
    rungs: Mapping[str, Rung | None] = field(default_factory=dict)
    """How far each clause had come; None for a clause that did not apply."""
    since: Span | None = None
    """What had changed since the baseline before it, where both can be read."""
    until_today: Span | None = None
    """What changed from it until today; of the newest one only."""

    @property
    def name(self) -> str:
        """What it is called; the path of its file when it cannot be read."""
        return self.baseline.name if self.baseline and self.has_page else self.path

    @property
    def has_page(self) -> bool:
        """Whether it can be read, and lies where a baseline of its name does."""
        return self.baseline is not None and self.baseline.path == self.path

    @property
    def tag(self) -> str:
        """The tag that is put on its commit."""
        return f"{TAG.removeprefix('refs/tags/')}{self.name}" if self.has_page else ""

    @property
    def invalid_reason(self) -> str:
        """Why nobody should rely on it, empty when nothing is known against it."""
        return self.refused or self.broken
