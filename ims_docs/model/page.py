"""A page of the site that is not controlled: an index that leads to documents, or a working page."""

from __future__ import annotations

from typing import NamedTuple

from ims_docs.model.text import Text


class Page(NamedTuple):
    """An index.md under docs/, or a README.md or a page of the toolkit without front matter.

    It needs no id and no owner.
    """

    path: str
    body: Text
