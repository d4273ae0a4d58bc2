"""A page of the site that is not controlled: an index that leads to documents."""

from __future__ import annotations

from dataclasses import dataclass

from ims_docs.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An index.md under docs/. It needs no id and no owner."""

    path: str
    body: Text
