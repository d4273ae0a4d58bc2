"""The states of a repository that somebody may ask about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

THEN, NOW = "then", "now"
"""Whose settings, types and standards judge: those of the state asked about, those on disk."""


@dataclass(frozen=True, slots=True)
class Disk:
    """The files on disk."""

    as_of: date | None = None
    """The day on which the questions are asked; None means today. The same below."""


@dataclass(frozen=True, slots=True)
class Staged:
    """What the next commit would hold."""

    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class At:
    """A tag, branch or commit."""

    ref: str
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class AsOf:
    """What was saved by the end of a day, asked about on that day.

    A day after the last saved state, and today, mean the files on disk.
    """

    day: date


State: TypeAlias = Disk | Staged | At | AsOf
