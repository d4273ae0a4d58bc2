"""Ten and more inputs of each kind in which a scan of our own saw something else than the page."""

from __future__ import annotations

import re
from pathlib import Path

import material
import pytest

from ims_docs.formats.markdown import structure, template_marks
from ims_docs.formats.markdown.as_seen import as_seen
from ims_docs.formats.markdown.raw_html import is_active
from ims_docs.model.text import Leftover, MisreadingKind


def told(body: str, kind: MisreadingKind) -> list[tuple[int, str]]:
    return [(one.line, one.message) for one in structure(body, 1).misreadings if one.kind is kind]


def anchors(body: str) -> list[str]:
    return [one.anchor for one in structure(body, 1).headings]


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("Политика рисков", "политика-рисков"),
        ("Πολιτική καινοτομίας", "πολιτική-καινοτομίας"),
        ("سياسة الابتكار", "سياسة-الابتكار"),
        ("创新政策", "创新政策"),
        ("イノベーション 方針", "イノベーション-方針"),
        ("혁신 정책", "혁신-정책"),
        ("नवाचार नीति", "नवाचार-नीति"),
        ("นโยบาย นวัตกรรม", "นโยบาย-นวัตกรรม"),
        ("מדיניות חדשנות", "מדיניות-חדשנות"),
        ("Größe, Maß und Übersicht", "größe-maß-und-übersicht"),
        ("Žlutý kůň", "žlutý-kůň"),
        ("Ինովացիա", "ինովացիա"),
        ("🎯️ Goals", "goals"),
        ("**Риск** и `код`", "риск-и-код"),
        ("?!", "3f-21"),
        ("🎯", "1f3af"),
    ],
)
def test_an_anchor_follows_the_heading_in_every_script(title: str, anchor: str) -> None:
    assert anchors(f"## {title}\n\ntext\n") == [anchor]
    assert anchors(f"# 日本\n\n> ## {title}\n") == ["日本", anchor], "and in any order"


@pytest.mark.parametrize(
    ("written", "target"),
    [
        (r"[a](our\_form.txt)", "our_form.txt"),
        (r"[a](form_\(1\).txt)", "form_(1).txt"),
        (r"![a](plan\-b.png)", "plan-b.png"),
        (r"[a](a\*b.txt)", "a*b.txt"),
        (r"[a](<our form.txt>)", "our form.txt"),
        (r"[a](a\#b.txt)", "a#b.txt"),
        (r"[a](notes\.txt)", "notes.txt"),
        (r"[a\]b](x.txt)", "x.txt"),
        ('[a](x_y.txt "A \\"title\\"")', "x_y.txt"),
        (r"[a](x\+y.txt)", "x+y.txt"),
        ("[a](x.txt?a=1&amp;b=2)", "x.txt?a=1&b=2"),
        (r"[a](x\`y.txt)", "x`y.txt"),
    ],
)
def test_a_link_leads_where_the_page_leads(written: str, target: str) -> None:
    (link,) = structure(f"See\n\n- {written}\n", 1).links
    assert (link.target, link.line, link.column) == (target, 3, 3)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ('[a]("title")', (1, 1)), ("text\n\n[a]()", (3, 1)), ("[a](<>)", (1, 1)), ("[a]: <>\n\n[a]", (1, 1)), ("![a]()", (1, 1)),
        ("\n\n- [a]( )", (3, 3)), ("[a]('t')", (1, 1)), ("text [a](\n)", (1, 6)), ("[a]: <>", (1, 1)), ("> [a]()", (1, 3)),
        ("| a |\n|---|\n| [x]() |", (3, 3)),
    ],
)  # fmt: skip
def test_a_link_to_nothing_has_a_place(body: str, place: tuple[int, int]) -> None:
    links = structure(f"{body}\n", 1).links
    assert {(one.target, one.line, one.column) for one in links} == {("", *place)}


