"""Pages of what is gone: the last text, when it went, by whom and why; and the ways that lead there."""

from __future__ import annotations

import json

from reviewed import GONE, HEAD, RISKS, document, entry
from site_reader import built, text

from ims_docs.site.build import removed

PAGE = "gone/improvement/nonconformity-procedure.html"
RECORD = "gone/records/nonconformity/NCR-0001.html"


def test_a_document_that_is_gone_says_when_by_whom_and_why(reviewed_site):
    said = text(reviewed_site.page(PAGE))
    assert "Gone: removed on 2026-08-03 by Ben Boss" in said
    assert "docs: the procedure moved into the quality manual" in said
    assert "See the policy and the scope." in said
    page = reviewed_site.page(PAGE)
    assert page.fact("Identifier") == "NCP-0001"
    assert page.fact("File").endswith(f":{GONE}")
    assert [row[1] for row in page.table("Date")] == ["–", "1.0"]


def test_a_record_that_is_gone_says_when_and_why_and_nothing_of_what_it_said(reviewed_site):
    page = reviewed_site.page(RECORD)
    assert "Gone: removed on 2026-08-04 by Ada Author" in text(page)
    assert page.fact("State when it went") == "effective"
    assert page.fact("File").startswith("git show ")
    for path in reviewed_site.folder.rglob("*"):
        if path.suffix in (".html", ".json"):
            said = path.read_text(encoding="utf-8")
            assert "seals leaked" not in said, path  # its text
            assert "The seal leaked" not in said, path  # its title
            assert "at minus twenty degrees" not in said, path  # its keys


def test_the_whole_reason_is_told(reviewed, tmp_path):
    (reviewed.root / GONE).unlink()
    reviewed.save("docs: away\n\nThe quality manual holds it now.", "2026-02-02")
    said = text(built(reviewed, tmp_path).page(PAGE))
    assert "docs: away" in said
    assert "The quality manual holds it now." in said


def test_what_was_signed_about_it_stays(reviewed_site):
    rows = reviewed_site.page(PAGE).table("Day")
    assert [row[:4] for row in rows] == [
        ["2026-01-08", "Ada Author", "prepared it", "1.0"],
        ["2026-01-09", "Ben Boss", "approved it", "1.0"],
    ]
    assert all(row[4].startswith("SHA256:") for row in rows)


def test_the_links_of_its_last_text_lead_to_the_pages_of_today(reviewed_site):
    hrefs = reviewed_site.page(PAGE).hrefs()
    assert "../../leadership/innovation-policy.html" in hrefs
    assert "../../context/scope.html" in hrefs  # the scope was renamed later


def test_no_way_to_it_ends_dead(reviewed_site):
    assert PAGE in reviewed_site.page("trail.html").hrefs()
    assert PAGE in reviewed_site.page("gone.html").hrefs()
    assert f"../{PAGE}" in reviewed_site.page("baselines/2026-review.html").hrefs()
    former = reviewed_site.page("former/leadership/innovation-policy/version-1.1.html")
    assert f"../../../{PAGE}" in former.hrefs()
    for path in reviewed_site.folder.rglob("*.html"):
        for href in reviewed_site.page(str(path.relative_to(reviewed_site.folder))).hrefs():
            if "gone/" in href:
                assert (path.parent / href.partition("#")[0]).resolve().is_file(), (path, href)


def test_all_that_is_gone_is_listed_the_last_first(reviewed_site):
    rows = reviewed_site.page("gone.html").table("Removed on")
    assert [(row[0], row[2], row[3]) for row in rows] == [
        ("2026-08-04", "record", "Ada Author"),
        ("2026-08-03", "document", "Ben Boss"),
        ("2026-04-01", "entry", "Ada Author"),
    ]


def test_an_entry_that_is_gone_has_a_row_to_which_its_id_leads(reviewed_site):
    page = reviewed_site.page("gone.html")
    row = page.table("Removed on")[-1]
    assert row[1].startswith("RSK-0002 (Risks and opportunities)")
    assert row[4] == "No removal statement. Saved as: Look at the risks again"
    assert {"id": "RSK-0002", "class": "ims-id"} in [given for _, given in page.tags]
    assert "registers/risks.html" in page.hrefs()


def test_an_id_in_the_words_of_a_text_leads_to_the_page_that_says_it_is_gone(demo_site):
    hrefs = demo_site.page("records/nonconformity/NCR-0002.html").hrefs()
    assert "../../gone/records/idea/IDE-0010.html" in hrefs  # in its text
    assert "../../registers/changes.html#CHG-0009" in hrefs


def test_a_search_does_not_find_what_is_gone(reviewed_site):
    index = (reviewed_site.folder / "search/search_index.json").read_text(encoding="utf-8")
    assert [one for one in json.loads(index)["docs"] if one["location"].startswith("gone")] == []


