"""Three texts into one, on plain values: nothing that somebody wrote is lost, nothing told comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ims_docs.adapters.git import History
from ims_docs.adapters.git.joining import pieces
from ims_docs.formats.frontmatter import MalformedError, parse
from ims_docs.services.exchange import Choice
from ims_docs.services.upgrade.merging import Three, Way, merge_lines, merge_sentences
from ims_docs.services.upgrade.news import without_told
from ims_docs.services.upgrade.texts import merge_file

BASE = "## Purpose\n\nWe innovate. We learn. We share.\n\n## Review\n\nOnce a year.\n"


def way(path: str = "docs/a.md", choice: Choice | str | None = None) -> Way:
    git = History(Path(__file__).parent)
    return Way(path, "A-0001 A", lambda *three: pieces(git, *three), lambda _: choice)


def merged(ours: str, base: str, new: str, path: str = "docs/a.md", choice=None):
    return merge_file(way(path, choice), ours.encode(), base.encode(), new.encode())


def test_two_changes_in_one_paragraph_fit_when_they_are_in_two_sentences():
    ours, new = BASE.replace("We learn", "We learn fast"), BASE.replace("We share", "We publish")
    found = merged(ours, BASE, new)
    assert "We learn fast. We publish.\n" in found.text
    assert found.questions == ()


@pytest.mark.parametrize(
    ("choice", "stays"),
    [
        (None, "We learn fast."),
        (Choice.MINE, "We learn fast."),
        (Choice.THEIRS, "We learn slowly."),
        ("We learn at our own pace.\n", "We learn at our own pace."),
    ],
)
def test_one_sentence_that_both_changed_is_a_question(choice, stays):
    ours, new = (
        BASE.replace("We learn", "We learn fast"),
        BASE.replace("We learn", "We learn slowly"),
    )
    found = merged(ours, BASE, new, choice=choice)
    assert stays in found.text
    assert "<<<<" not in found.text
    assert [one.section for one in found.questions] == ([] if choice else ["Purpose"])


def test_both_texts_stay_on_lines_of_their_own():
    ours, new = BASE.replace("Once", "Twice"), BASE.replace("Once", "Thrice")
    assert "Twice a year.\nThrice a year.\n" in merged(ours, BASE, new, choice=Choice.BOTH).text


def test_guidance_and_places_to_fill_in_do_not_come_back_and_are_told():
    guided = '## Purpose\n\nWe innovate.\n\n!!! guidance "Say why"\n    In one sentence.\n\n[TODO: why]\n'
    now = guided.replace("In one", "In a short").replace("[TODO: why]", "[TODO: why and how]")
    now += '\n## Limits\n\n!!! guidance "Be clear"\n    Name them.\n\nThey are kept.\n\n[TODO: which]\n'
    ours = "## Purpose\n\nWe innovate.\n\nBecause we must.\n"
    found = merged(ours, guided, now)
    assert found.questions == ()
    assert "guidance" not in found.text
    assert "TODO" not in found.text
    assert "Because we must.\n" in found.text
    assert "## Limits\n\nThey are kept.\n" in found.text
    assert any("In a short sentence" in one for one in found.news)
    assert any("[TODO: why and how]" in one for one in found.news)


def test_a_section_that_only_asks_for_something_is_told_and_not_put():
    new = BASE + "\n## Money\n\n### Sums\n\n[TODO: how much]\n"
    found = merged(BASE.replace("Once", "Twice"), BASE, new)
    assert "Money" not in found.text
    assert any("how much" in one for one in found.news)


def test_guidance_stays_and_changes_where_a_text_is_still_being_written():
    base = '## A\n\n!!! guidance "One"\n    First.\n\n[TODO: a]\n\n## B\n\n!!! guidance "Two"\n    Then.\n\n[TODO: b]\n'
    ours = base.replace('!!! guidance "One"\n    First.\n\n[TODO: a]', "Ours.")
    new = base.replace("First.", "Firstly.").replace("Then.", "After that.").replace("b]", "bb]")
    found = merged(ours, base, new)
    assert found.text == ours.replace("Then.", "After that.").replace("b]", "bb]")
    assert [one.partition(":")[0] for one in found.news] == ["A"]


REGISTER = """\
type: risks
title: Risks
guidance: |
  Look at them.
entries:
  - id: RSK-0001
    title: Old
    owner: innovation-manager
    notes: [one, two]
  - id: RSK-0002
    title: "[TODO: yours]"
