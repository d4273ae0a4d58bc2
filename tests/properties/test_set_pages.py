"""No text of anybody is code of the program that sets a page: it comes out as the words it was."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from ims_docs.export.copies import Attachment, Copy, Mark
from ims_docs.export.drawing import Drawing
from ims_docs.export.pdf import Fonts, sheet
from ims_docs.formats.markdown.prose import prose
from ims_docs.model.prose import Cell, Code, Heading, Item, Items, Paragraph, Run, Table, Target

PIECES = [
    "#panic(1)", '#read("/etc/passwd")', "$x + y$", "*bold*", "_it_", "`raw`", "```", "@label", "<label>", "// gone",
    "/* gone", "*/", "\\", "\\u{41}", "#", "]", "[", "{", "}", "(", ")", '"', "'", "= Title", "- item", "+ item",
    "/ term: x", "~", "---", "...", "https://example.org/#set", '#import "@preview/x:1.0.0"', "&amp;", "\u200b", "é", "ß",
    "\u00ad", "x" * 70, "%", "#let a = 1", "#{", "#[", "eval", "sys.inputs",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join)


def copy(text: str, blocks: tuple) -> Copy:
    return Copy(
        organisation=text,
        id="POL-0001",
        title=text,
        path="docs/x.md",
        version="1.0",
        state=text,
        classification=text,
        language="en",
        digest="sha256:0",
        commit="",
        moment=datetime(2026, 1, 2, tzinfo=UTC),
        marks=(Mark.DRAFT,),
        notices=(text,),
        facts=((text, text),),
        blocks=blocks,
        attachments=(Attachment("x.md", text.encode(), text, is_source=True),),
    )


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\u00ad\ufffd]+", "", text)


@settings(max_examples=40)
@given(TEXTS)
@example("#panic(1) \\ ]")
@example("\u00ad")
@example("a \u00ad")
def test_a_text_comes_out_as_it_went_in(text: str) -> None:
    cell = Cell((Paragraph((Run(text),)),))
    link = Run(text, link=Target("https://example.org/"), strong=True, slanted=True)
    blocks = (
        Heading(2, (Run(f"H {text}"),), text),
        Paragraph((Run(f"P {text} "), link)),
        Code(f"C {text}"),
        Items((Item((Paragraph((Run(f"L {text}"),)),)),)),
        Table(((cell,), (cell,)), 1),
    )
    made = sheet(copy(text, blocks), {}, Fonts())
    reader = PdfReader(io.BytesIO(made.data))
    found = squeezed("".join(one.extract_text() for one in reader.pages))
    for letter in "HPCL":
        assert squeezed(f"{letter} {text}") in found
    assert reader.attachments["x.md"] == [text.encode()]


@pytest.mark.parametrize(
    "body",
    [
        "# One\n\n#### Deep\n\n## Up\n\n###### Deepest\n",
        "#\n\n##\n\ntext\n",
        "- \n- a\n    - b\n        1. c\n\n            d\n",
        "| a | b |\n|---|---|\n| c |\n",
        "<table><tr><td colspan=9 rowspan=3>x<td>y<tr><td>z</table>",
        "[a](#nowhere) [b](#one) [c](b.md) [d](javascript:x) [e](mailto:a@b.c)\n\n# One\n",
        "> a\n>\n> > b\n\n---\n\n~~~\n\n~~~\n",
        "!!! note\n    - a\n\n        | b |\n        |---|\n        | c |\n",
        "99999. far\n\n0. none\n",
        "![](x.png)",
        "",
    ],
)
def test_every_form_can_be_set(body: str) -> None:
    assert sheet(copy("x", prose(body, "docs/x.md")), {}, Fonts()).data.startswith(b"%PDF")


def test_a_link_leads_somewhere_or_says_where() -> None:
    text = "[our aims](objectives.md) [part](#part) [x](https://example.org/)\n\n## Part\n"
    one = copy("x", prose(text, "docs/x.md"))
    drawn = Drawing(one, {}, {"docs/objectives.md": "OBJ-0001"}, frozenset({"docs/x.md"})).data()
    runs = [each for each in drawn["blocks"][0]["c"] if each["t"].strip()]
    assert [each["t"] for each in runs] == ["our aims", " [OBJ-0001]", "part", "x"]
    assert (runs[2]["to"], runs[3]["url"]) == ("docs/x.md#part", "https://example.org/")
