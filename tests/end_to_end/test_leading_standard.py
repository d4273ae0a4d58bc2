"""Another standard leads: one file of an organisation's own, and one line in ims.yml."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from support import DEFAULTS

from ims_docs.reporters.baseline_changes import ChangeReport, as_html, as_json, as_text
from ims_docs.services.baselines import ComparedState, compare

OURS = "ISO 56001"
PACK = "standards/iso9001-2015.yaml"
CLAUSES = {
    "4": "Context",
    "5": "Leadership",
    "6": "Planning",
    "7": "Support",
    "8": "Operation",
    "9": "Performance",
    "9.1": "Measuring",
    "9.2": "Internal audit",
    "9.3": "Management review",
    "10": "Improvement",
}
HEAD = """\
id: house9001
number: "ISO 9001"
edition: "2015"
title: "Quality management system: requirements"
kind: requirements
modality: shall
note: "Based on public sources and written in our own words; check it against your licensed copy."
sources:
  TOC: "public table of contents: numbers and short titles"
confidence:
  C2: "several public sources agree"
  C1: "one public source only"
  HS: "follows from the structure that such standards share"
  INF: "our inference"
clauses:
"""
"""The id is one that the product will never bring, as it might bring iso9001 one day."""
ITEM = """\
items:
  - id: DI-01
    clause: "5"
    also: []
    required: true
    what: "Policy for quality"
    keep: maintain
    satisfied_by: {any_of: [innovation-policy]}
    confidence: INF
    basis: [TOC]
"""


def pack(items: str = "items: []\n") -> str:
    """The smallest pack: numbers, short titles, and a line on each."""
    clauses = "".join(
        f"""\
  - number: "{number}"
    title: "{title}"
    summary: "Our own line on {title.lower()} for quality."
    modality: shall
    confidence: {{number: C1, title: C1}}
    basis: [TOC]
    questions: []
    evidence: []
"""
        for number, title in CLAUSES.items()
    )
    return f'{HEAD}{clauses}may_be_excluded: ["9.1"]\n{items}'


def lead(root: Path, standards: str, *, items: str = "items: []\n") -> Path:
    """Add the pack to a repository and say which standards it uses."""
    (root / PACK).parent.mkdir(exist_ok=True)
    (root / PACK).write_text(pack(items), "utf-8")
    path = root / "ims.yml"
    listed = re.compile(r"^standards:.*\n(?:  - .+\n)*", re.MULTILINE)
    text, count = listed.subn(f"standards: {standards}\n", path.read_text("utf-8"))
    assert count == 1
    path.write_text(text, "utf-8")
    return root


@pytest.fixture(params=["[house9001]", "[house9001, iso56001, iso56002]"], ids=["alone", "first"])
def led(request, acme) -> Path:
    """A new repository in which the other standard is listed alone, or before ours."""
    return lead(acme, request.param)


def used(root: Path) -> list[str]:
    (listed,) = re.findall(
        r"^standards: \[(.+)\]$", (root / "ims.yml").read_text("utf-8"), re.MULTILINE
    )
    return listed.split(", ")


class Page(HTMLParser):
    """The words of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.words: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def test_check_accepts_the_pack_and_names_no_clause_of_another_standard(led, ims):
    done = ims("-C", led, "check", "--format", "json")
    found = json.loads(done.out)["findings"]
    assert done.code == 1
    assert [one for one in found if one["code"] in ("SHP005", "CLS003")] == []
    assert {one["clause"] for one in found} == {""}
    told = ims("-C", led, "check").out
    assert "Next: " in told
    assert "serves clause" not in told
    assert OURS not in told.partition("Next: ")[2]


def test_a_clause_that_no_standard_in_use_has_is_told(acme, ims):
    def told():
        return ims("-C", acme, "check", "--select", "LNK006").out

    lead(acme, "[house9001, iso56001]")
    assert "LNK006" not in told()
    lead(acme, "[house9001]")
    assert "LNK006 error: There is no clause 7.1.2" in told()


def test_coverage_means_the_leading_standard(led, ims):
    done = ims("-C", led, "coverage")
    assert done.code == 0
    assert done.out.startswith("ISO 9001:2015 on the evidence ladder")
    assert re.findall(r"^(\d[\d.]*) +[■□]", done.out, re.MULTILINE) == list(CLAUSES)
    assert OURS not in done.out
    assert done.out == ims("-C", led, "coverage", "--standard", "house9001").out


@pytest.mark.parametrize("form", ["json", "csv", "markdown"])
def test_coverage_in_every_form(led, ims, form):
    done = ims("-C", led, "coverage", "--format", form)
    assert done.code == 0
    assert "Management review" in done.out
    assert OURS not in done.out


def test_coverage_of_another_standard_can_be_asked_for(led, ims):
    assert ims("-C", led, "coverage", "--standard", "iso56001").out.startswith("ISO 56001:2024 on")


def test_a_leading_standard_that_is_not_there_is_told(acme, ims):
    lead(acme, "[house9002, iso56001]")
    done = ims("-C", acme, "coverage")
    assert done.code == 2
    assert "There is no standard 'house9002'" in done.err
    assert "Known: house9001, iso56001, iso56002" in done.err


