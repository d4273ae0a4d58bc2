"""The toolkit: working pages in the words of those who use them.

That they say what the registers say is asked in test_one_voice, of every text of a repository.
"""

from __future__ import annotations

import json
import re
from functools import cache

import pytest
from measuring import PROFILES, Document, words

from ims_docs.adapters.resources import resource
from ims_docs.formats.schemas import Schemas
from ims_docs.model.type import Kind
from ims_docs.services.loading.standards import shipped
from ims_docs.services.scaffold.answers import complete
from ims_docs.services.scaffold.render import prune, render_one

ACTIVITY = "runs services for the people of the region"
KNOWN = json.loads((resource("template") / "toolkit.json").read_text("utf-8"))
ISO_56001 = shipped()[0]["iso56001"]
TYPES = Schemas(resource("schemas")).types
SETS = [
    ("starter", "1-9", "services"),
    ("compact", "1-9", "software"),
    ("compact", "10-15", "services"),
    ("full", "1-9", "education and research"),
    ("full", "16-49", "software"),
    ("full", "50-249", "manufacturing"),
    ("full", "250 or more", "services"),
    ("public-sector", "1-9", "public administration"),
    ("public-sector", "250 or more", "public administration"),
]
SMALL = [one for one in SETS if one[1] == "1-9" or one[0] == "compact"]
PUBLIC = [one for one in SETS if one[0] == "public-sector"]

LINK = re.compile(r"\]\(([^()\s]+)\)")
OWN_LINK = re.compile(r"\]\(([a-z-]+)\.md\)")
LEFT_OUT = re.compile(r"\b(?:LIM|DEC)-0000\b")
BLANK = re.compile(r"\[TODO|!!! |_{3,}|\.{4,}|<[a-z]+|\bXX+\b")
"""What a form may not have in place of an empty cell."""
BUSINESS = re.compile(
    r"\b(?:customers?|competitors?|sales|sells?|selling|margin|investors?|shops?|managing director|"
    r"workshops?|production|trade fairs?)\b",
    re.IGNORECASE,
)
BOARD = re.compile(r"\b(?:portfolio board|the board|line managers?)\b", re.IGNORECASE)
LONGEST_SENTENCE = 40
LONGEST_MEAN = 18


@cache
def made(profile, size, sector, target="none"):
    """Name to text of the pages that such an organisation gets."""
    said = {"profile": profile, "size": size, "sector": sector, "activity": ACTIVITY}
    answers = complete({**said, "certification_target": target})
    names = ("index", *of(profile))
    return {name: render_one(f"docs/toolkit/{name}.md", answers) for name in names}


def of(profile):
    return {one["name"] for one in KNOWN if profile in one["profiles"]}


def lines_with(pattern, pages):
    return [
        f"{name}: {line}"
        for name, text in pages.items()
        for line in text.splitlines()
        if pattern.search(line)
    ]


@pytest.mark.parametrize("profile", PROFILES)
def test_a_profile_keeps_its_pages_and_no_others(profile, tmp_path):
    folder = tmp_path / "docs" / "toolkit"
    folder.mkdir(parents=True)
    written = resource("template") / "{{cookiecutter.slug}}" / "docs" / "toolkit"
    for path in written.iterdir():
        (folder / path.name).touch()
    prune(tmp_path, complete({"profile": profile}))
    assert {path.stem for path in folder.iterdir()} == of(profile) | {"index"}
    assert {path.stem for path in written.iterdir()} == {one["name"] for one in KNOWN} | {"index"}


@pytest.mark.parametrize("answers", SETS, ids="-".join)
def test_the_index_leads_to_each_page(answers):
    assert sorted(OWN_LINK.findall(made(*answers)["index"])) == sorted(of(answers[0]))


def test_there_are_more_pages_the_more_there_is_to_do():
    starter, compact, full, public = (of(one) for one in PROFILES)
    assert starter < compact < full
    assert full == public


@pytest.mark.parametrize("answers", SETS, ids="-".join)
def test_every_link_leads_to_what_the_profile_has(answers):
    profile = answers[0]
    there = {
        f"../{one.path('').removeprefix('docs/')}"
        for one in TYPES.values()
        if one.kind is not Kind.RECORD and profile in one.profiles
    }
    there |= {f"../toolkit/{name}.md" for name in of(profile)} | {
        f"{name}.md" for name in of(profile)
    }
    found = {
        target for text in made(*answers, "2029-09-30").values() for target in LINK.findall(text)
    }
    assert found - there == set()


@pytest.mark.parametrize("answers", SETS, ids="-".join)
def test_no_page_cites_what_its_profile_leaves_out(answers):
    assert lines_with(LEFT_OUT, made(*answers)) == []


@pytest.mark.parametrize("answers", SETS, ids="-".join)
def test_what_is_filled_in_is_an_empty_cell(answers):
    assert lines_with(BLANK, made(*answers)) == []


@pytest.mark.parametrize("answers", PUBLIC, ids="-".join)
def test_public_bodies_have_no_customers_and_no_shop_floor(answers):
    assert lines_with(BUSINESS, made(*answers)) == []
    assert len(lines_with(re.compile(r"\bcitizens?\b"), made(*answers))) >= 5


@pytest.mark.parametrize("answers", SMALL, ids="-".join)
def test_a_handful_of_people_has_no_board_and_no_line_managers(answers):
    assert lines_with(BOARD, made(*answers)) == []


def test_larger_organisations_have_both():
    assert lines_with(BOARD, made("full", "50-249", "manufacturing"))


