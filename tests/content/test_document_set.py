"""What the documents say: complete, their own, readable, fit for who adopts them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from measuring import PROFILES, Document, headings, words

from ims_docs.adapters.resources import resource
from ims_docs.formats.schemas import Schemas

PROJECT = Path(__file__).parent.parent.parent
TYPES = Schemas(resource("schemas")).types

SIZES = {"starter": 7, "compact": 12, "full": 45, "public-sector": 46}
SHORTEST_SHARED = 8
MOST_SHARED = 0.10
OWN_WORDS_OF_A_PROCEDURE = 350
FULL_SET = range(25_000, 40_001)
MOST_OF_A_SMALL_SET = 8_000
WORDS_OF_A_PAGE = 550
LONGEST_MEAN_SENTENCE = 22
# Text of the kind that standards are written in lies below 30, where readers need a degree.
# Plain English begins at 60; words that the subject cannot do without (organisation,
# innovation, collaboration) keep us below it. The hardest document is at 42.
READING_EASE = 40
MEAN_READING_EASE = 55

FLOW = "Flow"
"""A section that is a diagram."""
PROCEDURE = re.compile(r"procedure", re.IGNORECASE)
FILLER = re.compile(r"\b(lorem|ipsum|dolor sit|foo ?bar|xxx+|tbd|tbc|fixme)\b", re.IGNORECASE)

CUSTOMER = re.compile(r"\bcustomers?\b", re.IGNORECASE)
SPEAK_OF_CITIZENS = (
    "innovation-policy",
    "innovation-intent",
    "innovation-strategy",
    "innovation-objectives",
    "value-framework",
)
CUSTOMER_IN_FIXED_TERMS: tuple[str, ...] = ()
"""Terms such as "customer service" that a public body would use too. None is needed today."""

BOARD = re.compile(r"\b(?:portfolio board|the board|committee)s?\b", re.IGNORECASE)
BOARD_WITHOUT_POWER = (
    "**Portfolio board**: with fewer than ten people we have no separate board.",
    "official journals, committees, associations",
)
"""Says that there is none, or names other people's: nobody here decides in one."""


