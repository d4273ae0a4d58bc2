"""What an auditor holds against each other in the example: records, texts, signatures and days."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
import yaml

from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.domain.runner import check
from ims_docs.model.approval import Statement
from ims_docs.model.baseline import Baseline
from ims_docs.model.clause import Clause
from ims_docs.services.loading.repository import LoadRequest, load

PROJECT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAY = re.compile(rf"\b(?:(\d{{1,2}}) )?({'|'.join(MONTHS)}) (\d{{4}})\b")
AHEAD = re.compile(
    r"\b(?:will|plan(?:ned|s)?|by|until|next|decides?|decision on|due|expected|takes? place|tells"
    r"|is|are|asks?|outside audit)\b",
    re.IGNORECASE,
)
"""What says that a sentence looks ahead."""
HOLIDAYS = {
    date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 14), date(2026, 5, 25),
}  # fmt: skip
IN_TIME = 10


class Away(NamedTuple):
    """Somebody is elsewhere."""

    person: str
    first: date
    last: date


AWAY = (
    Away("PER-0002", date(2026, 3, 24), date(2026, 4, 13)),
    Away("PER-0003", date(2026, 2, 17), date(2026, 2, 18)),
    Away("PER-0004", date(2026, 2, 17), date(2026, 2, 18)),
    Away("PER-0005", date(2026, 5, 12), date(2026, 5, 13)),
    Away("PER-0002", date(2026, 10, 6), date(2026, 10, 6)),
    Away("PER-0004", date(2026, 10, 6), date(2026, 10, 6)),
)
"""An absence (AUF-0001), two courses (CPE-0001, CPE-0002) and a day in Kiel (PMT-0003)."""
WHERE = {"CPE-0001", "CPE-0002", "PMT-0003"}


class Page(NamedTuple):
    keys: dict[str, Any]
    body: str

    @property
    def id(self) -> str:
        return str(self.keys["id"])

    def day(self, key: str) -> date | None:
        value = self.keys.get(key)
        return value if isinstance(value, date) else None


@pytest.fixture(scope="module")
def pages(nordwind: Path) -> dict[str, Page]:
    """Documents and records by id, read without the tool."""
    found = {}
    for path in sorted((nordwind / "docs").rglob("*.md")):
        text = path.read_text("utf-8")
        if text.startswith("---\n"):
            _, head, body = text.split("---\n", 2)
            page = Page(yaml.safe_load(head), body)
            if "id" in page.keys:
                found[page.id] = page
    return found


@pytest.fixture(scope="module")
def records(nordwind: Path, pages: dict[str, Page]) -> dict[str, Page]:
    ids = {path.stem for path in (nordwind / "docs/records").rglob("*.md")}
    return {name: page for name, page in pages.items() if name in ids}


def register(root: Path, name: str) -> list[dict[str, Any]]:
    text = (root / f"docs/registers/{name}.yaml").read_text("utf-8")
    entries: list[dict[str, Any]] = yaml.safe_load(text)["entries"]
    return entries


def days(text: str) -> Iterator[tuple[date, str]]:
    """The first day that each date in a text may mean, with the words."""
    for found in DAY.finditer(text):
        day, month, year = found.groups()
        yield date(int(year), MONTHS.index(month) + 1, int(day or 1)), found[0]


def sentences(text: str) -> list[str]:
    return [one for line in text.splitlines() for one in re.split(r"(?<=[.;:?|])\s+", line)]


def working_days(first: date, last: date) -> int:
    span = (first + timedelta(days=n + 1) for n in range((last - first).days))
    return sum(one.weekday() < 5 and one not in HOLIDAYS for one in span)


def statements(root: Path) -> list[Statement]:
    paths = sorted((root / "approvals").rglob("v*/*.txt"))
    return [Statement.parse(path.read_bytes()) for path in paths]


def test_no_closed_record_tells_of_what_came_later(records):
    told = [
        f"{one.id}, closed on {closed}: {sentence}"
        for one in records.values()
        if (closed := one.day("closed_on")) and one.keys["type"] != "audit-plan"
        for sentence in sentences(one.body)
        for day, _ in days(sentence)
        if day > closed and not AHEAD.search(sentence)
    ]
    assert told == []


def test_who_is_said_to_have_approved_on_a_day_signed_on_it(nordwind, pages):
    signed: dict[str, set[date]] = {}
    for one in statements(nordwind):
        if one.meaning.approves:
            signed.setdefault(one.document, set()).add(one.signed_at.date())
    texts = {name: page.body for name, page in pages.items()}
    for path in (nordwind / "docs/registers").glob("*.yaml"):
        texts[path.stem] = path.read_text("utf-8")
    claims = [
        (name, document, day)
        for name, text in texts.items()
        for sentence in re.split(r"(?<=\.)\s", text)
        if "approved" in sentence
        for day, words in days(sentence)
        if re.search(rf"approved[\w ]* on {words}", sentence)
        for document in re.findall(r"\b[A-Z]{3}-\d{4}\b", sentence.split(words)[0])
        if document in signed
    ]
    assert len(claims) >= 4
    assert [one for one in claims if one[2] not in signed[one[1]]] == []


def test_every_idea_that_is_counted_is_recorded(records):
    ideas = [one for one in records.values() if one.keys["type"] == "idea"]
    counted = {}
    for one in ideas:
        answered = one.day("feedback_on")
        asked = one.day("date")
        quarter = f"{asked.year}-Q{(asked.month + 2) // 3}"
        in_time = answered is not None and working_days(asked, answered) <= IN_TIME
        counted.setdefault(quarter, []).append(in_time)
        told = re.search(r"after (\w+) working days|took (\d+) working days", one.body)
        if told and answered:
            words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
            number = told[1] or told[2]
            days_told = words.index(number) + 1 if number in words else int(number)
            assert working_days(asked, answered) == days_told, one.id
    measured = {
        one.keys["period"]: float(one.keys["value"])
        for one in records.values()
        if one.keys.get("indicator") == "IND-0007"
    }
    shares = {quarter: 100 * sum(each) / len(each) for quarter, each in counted.items()}
    assert measured == {key: pytest.approx(value, abs=0.5) for key, value in shares.items()}
    assert [len(each) for each in counted.values()] == [6, 2, 6]


def test_ideas_come_from_production_and_service_as_well(nordwind, records):
    held = {one for role in register(nordwind, "roles") for one in role["holders"]}
    authors = [one.keys["author"] for one in records.values() if one.keys["type"] == "idea"]
    assert len({one for one in authors if one not in held}) >= 3
    assert sum(one not in held for one in authors) >= len(authors) / 2


def test_whoever_judges_was_not_away(records):
    there = [
        f"{record.id}: {away.person} was away on {day}"
        for record in records.values()
        for away in AWAY
        if record.id not in WHERE
        for key in ("date", "ended_on", "verified_on", "feedback_on", "decided_on")
        if (day := record.day(key)) and away.first <= day <= away.last
        for acts in acting(record, key)
        if acts == away.person
    ]
    assert there == []
    judged = records["EXP-0001"].body
    assert "Jonas Petersen" not in judged.split("## Decision")[1]


def acting(record: Page, key: str) -> list[str]:
    """Who acts on a day that a record names."""
    who = {
        "date": ("author", "participants", "lead_auditor", "measured_by", "leader"),
        "verified_on": ("verified_by",),
    }.get(key, ("decided_by",))
    found: list[str] = []
    for name in who:
        value = record.keys.get(name, [])
        found += value if isinstance(value, list) else [value]
    return found


@pytest.fixture(scope="module")
def commits(nordwind: Path) -> list[tuple[str, date]]:
    """The address of whoever saved, and the day, of every commit."""
    command = ["git", "-C", str(nordwind), "log", "--format=%ae %as"]
    log = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return [(address, date.fromisoformat(day)) for address, day in map(str.split, log)]


def test_nobody_commits_while_away(nordwind, commits):
    emails = {one["id"]: one["email"] for one in register(nordwind, "people")}
    assert {address for address, _ in commits} <= {*emails.values()}
    assert [
        (away.person, day)
        for away in AWAY
        for address, day in commits
        if address == emails[away.person] and away.first <= day <= away.last
    ] == []


def test_nobody_commits_on_a_day_off(commits):
    assert len(commits) > 60
    assert [day for _, day in commits if day.weekday() > 4 or day in HOLIDAYS] == []


def test_whoever_found_a_nonconformity_in_an_audit_does_not_put_it_right(records):
    """They will judge the effect, so they would judge their own work."""
    audited = [
        one.keys
        for one in records.values()
        if one.keys["type"] == "nonconformity" and one.keys.get("source") == "internal audit"
    ]
    both = [
        keys["id"]
        for keys in audited
        for action in keys["actions"]
        if action["who"] == keys["found_by"]
    ]
    assert len(audited) > 1
    assert both == []


def test_what_is_quoted_is_in_the_document(pages):
    quoted = [
        (one.id, text)
        for one in pages.values()
        if one.keys["type"] == "audit-finding"
        for text in re.findall(r'"([^"]{20,})"', one.body)
    ]
    known = " ".join(pages["DIC-0001"].body.split())
    assert len(quoted) >= 2
    assert [one for one in quoted if one[1].rstrip(".") not in known] == []


def test_samples_by_judgement_are_not_called_a_draw(records):
    audits = ("audit-plan", "audit-checklist", "internal-audit-report", "audit-finding")
    for one in records.values():
        if one.keys["type"] in audits:
            assert not re.search(r"\bby lot\b|\bdrawn by\b", one.body), one.id


def test_what_runs_or_ran_in_the_portfolio_has_its_initiative_and_its_decision(nordwind):
    for one in register(nordwind, "portfolio"):
        if one["status"] != "proposed":
            assert one.get("initiative"), one["id"]
            assert one.get("last_decision"), one["id"]
        released = one.get("capacity", "None")
        assert (
            released.startswith("None")
            or one.get("last_decision")
            or re.search(r"within the free limit \((?:OPP|IDE)-\d{4}\)", released)
        ), one["id"]


def test_a_criterion_that_is_missed_is_named_where_scaling_is_proposed(records):
    criteria = records["INI-0001"].body.split("## Decision criteria")[1]
    limit = re.search(r"fewer than (\d+) of (\d+) exchanges fail", criteria)
    failed = re.search(r"(\d+) exchanges, (one) failed", records["DEP-0001"].body)
    assert limit
    assert failed
    assert 1 / int(failed[1]) >= int(limit[1]) / int(limit[2]), "then nothing is missed"
    proposal = records["MEA-0010"].body
    assert f"fewer than {limit[1]} of {limit[2]} exchanges" in proposal
    assert "do not scale before" in proposal


def test_numbers_of_partners_agree(records):
    assert "Five were asked; two did not come" in records["PMT-0002"].body
    assert records["PMT-0002"].keys["organisation"].startswith("Three maintenance firms")
    assert "Three of five maintenance firms" in records["DEP-0001"].body
    assert "three of the five that were asked" in records["LES-0002"].body


def test_the_review_confirms_no_scope_that_has_changed_and_orders_what_follows(nordwind, records):
    review = records["MRV-0001"]
    assert "SCP-0001 is not" in review.body
    ordered = " ".join(one["what"] for one in review.keys["decisions"])
    assert "AUP-0012" in ordered
    assert "scope" in ordered
    assert "CSV-0001" in review.body
    outside = set(re.findall(r"AUP-\d{4}", ordered)) - {"AUP-0012"}
    programme = {one["id"]: one for one in register(nordwind, "audit-programme")}
    assert len(outside) == 3
    for name in outside:
        assert "auditor_person" not in programme[name]
        assert "auditor of the auditing circle" in programme[name]["reason"]


def test_the_codes_of_the_baselines_are_in_the_minutes(nordwind, records):
    codes = {
        made.name: made.code
        for path in (nordwind / "baselines").glob("*.txt")
        if (made := Baseline.parse(path.read_bytes()))
    }
    assert codes["2026-management-review"] in records["MRV-0001"].body
    assert codes["2026-audit-readiness"] in records["GAP-0002"].body


def test_a_clause_that_is_described_anew_makes_its_texts_suspect(nordwind):
    looked = [one for one in statements(nordwind) if one.meaning.looks]
    assert looked
    assert all(one.clauses for one in looked if one.document[0].isupper())
    repository = load(LoadRequest(tree=WorkingTree(nordwind), as_of=TODAY))
    standard = repository.standards["iso56001"]
    clauses = tuple(
        replace(one, summary="Something else.") if one.clause == Clause.parse("5.2") else one
        for one in standard.clauses
    )
    changed = replace(standard, clauses=clauses)
    standards = MappingProxyType({**repository.standards, "iso56001": changed})
    report = check(replace(repository, standards=standards))
    suspects = [one for one in report.findings if one.code == "APR007"]
    assert any("innovation-policy" in one.where.path for one in suspects)
    assert all("5.2" in one.message for one in suspects)


def test_the_page_on_the_example_lists_what_is_wrong_on_purpose():
    page = (PROJECT / "docs/explanation/the-example.md").read_text("utf-8")
    rows = re.findall(r"^\| `(docs/[^`]+)` \| \[([A-Z]{3}\d{3})\]", page, re.MULTILINE)
    planted = (PROJECT / "template/demo/imperfections.txt").read_text("utf-8").splitlines()
    assert [" ".join(one) for one in rows] == planted
    assert len(planted) <= 5