"""
RISKS = "docs/registers/risks.yaml"


def test_registers_are_merged_by_entry_and_key_and_comments_stay():
    ours = REGISTER.replace("guidance: |\n  Look at them.\n", "").replace(
        "    owner: innovation-manager\n", "    owner: top-management\n    # since May\n"
    )
    ours = ours.replace('"[TODO: yours]"', "Ours") + "  - id: RSK-0009\n    title: Only ours\n"
    new = REGISTER.replace("Look", "Look twice").replace("title: Old", "title: New")
    new = new.replace("[one, two]", "[one, two, three]").replace("TODO: yours", "TODO: your own")
    new += "  - id: RSK-0003\n    title: Added\n  - id: RSK-0004\n    title: '[TODO: add]'\n"
    new += "  - id: RSK-0009\n    title: Of the template\n"
    found = merged(ours, REGISTER, new, RISKS)
    values = parse(found.text).values
    assert found.questions == ()
    assert "guidance" not in values
    assert "# since May" in found.text
    entries = {one["id"]: one for one in values["entries"]}
    assert entries["RSK-0001"] == {
        "id": "RSK-0001",
        "title": "New",
        "owner": "top-management",
        "notes": ["one", "two", "three"],
    }
    assert [entries[f"RSK-000{number}"]["title"] for number in (2, 9, 3)] == [
        "Ours",
        "Only ours",
        "Added",
    ]
    assert "RSK-0004" not in entries
    assert len(found.news) == 3


def test_one_key_that_both_changed_is_a_question_and_an_edit_is_read_as_yaml():
    ours, new = REGISTER.replace("Old", "Mine"), REGISTER.replace("Old", "Theirs")
    assert [one.section for one in merged(ours, REGISTER, new, RISKS).questions] == [
        "RSK-0001, title"
    ]
    assert "title: Both" in merged(ours, REGISTER, new, RISKS, "title: Both").text
    for wrong in ("title: [", "other: 1", "no key"):
        found = merged(ours, REGISTER, new, RISKS, wrong)
        assert "title: Mine" in found.text
        assert len(found.questions) == 1


def test_a_key_at_the_top_of_a_document_is_merged_and_the_version_is_ours():
    top = '---\nid: A-0001\ntitle: One\nversion: "0.1"\nowner: a\n---\n'
    ours = top.replace('"0.1"', '"2.3"') + BASE
    new = top.replace("title: One", "title: Two").replace('"0.1"', '"0.2"') + BASE
    assert merged(ours, top + BASE, new).text == ours.replace("title: One", "title: Two")


def test_line_ends_stay_as_they_are_and_what_is_no_text_is_not_touched():
    ours, new = BASE.replace("Once", "Twice").replace("\n", "\r\n"), BASE.replace("share", "tell")
    text = merged(ours, BASE, new).text
    assert text == ours.replace("share", "tell")
    with pytest.raises(MalformedError):
        merged("\0", BASE, new)
    with pytest.raises(MalformedError):
        merged("<<<<<<< a\n" + BASE, BASE, new)


SENTENCE = st.sampled_from([f"Word {letter} is said." for letter in "abcdefgh"])
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=4).map(lambda some: " ".join(some) + "\n")
TEXT = st.lists(PARAGRAPH, min_size=1, max_size=5)


@st.composite
def edited(draw, base: list[str], mark: str) -> str:
    """A text in which somebody changed, added and took out some lines and sentences."""
    lines = []
    for line in base:
        act = draw(st.sampled_from(["keep", "keep", "change", "add", "drop", "word"]))
        if act == "word":
            lines.append(line.replace("Word", f"{mark}{len(lines)}", 1))
        elif act == "change":
            lines.append(f"{mark}{len(lines)} instead.\n")
        elif act != "drop":
            lines.append(line)
        if act == "add":
            lines.append(f"{mark}{len(lines)} more.\n")
    return "\n".join(lines)


@settings(max_examples=60)
@given(st.data())
def test_every_line_of_ours_is_in_the_result_or_in_a_question(data):
    base = data.draw(TEXT)
    before = "\n".join(base)
    ours, new = data.draw(edited(base, "Ours")), data.draw(edited(base, "Theirs"))
    found = merge_lines(way(), Three(ours, before, new))
    asked = "".join(one.mine for one in found.questions)
    for part in ours.replace("\n", " ").split("."):
        if "Ours" in part:
            assert part.strip() in found.text, (ours, before, new)
            assert part.strip() in found.text + asked
    told = found.text + "".join(one.theirs for one in found.questions)
    for part in new.replace("\n", " ").split("."):
        if "Theirs" in part:
            assert part.strip() in told, (ours, before, new)
    assert "<<<<" not in found.text


@settings(max_examples=150)
@given(TEXT.map("\n".join), TEXT.map("\n".join))
def test_what_only_one_changed_is_taken_as_it_is(base, other):
    assert merge_sentences(base, base, other) == other
    assert merge_sentences(other, base, base) == other
    assert merge_sentences(other, base, other) == other
    told = without_told(base, base, other)
    assert (told.base, told.new, told.news) == (base, other, ())
