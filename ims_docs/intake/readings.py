"""Which reader a file with a text in it needs."""

from __future__ import annotations

from ims_docs.intake.documents.former import Former
from ims_docs.intake.sources import Source
from ims_docs.intake.word.reading import word

WORD = (".docx", ".docm", ".dotx", ".doc")
TEXTS = WORD


def read(source: Source, data: bytes, changes: str) -> Former:
    """The text of a file, and what of it is not taken. Raises UnreadableError."""
    return word(source.name, data, changes)
