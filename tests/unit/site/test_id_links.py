"""Identifiers in the words of a page lead on; nothing else of the page changes."""

from __future__ import annotations

import pytest

from ims_docs.site.build.id_links import with_links

KNOWN = {"RSK-0001": "risks.html#RSK-0001", "IDE-0010": "../gone/IDE-0010.html"}


def find(name):
    return KNOWN.get(name, "")


def test_each_identifier_that_is_known_leads_on():
    said = with_links("<p>RSK-0001 follows from (IDE-0010), not from RSK-0009.</p>", find)
    assert said == (
        '<p><a href="risks.html#RSK-0001">RSK-0001</a> follows from '
        '(<a href="../gone/IDE-0010.html">IDE-0010</a>), not from RSK-0009.</p>'
    )


@pytest.mark.parametrize(
    "fragment",
    [
        '<a href="x.html"><em>RSK-0001</em> a risk</a>',
        '<h2 id="r">RSK-0001 came</h2>',
        "<summary>RSK-0001</summary>",
        "<code>RSK-0001</code>",
        "<pre><code>RSK-0001</code></pre>",
        "<figure><svg><text>RSK-0001</text></svg></figure>",
        "<svg><g><title>RSK-0001</title></g></svg>",
        '<td id="RSK-0001" title="RSK-0001">-</td>',
        "<p>XRSK-0001, RSK-00011, RSK-0001-a, docs/RSK-0001.md, example-RSK-0001</p>",
        "<p>nothing</p>",
    ],
)
def test_links_headings_code_charts_and_longer_words_stay(fragment):
    assert with_links(fragment, find) == fragment


def test_what_stands_after_a_link_or_a_heading_leads_on_again():
    said = with_links("</a><h1><a>x</a> y</h1> RSK-0001", find)
    assert said.endswith('<a href="risks.html#RSK-0001">RSK-0001</a>')
