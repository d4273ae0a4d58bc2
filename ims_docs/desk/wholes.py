"""A text as a whole, on the page of whoever is to sign it."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from ims_docs.desk.office import Sight
from ims_docs.desk.showing import html_of
from ims_docs.domain.approval_state import Subject
from ims_docs.domain.views.table import Table, whole
from ims_docs.formats import frontmatter
from ims_docs.model.register import Register


class Whole(NamedTuple):
    """The words of a document, or the entries of a register."""

    words: Markup = Markup()
    table: Table | None = None


def whole_of(sight: Sight, subject: Subject, data: bytes) -> Whole:
    """What lies there, with the columns of a register that somebody filled in."""
    if not isinstance(subject, Register):
        return Whole(words=html_of(frontmatter.body_of(data), subject.path))
    found = whole([subject], sight.repository.types[subject.type])
    said = {key for row in found.rows for key, value in row.values.items() if value}
    return Whole(
        table=found._replace(columns=tuple(one for one in found.columns if one.key in said))
    )
