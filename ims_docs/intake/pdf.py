"""The text of a PDF as far as it can be read: a draft that somebody has to compare with the original."""

from __future__ import annotations

import re
from typing import Any

from ims_docs.errors import ConfigurationError, UnreadableError
from ims_docs.intake.documents.former import Block, Former
from ims_docs.intake.documents.markdown import as_line, escaped
from ims_docs.intake.extras import needed

PDF = (".pdf",)
CHECK = "[TODO: compare this text with the PDF it was taken from, then delete this line]"
_MOST_PAGES = 1_000
_HYPHEN = re.compile(r"(?<=[a-zäöüß])[-\u00ad\ufffe]\n(?=[a-zäöüß])")


def pdf(name: str, data: bytes) -> Former:
    """The text of a PDF, page by page. Raises UnreadableError, and ConfigurationError without the library."""
    pages = _pages(name, data)
    former = Former("", [Block(CHECK)])
    empty = [number for number, text in enumerate(pages, 1) if not text.strip()]
    for number, text in enumerate(pages, 1):
        said = _HYPHEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        for part in re.split(r"\n\s*\n", said):
            words = " ".join(part.split())
            if words:
                former.blocks.append(Block(as_line(escaped(words))))
        if len(pages) > 1 and text.strip():
            former.blocks.append(Block(f"(End of page {number})"))
    former.notes.append(
        "The text was taken from a PDF: headings, tables and the order of words may be wrong. Compare it."
    )
    if empty:
        shown = ", ".join(map(str, empty[:10]))
        former.notes.append(f"No text on page {shown}: it may be a picture of a text.")
    return former


def doubt(name: str, data: bytes) -> str:
    """Why nobody may be able to read it, as a sentence; empty where it opens, or nothing here can try."""
    try:
        _opened(name, data).close()
    except UnreadableError as error:
        return f"{error.message}. {error.hint}"
    except ConfigurationError:
        return ""  # the library is not installed
    return ""


def _opened(name: str, data: bytes) -> Any:  # noqa: ANN401 - the library has no types
    library: Any = needed("pypdfium2")
    try:
        return library.PdfDocument(data)
    except Exception as error:  # a stranger's file makes the library raise anything
        locked = "password" in str(error).lower()
        raise UnreadableError(
            f"{name} asks for a password" if locked else f"{name} is no whole PDF",
            hint="Save a copy without one." if locked else "Open it, and print it to a new PDF.",
        ) from error


def _pages(name: str, data: bytes) -> list[str]:
    document = _opened(name, data)
    try:
        if len(document) > _MOST_PAGES:
            raise UnreadableError(
                f"{name} has {len(document)} pages; the limit is {_MOST_PAGES}", hint="Split it."
            )
        return [_text(page) for page in document]
    finally:
        document.close()


def _text(page: Any) -> str:  # noqa: ANN401 - the library has no types
    try:
        found = page.get_textpage().get_text_bounded()
    except Exception as error:  # as above
        raise UnreadableError(
            "A page of the PDF cannot be read", hint="Open it, and print it to a new PDF."
        ) from error
    return str(found)
