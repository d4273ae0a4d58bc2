"""The site of the example organisation, as its manager and its auditor read it."""

from __future__ import annotations

import re

import pytest
from site_reader import git

from ims_docs import __version__


def test_home_says_where_the_system_stands(demo_site):
    page = demo_site.page("index.html")
    text = " ".join("".join(page.words).split())
    assert text.index("develops and makes low-energy") < text.index("State of the system")
    ladder = {row[0]: row for row in page.table("Clause")}
    assert ladder["10 Improvement"][2] == "10.1 completed 10.2 evidenced"
    spread = {row[0].split()[-1]: row[1:] for row in page.table("Level")}
    assert spread["completed"] == ["0", "15"]
    assert spread["current"] == ["8", "23"]
    assert spread["evidenced"] == ["6", "0"]
    assert "Three kinds of pages" in text


def test_home_names_what_needs_somebody(demo_site):
    page = demo_site.page("index.html")
    tables = [table for table in page.tables if table[0][0] == "Record"]
    assert tables[0][1][:2] == ["NCR-0002 Deletion entered in the log a week late", "cause found"]
    assert re.fullmatch(r"\d+ days", tables[0][1][2])
    assert tables[1][-1][:2] == [
        "IDE-0014 Light on the bench that shows a forgotten test",
        "kept for later",
    ]
    assert tables[1][-2] == [
        "IDE-0012 Recycled plastic for fan wheels",
        "under evaluation",
        "54 days, waiting too long",
        "Jonas Petersen",
    ]
    due = page.table("Due")
    assert due[0][0] == "2026-11-13 12 days late"
    assert [row[0][:10] for row in due] == sorted(row[0][:10] for row in due)
    portfolio = page.table("Id")
    assert portfolio[0][0] == "PFL-0001"
    assert "registers/portfolio.html#PFL-0001" in page.hrefs()


def test_home_tells_the_latest_changes(demo_site):
    rows = demo_site.page("index.html").table("Date")
    assert len(rows) == 8
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), reverse=True)
    assert "trail.html" in demo_site.page("index.html").hrefs()


def test_home_is_small_and_needs_no_script(demo_site):
    assert (demo_site.folder / "index.html").stat().st_size <= 300_000
    assert "ims-sortable" not in (demo_site.folder / "index.html").read_text(encoding="utf-8")


def test_records_say_for_how_long_they_are_unchanged_with_a_chart_of_their_states(demo_site):
    page = demo_site.page("records/idea/index.html")
    rows = {row[0]: row for row in page.table("Id")}
    assert rows["IDE-0012"][4:] == ["under evaluation", "54 days, waiting too long"]
    assert rows["IDE-0009"][4:] == ["taken up", "–"]
    text = "".join(page.words)
    assert "under evaluation: 1, 1 waiting too long; kept for later: 2; taken up: 7" in text


@pytest.mark.parametrize("path", ["records/measurement/index", "registers/objectives"])
def test_an_indicator_is_a_series_with_its_figures(demo_site, path):
    page = demo_site.page(f"{path}.html")
    assert "OBE-0001 Operators put failed control electronics right themselves" in page.words
    figures = next(table for table in page.tables if table[0][0] == "Period" and len(table) == 7)
    assert figures[-1] == ["2026-Q3", "27", "25 per cent (checkpoint)", "target met", "MEA-0010"]


def test_risks_are_a_matrix_for_each_kind(demo_site):
    words = demo_site.page("registers/risks.html").words
    captions = [one for one in words if one.endswith(": likelihood and impact")]
    assert list(dict.fromkeys(captions)) == [
        "Risk: likelihood and impact",
        "Opportunity: likelihood and impact",
        "Uncertainty: likelihood and impact",
    ]
    assert any("Likelihood 3, Impact 4: RSK-0003, RSK-0004" in one for one in words)


def test_the_portfolio_is_drawn_by_value_and_risk(demo_site):
    words = demo_site.page("registers/portfolio.html").words
    assert any(
        "PFL-0002: Risk and uncertainty 3, Value 2, budget 6,000, ended" in one for one in words
    )


def test_identifiers_inside_a_sentence_are_links(demo_site):
    hrefs = demo_site.page("registers/objectives.html").hrefs()
    assert "../records/nonconformity/NCR-0001.html" in hrefs


def test_a_clause_leads_from_the_requirement_to_the_records(demo_site):
    page = demo_site.page("clauses/10.2.html")
    assert page.fact("Applies here") == "yes"
    evidence = {row[0]: row[1:] for row in page.table("Evidence")}
    assert evidence["NCP-0001 Nonconformity and corrective action procedure"] == [
        "document",
        "current",
        "approved on 2026-05-27 by Henrike Lorenzen, next review by 2027-05-27",
    ]
    assert evidence["Nonconformity and corrective action"] == [
        "2 records",
        "evidenced",
        "1 evidenced, 1 completed",
    ]
    assert [row[0] for row in page.table("Id")] == ["NCR-0002", "NCR-0001"]
    text = " ".join("".join(page.words).split())
    assert "2 records from 2025-11-25 to 2026-11-25." in text


def test_many_records_of_a_type_share_a_link(demo_site):
    text = "".join(demo_site.page("clauses/9.1.1.html").words)
    assert "Measurement, 13 records" in text
    assert "EVR-0001 Self-assessment 2026 (2026-09-22)" in text


