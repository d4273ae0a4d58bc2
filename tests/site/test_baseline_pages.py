"""The pages of baselines: what each fixed, whether it holds, and what changed since."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from reviewed import RISKS, Reviewed
from signers import signed
from site_reader import AS_OF, Html, built, text

from ims_docs.formats.signatures import BASELINES
from ims_docs.services.workspace import Workspace
from ims_docs.site import build as site_build
from ims_docs.site.build import baseline_views, engine


@pytest.fixture
def reviewed(tmp_path):
    return Reviewed(tmp_path / "acme", tmp_path / "keys")


def test_all_baselines_are_listed_newest_first(reviewed_site):
    rows = reviewed_site.page("baselines.html").table("Baseline")
    assert [row[:3] for row in rows] == [
        ["2026-review", "2026-06-01", "Ben Boss"],
        ["2026-start", "2026-02-01", "Ben Boss"],
    ]
    for row in rows:
        assert row[6] == "yes, signed"
        assert row[4].endswith(f"baseline/{row[0]}")
        assert "begun" in row[7] or "missing" in row[7]
        page = reviewed_site.page(f"baselines/{row[0]}.html")
        assert page.fact("Code for the minutes") == row[3]
        assert page.fact("Files").startswith(row[5])


def test_the_newest_tells_what_changed_until_today(reviewed_site):
    page = reviewed_site.page("baselines/2026-review.html")
    assert "What changed until 2026-11-23" in text(page)
    added, changed, gone = (table[1:] for table in page.tables[1:4])
    assert [row[0] for row in added] == ["VIS-0001 Words"]
    assert changed == [
        [
            "POL-0001 Innovation policy",
            "version 1.1, current",
            "version 1.2, current",
            "Version 1.1 to 1.2, 2026-07-01",
        ],
        ["Risks and opportunities", "version 2, current", "draft", "Saved on 2026-09-01"],
    ]
    assert [row[:3] for row in gone] == [
        ["NCP-0001 Nonconformity procedure", "version 1.0, current", "not there any more"]
    ]
    assert "Records: 1 then, 0 after." in text(page)


def test_each_tells_what_had_changed_since_the_one_before(reviewed_site):
    page = reviewed_site.page("baselines/2026-review.html")
    assert "What had changed since baseline 2026-start" in text(page)
    told = page.tables[4]
    assert told[0] == ["Document or register", "2026-02-01", "2026-06-01", "Redlines"]
    assert told[1][1:] == [
        "version 1.0, current",
        "version 1.1, current",
        "Version 1.0 to 1.1, 2026-03-01",
    ]
    first = reviewed_site.page("baselines/2026-start.html")
    assert first.fact("Baseline before it") == "none: it is the first"
    assert "What changed until" not in text(first)
    assert first.table("Clause")[0][1:] == ["no", "missing", "missing"]


def test_redlines_of_a_baseline_lead_to_the_words(reviewed_site):
    hrefs = reviewed_site.page("baselines/2026-review.html").hrefs()
    found = [one for one in hrefs if "changes/" in one]
    assert len(found) == 4
    for href in found:
        path, _, fragment = href.partition("#")
        page = reviewed_site.page(path.removeprefix("../"))
        assert fragment in {given.get("id") for _, given in page.tags}


def test_coverage_then_and_now_by_rung_and_clause(reviewed_site):
    page = reviewed_site.page("baselines/2026-review.html")
    tally = page.table("Level")
    assert page.tables[-2][0] == ["Level", "2026-start", "2026-review", "Today"]
    for column in (1, 2, 3):
        assert sum(int(row[column]) for row in tally) == 66
    clauses = {row[0].split()[0]: row[1:] for row in page.table("Clause")}
    assert clauses["10.2"] == ["down", "completed", "completed", "missing"]
    assert clauses["5.2"] == ["no", "current", "current", "current"]


def test_the_home_page_leads_to_what_changed_since_the_last_baseline(reviewed_site):
    page = reviewed_site.page("index.html")
    said = text(page)
    assert "What changed since the last baseline" in said
    assert (
        "Since baseline 2026-review of 2026-06-01: 1 document or register added, 2 changed, "
        "1 withdrawn or gone; 1 clause lower; 1 record fewer."
    ) in said
    assert "baselines/2026-review.html#until-today" in page.hrefs()
    target = reviewed_site.page("baselines/2026-review.html")
    assert "until-today" in {given.get("id") for _, given in target.tags}


def test_the_trail_leads_to_a_baseline(reviewed_site):
    page = reviewed_site.page("trail.html")
    assert "baselines/2026-start.html" in page.hrefs()
    rows = page.table("Date")
    row = next(row for row in rows if "ix the baseline 2026-start" in row[3])
    assert row[2] == "baseline"
    assert row[4] == "Baseline 2026-start (added)"


def test_without_a_baseline_there_is_no_page_and_no_promise(site):
    assert not (site.folder / "baselines.html").exists()
    home = site.page("index.html")
    assert "What changed lately" in text(home)
    assert [one for one in home.hrefs() if "baseline" in one] == []


def test_a_baseline_that_was_changed_does_not_hold(reviewed, tmp_path):
    reviewed.begin()
    reviewed.fix("2026-start", "2026-02-01")
    path = reviewed.root / "baselines/2026-start.txt"
    said = path.read_bytes()
    path.write_bytes(said.replace(b"commits: 2", b"commits: 3"))
    reviewed.save("docs: count again", "2026-02-03")
    site = built(reviewed, tmp_path)
    page = site.page("baselines/2026-start.html")
    assert "This baseline does not hold" in text(page)
    assert page.fact("Holds").startswith("no: ")
    assert site.page("baselines.html").table("Baseline")[0][6].startswith("no: ")
    assert "This baseline does not hold" in text(site.page("index.html"))


def test_a_signed_baseline_of_other_files_does_not_hold(reviewed, tmp_path):
    reviewed.begin()
    made = reviewed.fix("2026-start", "2026-02-01")
    wrong = replace(made, files=(made.files[0]._replace(sha256="0" * 64), *made.files[1:]))
    reviewed.office.put(wrong.path, wrong.text)
    key = reviewed.office.keys["PER-0002"]
    reviewed.office.put(f"{wrong.path}.sig", signed(wrong.text.encode(), key, BASELINES))
    reviewed.save("docs: list something else", "2026-02-03")
    said = built(reviewed, tmp_path).page("baselines/2026-start.html").fact("Holds")
    assert said == f"no: It lists other files than its commit holds: {made.files[0].path}"


def test_a_baseline_of_another_history_is_named_and_compared_with_nothing(reviewed, tmp_path):
    reviewed.begin()
    made = reviewed.fix("2026-start", "2026-02-01")
    lost = replace(made, commit="1" * 40)
    reviewed.office.put(lost.path, lost.text)
    reviewed.save("docs: another commit", "2026-02-03")
    page = built(reviewed, tmp_path).page("baselines/2026-start.html")
    assert "does not hold" in text(page)
    assert "Coverage then and now" not in text(page)


def test_a_file_that_is_no_baseline_is_listed_with_the_reason(reviewed, tmp_path):
    reviewed.begin()
    (reviewed.root / "baselines").mkdir()
    (reviewed.root / "baselines/notes.txt").write_text("nothing\n")
    reviewed.save("docs: a note in the wrong place", "2026-02-03")
    row = built(reviewed, tmp_path).page("baselines.html").table("Baseline")[0]
    assert row[0] == "baselines/notes.txt"
    assert row[6].startswith("no: It does not begin with ims-baseline/v1")


def test_a_copy_under_another_name_never_takes_the_place_of_a_baseline(reviewed, tmp_path):
    reviewed.begin()
    reviewed.fix("2026-start", "2026-02-01")
    folder = reviewed.root / "baselines"
    (folder / "0000.txt").write_bytes((folder / "2026-start.txt").read_bytes())
    reviewed.save("docs: a copy", "2026-02-03")
    site = built(reviewed, tmp_path)
    names = [row[0] for row in site.page("baselines.html").table("Baseline")]
    assert sorted(names) == ["2026-start", "baselines/0000.txt"]
    assert site.page("baselines/2026-start.html").fact("Holds") == "yes, signed"


def test_a_change_that_is_not_saved_counts_for_today(reviewed, tmp_path):
    reviewed.begin()
    reviewed.fix("2026-start", "2026-02-01")
    risks = reviewed.root / RISKS
    risks.write_text(risks.read_text().replace("Nobody has an idea", "Everybody has one"))
    page = built(reviewed, tmp_path).page("baselines/2026-start.html")
    assert page.tables[1][1][:3] == ["Risks and opportunities", "version 1, current", "draft"]


def test_only_the_newest_baselines_are_compared(reviewed, tmp_path, monkeypatch):
    monkeypatch.setattr(baseline_views, "_MOST", 1)
    reviewed.live()
    site = built(reviewed, tmp_path)
    assert len(site.page("baselines.html").table("Baseline")) == 2
    assert "Coverage then and now" not in text(site.page("baselines/2026-start.html"))
    assert "Coverage then and now" in text(site.page("baselines/2026-review.html"))


def test_no_link_between_these_pages_is_dead(reviewed_site, tmp_path, monkeypatch):
    for name in engine._LEVELS:
        monkeypatch.setitem(engine._LEVELS, name, "warn")
    out = tmp_path / "out"
    site_build.build(Workspace(root=reviewed_site.root), out, as_of=AS_OF)
    pages = [out / "baselines.html", *sorted((out / "baselines").glob("*.html"))]
    targets = {
        page.parent / unquote(href.partition("#")[0])
        for page in pages
        for href in Html(page.read_text(encoding="utf-8")).hrefs()
        if href.partition("#")[0] and not urlsplit(href).scheme
    }
    assert set(pages) <= {Path(os.path.normpath(one)) for one in targets}
    assert [one for one in targets if not one.exists()] == []
