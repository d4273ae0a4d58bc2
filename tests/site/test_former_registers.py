"""Registers as they were: the entries of an approved version, and what the next one changed."""

from __future__ import annotations

import json
import re

from reviewed import HEAD, RISKS, entry
from site_reader import built, text

from ims_docs.site.build import file_histories

FIRST, SECOND = (f"former/registers/risks/version-{number}.html" for number in (1, 2))


def test_a_former_version_shows_its_entries_and_says_what_ended_it(reviewed_site):
    page = reviewed_site.page(FIRST)
    assert "Not in force: superseded by version 2 on 2026-04-03" in text(page)
    assert [row[:4] for row in page.table("Id")] == [
        ["RSK-0001", "A supplier fails", "risk", "2"],
        ["RSK-0002", "Nobody has an idea", "risk", "2"],
    ]
    assert page.fact("File").endswith(f":{RISKS}")
    assert [row[3] for row in page.table("Day")] == ["approved it", "prepared it"]


def test_what_the_next_version_changed_is_told_field_by_field(reviewed_site):
    html = (reviewed_site.folder / FIRST).read_text(encoding="utf-8")
    assert "What version 2 changed" in html
    assert '<a href="../../../registers/risks.html#RSK-0001">RSK-0001</a> · likelihood' in html
    said = re.sub(r"</?a\b[^>]*>", "", html)
    assert re.search(r"<b>RSK-0001 · likelihood:</b> <del>2</del>.{1,3}<ins>5</ins>", said)
    assert "<b>RSK-0002:</b> <del>" in said
    assert "<b>RSK-0003:</b> <ins>" in said


def test_the_version_in_force_can_be_read_while_the_list_is_changed(reviewed_site):
    page = reviewed_site.page(SECOND)
    assert "In force since 2026-04-03: version 2" in text(page)
    assert "ims-obsolete" not in page.text
    assert page.table("Id")[0][3] == "5"
    assert "What the list of today changed" in text(page)
    today = reviewed_site.page("registers/risks.html")
    assert "Not in force: version 2 is Read what is in force" in text(today)
    assert f"../{SECOND}" in today.hrefs()
    assert today.table("Id")[0][3] == "3"


def test_what_it_said_on_a_day_leads_to_each_version(reviewed_site):
    page = reviewed_site.page("registers/risks.html")
    assert [row[:3] for row in page.table("From")] == [
        ["2026-04-03", "today", "2"],
        ["2026-01-11", "2026-04-03", "1"],
    ]
    assert {f"../{FIRST}", f"../{SECOND}"} <= set(page.hrefs())


def test_a_version_that_is_in_the_tree_has_no_page_of_its_own(reviewed, tmp_path):
    site = built(reviewed, tmp_path)
    assert not (site.folder / FIRST).exists()
    assert site.page("registers/risks.html").table("From")[0][4] == "this page"


def test_a_search_finds_the_list_of_today_alone(reviewed_site):
    index = (reviewed_site.folder / "search/search_index.json").read_text(encoding="utf-8")
    places = {one["location"] for one in json.loads(index)["docs"]}
    assert "registers/risks.html" in places
    assert [one for one in places if one.startswith("former/")] == []


def test_a_long_list_of_the_past_is_cut_and_says_so(reviewed, tmp_path):
    many = HEAD + "".join(
        entry(1, f"Risk {number}").replace("RSK-0001", f"RSK-{number:04}")
        for number in range(1, 321)
    )
    reviewed.save("docs: many risks", "2026-02-01", {RISKS: many})
    reviewed.office.approves("2", "2026-02-02", document="risks", text=RISKS)
    reviewed.save("docs: fewer again", "2026-02-05", {RISKS: HEAD + entry(1, "One")})
    page = built(reviewed, tmp_path).page(SECOND)
    assert len(page.table("Id")) == 300
    assert "and 20 more entries" in text(page)


def test_only_the_newest_versions_have_pages(reviewed, tmp_path, monkeypatch):
    monkeypatch.setattr(file_histories, "_MOST_VERSIONS", 1)
    reviewed.change()
    reviewed.go_on()
    site = built(reviewed, tmp_path)
    assert (site.folder / SECOND).is_file()
    assert not (site.folder / FIRST).exists()
    rows = site.page("registers/risks.html").table("From")
    assert rows[1][4].startswith("git show ")