@pytest.mark.parametrize("answers", SETS, ids="-".join)
def test_sentences_are_short(answers):
    for name, text in made(*answers).items():
        sentences = Document(name, name, text).prose
        long = [one for one in sentences if len(words(one)) > LONGEST_SENTENCE]
        assert long == [], name
        mean = sum(len(words(one)) for one in sentences) / len(sentences)
        assert mean <= LONGEST_MEAN, f"{name}: {mean:.1f} words"


def test_a_filled_copy_is_kept_with_a_record_that_there_is():
    for one in KNOWN:
        kept = one["kept"].values() if isinstance(one["kept"], dict) else [one["kept"]]
        for name in (name for names in kept for name in names):
            assert TYPES[name].kind is Kind.RECORD, f"{one['name']}: {name}"
            assert {*one["profiles"]} <= {*TYPES[name].profiles}


def test_a_page_tells_its_title():
    pages = made("full", "50-249", "manufacturing")
    for one in KNOWN:
        if one["name"] != "process-poster":
            assert pages[one["name"]].startswith(f"# {one['title']}\n")


def test_the_business_case_counts_what_first_steps_have():
    held = [one.kind for one in TYPES.values() if "starter" in one.profiles]
    text = made("starter", "1-9", "services")["business-case"]
    counts = f"{held.count(Kind.DOCUMENT)} and {held.count(Kind.REGISTER)}"
    assert f"| documents and registers of the set | {counts} |" in text


@pytest.mark.parametrize("country", ["Germany", "UK", "Japan"])
@pytest.mark.parametrize("target", ["none", "2029-09-30"])
def test_the_business_case_has_the_days_and_the_money_of_the_project(target, country):
    answers = complete(
        {"profile": "full", "size": "50-249", "certification_target": target, "country": country}
    )
    register = render_one("docs/registers/project-plan.yaml", answers)
    days, money = (
        sum(map(int, re.findall(rf"^    {key}: (\d+)$", register, re.MULTILINE)))
        for key in ("days", "money")
    )
    code, unit = {"UK": ("GBP", "pounds"), "Japan": ("JPY", "yen")}.get(country, ("EUR", "euros"))
    text = render_one("docs/toolkit/business-case.md", answers)
    assert days > 50
    assert set(re.findall("currency: (.+)", register)) == {code}
    assert f"| {money:,} | **{days}** |" in text
    assert f"With {money:,} {unit} of money" in text


def sums(text, heading):
    """The numbers above a bold sum in the table of a section, and the sum."""
    rows = re.findall(r"^\|.*\| (\**)(\d+)\1 \|  \|$", text.split(f"## {heading}")[1], re.MULTILINE)
    numbers = [int(number) for _, number in rows]
    at = [bool(bold) for bold, _ in rows].index(True)
    return numbers[:at], numbers[at]


@pytest.mark.parametrize("answers", SETS, ids="-".join)
def test_the_business_case_adds_up(answers):
    text = made(*answers)["business-case"]
    for heading in ("Building it, once", "Running it, each year"):
        parts, total = sums(text, heading)
        assert len(parts) >= 3
        assert sum(parts) == total
        assert f"{total} days × 400 euros = **{total * 400:,} euros**" in text


@pytest.mark.parametrize(
    "name",
    ["training-awareness", "training-leaders", "opening-meeting", "closing-meeting", "kick-off"],
)
def test_a_meeting_takes_as_long_as_it_says(name):
    text = made("full", "50-249", "manufacturing")[name]
    promised = int(re.search(r"(\d+) minutes", text)[1])
    parts = re.findall(r"^(?:## .*\((\d+) minutes?\)|\| (\d+) \| [A-Z])", text, re.MULTILINE)
    assert sum(int(one or other) for one, other in parts) == promised


def test_the_questionnaire_asks_twenty_and_begins_with_the_core_statements():
    answers = complete({"profile": "full", "size": "50-249"})
    asked = re.findall(
        r"^\| \d+ \| (.+?\.) \|",
        made("full", "50-249", "services")["culture-questionnaire"],
        re.MULTILINE,
    )
    core = re.findall(
        r"^\d+\. (.+\.)$", render_one("docs/leadership/culture-plan.md", answers), re.MULTILINE
    )
    assert len(asked) == 20
    assert asked[:12] == core


def test_each_statement_of_the_questionnaire_is_in_one_group():
    text = made("full", "50-249", "services")["culture-questionnaire"]
    groups = re.findall(r"^\| [A-Z][a-z ]+ \| ([\d, ]+) \|", text, re.MULTILINE)
    numbers = [int(one) for group in groups for one in group.split(",")]
    assert sorted(numbers) == list(range(1, 21))


def test_the_matrix_has_every_clause_of_the_second_level_once():
    text = made("full", "50-249", "services")["integration-matrix"]
    shared = re.findall(r"^\| [^|]+ \| ([\d.]+) \| [\d.–]+ \|", text, re.MULTILINE)
    own = re.findall(r"^\| [^|]+ \| ([\d., ]+) \| [^|\d–]", text, re.MULTILINE)
    named = [*shared, *(one.strip() for cell in own for one in cell.split(","))]
    wanted = {str(one.clause) for one in ISO_56001.clauses if str(one.clause).count(".") == 1}
    assert wanted - {re.sub(r"^(\d+\.\d+).*", r"\1", one) for one in named} == set()
    assert len(named) == len(set(named))


@pytest.mark.parametrize(
    ("country", "unit"), [("Japan", "yen"), ("UK", "pounds"), ("Germany", "euros")]
)
def test_money_is_that_of_the_country(country, unit):
    answers = complete({"profile": "full", "country": country})
    text = render_one("docs/toolkit/business-case.md", answers)
    assert f"{unit}**" in text
    assert ("euro" in text) == (unit == "euros")