def below(page, heading):
    """The words after a heading, up to the next one of a page."""
    text = "\n".join(page.words)
    return text.partition(f"\n{heading}\n")[2]


def test_a_record_says_what_leads_to_it(demo_site):
    page = demo_site.page("records/nonconformity/NCR-0001.html")
    listed = below(page, "What links here")
    assert "AUF-0001" in listed
    assert "OBE-0002 Every idea gets an answer" in listed
    assert "(Innovation objectives)" in listed
    assert "NCR-0001 Ideas without" not in listed
    assert "../../registers/objectives.html#OBE-0002" in page.hrefs()


def test_an_entry_says_what_leads_to_it(demo_site):
    rows = demo_site.page("registers/risks.html").rows
    leading = [row[1] for row in rows if row[0] == "What links here"]
    assert any("NCR-0001 Ideas without an answer in time (2026-06-15)" in one for one in leading)


def test_the_trail_tells_who_changed_what_and_why(demo_site):
    rows = demo_site.page("trail.html").table("Date")
    commits = git(demo_site.root, "log", "--format=%h", "--abbrev=10").split()
    assert [row[5] for row in rows] == commits
    subjects = {row[3]: row for row in rows}
    deleted = subjects["Delete IDE-0010It was a complaint that named a person, not an idea."]
    assert deleted[2] == "record, removal"
    approved = subjects["Approve the glossaryJonas wrote it, so his deputy approves it."]
    assert approved[2] == "approval"
    assert approved[4] == "GLO-0001 version 1.0 (approved)"
    assert deleted[4] == "Removal of IDE-0010IDE-0010 (removed)"


def test_every_change_stands_on_the_page_of_its_month_with_all_its_files(demo_site):
    commits = git(demo_site.root, "log", "--format=%h", "--abbrev=10").split()
    months = sorted((demo_site.folder / "trail").glob("*.html"), reverse=True)
    told = [row for month in months for row in demo_site.page(f"trail/{month.name}").table("Date")]
    assert [row[5] for row in told] == commits
    first = next(row for row in told if row[5] == commits[-1])
    files = git(demo_site.root, "show", "--name-only", "--format=", commits[-1]).split()
    assert first[4].count("(added)") == len([one for one in files if not one.endswith(".sig")])
    october = demo_site.page("trail/2026-10.html")
    assert f"c-{told[1][5]}" in {one.get("id") for _, one in october.tags}
    assert "trail/2026-10.html" in demo_site.page("trail.html").hrefs()
    redlined = [row[4] for row in told if "(what changed)" in row[4]]
    assert len(redlined) > 20
    assert any(one.startswith("../changes/") for one in october.hrefs())


def test_a_revision_leads_to_all_that_was_saved_with_it(demo_site):
    page = demo_site.page("records/nonconformity/NCR-0001.html")
    commit = page.table("Date")[0][3]
    (target,) = [one for one in page.hrefs() if one.endswith(f"#c-{commit}")]
    assert target.startswith("../../trail/2026-09.html#")


def test_who_answers_for_what(demo_site):
    page = demo_site.page("who.html")
    people = {row[0]: row for row in page.table("Person")}
    assert people["Birte Clausen"][1] == "Head of quality"
    assert "Document controller (deputy)" in people["Birte Clausen"][2]
    assert people["Birte Clausen"][5] == "2026-10-30"
    roles = {row[0]: row for row in page.table("Role")}
    assert roles["Top management"][1:3] == ["Henrike Lorenzen", "Marek Nowak"]
    assert "POL-0001 Innovation policy" in roles["Top management"][3]


def test_who_signed_what(demo_site):
    page = demo_site.page("who.html")
    rows = page.table("Day")
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), reverse=True)
    policy_rows = [row for row in rows if row[3] == "POL-0001 Innovation policy"]
    assert [(row[0], row[1], row[2][:12]) for row in policy_rows] == [
        ("2026-10-29", "Henrike Lorenzen", "confirmed it"),
        ("2026-10-22", "Henrike Lorenzen", "confirmed it"),
        ("2025-12-04", "Henrike Lorenzen", "approved it"),
        ("2025-12-02", "Jonas Petersen", "prepared it"),
    ]
    keys = next(table[1:] for table in page.tables if table[0][:2] == ["Person", "Fingerprint"])
    assert {row[1] for row in keys} >= {row[5] for row in policy_rows}
    assert all(row[1].startswith("SHA256:") for row in keys)


def test_the_guide_leads_to_every_way_in(demo_site):
    page = demo_site.page("guide.html")
    ways = {"index.html", "clauses/index.html", "coverage/index.html", "records/index.html"}
    ways |= {"registers/index.html", "trail.html", "who.html", "findings.html", "about.html"}
    assert ways <= set(page.hrefs())
    assert "context/glossary.html" in page.hrefs()
    assert "guide.html" in demo_site.page("index.html").hrefs()


def test_about_names_what_the_site_was_made_from(demo_site):
    page = demo_site.page("about.html")
    assert page.fact("Commit") == demo_site.built.commit
    assert page.fact("Made by") == f"ims-docs {__version__}"
    assert page.fact("As of").startswith("2026-11-25")
    assert page.fact("Files that differ from the commit").startswith("none")
