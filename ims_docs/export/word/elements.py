"""Small pieces of Word's own XML that python-docx has no words for."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from ims_docs.export.extras import needed

Element: TypeAlias = Any
"""An element of the library, which says little of its types."""

_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


_AFTER_BIDI = tuple(
    f"w:{one}"
    for one in [
        "adjustRightInd",
        "snapToGrid",
        "spacing",
        "ind",
        "contextualSpacing",
        "mirrorIndents",
        "jc",
        "textAlignment",
        "outlineLvl",
        "rPr",
        "sectPr",
    ]
)
_AFTER_SHADE = (
    *(f"w:{one}" for one in ["tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "bidi"]),
    *_AFTER_BIDI,
    *(
        f"w:{one}"
        for one in [
            "fitText",
            "vertAlign",
            "rtl",
            "cs",
            "em",
            "lang",
            "noWrap",
            "tcMar",
            "textDirection",
            "vAlign",
        ]
    ),
)


def plain(text: str) -> str:
    """Text that XML takes, without places to break that only a page needs."""
    return _REFUSED.sub("\ufffd", text.replace("\u200b", ""))


def made(tag: str, **attributes: str) -> Element:
    """An element of Word's, `w:p` and the like, with attributes of the same kind."""
    shared, oxml = needed("docx.oxml.ns"), needed("docx.oxml")
    element = oxml.OxmlElement(tag)
    for name, value in attributes.items():
        element.set(shared.qn(f"w:{name}"), value)
    return element


def field(paragraph: Element, code: str) -> None:
    """A number that Word works out, such as that of the page."""
    simple = made("w:fldSimple", instr=code)
    run = made("w:r")
    text = made("w:t")
    text.text = "1"
    run.append(text)
    simple.append(run)
    paragraph._p.append(simple)  # noqa: SLF001 - the library has no other way


def link(paragraph: Element, address: str, anchor: str) -> Element:
    """The place in a paragraph for runs that lead somewhere."""
    qn = needed("docx.oxml.ns").qn
    element = made("w:hyperlink")
    if address:
        element.set(qn("r:id"), paragraph.part.relate_to(address, _HYPERLINK, is_external=True))
    else:
        element.set(qn("w:anchor"), anchor)
    paragraph._p.append(element)  # noqa: SLF001
    return element


def bookmark(paragraph: Element, name: str, number: int) -> None:
    """A place that links lead to."""
    paragraph._p.append(made("w:bookmarkStart", id=str(number), name=name))  # noqa: SLF001
    paragraph._p.append(made("w:bookmarkEnd", id=str(number)))  # noqa: SLF001


def shade(properties: Element, colour: str) -> None:
    """A colour behind a cell, a paragraph or words; Word asks for an order of what it reads."""
    element = made("w:shd", val="clear", color="auto", fill=colour)
    properties.insert_element_before(element, *_AFTER_SHADE)


def repeat(row: Element) -> None:
    """The row comes again at the top of every page."""
    row._tr.get_or_add_trPr().append(made("w:tblHeader"))  # noqa: SLF001


def direct(paragraph: Element) -> None:
    """A paragraph in a script from the right begins there."""
    text = paragraph.text
    if 2 * len(_RIGHT_TO_LEFT.findall(text)) > max(len(_LETTER.findall(text)), 1):
        paragraph._p.get_or_add_pPr().insert_element_before(made("w:bidi"), *_AFTER_BIDI)  # noqa: SLF001
