"""The site of the example organisation, as its manager and its auditor read it."""

from __future__ import annotations

import re


def test_home_says_where_the_system_stands(demo_site):
    page = demo_site.page("index.html")
    text = " ".join("".join(page.words).split())
    assert text.index("develops and makes low-energy") < text.index("State of the system")
    ladder = {row[0]: row for row in page.table("Clause")}
    assert ladder["10 Improvement"][2] == "10.1 completed 10.2 evidenced"
    spread = {row[0].split()[-1]: row[1:] for row in page.table("Rung")}
    assert spread["completed"] == ["8", "37"]
    assert spread["evidenced"] == ["6", "0"]
    assert "Three kinds of pages" in text


def test_home_names_what_needs_somebody(demo_site):
    page = demo_site.page("index.html")
    tables = [table for table in page.tables if table[0][0] == "Record"]
    assert tables[0][1][:2] == ["NCR-0002 Deletion entered in the log a week late", "cause found"]
    assert re.fullmatch(r"\d+ days", tables[0][1][2])
    assert tables[1][-1] == [
        "IDE-0012 Recycled plastic for fan wheels",
        "under evaluation",
        "72 days, stuck",
        "Jonas Petersen",
    ]
    due = page.table("Due")
    assert due[0][0] == "2026-11-13 late"
    assert [row[0][:10] for row in due] == sorted(row[0][:10] for row in due)
    portfolio = page.table("Id")
    assert portfolio[0][0] == "PFL-0001"
    assert "registers/portfolio.html#PFL-0001" in page.hrefs()


def test_home_tells_the_latest_changes(demo_site):
    rows = demo_site.page("index.html").table("Date")
    assert len(rows) == 8
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), reverse=True)
    assert "trail/index.html" in demo_site.page("index.html").hrefs()


def test_home_is_small_and_needs_no_script(demo_site):
    assert (demo_site.folder / "index.html").stat().st_size <= 300_000
    assert "ims-sortable" not in (demo_site.folder / "index.html").read_text(encoding="utf-8")
