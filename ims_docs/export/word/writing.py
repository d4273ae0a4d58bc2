"""A copy as the bytes of a Word file, on a base of the organisation's own or on ours."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace

from ims_docs.errors import UnreadableError
from ims_docs.export.copies import Copy, Mark, Unshown
from ims_docs.export.drawing import Data, Drawing
from ims_docs.export.extras import needed
from ims_docs.export.packing import repacked
from ims_docs.export.pdf.setting import Made
from ims_docs.export.word.blocks import Blocks
from ims_docs.export.word.elements import Element, field, plain

_KINDS = ("png", "jpg", "jpeg", "gif")
_FIRST = "[Content_Types].xml"
_COPY = "Uncontrolled copy. What counts is the text in the system, with this digest:"


def document(copy: Copy, others: Mapping[str, str], base: bytes | None) -> Made:
    """One copy as a file. Raises ConfigurationError, UnreadableError."""
    copy, names, files = _with_pictures(copy)
    data = Drawing(copy, names, others, frozenset({copy.path})).data()
    page = _opened(base)
    blocks = Blocks(page, files)
    _frame(page, data)
    title = page.add_paragraph(plain(copy.title))
    if "Title" in page.styles:
        title.style = "Title"
    blocks.label(title, data["label"])
    for one in data["notices"]:
        page.add_paragraph().add_run(plain(one)).bold = True
    facts = [{"k": "table", "columns": 2, "heads": [], "rows": list(map(_fact, data["facts"]))}]
    blocks.write(page, [*facts, *data["blocks"], *data["annex"]])
    if not copy.is_working:
        page.add_paragraph(f"{_COPY} {copy.digest}")
    _describe(page, copy)
    stream = io.BytesIO()
    page.save(stream)
    return Made(repacked(stream.getvalue(), first=_FIRST), copy.unshown)


def _opened(base: bytes | None) -> Element:
    """The document to write into: the base without its words, with its styles, head and foot."""
    docx = needed("docx")
    if base is None:
        return docx.Document()
    try:
        page = docx.Document(io.BytesIO(base))
    except Exception as error:  # the library lets whatever it meets in a broken file through
        raise UnreadableError(
            "The base is not a Word file (.docx) that can be read",
            hint="Save it again in Word as .docx, and name that file.",
        ) from error
    body = page.element.body
    for one in list(body):
        if not one.tag.endswith("}sectPr"):
            body.remove(one)
    return page


def _frame(page: Element, data: Data) -> None:
    """What the head and the foot of every page say, below what the base says there."""
    section = page.sections[0]
    head = section.header
    head.is_linked_to_previous = False
    for text, is_strong in (
        (f"{data['organisation']} · {data['name']}", False),
        (data["status"], False),
        (" · ".join((*([] if data["working"] else ["UNCONTROLLED COPY"]), *data["marks"])), True),
    ):
        head.add_paragraph().add_run(plain(text)).bold = is_strong
    foot = section.footer
    foot.is_linked_to_previous = False
    foot.add_paragraph(plain(f"{data['digest']} · commit {data['commit'][:16]} of {data['day']}"))
    pages = foot.add_paragraph("Page ")
    field(pages, "PAGE")
    pages.add_run(" of ")
    field(pages, "NUMPAGES")


def _fact(fact: list[str]) -> list[Data]:
    return [
        {"b": [{"k": "p", "c": [{"k": "t", "t": text, "f": []}]}], "span": 1, "head": not at}
        for at, text in enumerate(fact)
    ]


def _describe(page: Element, copy: Copy) -> None:
    facts = page.core_properties
    facts.title = plain(copy.called)[:255]
    facts.author = plain(copy.organisation)[:255]
    facts.last_modified_by = ""
    facts.comments = ""
    facts.language = copy.language
    facts.created = facts.modified = copy.moment.replace(tzinfo=None)


def _with_pictures(copy: Copy) -> tuple[Copy, dict[str, str], dict[str, bytes]]:
    """The pictures that Word takes become files; a copy without the others says so."""
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    lost = []
    for path, data in copy.pictures.items():
        if path.rpartition(".")[2].lower() in _KINDS and _is_picture(data):
            names[path] = name = f"picture-{len(files)}"
            files[name] = data
        else:
            message = f"{path.rpartition('/')[2]}: Word cannot show the picture"
            line = copy.picture_lines.get(path, 1)
            lost.append(Unshown(copy.path, line, message, "Save it anew as PNG or JPEG."))
    if lost:
        marks = tuple(dict.fromkeys((*copy.marks, Mark.INCOMPLETE)))
        copy = replace(copy, marks=marks, unshown=(*copy.unshown, *lost))
    return copy, names, files


def _is_picture(data: bytes) -> bool:
    try:
        needed("docx.image.image").Image.from_blob(data)
    except Exception:  # noqa: BLE001 - as above
        return False
    return True
