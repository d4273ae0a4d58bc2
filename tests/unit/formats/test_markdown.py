"""The scan of a body agrees with the renderer, and says so where it cannot."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import markdown as renderer
import pytest

from ims_docs.formats.markdown import structure
from ims_docs.formats.markdown.inline import without_code
from ims_docs.model.text import Heading, Leftover, Link, Text

EXTENSIONS = ["admonition", "tables", "toc", "pymdownx.superfences"]


def rendered(body: str) -> str:
    return renderer.markdown(body, extensions=EXTENSIONS)


def scan(body: str) -> Text:
    return structure(body, 1)


def full(text: Text) -> dict[str, bool]:
    return {section.title: section.has_content for section in text.sections}


def unsafe_markup(body: str) -> list[str]:
    return [f"{one.line}:{one.column} {one.message}" for one in scan(body).unsafe_markup]


def targets(body: str) -> list[str]:
    return [link.target for link in scan(body).links]


TITLES = [
    "Purpose",
    "How we take risk",
    "Same",
    "Same",
    "Same_1",
    "Same",
    "Same_7",
    "Same_7",
    "9.3 Management review: inputs & outputs",
    "Größe, Maß und Übersicht",
    "日本語",
    "日本語",
    "Ἀριστοτέλης",
    "İstanbul ﬁx",
    "العربية",
    "!!!",
    "A -- B   --- C",
    "snake_case and _marked_ words",
    "__init__ and __all__ of it",
    "mid_word_ and _un finished",
    "**Bold** and *slanted* and ***both***",
    "`code_with_marks` and ``co`de``",
    "A [link](x.md) and [another](y.md 'title')",
    "An ![image](x.png) here",
    "Tom &amp; Jerry &copy; 2026",
    "R&D and Q&A",
    "Escaped \\_under\\_ and \\*star\\*",
    "See <https://example.org/a_b> now",
    "Write to <ada@example.org>",
    "Trailing hashes ##",
    "C# in the middle",
    "Dots... and (brackets) [as text]",
    "“Quotes” – and — dashes",
    "1",
    "-",
    "Tab\there",
    "x" * 290,
]


@pytest.mark.parametrize("level", [1, 2, 3])
def test_anchors_are_those_of_the_renderer(level: int) -> None:
    body = "\n\n".join(f"{'#' * level} {title}" for title in TITLES)
    wanted = re.findall(rf'<h{level} id="([^"]*)"', rendered(body))
    assert len(wanted) == len(TITLES)
    assert [heading.anchor for heading in scan(body).headings] == wanted


@pytest.mark.parametrize("title", TITLES)
def test_the_text_of_a_heading_is_what_a_reader_sees(title: str) -> None:
    class Words(HTMLParser):
        text = ""

        def handle_data(self, data: str) -> None:
            self.text += data

    words = Words(convert_charrefs=True)
    words.feed(rendered(f"## {title}"))
    found = scan(f"## {title}").headings[0].title
    assert found.split() == words.text.split()


@pytest.mark.parametrize(
    "body",
    [
        "##No space",
        "## Closed ##",
        "Title\n=====",
        "Title\n---",
        "Title\n-=-",
        "para\n\nTitle\n-----\n\ntext",
        "# One\nTwo\n---\ntext",
        "two lines\nof text\n---",
        "    code\n---",
        "- item\n---",
        "text\n\n---\n\ntext",
        "####### seven",
        "#",
        "text\n# Heading in a paragraph\nmore",
        "```\n# code\n```\n# Heading",
        "~~~ yaml\n# code\n~~~\n# Heading",
        "````\n```\n# code\n```\n````\n# Heading",
        "```\n# code\n~~~\n# code\n```\n# Heading",
        "```\n# code\n````\n# code\n```\n# Heading",
        "  ```\n  # code\n  ```\n# Heading",
        "1. step\n\n    ```\n    # code\n    ```\n\n# Heading",
        '```yaml title="a.yml" linenums="1"\n# code\n```\n# Heading',
        "text ``` not a fence\n# Heading",
        "```inline``` code\n# Heading",
    ],
)
def test_headings_are_those_of_the_renderer(body: str) -> None:
    wanted = [
        (int(level), anchor)
        for level, anchor in re.findall(r'<h([1-6]) id="([^"]*)"', rendered(body))
    ]
    assert [(heading.level, heading.anchor) for heading in scan(body).headings] == wanted
    assert unsafe_markup(body) == []


def test_headings_know_their_lines() -> None:
    text = structure("# A\n\n```\n# no\n```\n\n## B\n\nC\n---\n", 10)
    assert text.headings == (
        Heading(1, "A", "a", 10),
        Heading(2, "B", "b", 16),
        Heading(2, "C", "c", 18),
    )


@pytest.mark.parametrize(
    ("body", "column"),
    [
        ("```\n<b>code?</b>\n", 1),
        ("  ```\n\n<b>not indented</b>\n\n  ```\n", 3),
        ("```\n<b>code?</b>\n````\n", 1),
        ("```\n\n<b>code?</b>\n\n ```\n", 1),
        ("```\n<b>code?</b>\n~~~\n", 1),
    ],
)
def test_code_that_the_renderer_does_not_see_is_unsafe_markup(body: str, column: int) -> None:
    assert "<b>" in rendered(body)
    assert unsafe_markup(body)[0] == f"1:{column} The code that starts here is not closed"
    assert any("Raw HTML" in one for one in unsafe_markup(body))


@pytest.mark.parametrize(
    "body",
    [
        "```yaml {.x}\n<b>\n```\n",
        "``` a b c\n<b>\n```\n",
        "> ```\n> <b>\n> ```\n",
        "\t```\n\t<b>\n\t```\n",
    ],
)
def test_a_fence_that_programs_read_differently_is_unsafe_markup(body: str) -> None:
    assert "This is not the start of code to every program" in unsafe_markup(body)[0]


@pytest.mark.parametrize(
    ("body", "is_full"),
    [
        ("text", True),
        ("- item", True),
        ("| a |\n|---|\n| b |", True),
        ("```\ncode\n```", True),
        ("- [TODO: x] and more", True),
        ("[a link](x.md)", True),
        ("", False),
        ("   \n\n", False),
        ("---", False),
        ("* * *", False),
        ("### Only a heading", False),
        ("```\n\n```", False),
        ("[TODO: write this]", False),
        ("1. [TODO: first]\n2. [TODO: second]", False),
        ("!!! guidance\n    Write here.\n\n    And more.", False),
        ('!!! guidance "Why"\n    Text.\n\n[TODO: x]', False),
        ("- !!! guidance\n", True),
        ("!!! note\n    Text.", True),
        ("!!! guidance\n    Text.\n\nOwn text.", True),
        ("!!! guidance\n    ```\n    code\n    ```\n", False),
    ],
)
def test_a_section_has_content_when_something_of_its_own_is_left(body: str, is_full: bool) -> None:  # noqa: FBT001
    assert full(scan(f"# T\n\n## S\n\n{body}\n\n## Next\n\nx\n")) == {"S": is_full, "Next": True}


@pytest.mark.parametrize(
    ("body", "line", "column", "title"),
    [
        ("!!! guidance", 1, 1, "Guidance"),
        ('!!! guidance "Why an auditor asks"', 1, 1, "Why an auditor asks"),
        ("!!!guidance", 1, 1, "Guidance"),
        ("!!! Guidance", 1, 1, "Guidance"),
        ('!!! guidance inline "T"', 1, 1, "T"),
        ("??? guidance", 1, 1, "Guidance"),
        ('???+ guidance "T"', 1, 1, "T"),
        ("- item\n\n    !!! guidance\n        Write.\n", 3, 5, "Guidance"),
        ('1. a\n    1. b\n\n        !!! guidance "T"\n            Write.\n', 4, 9, "T"),
    ],
)
def test_guidance_is_found_wherever_it_is_shown(
    body: str, line: int, column: int, title: str
) -> None:
    (found,) = scan(body).template_text
    assert (found.kind, found.line, found.column, found.text) == (
        Leftover.GUIDANCE, line, column, title,
    )  # fmt: skip
    if body.startswith("!!!"):
        assert 'class="admonition guidance' in rendered(body + "\n    x")


@pytest.mark.parametrize(
    "body", ["!!! guidance: read on", "!! guidance", "guidance", "!!! guidances", "`!!! guidance`"]
)
def test_what_the_renderer_shows_as_text_is_no_guidance(body: str) -> None:
    assert scan(body).template_text == ()


def test_guidance_ends_where_the_text_is_indented_less() -> None:
    body = "## S\n\n- item\n\n    !!! guidance\n        Write.\n\n    Text of the item: [TODO: x]\n"
    text = scan(body)
    assert [one.text for one in text.template_text] == ["Guidance", "[TODO: x]"]
    assert full(text) == {"S": True}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("a [TODO: x] b [TODO: y: z]", [(1, 3), (1, 15)]),
        ("```\nkey: [TODO: x]\n```", [(2, 6)]),
        ("## [TODO: a title]", [(1, 4)]),
        ("| [TODO: cell] |", [(1, 3)]),
        ("> [TODO: quoted", [(1, 3)]),
        ("`[TODO: shown as code]`", []),
        ("[TODO] and TODO:", []),
        ("!!! guidance\n    [TODO: an example]", []),
        ("!!! guidance\n    ```\n    [TODO: an example]\n    ```", []),
    ],
)
def test_placeholders(body: str, found: list[tuple[int, int]]) -> None:
    left = [one for one in scan(body).template_text if one.kind is Leftover.PLACEHOLDER]
    assert [(one.line, one.column) for one in left] == found


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("[a](x.md)", ["x.md"]),
        ("[a](x.md#part) and ![b](y.png)", ["x.md#part", "y.png"]),
        ("[a](x_(1).md)", ["x_(1).md"]),
        ("[a](<x.md>)", ["x.md"]),
        ('[a]( x.md "A title (here)" )', ["x.md"]),
        ("[a [b] c](x.md)", ["x.md"]),
        ("[a\\]b](x.md)", ["x.md"]),
        ("[![i](i.png)](x.md)", ["x.md", "i.png"]),
        ("[]()", [""]),
        ("[a]: x.md", ["x.md"]),
        ("[a^b]: <x.md> 'title'", ["x.md"]),
        ("    [a]: x.md", ["x.md"]),
        ("> [a]: x.md", ["x.md"]),
        ("- [a]: x.md", ["x.md"]),
        ("[^1]: a footnote", []),
        ("[TODO: a]: b", []),
        ("| [a](x.md) | [b](y.md) |", ["x.md", "y.md"]),
        ("# A [link](x.md)", ["x.md"]),
        ("<https://example.org/x>", ["https://example.org/x"]),
        ("<ada@example.org>", ["mailto:ada@example.org"]),
        ("`[a](x.md)`", []),
        ("``[a](x.md) ` ``", []),
        ("```\n[a](x.md)\n```", []),
        ("!!! guidance\n    [a](javascript:x)", ["javascript:x"]),
        ("[a text that goes on\non the next line](javascript:x)", ["javascript:x"]),
        ("[a](javascript:x", ["javascript:x"]),
        ("a [b] (c)", []),
    ],
)
def test_links(body: str, wanted: list[str]) -> None:
    assert sorted(targets(body)) == sorted(wanted)


def test_links_know_their_place() -> None:
    assert scan("x\n\nsee [a](b.md), ![i](c.png)\n").links == (
        Link("b.md", 3, 5), Link("c.png", 3, 16),
    )  # fmt: skip


@pytest.mark.parametrize(
    "body", ["[a](\njavascript:x)", "[a](<\njavascript:x>)", "[a]:\n  javascript:x\n\n[a]"]
)
def test_an_address_on_the_next_line_is_unsafe_markup(body: str) -> None:
    assert "1:" in unsafe_markup(body)[0]
    assert "The address of the link is not on this line" in unsafe_markup(body)[0]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("a <b>x</b>", "1:3"),
        ("<script>", "1:1"),
        ("<!-- hidden -->", "1:1"),
        ("</div>", "1:1"),
        ("<?php ?>", "1:1"),
        ("<https://example.org onclick=x>", "1:1"),
        ("<javascript:x>", "1:1"),
        ("| a | <b> |", "1:7"),
        ("## A <b>", "1:6"),
        ("!!! guidance\n    a <b>", "2:7"),
        ("text\n\n    indented <b>", "3:14"),
        ("one ` tick\ntwo ` <b> ` three", "2:7"),
        ("``a` <b> `c`", "1:6"),
        ("\\` <b> `", "1:4"),
        ("`a\\` <b> `", "1:6"),
        ("`a` <b> `c`", "1:5"),
    ],
)
def test_raw_html_is_unsafe_markup(body: str, place: str) -> None:
    assert unsafe_markup(body) == [f"{place} Raw HTML is not shown as it is written"]


@pytest.mark.parametrize(
    "body",
    [
        "a < b",
        "1 <2",
        "`<b>`",
        "`` <b> ` ``",
        "```\n<b>\n```",
        "<https://example.org>",
        "x <- y",
        "a\\<",
        "`a` and `<b>`",
    ],
)
def test_what_is_no_html_is_none(body: str) -> None:
    assert "<b>" not in rendered(body)
    assert unsafe_markup(body) == []


def test_what_is_taken_for_code_is_code_to_the_renderer() -> None:
    """A tag in every place among backticks and escapes: it is live, or it was seen."""
    pieces = ["`", "``", "\\`", "a", " ", "\n", "\\\\"]
    for one in pieces:
        for two in pieces:
            for three in pieces:
                for four in pieces:
                    body = f"x{one}{two}<b>{three}{four}y`z"
                    if "<b>" in rendered(body):
                        assert any("Raw HTML" in said for said in unsafe_markup(body)), repr(body)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("text {: .hidden }", "1:6"),
        ("## T {#x}", "1:6"),
        ("[a](b.md){onclick=x}", "1:10"),
        ("*a*{.x}", "1:4"),
        ("text { #x }", "1:6"),
    ],
)
def test_an_attribute_list_is_unsafe_markup(body: str, place: str) -> None:
    assert unsafe_markup(body) == [f"{place} An attribute list can hide or change text"]


@pytest.mark.parametrize(
    "body", ["{name}", "{{ x }}", "`{: .x}`", "${a}", "{: never closed", "set {a, b}"]
)
def test_other_braces_are_text(body: str) -> None:
    assert unsafe_markup(body) == []


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("--8<-- 'x'", "1:1"),
        ("a `-8<- x`", "1:4"),
        ("```\n  --8<-- 'x'\n```", "2:3"),
        (";--8<--", "1:2"),
    ],
)
def test_a_snippet_marker_is_unsafe_markup_even_in_code(body: str, place: str) -> None:
    assert unsafe_markup(body) == [f"{place} A snippet marker pulls in text from another file"]


@pytest.mark.parametrize(
    "body",
    [
        "x" * 5_000,
        " ".join(f"[{one}](x.md)" for one in range(150)),
        "\n".join(f"| [{one}](x.md) | [TODO: {one}] |" for one in range(400)),
        "\n".join("    " * one + "- x" for one in range(15)),
        "| " + "-" * 80 + " | " + "-" * 80 + " |",
        "- " * 40,
        "```\n" + " " * 90 + "deep\n```",
    ],
    ids=["long", "links", "table", "list", "rule", "line", "code"],
)
def test_large_but_ordinary_text_is_no_unsafe_markup(body: str) -> None:
    assert unsafe_markup(body) == []


def test_a_page_is_given_up_after_too_much() -> None:
    text = scan("<b>\n" * 1_000 + "[TODO: x]\n")
    assert len(text.unsafe_markup) == 201
    assert text.unsafe_markup[-1].line == 201
    assert text.unsafe_markup[-1].message == (
        "From here on the page was not looked at: too much before it is out of order"
    )


def test_without_code_says_whether_a_span_may_go_on() -> None:
    assert without_code("a `b` c") == ("a     c", False)
    assert without_code("a `b") == ("a `b", True)
    assert without_code("`a` `b") == ("    `b", True)
