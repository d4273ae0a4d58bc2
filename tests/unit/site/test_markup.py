"""What people wrote is shown on a page as they wrote it, and is never markup."""

from __future__ import annotations

import html
import re

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ims_docs.site.pages.markup import (
    box,
    bullets,
    code,
    inline,
    message,
    page,
    page_title,
    table,
    verbatim,
)

EXTENSIONS = [
    "tables",
    "admonition",
    "attr_list",
    "def_list",
    "fenced_code",
    "footnotes",
    "md_in_html",
]


def shown(text):
    """The HTML that Python-Markdown makes of a block."""
    return markdown.markdown(text, extensions=EXTENSIONS)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("- item", "&#45; item"),
        ("+ item", "&#43; item"),
        (": definition", "&#58; definition"),
        ("= heading", "&#61; heading"),
        ("1. item", "1&#46; item"),
        ("12) item", "12&#41; item"),
        ("-", "&#45;"),
        ("1.", "1&#46;"),
        ("-5 degrees", "&#45;5 degrees"),
        ("---", "&#45;--"),
        ("1.5 times", "1.5 times"),
        ("a - b", "a - b"),
        ("a 1. b", "a 1. b"),
    ],
)
def test_the_start_of_a_line_that_would_be_a_list_or_a_heading_is_escaped(text, escaped):
    assert inline(text) == escaped
    assert html.unescape(shown(inline(text))) == f"<p>{text}</p>"


@pytest.mark.parametrize("sign", list("&<>\"'\\`*_{}[]|~^$!#"))
def test_each_sign_of_markdown_and_html_is_a_reference(sign):
    escaped = inline(f"a{sign}b{sign}{sign}c")
    assert sign not in re.sub(r"&(?:#\d+|[a-z]+);", "", escaped)
    assert html.unescape(escaped) == f"a{sign}b{sign}{sign}c"
    assert html.unescape(shown(escaped)) == f"<p>a{sign}b{sign}{sign}c</p>"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "# heading",
        "> quote",
        "[a](javascript:alert(1))",
        "![a](x)",
        "**bold** _thin_ `code`",
        "a | b",
        "&lt;b&gt;",
        "[^1]: note",
        "{: onclick=x }",
        "```",
        "~~~",
        "***",
        "1. one",
        "* one",
        "!!! note",
        "<!-- gone -->",
    ],
)
def test_whatever_is_written_stays_one_paragraph_of_text(text):
    assert html.unescape(shown(inline(text))) == f"<p>{text}</p>"
    assert html.unescape(shown(bullets([inline(text)]))) == f"<ul>\n<li>{text}</li>\n</ul>"


def test_a_cell_ends_only_where_the_table_says():
    found = shown(table(["A", "B"], [[inline("x | y"), inline("z")]]))
    assert found.count("<td>") == 2
    assert html.unescape(found).count("x | y") == 1


@settings(max_examples=50)
@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_nothing_that_is_written_makes_an_element(text):
    made = re.findall(r"<(/?\w+)", shown(inline(text)))
    assert set(made) <= {"p", "/p", "br"}


def test_lines_stay_apart_and_control_characters_are_spelled_out():
    assert inline(" a\nb ") == "a<br>b"
    assert inline("a\x00\x1b\u2028b") == "a&#92;x00&#92;x1b b"
    assert inline("\x85   0") == "0", "what stands for white space makes no code of a line"
    assert code("a\nb`c") == "<code>a&#92;nb&#96;c</code>"


def test_words_between_backticks_are_code_and_a_lonely_backtick_is_text():
    assert message("Run `ims check` now") == "Run <code>ims check</code> now"
    assert message("Run `ims check now") == "Run &#96;ims check now"
    assert message("Run `<b>` now") == "Run <code>&lt;b&gt;</code> now"


def test_a_block_of_code_cannot_be_ended_from_within():
    made = verbatim("a\n\n</code></pre><script>\n- b")
    assert made.startswith("<pre><code>a\n&#32;\n&lt;/code&gt;")
    assert made.count("</pre>") == 1


def test_a_title_is_plain_wherever_a_theme_puts_it():
    assert page_title('<b>"x"</b>\n&amp; y') == "‹b›”x”‹/b› &amp;amp; y"
    assert page("a: b\n---\n").splitlines()[:3] == ["---", 'title: "a: b ---"', "---"]
    assert box("note", 'a"b', "x\n\ny") == '!!! note "a&quot;b"\n\n    x\n\n    y'
