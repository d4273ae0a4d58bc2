"""The home page answers in one screen; the list of clauses tells of audits."""

from __future__ import annotations

import re

from site_reader import text

FIGURES = ("Integrity", "Open nonconformities", "Overdue", "Not approved", "Questioned clauses", "Next audit")  # fmt: skip


def test_home_begins_with_six_figures_and_then_the_map_of_clauses(demo_site):
    said = text(demo_site.page("index.html"))
    places = [said.index(f" {one}", said.index("Intact Integrity") + 6) for one in FIGURES]
    assert places == sorted(places)
    assert "1 Open nonconformities" in said
    below = said[places[-1] :]  # the menus above name the headings too
    assert below.index("ISO 56001:2024, clause by clause") < below.index("Due within a month")


def test_the_next_step_is_a_sentence_with_a_link_and_no_place_in_a_file(demo_site, site):
    page = demo_site.page("index.html")
    said = text(page).partition("Next step: ")[2]
    assert said.startswith("Put right the section “Our own terms” of GLO-0001 Glossary: ")
    assert "context/glossary.html#our-own-terms" in page.hrefs()
    for home in (page, site.page("index.html")):
        step = text(home).partition("Next step: ")[2].partition(" ISO 56001")[0]
        assert not re.search(r"\.(?:md|yaml)\b", step), step


def test_what_is_not_approved_is_counted_and_listed(demo_site):
    page = demo_site.page("index.html")
    number = re.search(r"([0-9]+) Not approved ?of ([0-9]+) documents and registers", text(page))
    assert number
    listed = page.table("Document or register")
    assert f"The first {len(listed)} of {number[1]}, of {number[2]}" in text(page)
    assert "not-approved" in {given.get("id") for _, given in page.tags}


def test_the_list_of_clauses_tells_of_each_audit_and_of_impartiality(demo_site):
    page = demo_site.page("clauses/index.html")
    held = page.table("Audit")
    assert [row[0].split()[0] for row in held] == ["AUR-0002", "AUR-0001"]
    assert {row[-1] for row in held} == {"nobody audited own work"}
    clauses = {
        row[0]: row[2:] for table in page.tables for row in table if len(row) == 4 and row[0]
    }
    assert clauses["8.3.3"][0].startswith("2026-06-10, AUR-0001")
    assert clauses["4.1"][0] == "none is recorded"
    assert clauses["4.1"][1].startswith("2027-01-20, AUP-0001")


def test_pages_for_readers_speak_of_levels(demo_site):
    for path in ("index.html", "guide.html", "coverage/index.html", "clauses/10.2.html"):
        said = text(demo_site.page(path))
        assert not re.search(r"\b(?:rungs?|scaffolded|stuck)\b", said, re.IGNORECASE), path
