"""Examples come from the world of those who read them: none from a shop floor in a town hall."""

from __future__ import annotations

import re
from functools import cache

import pytest

from ims_docs.formats.markdown import without_guidance
from ims_docs.services.scaffold.answers import complete
from ims_docs.services.scaffold.render import prune, render

SHOP_FLOOR = (
    r"\bshift plan\b",
    r"\bboth halls\b",
    r"\bsodium\b",
    r"\bfitters?\b",
    r"\blaser cleaning\b",
    r"\bhead of production\b",
    r"\btool room\b",
    r"\bdrive families\b",
    r"\bdrive control\b",
    r"\bjunior engineer\b",
    r"\bper lorry\b",
    r"\bhead of logistics\b",
    r"\b[Ss]hift leader\b",
    r"\bat the machine\b",
    r"\bmaterials team\b",
    r"\bfoot switch\b",
)
TRADE = (r"\bshops?\b",)
BUSINESS = (r"\bmanaging director\b", r"\bFounder and innovation manager\b", r"\btax adviser\b")

ELSEWHERE = {
    ("public-sector", "public administration", "250 or more"): SHOP_FLOOR + TRADE + BUSINESS,
    ("public-sector", "public administration", "1-9"): SHOP_FLOOR + TRADE + BUSINESS,
    ("full", "education and research", "50-249"): (*SHOP_FLOOR, *TRADE, r"\bmanaging director\b"),
    ("full", "software", "16-49"): SHOP_FLOOR + TRADE,
    ("full", "software", "1-9"): SHOP_FLOOR + TRADE,
    ("compact", "software", "1-9"): SHOP_FLOOR + TRADE,
    ("full", "manufacturing", "50-249"): TRADE,
}


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """`texts(profile, sector, size)`: path to text of a new repository."""

    @cache
    def made(profile, sector, size):
        answers = complete({"profile": profile, "sector": sector, "size": size})
        root = render(answers, tmp_path_factory.mktemp("world"))
        prune(root, answers)
        found = [path for path in root.rglob("*") if path.suffix in (".md", ".yaml")]
        return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in found}

    return made


@pytest.mark.parametrize("answers", ELSEWHERE, ids="-".join)
def test_no_example_comes_from_another_world(answers, texts):
    wrong = re.compile("|".join(ELSEWHERE[answers]))
    found = [
        f"{path}: {one[0]}"
        for path, text in texts(*answers).items()
        for one in wrong.finditer(text)
    ]
    assert found == []


def test_those_whose_world_it_is_have_them(texts):
    found = "\n".join(texts("full", "manufacturing", "50-249").values())
    assert [one for one in SHOP_FLOOR if not re.search(one, found)] == []


def test_a_public_test_has_three_levels_and_small_ones_need_no_officer(texts):
    public = texts("public-sector", "public administration", "250 or more")
    validation = public["docs/operation/concept-validation.md"]
    deciders = dict(
        re.findall(r"^\| ([123]) \w+ \|[^|]*\| ([^|(]+) \(DEC", validation, re.MULTILINE)
    )
    assert deciders == {
        "1": "initiative lead",
        "2": "innovation manager",
        "3": "committee of the elected body",
    }
    low = next(one for one in validation.splitlines() if one.startswith("| 1 low"))
    assert "2 weeks" in low
    assert "officer" not in low


def test_elected_body_and_officers_are_roles_of_public_bodies_alone(texts):
    own = ("elected-body", "elected-committee", "data-protection-officer", "security-officer",
           "procurement-officer", "accessibility-officer")  # fmt: skip
    public = texts("public-sector", "public administration", "250 or more")
    private = texts("full", "software", "16-49")
    for role in own:
        assert f"- id: {role}\n" in public["docs/registers/roles.yaml"]
        assert f"- id: {role}\n" not in private["docs/registers/roles.yaml"]


BUSINESS_ONLY = re.compile(r"\b(?:customers?|competitors?|sales|investors?)\b", re.IGNORECASE)
CHOICES = (
    "kind: customer or user",
    "topic: markets and competitors",
    "with competitors",
    "develops and makes products for its customers",
)
"""Choices of a schema, the law on competition, and what the answers of this test say."""


@pytest.mark.parametrize(
    ("sector", "word"), [("education and research", "students"), ("health", "patients")]
)
def test_what_is_adopted_names_those_whom_the_organisation_serves(sector, word, texts):
    """An example may come from next door; what is adopted may not."""
    served = "\n".join(
        without_guidance(text) if path.endswith(".md") else text
        for path, text in texts("full", sector, "50-249").items()
    )
    assert served.count(word) > 15
    if sector == "education and research":
        for one in CHOICES:
            served = served.replace(one, "")
        assert [one for one in served.splitlines() if BUSINESS_ONLY.search(one)] == []
