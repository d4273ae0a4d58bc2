"""Messages read as English, whatever an organisation calls its types."""

from __future__ import annotations

import pytest

from ims_docs.model.article import starting_with_article, with_article


@pytest.mark.parametrize(
    "text",
    [
        "an idea",
        "an experiment",
        "an external-document",
        "an objective",
        "an umbrella",
        "an unfinished-trial",
        "an hour",
        "a lesson",
        "a portfolio",
        "a user-test",
        "a use-case",
        "a unit",
        "a utility-model",
        "a one-pager",
        "a European-grant",
        "a house-rule",
    ],
)
def test_the_sound_decides(text: str) -> None:
    assert with_article(text.partition(" ")[2]) == text


def test_a_sentence_starts_with_a_capital() -> None:
    assert starting_with_article("idea") == "An idea"
    assert starting_with_article("lesson") == "A lesson"