def test_where_nothing_is_gone_no_page_says_so(reviewed, tmp_path):
    site = built(reviewed, tmp_path)
    assert not (site.folder / "gone.html").exists()
    assert [one for one in site.page("index.html").hrefs() if "gone" in one] == []


def test_a_removal_that_is_not_saved_says_so(reviewed, tmp_path):
    (reviewed.root / GONE).unlink()
    page = built(reviewed, tmp_path).page(PAGE)
    assert "Gone from the folder: its removal is not saved yet" in text(page)


ANEW = document("NCP-0001", "nonconformity-procedure", "Another text", "2.0", "x " * 900).replace(
    "We mean it.", "Nothing of the old words is left in this one."
)
"""Another text under the same id."""


def test_what_came_back_is_not_gone(reviewed, tmp_path):
    kept = (reviewed.root / GONE).read_text(encoding="utf-8")
    (reviewed.root / GONE).unlink()
    reviewed.save("docs: remove it", "2026-02-01")
    reviewed.save("docs: bring it back", "2026-02-02", {GONE: kept})
    site = built(reviewed, tmp_path)
    assert not (site.folder / "gone.html").exists()
    assert (site.folder / "improvement/nonconformity-procedure.html").is_file()


def test_a_text_that_lives_on_elsewhere_says_where(reviewed, tmp_path):
    (reviewed.root / GONE).unlink()
    reviewed.save("docs: take the old text away", "2026-01-31")
    reviewed.save("docs: written anew", "2026-02-01", {"docs/improvement/anew.md": ANEW})
    page = built(reviewed, tmp_path).page(PAGE)
    assert "What it was is now in NCP-0001 Another text." in text(page)
    assert "../../improvement/anew.html" in page.hrefs()


def test_a_text_that_moves_in_one_step_is_not_gone(reviewed, tmp_path):
    (reviewed.root / GONE).unlink()
    reviewed.save("docs: written anew", "2026-02-01", {"docs/improvement/anew.md": ANEW})
    site = built(reviewed, tmp_path)
    assert not (site.folder / "gone.html").exists()
    assert "renamed" in text(site.page("improvement/anew.html"))


def test_a_register_that_is_gone_shows_its_last_entries(reviewed, tmp_path):
    (reviewed.root / RISKS).unlink()
    reviewed.save("docs: no risks any more", "2026-02-01")
    site = built(reviewed, tmp_path)
    page = site.page("gone/registers/risks.html")
    assert [row[:2] for row in page.table("Id")] == [
        ["RSK-0001", "A supplier fails"],
        ["RSK-0002", "Nobody has an idea"],
    ]
    assert [row[3] for row in page.table("Day")] == ["1", "1"]
    assert "gone/registers/risks.html" in site.page("trail.html").hrefs()


def test_a_long_list_that_is_gone_is_cut(reviewed, tmp_path):
    many = HEAD + "".join(
        entry(1, f"Risk {number}").replace("RSK-0001", f"RSK-{number:04}")
        for number in range(1, 401)
    )
    reviewed.save("docs: many risks", "2026-02-01", {RISKS: many})
    (reviewed.root / RISKS).unlink()
    reviewed.save("docs: no risks any more", "2026-02-02")
    page = built(reviewed, tmp_path).page("gone/registers/risks.html")
    assert len(page.table("Id")) == 300
    assert "and 100 more entries" in text(page)


def test_only_what_went_last_has_pages(reviewed, tmp_path, monkeypatch):
    monkeypatch.setattr(removed, "_MOST", 1)
    reviewed.go_on()
    site = built(reviewed, tmp_path)
    assert (site.folder / RECORD).is_file()
    page = site.page(PAGE)  # it went without a statement: that is said, and nothing of its text
    assert "NOT intact" in text(page)
    assert "See the policy and the scope." not in text(page)


def test_what_cannot_be_read_has_no_page_and_stops_nothing(reviewed, tmp_path):
    reviewed.save("docs: broken", "2026-02-01", {GONE: "---\ntitle: [open\n---\n"})
    (reviewed.root / GONE).unlink()
    reviewed.save("docs: away with it", "2026-02-02")
    site = built(reviewed, tmp_path)
    assert "NOT intact" in text(site.page(PAGE))
    assert "See the policy and the scope." not in text(site.page(PAGE))
    assert "docs/improvement/nonconformity-procedure.md" in text(site.page("trail.html"))


def test_a_last_text_with_what_a_page_would_hide_is_shown_as_source(reviewed, tmp_path):
    kept = (reviewed.root / GONE).read_text(encoding="utf-8")
    hostile = f"{kept}\n<p hidden>Unseen promise</p>\n"
    reviewed.save("docs: hide something", "2026-02-01", {GONE: hostile})
    (reviewed.root / GONE).unlink()
    reviewed.save("docs: away with it", "2026-02-02")
    page = built(reviewed, tmp_path).page(PAGE)
    assert "<p hidden>Unseen promise</p>" in text(page)
    assert [tag for tag, given in page.tags if tag == "p" and "hidden" in given] == []
