"""Everything that public texts lead readers to expect is traced to something that exists."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import click
import pytest
import traceability
from measuring import document_set, headings, sets
from traceability import STATES, Capability, capabilities, sources

from ims_docs.adapters.resources import resource
from ims_docs.cli.group import ims
from ims_docs.domain.rules import ALL_RULES
from ims_docs.formats.schemas import Schemas
from ims_docs.services.loading.standards import shipped

PROJECT = Path(__file__).parent.parent
PAGE = PROJECT / "docs" / "reference" / "traceability.md"
COUNTS = {"S000": 49, "S001": 13, "S002": 18, "S003": 45, "S004": 17}
IDS = [
    f"{source}-{number:02}" for source, count in COUNTS.items() for number in range(1, count + 1)
]
ALL = capabilities()
TYPES = Schemas(resource("schemas")).types
TOOLKIT = {
    one["name"] for one in json.loads((resource("template") / "toolkit.json").read_text("utf-8"))
}
RULES = {rule.code for rule in ALL_RULES}
LONGEST = 100

ROW = re.compile(
    r"^\| (S\d{3}-\d{2}) \| (.+?) \| (served|in part|not yet) \| ([a-z,; -]+) \| (.+) \|$",
    re.MULTILINE,
)


@cache
def sections() -> Mapping[str, list[str]]:
    """Headings of documents as they are made, and of records as their types ask for them."""
    made = {
        one.name: headings(one)
        for profile in ("starter", "public-sector", "full")
        for one in document_set(profile)
    }
    return {**{name: list(type_.sections) for name, type_ in TYPES.items()}, **made}


made = cache(sets)


def command_exists(path: str) -> bool:
    first, *names = path.split()
    command: click.Command | None = ims if first == "ims" and names else None
    for name in names:
        command = (
            command.get_command(click.Context(command), name)
            if isinstance(command, click.Group)
            else None
        )
    return command is not None


def clause_exists(standard: str, number: str) -> bool:
    standards, _ = shipped()
    return standard in standards and any(
        str(one.clause) == number for one in standards[standard].clauses
    )


KINDS = {
    ("type",): lambda name: name in TYPES,
    ("type", "section"): lambda name, section: section in sections().get(name, ()),
    ("rule",): lambda code: code in RULES,
    ("command",): command_exists,
    ("standard", "clause"): clause_exists,
    ("toolkit",): lambda name: name in TOOLKIT,
    ("page",): lambda path: path.startswith("docs/") and (PROJECT / path).is_file(),
}


def exists(target: Mapping[str, str]) -> bool:
    found = KINDS.get(tuple(target))
    return found is not None and found(*target.values())


def test_there_are_142_ids_in_order():
    assert len(IDS) == 142
    assert [one.id for one in ALL] == IDS
    assert list(sources()) == list(COUNTS)


def test_sources_are_named_neutrally():
    for name in sources().values():
        assert re.match(r"An? [\w' -]+ on [\w ]+$", name), name
    named = re.compile(r"Renad|QS Gulf|EIQM|InnovationCast|https?:|www\.", re.IGNORECASE)
    assert named.search(traceability.DATA.read_text("utf-8")) is None


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_each_is_described_and_leads_to_what_exists(one):
    assert 10 <= len(one.what) <= LONGEST
    assert one.served_by or one.not_yet
    assert [target for target in one.served_by if not exists(target)] == []
    assert len({str(target) for target in one.served_by}) == len(one.served_by)
    assert not one.not_yet or re.fullmatch(r"[A-Z`].{20,120}\.", one.not_yet)
    assert one.state in STATES


def test_no_two_are_described_alike():
    assert len({one.what for one in ALL}) == len(ALL)


@pytest.mark.parametrize(
    "target",
    [
        {"type": "innovation-polity"},
        {"type": "innovation-policy", "section": "How we take risks"},
        {"type": "risks", "section": "Steps"},
        {"type": "risks", "page": "docs/index.md"},
        {"rule": "CLS999"},
        {"command": "ims"},
        {"command": "ims approve everything"},
        {"command": "ims site burn"},
        {"standard": "iso56001", "clause": "8.3.7"},
        {"standard": "iso99999", "clause": "4.1"},
        {"standard": "iso56001"},
        {"toolkit": "staff-answers"},
        {"page": "docs/reference/nothing.md"},
        {"page": "README.md"},
        {},
    ],
    ids=str,
)
def test_a_target_that_does_not_exist_is_seen(target):
    assert not exists(target)


def test_the_page_lists_each_with_its_state():
    rows = {found[1]: found for found in ROW.finditer(PAGE.read_text("utf-8"))}
    assert list(rows) == IDS
    for one in ALL:
        assert rows[one.id][2] == one.what
        assert rows[one.id][3] == one.state
        assert one.not_yet in rows[one.id][5]
        assert len(re.findall(r"\]\(", rows[one.id][5])) == len(one.served_by)


def test_the_page_tells_for_which_profiles_each_is_true():
    rows = {found[1]: found[4] for found in ROW.finditer(PAGE.read_text("utf-8"))}
    for one in ALL:
        assert rows[one.id] == traceability.in_profiles(one, made()), one.id
    assert rows["S003-21"] not in ("all", "none"), "small repositories have no register of risks"
    assert len(set(rows.values())) > 4


def test_a_profile_is_named_only_for_what_its_repository_holds():
    """A schema that claims a document, or a section of another profile's document, proves nothing."""
    for each in made():
        for one in ALL:
            way = traceability.true_for(one, [each]).get(each.profile)
            named = [target for target in one.served_by if "type" in target]
            there = [
                target["type"] in each.headings
                and target.get("section") in (None, *each.headings[target["type"]])
                for target in named
            ]
            assert (way == traceability.IN_FULL) == (all(there) and bool(one.served_by)), one.id
    assert [each.profile for each in made()] == ["starter", "compact", "full", "public-sector"]


def test_a_shorter_document_of_the_same_name_is_no_whole_service():
    small = traceability.Set("compact", {"policy": ["Purpose"]}, {"culture-plan": "people"})
    assert small.says({"type": "policy", "section": "Purpose"}) == traceability.IN_FULL
    assert small.says({"type": "policy", "section": "Risk"}) == traceability.IN_SHORT
    assert small.says({"type": "culture-plan", "section": "Barriers"}) == traceability.IN_SHORT
    assert small.says({"type": "tools"}) == ""
    assert small.says({"command": "ims check"}) == traceability.IN_FULL


def test_the_page_counts_what_is_served_and_what_is_not():
    states = [one.state for one in ALL]
    numbers = " | ".join(str(states.count(state)) for state in STATES)
    assert f"| **All** | {len(ALL)} | {numbers} |" in PAGE.read_text("utf-8")


def test_what_is_missing_decides_the_state():
    one = Capability("S000-01", "Something", ({"command": "ims check"},))
    assert one.state == "served"
    assert replace(one, not_yet="It lacks this.").state == "in part"
    assert replace(one, served_by=(), not_yet="It is not there.").state == "not yet"
    assert one.source == "S000"


def test_an_unknown_kind_of_target_stops_the_page(monkeypatch):
    odd = Capability("S000-01", "Something", ({"film": "The Third Man"},))
    monkeypatch.setattr(traceability, "capabilities", lambda: [odd])
    with pytest.raises(ValueError, match="The Third Man"):
        traceability.page({}, lambda standard, number: f"{standard} {number}", [])
