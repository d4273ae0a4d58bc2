"""A line of .gitattributes that changes how git treats content, by what git says."""

from __future__ import annotations

from typing import NamedTuple


class GitAttribute(NamedTuple):
    """One attribute that a pattern gets."""

    path: str
    """The .gitattributes file."""
    line: int
    pattern: str
    name: str
    """As written: "merge=union", "-diff", "export-ignore"."""
