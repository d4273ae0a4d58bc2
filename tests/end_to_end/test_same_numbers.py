"""What is told in two places is the same in both: commands and pages, on the example, on five days."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from functools import cache

import pytest

from ims_docs.services.workspace import Workspace
from ims_docs.site.build.reading import read
from ims_docs.site.pages import pages

DAYS = ("2026-11-02", "2026-11-23", "2026-11-30", "2027-04-23", "2027-11-02")
RUNG = re.compile(r'<span class="ims-rung ims-rung-(\w+)">')
ASKED = '<span class="ims-questioned">'
IDENTIFIER = re.compile(r"\b[A-Z]{2,5}-[0-9]{4}\b")


@pytest.fixture(scope="module")
def demo(nordwind):
    return nordwind


@pytest.fixture(scope="module")
def site(demo):
    """The pages of the site on one day, as Markdown, and what they are made from."""

    @cache
    def on(day):
        content = read(Workspace(root=demo), as_of=date.fromisoformat(day))
        return content, dict(pages(content))

    return on


@pytest.fixture
def told(demo, ims):
    """What a command says on one day, as data."""

    def on(day, *command):
        dated = ("--as-of", day) if day else ()
        done = ims("-C", demo, *command, *dated, "--format", "json")
        assert done.code in (0, 1), done.err
        return json.loads(done.out)

    return on


def rows(page, heading):
    """The rows of the table whose first heading this is."""
    lines = page.splitlines()
    start = next(n for n, line in enumerate(lines) if re.match(rf"\s*\| {heading} \|", line))
    for line in lines[start + 2 :]:
        if not line.strip().startswith("|"):
            return
        yield [cell.strip() for cell in line.strip().strip("|").split(" | ")]


def fact(page, name):
    found = re.search(rf"^\s*\| {re.escape(name)} \| (.*) \|$", page, re.MULTILINE)
    return re.sub(r"<[^>]+>", "", found[1]).replace("&#32;", " ") if found else None


def state_on(page):
    """The state of the text in the tree; a page that shows the text in force has a draft beside it."""
    state = re.split("[,;]", fact(page, "State"))[0].lower()
    return "draft" if state == "in force" else state


def standing(cell):
    """The rung that a cell shows, and whether it shows it as questioned."""
    return RUNG.search(cell)[1], ASKED in cell


def asked_of(clause):
    rung = str(clause["rung"]) if clause["applicable"] else "na"
    return rung, bool(clause["questioned"])


@pytest.mark.parametrize("day", DAYS)
def test_every_clause_stands_alike_in_coverage_matrix_heat_map_and_on_its_page(site, told, day):
    _, made = site(day)
    coverage = told(day, "coverage")
    shown = {}
    for row in rows(made["coverage/iso56001.md"], "Clause"):
        shown[row[0].strip("*")] = standing(row[2])
    by_number = {one["number"]: asked_of(one) for one in coverage["clauses"]}
    assert shown == by_number
    home = made["index.md"]
    cells = dict(
        re.findall(
            r'<span class="ims-cell ims-rung-(?:\w+)" title="([0-9.]+) [^"]*?: ([a-z/, ]+)">', home
        )
    )
    words = ["missing", "begun", "completed", "approved", "current", "evidenced"]
    for number, word in cells.items():
        rung, is_questioned = by_number[number]
        assert word == words[int(rung)] + (", questioned" if is_questioned else "")
    for one in coverage["clauses"]:
        number = one["number"]
        page = made.get(f"clauses/{number}.md") or made[f"clauses/{number}/index.md"]
        row = re.search(r"\| Level \| (.*) \|", page)[1]
        assert standing(row) == by_number[number]
        box = page.partition("Questioned: it is said not to be met")[2].partition("\n## ")[0]
        named = [said["id"] for said in one["questioned"]]
        assert [line.partition("[")[2].split(" ")[0] for line in box.split("\n    - ")[1:]] == named


@pytest.mark.parametrize("day", DAYS)
def test_the_clauses_on_each_rung_are_counted_alike(site, told, day):
    _, made = site(day)
    coverage = told(day, "coverage")
    counted = Counter(str(one["rung"]) for one in coverage["clauses"] if one["applicable"])
    row = next(line for line in made["coverage/index.md"].splitlines() if "ISO 56001" in line)
    found = dict(re.findall(r'ims-rung-(\w+)">[a-z ]+</span> ([0-9]+)', row))
    assert {key: int(number) for key, number in found.items()} == counted
    is_asked = sum(bool(one["questioned"]) for one in coverage["clauses"])
    assert f"{ASKED}questioned</span> {is_asked}" in row
    assert f"{is_asked} clauses are questioned" in made["index.md"]


@pytest.mark.parametrize("day", DAYS)
def test_home_and_status_know_the_same_duties(site, told, day):
    content, made = site(day)
    status = told(day, "status")
    said = [(one["urgency"], one["id"], one["day"], one["what"]) for one in status["duties"]]
    assert said == [
        (one.urgency.value, one.id, one.day.isoformat() if one.day else None, one.what)
        for one in content.duties.duties
    ]
    dated = [one for one in status["duties"] if one["urgency"] in ("overdue", "soon")]
    listed = list(rows(made["index.md"], "Due"))
    shown = [re.search(r"\d{4}-\d\d-\d\d", row[0])[0] for row in listed]
    assert shown == [one["day"] for one in dated[: len(shown)]]
    assert ["late" in row[0] for row in listed] == [
        one["urgency"] == "overdue" for one in dated[: len(listed)]
    ]
    counts = status["counts"]
    assert f"{counts['overdue']} late, {counts['soon']} due in the next 30 days" in made["index.md"]


@pytest.mark.parametrize("day", DAYS)
def test_a_review_has_one_day_in_status_on_its_page_and_in_coverage(site, told, day):
    content, made = site(day)
    far = told(day, "status", "--days", "3650")
    due = {one["path"]: one["day"] for one in far["duties"] if one["kind"] == "review"}
    reasons = [one["reason"] for one in told(day, "coverage")["clauses"]]
    seen = 0
    for item in (*content.repository.documents, *content.repository.registers):
        shown = fact(made[content.place(item.path)], "Next review due") or ""
        assert due.get(item.path) == (shown[:10] if shown[:2] == "20" else None), item.path
        for reason in reasons:
            told_there = re.search(
                rf"{re.escape(item.path)}: .*(?:next review by|review was due on) ([0-9-]{{10}})",
                reason,
            )
            if told_there:
                seen += 1
                assert told_there[1] == due[item.path]
    assert seen > 10


@pytest.mark.parametrize("day", DAYS)
def test_how_long_a_record_is_unchanged_is_counted_alike(site, told, day):
    content, made = site(day)
    status = told(day, "status")
    waits = {
        one["id"]: (date.fromisoformat(day) - date.fromisoformat(one["day"])).days
        for one in status["duties"]
        if one["kind"] == "record"
    }
    listed = {}
    for path, page in made.items():
        if path.startswith("records/") and path.count("/") == 2 and path.endswith("index.md"):
            for row in rows(page, "Id"):
                days = re.match(r"([0-9,]+) days?", row[-1])
                if days and "Unchanged for" in page:
                    listed[IDENTIFIER.search(row[0])[0]] = int(days[1].replace(",", ""))
    assert listed == waits
    for row in rows(made["index.md"], "Record"):
        identifier = IDENTIFIER.search(row[0])[0]
        assert int(re.match(r"[0-9,]+", row[2])[0].replace(",", "")) == waits[identifier]
    stuck = {one["id"] for one in status["duties"] if one["urgency"] == "stuck"}
    everywhere = {
        IDENTIFIER.search(row[0])[0]
        for path, page in made.items()
        if path.startswith("records/") and path.endswith("index.md") and "| Id |" in page
        for row in rows(page, "Id")
        if "**waiting too long**" in row[-1]
    }
    assert everywhere == stuck
    assert content.duties.as_of.isoformat() == day


def test_a_document_has_one_state_in_lists_on_its_page_and_in_a_comparison(site, told, demo, ims):
    content, made = site(DAYS[1])
    listed = Counter()
    for one in told("", "list")["types"]:
        if one["kind"] == "document":
            listed.update(one["states"])
    shown = Counter()
    for document in content.repository.documents:
        shown[state_on(made[content.place(document.path)])] += 1
    assert shown == listed
    ours = [page for path, page in made.items() if not path.startswith(("support/", "gone/"))]
    assert not any("final text" in page.casefold() for page in ours)
    done = ims(
        "-C",
        demo,
        "baseline",
        "compare",
        "2026-audit-readiness",
        "--format",
        "json",
        "--no-redlines",
    )
    compared = json.loads(done.out)
    for one in compared["changed"]:
        document = content.texts.get(one["id"])
        if document:
            assert one["after"].endswith(state_on(made[content.place(document.path)]))
    rungs = Counter(one["rung"] for one in told("", "coverage")["clauses"] if one["applicable"])
    words = ("missing", "scaffolded", "completed", "approved", "current", "evidenced")
    assert {word: pair[1] for word, pair in compared["coverage"].items()} == {
        word: rungs[number] for number, word in enumerate(words)
    }


def test_findings_of_7_5_3_and_8_3_3_are_on_their_pages_open_ones_first(site):
    _, made = site(DAYS[1])

    def named(number):
        found = rows(made[f"clauses/{number}.md"], "Record")
        return [(IDENTIFIER.search(row[0])[0], "**" in row[3]) for row in found]

    control = named("7.5.3")
    assert [name for name, _ in control[:2]] == ["NCR-0002", "AUF-0004"]
    assert {"AUF-0002", "AUR-0002", "ACL-0001", "APL-0002"} <= {name for name, _ in control}
    assert [is_open for _, is_open in control] == sorted(
        (is_open for _, is_open in control), reverse=True
    )
    assert {"NCR-0001", "AUF-0001", "AUR-0001"} <= {name for name, _ in named("8.3.3")}
    measured = {name for name, _ in named("6.2")}
    assert {f"MEA-{number:04}" for number in (1, 2, 3, 4, 7, 10)} <= measured
    assert {"AWE-0001", "COE-0001"} <= {name for name, _ in named("5.2")}
    page = made["clauses/7.5.3.md"]
    assert "AUR-0002" in fact(page, "Last internal audit")
    assert fact(page, "Next internal audit").startswith("2027-03-03")
    assert fact(made["clauses/4.1.md"], "Last internal audit") == "none is recorded"


def first(cell):
    """The text of the link with which a cell begins."""
    return re.search(r"\[([^\]]+)\]", cell)[1]


def days_in(cell):
    return re.findall(r"\d{4}-\d\d-\d\d", cell)


def test_the_lists_of_everything_have_the_rows_of_the_terminal(site, told):
    _, made = site(told("", "status")["as_of"])
    for kind, state, day, key in (("documents", 4, 8, "next_review"), ("records", 3, 6, "due")):
        listed = [one["values"] for one in told("", "list", kind)["rows"]]
        shown = list(rows(made[f"lists/{kind}.md"], "Id"))
        assert [first(row[0]) for row in shown] == [one["id"] for one in listed]
        assert [row[state] for row in shown] == [one["status"] for one in listed]
        assert [days_in(row[day]) for row in shown] == [[one[key]] if one[key] else [] for one in listed]  # fmt: skip
    counted = Counter(one["values"]["status"] for one in told("", "list", "actions")["rows"])
    shown = Counter(
        re.sub("<[^>]+>", "", row[0]) for row in rows(made["lists/actions.md"], "State")
    )
    assert shown == counted
    assert sum(counted.values()) > 40


@pytest.mark.parametrize("day", DAYS)
def test_actions_are_late_where_status_says_so(site, told, day):
    _, made = site(day)
    duties = [one for one in told(day, "status")["duties"] if one["kind"] == "deadline"]
    for urgency, word in (("overdue", "overdue"), ("ask", "to ask about")):
        said = {(one["id"], one["day"]) for one in duties if one["urgency"] == urgency}
        shown = {
            (first(row[6]), *days_in(row[3]))
            for row in rows(made["lists/actions.md"], "State")
            if f">{word}<" in row[0]
        }
        assert shown <= said
        listed = {(one["id"], one["day"]) for one in duties if one["urgency"] == urgency and ": " in one["what"]}  # fmt: skip
        assert {pair for pair in listed - shown if pair[0][:3] in ("NCR", "PMT", "CRQ")} == set()
    late = {first(row[0]) for row in rows(made["lists/records.md"], "Id") if "ims-late" in row[6]}
    every = {one["id"] for one in duties if one["urgency"] == "overdue"}
    assert late == {name for name in every if name in made["lists/records.md"]}