def test_a_number_is_explained_by_the_leading_standard(led, ims):
    out = ims("-C", led, "explain", "9.3").out
    assert out.startswith("ISO 9001:2015, clause 9.3: Management review\n")
    assert ("ISO 56001:2024 has a clause 9.3 too" in out) == ("iso56001" in used(led))
    assert ims("-C", led, "explain", "iso56001:9.3").out.startswith("ISO 56001:2024, clause 9.3")


def test_the_leading_standard_is_listed_first(led, ims):
    listed = ims("-C", led, "explain").out.partition("Clauses\n")[2]
    assert re.findall(r"`(\w+\d)` ISO", listed)[: len(used(led))] == used(led)


def test_a_rule_names_the_standard_whose_clause_it_serves(led, ims):
    out = " ".join(ims("-C", led, "explain", "CLS001").out.split())
    assert "It serves clause 7.5.1 of ISO 56001: `ims explain iso56001:7.5.1`." in out


def test_an_item_leads_to_the_clause_of_its_own_standard(led, ims):
    assert ims("-C", led, "explain", "DI-03").out.startswith("ISO 56001:2024, clause 5.2:")
    assert ims("-C", led, "explain", "EX-34").out.startswith("ISO 56001:2024, clause 9.3:")


def test_the_site_shows_the_leading_standard(led, ims, tmp_path):
    out = tmp_path / "site"
    assert ims("-C", led, "site", "build", "--output", out).code == 0
    pages = {path.relative_to(out / "clauses").as_posix() for path in out.glob("clauses/**/*.html")}
    mains = {f"{number}/index.html" for number in CLAUSES if "." not in number}
    assert pages == {"index.html", "9.1.html", "9.2.html", "9.3.html", *mains}
    assert "ISO 9001:2015 by clause" in Page(out / "clauses/index.html").text
    home = Page(out / "index.html").text
    assert "How far ISO 9001:2015 is covered" in home
    assert "How far ISO 56001" not in home
    matrices = {path.stem for path in out.glob("coverage/*.html")}
    assert matrices == {"index", *used(led)}
    overview = Page(out / "coverage/index.html").text
    assert ("ISO 56001:2024" in overview) == ("iso56001" in used(led))
    policy = Page(out / "leadership/innovation-policy.html").text
    assert ("ISO 56001: 5.2" in policy) == ("iso56001" in used(led))


def test_an_exclusion_is_one_of_the_leading_standard(led, ims):
    text = '{}not_applicable:\n  - clause: "{}"\n    justification: Others do it for us.\n'
    path = led / "ims.yml"
    before = path.read_text("utf-8").replace("not_applicable: []\n", "")
    path.write_text(text.format(before, "8.3.6"), "utf-8")
    told = ims("-C", led, "check", "--select", "CLS003").out
    assert "There is no clause 8.3.6 in ISO 9001:2015" in told
    path.write_text(text.format(before, "9.1"), "utf-8")
    assert ims("-C", led, "check", "--select", "CLS003").code == 0
    assert re.search(r"^9\.1 .* n/a$", ims("-C", led, "coverage").out, re.MULTILINE)


@pytest.mark.parametrize(
    ("standards", "clause", "words"),
    [
        ("[house9001, iso56001]", "5", "DI-01 Policy for quality (clause 5) is"),
        ("[iso56001, house9001]", "7.5.1", "DI-01 Policy for quality (clause 5 of ISO 9001:2015)"),
    ],
)
def test_an_item_is_asked_for_under_its_own_standard(acme, ims, standards, clause, words):
    lead(acme, standards, items=ITEM)
    out = ims("-C", acme, "check", "--select", "CLS001", "--format", "json").out
    (found,) = [one for one in json.loads(out)["findings"] if "for quality" in one["message"]]
    assert found["message"].startswith(words)
    assert found["clause"] == clause
    page = ims("-C", acme, "explain", "DI-01").out
    assert page.startswith("ISO 9001:2015, clause 5" if clause == "5" else "ISO 56001:2024, clause")


def test_states_are_compared_by_the_standard_that_leads_now_and_both_know(repository, root):
    def state(standards: str) -> ComparedState:
        config = f"organisation: Acme\nprofile: starter\nstandards: {standards}\n"
        files = {**DEFAULTS, "ims.yml": config}
        shutil.rmtree(root, ignore_errors=True)
        return ComparedState(
            repository({**files, **({PACK: pack()} if "house" in standards else {})}), {}
        )

    old, new = state("[iso56002]"), state("[house9001, iso56001]")
    assert compare(new, new).standard.name == "ISO 9001:2015"
    assert compare(old, new).standard.name == "ISO 56001:2024"
    assert compare(new, old).standard.name == "ISO 56002:2019"
    assert compare(old, state("[house9001]")).standard.name == "ISO 56002:2019"
    assert compare(state("[none]"), state("[house9001]")).standard.name == "ISO 56001:2024"
    told = ChangeReport("A", "B", ("", ""), compare(new, new))
    assert "Clauses of ISO 9001:2015 on each level" in as_text(told)
    assert "Clauses of ISO 9001:2015 on each level" in as_html(told)
    assert json.loads(as_json(told))["standard"] == "house9001"
