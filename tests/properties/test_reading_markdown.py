"""What is said of a text's structure is what its page shows, whatever the text."""

from __future__ import annotations

from html.parser import HTMLParser

import markdown as renderer
from hypothesis import example, given
from hypothesis import strategies as st

from ims_docs.formats.markdown import rendering, structure
from ims_docs.formats.markdown.plainness import is_plain
from ims_docs.formats.markdown.scanning import _Scan
from ims_docs.formats.markdown.shown import shown
from ims_docs.formats.markdown.template_marks import has_any, marked_lines

SETTINGS = {**rendering.settings(), "toc": {**rendering.settings()["toc"], "permalink": False}}
_MD = renderer.Markdown(extensions=list(rendering.EXTENSIONS), extension_configs=SETTINGS)

PIECES = [
    "words", "Two words", "ä", "Политика", "12.", "1. ", "1) ", "- ", "* ", "+ ", "# ", "## ", "#", "##x",
    "> ", "    ", "  ", " ", "\t", "\n", "\n", "\n\n", "\n\n", "\n    ", "\n  ", "\n        ", "```\n", "\n```\n", "~~~",
    "---\n", "===\n", "***", "| a | b |\n|---|---|\n| c | d |", "|", "`code`", "`", "``", "[a](x.md)", "![i](y.png)",
    "[a](<z w.md>)", "[a]: d.md\n", "[a]", "[b][a]", "(", "]", "[", "\\", "\\_", "*em*", "**", "_", "!!! note\n    text",
    "!!! guidance\n    hint", "??? note\n    x", "!!!", '"T"', "[TODO: x]", "[ ] ", "&amp;", "<https://example.org>",
    "{: .x }", "[x](a\\_b.md)", "##", "\n- ", "\n1. ", "\n> ",
]  # fmt: skip
BODIES = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


class Page(HTMLParser):
    """The headings and addresses of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.headings: list[tuple[int, str]] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append((int(tag[1]), found.get("id") or ""))
        for name in ("href", "src"):
            if tag in ("a", "img") and name in found:
                self.addresses.append(found[name] or "")


def page(body: str) -> Page:
    _MD.reset()
    found = Page()
    found.feed(_MD.convert(body))
    found.close()
    return found


@given(BODIES)
@example("# a\n\n- b\n# c\n\n        d\n")
def test_headings_and_links_are_those_of_the_page(body: str) -> None:
    text, wanted = structure(body, 1), page(body)
    assert [(one.level, one.anchor) for one in text.headings] == wanted.headings
    assert set(wanted.addresses) <= {one.target for one in text.links}
    defined = {one.target for one in text.links} - set(wanted.addresses)
    assert defined <= {"d.md"}, "an address that is defined and not used"


@given(BODIES)
def test_a_plain_body_is_scanned_as_the_renderer_shows_it(body: str) -> None:
    if not is_plain(body):
        return
    scan = _Scan(body, 1)
    quick = scan.read()
    if not scan.is_choked:
        assert quick == shown(body, 1)


@given(BODIES)
def test_every_place_is_in_the_text(body: str) -> None:
    lines = body.split("\n")
    text = structure(body, 1)
    places = [(one.line, 1) for one in text.headings]
    places += [
        (one.line, one.column) for one in (*text.links, *text.misreadings, *text.template_text)
    ]
    for line, column in places:
        assert 1 <= line <= len(lines)
        assert 1 <= column <= max(len(lines[line - 1]), 1)


MARKS = [
    *("TODO", "to do", "tbd", "T.B.D.", "xxx", "???", "guidance", "to be ", "klicken ", "[insert"),
    *("to*", "*do", "t&#111;do", "ＴＯＤＯ", "TO\u00addo", "<b>to</b>do", "&", "İ", "\n", "\n", " ", "words"),
]  # fmt: skip


@given(st.lists(st.sampled_from(MARKS), max_size=20).map("".join))
@example("İ\nTODO")
def test_the_lines_with_marks_are_those_that_have_any(text: str) -> None:
    lines = text.split("\n")
    wanted = {at for at, line in enumerate(lines) if has_any(line)}
    assert marked_lines(text, lines) == wanted
