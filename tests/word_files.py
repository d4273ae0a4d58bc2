"""Word files that converters stumble over, made from raw XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
STYLES = f"""<w:styles {NAMES}>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="Überschrift 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Kapitel"/><w:basedOn w:val="H1"/></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering {NAMES}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Innovation policy</dc:title>
<dc:creator>Carla Carpenter</dc:creator></cp:coreProperties>"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8"
    "cfc00000030101"
    "00c9fe92ef0000000049454e44ae426082"
)


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", more: str = "") -> str:
    inner = "".join(one if one.startswith("<") else run(one) for one in runs)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{inner}</w:p>"


def document(
    *blocks: str, parts: Mapping[str, str | bytes] | None = None, links: str = ""
) -> bytes:
    """A Word file with these blocks in its body."""
    held = io.BytesIO()
    title = paragraph("Innovation policy", style="Title")
    start = paragraph("Purpose", style="H1")
    body = f"<w:document {NAMES}><w:body>{title}{start}{''.join(blocks)}</w:body></w:document>"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    everything: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": body,
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "docProps/core.xml": CORE,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{relations}">{links}</Relationships>',
        **(parts or {}),
    }
    with zipfile.ZipFile(held, "w") as file:
        for name, data in everything.items():
            file.writestr(name, data)
    return held.getvalue()


def _link(name: str, target: str, *, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{name}" Type="x" Target="{target}"{mode}/>'


def _cell(inner: str, more: str = "") -> str:
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{inner}</w:tc>"


def _table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{one}</w:tr>' for one in rows)}</w:tbl>"


def tracked() -> bytes:
    gone = '<w:del w:author="Dora"><w:r><w:delText>must never</w:delText></w:r></w:del>'
    new = f'<w:ins w:author="Emil">{run("may always")}</w:ins>'
    moved = f'<w:moveFrom w:author="Dora">{run("first")}</w:moveFrom><w:moveTo w:author="Dora">{run("last")}</w:moveTo>'
    return document(paragraph("People ", gone, new, " experiment. ", moved))


def comments() -> bytes:
    inner = f'<w:comments {NAMES}><w:comment w:id="0" w:author="Dora">{paragraph("Who says so?")}</w:comment></w:comments>'
    here = '<w:r><w:commentReference w:id="0"/></w:r>'
    return document(paragraph("We try things.", here), parts={"word/comments.xml": inner})


def boxes() -> bytes:
    box = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
    choice = f"<mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
    fallback = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    return document(
        paragraph(
            "Beside it.",
            f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>",
        )
    )


def merged() -> bytes:
    wide = _cell(paragraph("Wide | head"), '<w:gridSpan w:val="2"/>')
    tall = _cell(paragraph("Tall"), '<w:vMerge w:val="restart"/>')
    on = _cell(paragraph(), "<w:vMerge/>")
    cell = _cell(paragraph("b") + paragraph("c"))
    return document(_table(wide, tall + cell, on + _cell(paragraph("d"))))


def numbered() -> bytes:
    first = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    second = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF _Ref1 \\r </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("3.2.1")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return document(
        paragraph("Our commitments", style="Own", more=first),
        paragraph("Money", more=first),
        paragraph("Time", more=second),
        paragraph("As chapter ", field, " says."),
    )


def boxes_of_wingdings() -> bytes:
    sign = '<w:r><w:sym w:font="Wingdings" w:char="F0{}"/></w:r>'
    return document(
        paragraph(sign.format("FE"), " approved ", sign.format("A8"), " refused"),
        paragraph(sign.format("4A"), " smile"),
    )


def notes() -> bytes:
    inner = f'<w:footnotes {NAMES}><w:footnote w:id="-1">{paragraph()}</w:footnote><w:footnote w:id="2">{paragraph("See the law.")}</w:footnote><w:footnote w:id="3">{paragraph("Nobody points here.")}</w:footnote></w:footnotes>'
    here = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    return document(paragraph("We keep to it", here, "."), parts={"word/footnotes.xml": inner})


def nested() -> bytes:
    inner = _table(_cell(paragraph("inner a")) + _cell(paragraph("inner b")))
    return document(_table(_cell(paragraph("outer") + inner) + _cell(paragraph("right"))))


def by_look() -> bytes:
    look = '<w:b/><w:sz w:val="28"/>'
    return document(
        paragraph(run("How we take risk", look)),
        paragraph(run("We lose small", "<w:b/>"), " and ", run("early", "<w:i/>"), "."),
        paragraph(
            run("in", "<w:b/>"), run("novation", ""), " is * one _ word # and [TODO: no place]"
        ),
    )


def pictures() -> bytes:
    def drawn(name: str, words: str) -> str:
        return f'<w:r><w:drawing><wp:docPr descr="{words}"/><a:blip r:embed="{name}"/></w:drawing></w:r>'

    out = f'<w:hyperlink r:id="rId9">{run("the site")}</w:hyperlink><w:hyperlink r:id="rId8">{run("a script")}</w:hyperlink>'
    return document(
        paragraph("Look: ", drawn("rId1", "A red dot"), drawn("rId2", ""), drawn("rId7", "lost")),
        paragraph("Read ", out, "."),
        parts={
            "word/media/image1.png": PIXEL,
            "word/media/image2.emf": b"emf",
            "word/vbaProject.bin": b"x",
        },
        links=_link("rId1", "media/image1.png")
        + _link("rId2", "media/image2.emf")
        + _link("rId9", "https://example.org/a", outside=True)
        + _link("rId8", "file:///c:/run.exe", outside=True),
    )


def right_to_left() -> bytes:
    return document(
        paragraph(run("سياسة الابتكار", "<w:rtl/>"), " 2026", more="<w:bidi/>"),
        paragraph("الغرض", style="berschrift2"),
    )


def protected() -> bytes:
    settings = f'<w:settings {NAMES}><w:documentProtection w:edit="readOnly"/></w:settings>'
    head = f"<w:hdr {NAMES}>{paragraph('Doc-No.: ', 'QM-007', ' Version: ', '3.2')}{paragraph('Confidential')}</w:hdr>"
    foot = f"<w:ftr {NAMES}>{paragraph('Date: ', '2024-05-01')}</w:ftr>"
    block = f"<w:sdt><w:sdtContent>{paragraph('In a control.')}</w:sdtContent></w:sdt>"
    return document(
        paragraph("Shown.", run(" Hidden wish.", "<w:vanish/>")),
        block,
        parts={"word/settings.xml": settings, "word/header1.xml": head, "word/footer1.xml": foot},
    )


NASTY = {
    "tracked": tracked,
    "comments": comments,
    "boxes": boxes,
    "merged": merged,
    "numbered": numbered,
    "wingdings": boxes_of_wingdings,
    "notes": notes,
    "nested": nested,
    "by-look": by_look,
    "pictures": pictures,
    "right-to-left": right_to_left,
    "protected": protected,
}
