"""Registers, the README and the welcome page use the words of those who adopt them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from ims_docs.adapters.resources import resource
from ims_docs.services.scaffold.answers import complete
from ims_docs.services.scaffold.render import prune, render

Pages = Callable[..., dict[str, str]]

BUSINESS = re.compile(
    r"\b(?:customers?|competitors?|sales|sells?|margin|investors?)\b", re.IGNORECASE
)
FIXED_OR_MEANT = (
    "kind: customer or user",
    "topic: markets and competitors",
    "time that they could use for their customers",
    "with competitors that limits competition",
    "meetings with competitors",
    "Not to sell an idea",
)
"""Choices of a schema, and sentences on the customers and competitors of businesses."""

BOARD = re.compile(r"\b(?:portfolio board|the board|committees?)\b", re.IGNORECASE)
BOARD_OF_OTHERS = (
    "ethics committee that applies",
    "committee of the elected body",
    "Committee of the elected body",
    "id: elected-committee",
    "decides: elected-committee",
    "The committee, top management",
    "the committee, top management",
)
WORDS_OF_GIT = re.compile(r"\b(?:branch|repository|remote|HEAD|merge)\b")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """`pages(profile, size)`: path to text, without the documents."""

    @cache
    def made(profile: str, size: str) -> dict[str, str]:
        answers = complete({"profile": profile, "size": size, "activity": "runs services"})
        root = render(answers, tmp_path_factory.mktemp("made"))
        prune(root, answers)
        found = [*root.glob("docs/registers/*.yaml"), root / "README.md", root / "docs/index.md"]
        return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in found}

    return made


def lines_with(
    pattern: re.Pattern[str], texts: dict[str, str], harmless: tuple[str, ...]
) -> list[str]:
    """Each line that says so, with its file, once the harmless words are taken away."""
    found = []
    for path, text in texts.items():
        for one in harmless:
            text = text.replace(one, "")  # noqa: PLW2901 - what is left of the text
        found += [f"{path}: {line}" for line in text.splitlines() if pattern.search(line)]
    return found


def test_public_bodies_have_citizens_and_no_customers(pages):
    public = pages("public-sector", "250 or more")
    assert lines_with(BUSINESS, public, FIXED_OR_MEANT) == []
    assert len(lines_with(re.compile(r"\bcitizens?\b", re.IGNORECASE), public, ())) > 30
    assert len(lines_with(BUSINESS, pages("full", "250 or more"), FIXED_OR_MEANT)) > 5


@pytest.mark.parametrize("profile", ["starter", "compact", "full", "public-sector"])
def test_four_people_have_no_board_and_no_managers_above_them(pages, profile):
    small = pages(profile, "1-9")
    harmless = (*BOARD_OF_OTHERS, "Regular meetings, committee sessions")
    assert lines_with(BOARD, small, harmless) == []
    assert lines_with(re.compile(r"their managers|managers concerned"), small, ()) == []


def test_larger_organisations_have_both(pages):
    large = pages("full", "50-249")
    assert len(lines_with(BOARD, large, BOARD_OF_OTHERS)) > 5
    assert lines_with(re.compile("managers concerned"), large, ())


@pytest.mark.parametrize("profile", ["starter", "compact", "full", "public-sector"])
def test_the_welcome_page_needs_no_word_of_git(pages, profile):
    assert lines_with(WORDS_OF_GIT, {"index": pages(profile, "1-9")["docs/index.md"]}, ()) == []


def test_forms_name_no_board_and_no_repository():
    forms = {
        path.name: path.read_text("utf-8")
        for path in Path(resource("template") / "forms").glob("*.md")
    }
    assert len(forms) > 25
    assert lines_with(re.compile(f"{BOARD.pattern}|{WORDS_OF_GIT.pattern}"), forms, ()) == []
