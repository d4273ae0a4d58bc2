"""HTML of a text reaches the page without names by which the theme could hide it."""

from __future__ import annotations

import markdown
import pytest

from ims_docs.formats.markdown.rendering import EXTENSIONS, PlainHtml


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ('<p class="md-overlay">x</p>', "<p >x</p>"),
        ("<p class=md-overlay id=a>x</p>", "<p  >x</p>"),
        ("a <b class='x' title=\"y\">c</b>", '<p>a <b  title="y">c</b></p>'),
        ('> <div\n> class="x">c</div>', "<blockquote>"),
        ("<div>\n<p class=x>a</p>\n</div>", "<div>\n<p >a</p>\n</div>"),
        ("```\n<p class=x>\n```", "class"),
        ("!!! note\n    x", 'class="admonition note"'),
        ("`<b class=x>`", "<p><code>&lt;b class=x&gt;</code></p>"),
    ],
)
def test_names_are_taken_away_from_html_alone(body: str, shown: str) -> None:
    page = markdown.markdown(body, extensions=[*EXTENSIONS, PlainHtml()])
    assert shown in page
    assert "md-overlay" not in page
