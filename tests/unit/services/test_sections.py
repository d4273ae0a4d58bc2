"""A text cut at its headings: what is not edited stays, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ims_docs.errors import UnreadableError
from ims_docs.formats import frontmatter
from ims_docs.services.records.sections import Advice, fill, parts, sections_of, with_part

FRONT = "---\nid: POL-0001\ntype: innovation-policy\n---\n"
BODY = (
    "\n# Policy\n\nBegin.\n\n## Purpose\n\n!!! guidance\n    Say why.\n\n    Two lines.\n\n"
    "We innovate [TODO: why].\n\n\n## Review   \nOnce a year.  \n\nTitle\n---\nUnder it.\n"
)
TEMPLATE = Path(__file__).parents[3] / "template"
LINES = st.lists(
    st.sampled_from(
        ["", "## A", "## A", "### b", "Under", "---", "===", "```", "text \x0c here", "    code",
         "!!! guidance", "    advice", "- item", "* \u2028 x", "<!-- ## no -->", "\t## tab", "## "]
    ),
    max_size=25,
)  # fmt: skip


def test_a_section_has_its_words_its_guidance_and_its_places_apart():
    _, purpose, review, under = sections_of(FRONT + BODY)
    assert (purpose.title, purpose.words) == ("Purpose", "We innovate [TODO: why].")
    assert purpose.advice == (Advice("Guidance", "Say why.\n\nTwo lines."),)
    assert purpose.placeholders == ("[TODO: why]",)
    assert (review.words, under.title) == ("Once a year.", "Title")


def test_other_words_leave_the_empty_lines_and_the_guidance_where_they_were():
    purpose = sections_of(FRONT + BODY)[1]
    after = with_part(FRONT + BODY, 1, purpose.saying("We innovate to live."))
    assert after == (FRONT + BODY).replace("We innovate [TODO: why].", "We innovate to live.")
    done = with_part(FRONT + BODY, 1, purpose.without(0))
    assert "guidance" not in done
    assert done.replace("\n", "") in (FRONT + BODY).replace("!!! guidance\n    Say why.\n\n    Two lines.\n", "").replace("\n", "")  # fmt: skip


@pytest.mark.parametrize("words", ["## Another\n\nMine.", "Mine.\n\nTitle\n---"])
def test_words_that_would_move_the_other_sections_are_refused(words):
    part = sections_of(FRONT + BODY)[1]
    with pytest.raises(UnreadableError, match="change where other sections"):
        with_part(FRONT + BODY, 1, part.saying(words))


@given(LINES, st.booleans())
def test_joined_again_the_parts_are_the_body(lines, ends):
    body = "\n".join(lines) + ("\n" if ends else "")
    found = parts(body)
    assert "".join(map(str, found)) == body
    for number, one in enumerate(found):
        assert one.saying(one.words) == one
        assert with_part(FRONT + body, number, one) == FRONT + body


@given(
    LINES, st.integers(0, 5), st.sampled_from(["", "New.", "- a\n- b", "Ä 漢字 🙂", "x\n\n    y"])
)
def test_only_the_bytes_of_the_section_change(lines, number, words):
    body = "\n".join(lines)
    found = parts(body)
    number = min(number, len(found) - 1)
    before, after = "".join(map(str, found[:number])), "".join(map(str, found[number + 1 :]))
    try:
        text = with_part(FRONT + body, number, found[number].saying(words))
    except UnreadableError:
        return
    assert text.startswith(FRONT + before)
    assert text.endswith(after)
    assert words in text[len(FRONT + before) : len(text) - len(after)]
    assert parts(body)[number].advice == sections_of(text)[number].advice


BLOCK = '!!! guidance "Say it"\n    Why.\n\n    Example.\n\n'


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        (f"\nOne.\n\n{BLOCK}Two.\n", "Else.\n\nTwo.", f"\nElse.\n\n{BLOCK}Two.\n"),
        (f"\nOne.\n\n{BLOCK}Two.\n", "One.\n\nElse.", f"\nOne.\n\n{BLOCK}Else.\n"),
        (f"\nOne.\n\n{BLOCK}Two.\n", "One.\n\nMore.\n\nTwo.", f"\nOne.\n\nMore.\n\n{BLOCK}Two.\n"),
        (f"\nOne.\n\n{BLOCK}Two.\n", "One and Two.", f"\nOne and Two.\n\n{BLOCK}"),
        (f"\nOne.\n\n{BLOCK}Two.\n", "", f"\n\n{BLOCK}"),
        (f"\nOne.\n\n{BLOCK}", "Else.", f"\nElse.\n\n{BLOCK}"),
        (f"\n{BLOCK}Two.\n", "- a\n- b", f"\n{BLOCK}- a\n- b\n"),
        (f"\nOne.\n\n{BLOCK}Two.\n", "```\nOne.\n\nTwo.\n```", f"\n```\nOne.\n\nTwo.\n```\n\n{BLOCK}"),
        (f"\nOne.\n\n{BLOCK}Two.\n\n{BLOCK}", "One.\n\nTwo!", f"\nOne.\n\n{BLOCK}Two!\n\n{BLOCK}"),
    ],
)  # fmt: skip
def test_guidance_stays_between_the_words_and_is_taken_away_alone(before, words, after):
    part = parts(f"## A\n{before}")[1]
    assert "guidance" not in part.words
    assert part.saying(words).text == after
    assert part.without(0).text == before.replace(BLOCK, "", 1)


def test_each_place_is_filled_by_the_answer_that_belongs_to_it():
    words = "In [TODO: town] and [TODO: town], by [TODO: day]."
    places = [("[TODO: town]", ""), ("[TODO: town]", "Bremen"), ("[TODO: day]", "Monday")]
    assert fill(words, places) == ("In [TODO: town] and Bremen, by Monday.", [])
    typed = "In [TODO: town] and [TODO: town], by Friday."
    assert fill(typed, places) == ("In [TODO: town] and Bremen, by Friday.", ["[TODO: day]"])


def test_every_text_of_the_template_saves_unchanged():
    texts = [
        text
        for path in sorted(TEMPLATE.rglob("*.md"))
        if (text := path.read_text("utf-8")).startswith("---\n")
    ]
    assert len(texts) > 30
    for text in texts:
        try:
            found = sections_of(text)
        except frontmatter.MalformedError:
            continue
        for number, one in enumerate(found):
            assert with_part(text, number, one.saying(one.words)) == text