@pytest.mark.parametrize(
    "code",
    [
        "---\ntitle: x\n---", "===\n<b>", "---", "***\n## x", "- a\n---", "# x\n===", "~~~\n---\n~~~",
        "\n---\n\n<script>", "[a](javascript:x)\n---", "!!! guidance\n    x\n---", "a\n-\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("marks", ["```", "~~~~", "````"])
def test_code_that_begins_with_a_rule_is_code(code: str, marks: str) -> None:
    text = structure(f"Text:\n\n{marks}yaml\n{code}\n{marks}\n\nEnd.\n", 1)
    assert (text.headings, text.unsafe_markup, text.misreadings, text.links) == ((), (), (), ())


@pytest.mark.parametrize(
    ("body", "anchor"),
    [
        ("> ### Recusal\n>\n> Say so.", "recusal"),
        (">## Recusal", "recusal"),
        ("> > ## Deep", "deep"),
        ("> Title\n> ---\n> text", "title"),
        ("!!! note\n    ### Notice\n\n    Say so.", "notice"),
        ("??? note\n    ## Folded", "folded"),
        ('!!! warning "W"\n\n    ## Inside', "inside"),
        ("- item\n\n    ### In a list", "in-a-list"),
        ("1. ## First", "first"),
        ("- > ## Both", "both"),
        ("### Tools [![state](a.png)](https://example.org/x)", "tools"),
        ("### ![logo](a.png) Name", "name"),
        ("## [Link](x.md) and *more*", "link-and-more"),
        ("## Old <del>new</del>", "old-new"),
    ],
)
def test_a_heading_has_its_anchor_wherever_it_stands(body: str, anchor: str) -> None:
    assert anchors(f"{body}\n") == [anchor]


@pytest.mark.parametrize(
    "code",
    [
        "    [text](no-such-page.md)",
        "    <b>bold</b>",
        "\t[text](no.md)",
        "    ## no heading",
        "        deep [a](b.md)",
        "    ![i](x.png)",
        "    [a]: b.md",
        "    <script>",
        "    <a@b.de>",
        "    first\n\n    [a](b.md)",
        "    !!! guidance\n",
    ],
)
def test_code_by_indentation_is_no_part_of_the_page(code: str) -> None:
    text = structure(f"So it is written:\n\n{code}\n\nEnd.\n", 1)
    assert (text.headings, text.links, text.unsafe_markup) == ((), (), ())
    assert not [one for one in text.misreadings if one.kind is MisreadingKind.HTML]


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("Everyone must:\n- lock\n- report", 2, "list is shown as run-on"),
        ("Everyone must:\n* lock", 2, "list is shown as run-on"),
        ("Everyone must:\n+ lock", 2, "list is shown as run-on"),
        ("Steps:\n1. one\n2. two", 2, "list is shown as run-on"),
        ("Two lines\nof text:\n- one", 3, "list is shown as run-on"),
        ("> Everyone:\n> - lock", 2, "list is shown as run-on"),
        ("!!! note\n    Everyone:\n    - lock", 3, "list is shown as run-on"),
        ("Limits:\n| who | much |\n|---|---|\n| lead | 5 |", 3, "table is shown as run-on"),
        ("Limits:\nwho | much\n--- | ---\nlead | 5", 3, "table is shown as run-on"),
        ("| a | b |\n|---|\n| c | d |", 2, "table is shown as run-on"),
        ("- report\n  - soon", 2, "on the level of the list above"),
        ("1. report\n   - soon", 2, "on the level of the list above"),
        ("- a\n\n  - b", 3, "on the level of the list above"),
        ("* a\n   1. b", 2, "on the level of the list above"),
        ("Steps:\n\n1) one\n2) two", 4, "a number with ) makes no list"),
        ("1. a\n\n   more of it\n\n2. b", 3, "outside the list"),
        ("1. a\n\n   ```\n   code\n   ```\n\n2. b", 3, "outside the list"),
    ],
)
def test_what_is_shown_run_on_is_told(body: str, line: int, words: str) -> None:
    found = told(f"{body}\n", MisreadingKind.FORM)
    assert [(place, words in said) for place, said in found] == [(line, True)]


@pytest.mark.parametrize(
    "body",
    [
        "Everyone must:\n\n- lock\n- report",
        "- a\n    - b\n    - c\n- d",
        "1. a\n\n    more\n\n2. b",
        "- a\n  goes on\n- b",
        "We go - as ever -\nand come back.",
        "It was in\n1986. Then more.",
        "a | b\nis no table",
        "| a | b |\n|---|---|\n| c | d |",
        "- a\n- b\n\ntext\n\n- c",
        "# Title\n- a\n- b",
        "Text - with a dash\n-- and another",
    ],
)
def test_what_is_shown_as_meant_is_not_told(body: str) -> None:
    assert structure(f"{body}\n", 1).misreadings == ()


@pytest.mark.parametrize(
    ("body", "line", "column"),
    [
        ("It is number\n#73, and more", 2, 1),
        ("Ask in\n#channel today", 2, 1),
        ("#hashtag", 1, 1),
        ("##Title", 1, 1),
        ("- see\n#12 there", 2, 1),
        ("> see\n> #12 there", 2, 3),
        ("!!! note\n    see\n    #12 there", 3, 5),
        ("Text\n\n#1 in sales", 3, 1),
        ("a\n#b\nc", 2, 1),
        ("#Политика", 1, 1),
    ],
)
def test_a_word_that_becomes_a_heading_is_told(body: str, line: int, column: int) -> None:
    text = structure(f"{body}\n", 1)
    assert len(text.headings) == 1
    places = [(one.line, one.column) for one in text.misreadings if "as a heading" in one.message]
    assert places == [(line, column)]


@pytest.mark.parametrize(
    "body",
    [
        '!!! guidance "State your position" Say what may be risked.',
        "!!! guidance “State your position”\n    Say it.",
        '!!! Guidance "x"\n    Say it.',
        "!!! GUIDANCE\n    Say it.",
        "!!!guidance Say it.",
        "\\!!! guidance\n\n    Say it.",
        "\\!\\!\\! guidance Say it.",
        "> !!! guidance Say it.",
        "**!!! guidance** Say it.",
        "！！！ guidance Say it.",
        "!!!\u00a0guidance Say it.",
        "! ! ! guidance Say it.",
        "??? guidance Say it.",
        "text\n!!! guidance: Say it.",
        "> [!GUIDANCE]\n> Say it.",
        "- !!! guidance &quot;T&quot; Say it.",
        "&#33;!! guidance Say it.",
        "!!!&nbsp;guid&shy;ance Say it.",
        "!!! gui\u00addance Say it.",
        "!!!\u200b guidance Say it.",
        "！！！ ｇｕｉｄａｎｃｅ Say it.",
        "<b>!!! guidance</b> Say it.",
        "***!!!*** **guidance** Say it.",
    ],
)
def test_guidance_counts_in_every_spelling(body: str) -> None:
    kinds = [one.kind for one in structure(f"Own words.\n\n{body}\n", 1).template_text]
    assert kinds == [Leftover.GUIDANCE]


@pytest.mark.parametrize(
    "body",
    [
        "[TODO: x]", "[TODO] ask Klaus", "[TODO ask", "[todo: x]", "[Todo: x]", "TODO: ask", "- TODO: ask",
        "TBD", "TBD ???", "The limit is TBD.", "t.b.d. is T.B.D.", r"\[TODO: x\]", "[ TODO: x ]", "**TODO:** ask",
        "[**TODO**: x]", "_TODO_: ask", "To do: ask Klaus", "TO DO: ask", "TO-DO: ask", "(TODO)", "<TODO>", "{TODO}",
        "“TODO: x”", "【TODO】 x", "[tbd]", "[TBD: who?]", "| TODO: cell |", "TODO ask Klaus", "tbd", "[TODO:\u00a0x]",
        "## [TODO] a title", "> todo: quoted",
        # Entities, letters of double width, and signs that nobody sees.
        "&#91;TODO: x&#93;", "&lbrack;TODO&rbrack; x", "[T&#79;DO] x", "&#x5B;tbd&#x5D;", "&lt;TODO&gt;", "TODO&colon; x",
        "[TO&nbsp;DO: x]", "ＴＯＤＯ: x", "［ＴＯＤＯ］ x", "TO\u00adDO: x", "T\u200bO\u200bD\u200bO: x", "TO\\-DO: x",
        # Bold, slanted, struck out, within a word too.
        "**TO**DO: x", "***TODO***: x", "__TODO__: x", "~~TODO: x~~", "<b>TODO</b>: x", "[<i>TODO</i>: x]", "**[TODO]** x",
        # In a task, in a list, at the end of a line or a cell.
        "We decide it TODO - ask Klaus", "By TODO – ask", "by **TODO** — ask", "- [ ] TODO ask", "- [x] todo: ask", "1. TODO ask", "The deadline is TODO.", "| a |\n|---|\n| by TODO |",
        # What others write in its place, and what word processors put there.
        "FIXME", "FIXME: x", "[FIXME x]", "TBC", "The owner is TBC.", "[tba]", "XXX", "[xxx]", "???", "[??]",
        "[insert name here]", "[Enter the date]", "[Fill in the name]", "<insert name>", "[to be completed]",
        "To be defined.", "| a |\n|---|\n| to be agreed |", "Click or tap here to enter text.", "Choose an item.",
        "Klicken oder tippen Sie hier, um Text einzugeben.", "Cliquez ou appuyez ici pour entrer du texte.",
        "Lorem ipsum dolor sit amet",
    ],
)  # fmt: skip
def test_a_placeholder_counts_in_every_spelling(body: str) -> None:
    kinds = [one.kind for one in structure(f"Own words.\n\n{body}\n", 1).template_text]
    assert kinds == [Leftover.PLACEHOLDER]


@pytest.mark.parametrize(
    "body",
    [
        "Sobre todo, la política.", "[todo list](todo.md)", "Todos los días.", "We keep a list of things to do.",
        "`TODO: x`", "mytodo: x", "See TODO.md", "What to do? Ask.", "outbdoor", "[todos](x.md)", "METODO: x",
        "guidance", "Our guidance is good!", "Read the guidance: now!!!", "R&amp;D &amp; to do", "Press [Enter] twice.",
        "The roles to be defined are three.", "Chapter XXX is long.", "It has to be done.", "[Insert](x.md)", "TBCs", "Why???",
        "We enter text here.", "Choose an item from the list", "We keep a TODO list.", "[to be read](x.md)", "«Todo o nada»",
    ],
)  # fmt: skip
def test_ordinary_words_are_no_template_text(body: str) -> None:
    assert structure(f"{body}\n", 1).template_text == ()


@pytest.mark.parametrize(
    "body",
    [
        "•\tlock the screen\n•\treport a loss", "• lock", "·\tlock", "▪ lock", "● lock", "o\tlock", "–\tlock", "§\tlock",
        "➢ lock", "a)\tlock", "1)\tlock", "\tEvery loss is reported.", "    State what may be risked.",
        "    - Say who answers for it.", "\tnotes", "    Кто отвечает за риск.", "    政策はここに書きます。",
        "    The board, the team and others.",
    ],
)  # fmt: skip
def test_what_comes_from_a_word_processor_is_told(body: str) -> None:
    assert told(f"Own words.\n\n{body}\n", MisreadingKind.PASTE)


@pytest.mark.parametrize(
    "body",
    [
        "    $ git status --short", "    pip install x", "    key: value", "    x = f(y)", "    <b>code</b>", "- item",
        "-\titem", "1.\titem", "    [text](x.md)", "o is a letter", "– a dash begins", "```\n\tTabs in code are fine.\n```",
        "- item\n\n\tgoes on here, with a tab.",
    ],
)  # fmt: skip
def test_code_and_lists_come_from_nowhere_else(body: str) -> None:
    assert told(f"Own words.\n\n{body}\n", MisreadingKind.PASTE) == []


@pytest.mark.parametrize(
    "body",
    [
        "H<sub>2</sub>O", "a<br>b", "<kbd>Ctrl</kbd>", "<details><summary>x</summary>y</details>", "<center>x</center>",
        '<img src="a.png" width="9">', '<p align="center">x</p>', "<table><tr><td>x</td></tr></table>", "<u>x</u>",
        '<a name="x"></a>', "<div>x</div>", "<!-- note -->", "<?php ?>", "<mark>x</mark>", "a <!-- b --> c",
        '<span style="color: red">x</span>', '<h3 id="x">y</h3>', '<div class="table-wrapper">x</div>', "<input>",
        '<p class="usa-accordion text-center">x</p>', "<p class=note>x</p>", '<input type="text" value="x">',
        '<svg viewBox="0 0 9 9"><rect width="9"/></svg>', "<div className='md-x'>x</div>", '<p title="md-overlay">x</p>',
        "<section><p>x</p></section>", "<dl><dt>x</dt></dl>", "<font color=red>x</font>", "<h2>x</h2>", "<hr class='wide'>",
    ],
)  # fmt: skip
def test_html_that_only_shows_stops_nothing(body: str) -> None:
    text = structure(f"{body}\n", 1)
    assert text.unsafe_markup == ()
    assert [one.kind for one in text.misreadings] == [MisreadingKind.HTML]


@pytest.mark.parametrize(
    "body",
    [
        "<script>x</script>", "<b onclick=x>y</b>", '<img src="x" onerror="y">', "<style>p{}</style>",
        '<span style="display:none">x</span>', '<p style="opacity: 0">x</p>', '<p class="md-overlay">x</p>', "<p hidden>x</p>", "<iframe src=x></iframe>",
        '<a href="javascript:x">y</a>', '<a href="JaVaScript:x">y</a>', "<svg onload=x></svg>", "<form></form>",
        '<div class="a md-overlay">x</div>', "<p class=headerlink>x</p>", "<p class='&#109;d-overlay'>x</p>",
        '<p title=">" class="md-overlay">x</p>', "<p CLASS = 'ims-rung'>x</p>", '<div class="tabbed-set">x</div>',
        '<svg><animate attributeName="x"/></svg>', "<svg><use href=x></svg>", "<svg><foreignObject/></svg>",
        "<object data=x></object>", "<template>x</template>", "<noscript>x</noscript>", "<base href=x>",
        '<a href="&#106;avascript:x">y</a>', '<meta http-equiv="refresh">', "<link rel=stylesheet href=x>",
        "a <b/onclick=x> c", "> <script>x</script>", "- <iframe>", "<math><mi>x</mi></math>",
    ],
)  # fmt: skip
def test_html_that_could_act_is_unsafe(body: str) -> None:
    assert structure(f"{body}\n", 1).unsafe_markup != ()


@pytest.mark.parametrize(
    "body",
    [
        "<template>", "say <template> here", "docs/<title>/<object>.md", "<FORM>", "- <set> of things", "> <use>",
        "| a | <source> |\n|---|---|\n| b | <link> |", "<select> one <option>", "Dear <title> <body>,",
    ],
)  # fmt: skip
def test_a_word_in_angle_brackets_is_told_and_stops_nothing(body: str) -> None:
    text = structure(f"{body}\n", 1)
    assert text.unsafe_markup == ()
    assert {one.message for one in text.misreadings} == {"A word in angle brackets is read as HTML"}


@pytest.mark.parametrize(
    "body",
    [
        "say <template>x</template> here", "<template>\nx\n</template>", "<template id=x>", "say <form action=x> here",
        "<script>", "say <iframe> here", "<title><b onclick=x>",
    ],
)  # fmt: skip
def test_what_only_looks_like_such_a_word_is_unsafe(body: str) -> None:
    assert structure(f"{body}\n", 1).unsafe_markup != ()


def classes_of_the_site() -> list[str]:
    """The classes that style more than a colour when they stand alone, from the style sheets."""
    assets = Path(material.__file__).parent / "templates/assets/stylesheets"
    sheets = [*assets.glob("*.css"), *Path("ims_docs/site/assets").rglob("*.css")]
    rules = re.sub(
        r"/\*.*?\*/|url\([^)]*\)|\"[^\"]*\"",
        "",
        "".join(map(Path.read_text, sheets)),
        flags=re.DOTALL,
    )
    found = set()
    for selector in re.findall(r"[^{};,]+(?=[,{])", rules):
        names = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", re.sub(r":not\([^)]*\)", "", selector)))
        if not any(is_active(f'<p class="{name}">') for name in names):
            found |= names
    return sorted(found)


def test_every_class_that_the_site_knows_is_known_as_such() -> None:
    colours = {
        "abstract",
        "bug",
        "danger",
        "example",
        "failure",
        "info",
        "note",
        "question",
        "quote",
    }
    assert set(classes_of_the_site()) <= colours | {"success", "tip", "warning"}


@pytest.mark.parametrize(
    "body", ["{{ x }}", "{% if x %}", "{#if x}", "{{#each y}}", "{# note #}", "${a}", "set {a, b}"]
)
def test_braces_of_a_template_are_plain_text(body: str) -> None:
    text = structure(f"Say {body} here\n", 1)
    assert (text.unsafe_markup, text.misreadings) == ((), ())


def test_what_a_reader_sees_is_worked_out_once_for_all_words(monkeypatch):
    seen = []
    monkeypatch.setattr(template_marks, "as_seen", lambda text: seen.append(text) or as_seen(text))
    assert not template_marks.has_any("<p>Nothing is left open here.</p>")
    assert seen == ["<p>Nothing is left open here.</p>"]