@pytest.fixture(params=PROFILES)
def profile(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def document_list(profile: str, documents) -> list[Document]:
    return documents(profile)


def shared(documents: list[Document]) -> dict[str, tuple[int, int]]:
    """By document: how many of its long sentences stand in another one too, and how many it has."""
    places = defaultdict(set)
    long = {one.name: [key for key in map(key_of, one.sentences) if key] for one in documents}
    for name, keys in long.items():
        for key in keys:
            places[key].add(name)
    return {
        name: (sum(len(places[key]) > 1 for key in keys), len(keys)) for name, keys in long.items()
    }


def key_of(sentence: str) -> tuple[str, ...]:
    """What makes two sentences the same; nothing for a short one."""
    found = tuple(word.casefold() for word in words(sentence))
    return found if len(found) >= SHORTEST_SHARED else ()


def syllables(word: str) -> int:
    """Groups of vowels, without a final e that is not heard."""
    plain = word.lower()
    if len(plain) > 3:
        plain = re.sub(r"(?:[^laeiouy]es|[^td]ed|[^l]e)$", lambda end: end[0][0], plain)
    return max(1, len(re.findall(r"[aeiouy]+", plain)))


def mean_sentence(sentences: list[str]) -> float:
    return sum(len(words(one)) for one in sentences) / len(sentences)


def reading_ease(sentences: list[str]) -> float:
    """Flesch reading ease: 100 is very easy, 0 very hard."""
    said = [word for one in sentences for word in words(one)]
    per_word = sum(map(syllables, said)) / len(said)
    return 206.835 - 1.015 * mean_sentence(sentences) - 84.6 * per_word


def customers_named(document: Document) -> list[str]:
    """Lines that speak of customers, guidance and its examples too."""
    text = document.body
    for term in CUSTOMER_IN_FIXED_TERMS:
        text = text.replace(term, "")
    return [line for line in text.splitlines() if CUSTOMER.search(line)]


def boards_that_decide(document: Document) -> list[str]:
    """Lines, headings apart, that name a body which a handful of people does not have."""
    text = document.body
    for harmless in BOARD_WITHOUT_POWER:
        text = text.replace(harmless, "")
    return [line for line in text.splitlines() if BOARD.search(line) and not line.startswith("#")]


def misspelt(*paths: Path | str) -> str:
    """What codespell says about these files; the words it may not know stand in pyproject.toml."""
    done = subprocess.run(
        [sys.executable, "-m", "codespell_lib", *map(str, paths)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 65), done.stderr
    return done.stdout


def test_the_set_is_that_of_the_profile(profile, document_list):
    wanted = [
        one.name for one in TYPES.values() if one.kind == "document" and profile in one.profiles
    ]
    assert [one.name for one in document_list] == wanted
    assert len(wanted) == SIZES[profile]


def test_every_section_is_there_and_says_something(document_list):
    for document in document_list:
        wanted = list(TYPES[document.name].sections)
        assert headings(document) == wanted
        for title in wanted:
            said = len(words(document.section(title)))
            assert said >= 10 or (title == FLOW and "```mermaid" in document.body), (
                f"{document.name}, {title}: {said} words"
            )


def test_nothing_is_filler(document_list):
    for document in document_list:
        assert FILLER.search(document.body) is None, document.name


def test_documents_do_not_repeat_one_another(profile, document_list):
    worst = max(
        (same / count, f"{name}: {same} of {count}")
        for name, (same, count) in shared(document_list).items()
    )
    assert worst[0] < MOST_SHARED, f"{profile}: {worst[1]} sentences stand elsewhere too"


def test_procedures_say_enough_of_their_own(profile, document_list):
    procedures = [one for one in document_list if PROCEDURE.search(one.title)]
    assert len(procedures) >= {"starter": 0, "compact": 1}.get(profile, 9)
    everywhere = defaultdict(set)
    for document in document_list:
        for sentence in document.sentences:
            everywhere[sentence.casefold()].add(document.name)
    for document in procedures:
        own = [one for one in document.sentences if len(everywhere[one.casefold()]) == 1]
        count = sum(len(words(one)) for one in own)
        assert count >= OWN_WORDS_OF_A_PROCEDURE, f"{document.name}: {count} words of its own"


@pytest.mark.parametrize("size", ["1-9", "50-249", "250 or more"])
def test_the_full_set_can_be_read_by_those_who_adopt_it(documents, size):
    count = sum(len(words(one.adoptable)) for one in documents("full", size))
    assert count in FULL_SET, f"{count} words of adoptable text"


@pytest.mark.parametrize("size", ["1-9", "10-15"])
def test_a_small_organisation_has_little_to_read(documents, size):
    count = sum(len(words(one.adoptable)) for one in documents("compact", size))
    assert count <= MOST_OF_A_SMALL_SET, f"{count} words of adoptable text"


def test_control_of_documents_is_a_page_there(documents):
    (page,) = [one for one in documents("compact") if one.name == "document-control"]
    assert len(words(page.adoptable)) <= WORDS_OF_A_PAGE


def test_sentences_are_short(document_list):
    for document in document_list:
        mean = mean_sentence(document.prose)
        assert mean <= LONGEST_MEAN_SENTENCE, f"{document.name}: {mean:.1f} words"


def test_the_text_is_not_hard_to_read(document_list):
    ease = {one.name: reading_ease(one.prose) for one in document_list}
    hardest = min(ease, key=lambda name: ease[name])
    assert ease[hardest] >= READING_EASE, f"{hardest}: {ease[hardest]:.1f}"
    assert sum(ease.values()) / len(ease) >= MEAN_READING_EASE


def test_nothing_is_misspelt():
    assert misspelt("template", "docs", "schemas", "README.md") == ""


@pytest.mark.parametrize("name", SPEAK_OF_CITIZENS)
def test_public_bodies_speak_of_citizens(documents, name):
    (public,) = [one for one in documents("public-sector") if one.name == name]
    (private,) = [one for one in documents("full") if one.name == name]
    assert customers_named(public) == []
    assert customers_named(private)
    assert re.search(r"\bcitizens?\b", public.body)


@pytest.mark.parametrize("profile", ["starter", "compact", "full"])
def test_four_people_have_no_board(documents, profile):
    found = {one.name: boards_that_decide(one) for one in documents(profile, "1-9")}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_larger_organisations_have_one(documents):
    found = [one.name for one in documents("full", "50-249") if boards_that_decide(one)]
    assert len(found) > 10


# The measures themselves


def page(name: str, *lines: str) -> Document:
    return Document(name, name, "\n".join(lines) + "\n")


def test_adoptable_text_leaves_out_guidance_diagrams_and_placeholders():
    document = page(
        "one",
        "# One",
        "",
        "## Purpose",
        "",
        "We keep [the scope](../scope.md) in [TODO: the place].",
        "",
        '!!! guidance "Why"',
        "    An auditor asks.",
        "",
        "    Example: here.",
        "",
        "```mermaid",
        "flowchart TD",
        "```",
        "",
        "## Review",
        "",
        "| Step | Who |",
        "|---|---|",
        "| We look again. | everyone |",
        "",
        "1. First item goes on",
        "   here. Second sentence!",
    )
    assert words(document.section("Purpose")) == ["We", "keep", "the", "scope", "in"]
    assert words(document.guidance) == ["Why", "An", "auditor", "asks", "Example", "here"]
    assert document.placeholders == 1
    assert document.prose == [
        "We keep the scope in .",
        "First item goes on here.",
        "Second sentence!",
    ]
    assert "We look again." in document.sentences
    assert document.section("Nothing") == ""


def test_a_shared_sentence_is_found_whatever_it_links_to():
    same = "The owner looks at this list every three months and decides."
    one = page("one", same, "", "Short is no matter.")
    two = page("two", f"- {same.replace('this list', '[this list](a.md)')}", "", "Own words here.")
    assert shared([one, two]) == {"one": (1, 1), "two": (1, 1)}
    assert shared([one, page("three", "Short is no matter.")])["one"] == (0, 1)


def test_reading_ease_tells_plain_from_heavy():
    plain = ["We test the idea.", "It is good, so we go on."]
    heavy = ["Organisational considerations necessitate comprehensive determination."]
    assert reading_ease(plain) > 90
    assert reading_ease(heavy) < 0
    assert [syllables(word) for word in ("tested", "used", "makes", "table", "idea", "we")] == [
        2, 1, 1, 2, 2, 1,
    ]  # fmt: skip


def test_customers_and_boards_are_found():
    assert customers_named(page("one", "We ask.", "Our customers answer.")) == [
        "Our customers answer."
    ]
    heading, body = "## The portfolio board", "Above it, the board decides."
    assert boards_that_decide(page("one", heading, body, BOARD_WITHOUT_POWER[0])) == [body]


def test_filler_and_misspelling_are_found(tmp_path):
    assert FILLER.search("Lorem ipsum")
    assert FILLER.search("Owner: TBD.")
    (tmp_path / "page.md").write_text("We recieve ideas.\n")
    assert "recieve ==> receive" in misspelt(tmp_path)
