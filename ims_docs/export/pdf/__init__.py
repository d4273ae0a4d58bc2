"""Copies as PDF: an archive file that a screen reader can read, with its proof inside."""

from ims_docs.export.pdf.book import Part, book
from ims_docs.export.pdf.compiling import Fonts
from ims_docs.export.pdf.setting import Made, sheet, slides

__all__ = ["Fonts", "Made", "Part", "book", "sheet", "slides"]
