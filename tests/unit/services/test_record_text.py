"""Changing a record's text leaves every other line as people wrote it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ims_docs.errors import UnreadableError
from ims_docs.formats import frontmatter
from ims_docs.services.records.record_text import cleared, with_keys, with_section, with_text_below

TEXT = """---
id: IDE-0001
# who had it
author: PER-0001

related:
  - POL-0001
  - LES-0001
status: open
---

Words before the first heading.

## The idea

!!! guidance "A few sentences"
    What do you propose?

    Example: "One box."

[TODO: what is proposed]

## Evaluation

Good so far.

[TODO: doubts]

```markdown
## Not a heading
```

## Decision and feedback

[TODO: decision]
"""

WORDS = st.text(st.characters(min_codepoint=32, exclude_categories=("C", "Zl", "Zp")), max_size=60)
KEYS = st.sampled_from(["id", "author", "related", "status", "learning", "leads_to", "date"])
VALUES = st.one_of(
    st.integers(-1000, 1000),
    st.booleans(),
    WORDS.map(lambda text: text.strip() or "x"),
    st.lists(WORDS.map(lambda text: text.strip() or "x"), max_size=3),
    st.lists(st.dictionaries(st.sampled_from(["what", "who"]), st.just("done"), min_size=1)),
)


def values(text: str) -> dict:
    front, _, _ = frontmatter.split(text)
    return frontmatter.parse(front).values


def test_a_changed_key_leaves_the_lines_around_it():
    changed = with_keys(TEXT, {"related": ["POL-0002"], "status": "under evaluation"})
    assert changed == TEXT.replace("  - POL-0001\n  - LES-0001\n", "  - POL-0002\n").replace(
        "status: open", "status: under evaluation"
    )


def test_a_new_key_stands_below_the_others():
    assert with_keys(TEXT, {"learning": "So it is"}) == TEXT.replace(
        "status: open\n", "status: open\nlearning: So it is\n"
    )


@given(changes=st.dictionaries(KEYS, VALUES, max_size=4))
def test_any_keys_read_back_and_nothing_else_changes(changes):
    before = values(TEXT)
    changed = with_keys(TEXT, changes)
    assert values(changed) == {**before, **changes}
    assert changed.partition("\n---\n")[2] == TEXT.partition("\n---\n")[2]
    assert "# who had it\n" in changed


def test_keys_in_a_form_of_one_line_are_left_alone():
    with pytest.raises(UnreadableError, match="cannot be changed here"):
        with_keys("---\n{id: IDE-0001, status: open}\n---\n", {"status": "closed"})


def test_words_take_the_place_of_template_text():
    changed = with_section(TEXT, "The idea", "One box for the repair.")
    assert "## The idea\n\nOne box for the repair.\n\n## Evaluation\n" in changed
    assert changed.startswith(TEXT.partition("## The idea")[0])


def test_words_stand_below_what_people_wrote():
    changed = with_section(TEXT, "evaluation", "Cost is unknown.")
    assert "Good so far." in changed
    assert "[TODO: doubts]" not in changed
    assert changed.index("## Not a heading") < changed.index("Cost is unknown.")


def test_a_section_that_is_missing_is_added():
    assert with_section(TEXT, "Learning", "Ask first.").endswith("## Learning\n\nAsk first.\n")


def test_closing_takes_guidance_and_empty_sections_away():
    text = cleared(with_section(TEXT, "The idea", "One box."), ("The idea",))
    assert "guidance" not in text
    assert "## Decision and feedback" not in text
    assert "[TODO: doubts]" in text, "a question beside people's own words is theirs to answer"
    assert "Words before the first heading." in text


def test_closing_keeps_a_wanted_section_that_is_empty():
    assert "## Decision and feedback" in cleared(TEXT, ("Decision and feedback",))


@given(words=WORDS, title=st.sampled_from(["The idea", "Evaluation", "New one"]))
def test_a_section_changes_no_other(words, title):
    changed = with_section(TEXT, title, words)
    assert values(changed) == values(TEXT)
    for other in ("Words before the first heading.", "Good so far.", "## Not a heading"):
        assert other in changed


def test_a_correction_is_added_below():
    assert with_text_below("---\n---\n\nOld.\n\n", "Correction 1", " New. ") == (
        "---\n---\n\nOld.\n\n## Correction 1\n\nNew.\n"
    )
