"""Which reader a file with a text in it needs."""

from __future__ import annotations

from ims_docs.intake.documents.former import Former
from ims_docs.intake.pdf import PDF, pdf
from ims_docs.intake.sources import Source
from ims_docs.intake.wiki.reading import MARKDOWN, markdown
from ims_docs.intake.word.reading import word

WORD = (".docx", ".docm", ".dotx", ".doc")
OLD = (".xls", ".xlt", ".ods", ".odt", ".rtf", ".xlsb")
"""What Office opens, and nothing here does."""
TEXTS = (*WORD, *MARKDOWN)
ALL = (*TEXTS, *PDF)
"""What can become a document where a person says so."""


def read(source: Source, data: bytes, changes: str) -> Former:
    """The text of a file, and what of it is not taken. Raises UnreadableError."""
    if source.suffix in MARKDOWN:
        return markdown(source, data)
    if source.suffix in PDF:
        return pdf(source.name, data)
    return word(source.name, data, changes)
