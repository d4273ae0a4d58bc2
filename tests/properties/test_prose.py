"""The tree of a text says every word that its page shows, in the same order, and no other."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from measuring import PROFILES, document_set
from test_reading_markdown import BODIES

from ims_docs.formats import frontmatter
from ims_docs.formats.markdown.prose import prose
from ims_docs.formats.markdown.raw_html import words_as_text
from ims_docs.formats.markdown.rendering import as_html
from ims_docs.model.prose import Box, Items, Run, Table, all_blocks, inlines, text_of

WORD = re.compile(r"\w+")
MARKUP = re.compile(r"\]\([^)\s]*\)|<[^>\s]*>|^\s*```\w*", re.MULTILINE)
KIND = re.compile(r"^ *(?:(?:!!!|\?\?\?\+?) *[a-z]+|[0-9]+\. |- \[x\])", re.MULTILINE)


class Page(HTMLParser):
    """Every word that a page of HTML shows."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            found = dict(attrs)
            self.words.append(f" {found.get('alt') or found.get('title') or ''} ")
        elif tag not in ("strong", "em", "code", "a", "span"):
            self.words.append(" ")

    def handle_endtag(self, tag):
        if tag not in ("strong", "em", "code", "a", "span"):
            self.words.append(" ")

    def handle_data(self, data):
        self.words.append(data)


def shown(body: str) -> list[str]:
    return WORD.findall("".join(Page(words_as_text(as_html(body))).words))


def told(body: str) -> list[str]:
    return WORD.findall(text_of(prose(body, "docs/x.md")))


def written(body: str) -> set[str]:
    """The words of the source, without addresses and the names of boxes and languages, and the numbers of lists."""
    return set(WORD.findall(MARKUP.sub(" ", KIND.sub(" ", body))))


@pytest.mark.parametrize("profile", PROFILES)
def test_every_word_of_a_document_set_is_in_the_tree(profile):
    for document in document_set(profile):
        assert told(document.body) == shown(document.body), document.name
        assert written(document.body) - set(told(document.body)) == set(), document.name


def test_every_word_of_the_example_is_in_the_tree(nordwind: Path):
    texts = sorted((nordwind / "docs").rglob("*.md"))
    assert len(texts) > 100
    for path in texts:
        data = path.read_bytes()
        body = frontmatter.body_of(data) if data.startswith(b"---") else data.decode()
        assert told(body) == shown(body), path
        assert written(body) - set(told(body)) == set(), path


@settings(max_examples=300)
@given(BODIES)
@example("<table>lost<tr>words<td>cell</table>")
@example("1. a\n\n    | x |\n    |---|\n    | y |\n")
@example("<b><i>open <p>on")
@example("a<br>b  \nc")
@example("<details><summary>s</summary>t</details>\n<input> <li>loose")
def test_the_tree_says_what_the_page_says(body: str) -> None:
    assert sorted("".join(told(body))) == sorted("".join(shown(body)))


@given(st.text(alphabet="ab<>/&;\"' =\n-*`|#", max_size=60))
def test_broken_html_loses_no_word(text: str) -> None:
    body = f"<div>{text}</div> end"
    assert not Counter("".join(shown(body))) - Counter("".join(told(body)))


def test_elements_within_elements_without_end():
    assert "inmost" in told("<b>" * 3_000 + "inmost")


def test_forms_are_told_apart():
    found = prose(
        "# Title\n\nWords **strong `code`** [link](../b.md#part) [TODO: name]\n\n- [x] done\n\n3. third\n\n"
        "| a |\n|--:|\n| b |\n\n!!! note\n    text\n\n```mermaid\ngraph\n```\n",
        "docs/a/x.md",
    )
    runs = [one for one in inlines(found) if isinstance(one, Run)]
    link = next(one.link for one in runs if one.link)
    assert (link.address, link.path, link.anchor) == ("../b.md#part", "docs/b.md", "part")
    assert [one.text for one in runs if one.marked] == ["[TODO: name]"]
    assert [one.text for one in runs if one.strong and one.code] == ["code"]
    lists = [one for one in found if isinstance(one, Items)]
    assert [one.items[0].done for one in lists][:1] == [True]
    table = next(one for one in found if isinstance(one, Table))
    assert (table.heads, table.width, table.rows[1][0].align) == (1, 1, "right")
    assert [one.kind for one in all_blocks(found) if isinstance(one, Box)] == ["note"]
