"""What changed from version to version, what was in force when, and texts that are not in force."""

from __future__ import annotations

import json
import re

import pytest
from signers import Office
from site_reader import Site, built, commit, text
from support import DEFAULTS, POLICY, POLICY_KEYS, policy, write

from ims_docs.adapters.git import History
from ims_docs.formats.diff import compare
from ims_docs.site.pages import redlines

SCRIPT = "<script>alert(1)</script>"
POLICY_PAGE = "leadership/innovation-policy"


@pytest.fixture
def office(root, tmp_path):
    """A repository with a policy, and two people with keys."""
    write(root, {**DEFAULTS, POLICY: policy(keys=POLICY_KEYS)})
    (tmp_path / "keys").mkdir()
    here = Office(root, tmp_path / "keys", ("PER-0001", "PER-0002"))
    here.lists()
    if not (root / ".git").exists():
        History(root).initialise()
    commit(root, "docs: first draft")
    return here


def says(office, version, words, message="docs: change the policy"):
    """The policy says these words under this version, and that is saved."""
    text = policy(keys=POLICY_KEYS.replace('"0.1"', f'"{version}"'))
    office.put(POLICY, f"{text}\n{words}\n")
    return commit(office.root, message)


def searched(site: Site) -> str:
    return (site.folder / "search/search_index.json").read_text(encoding="utf-8")


def test_a_revision_leads_to_the_words_that_changed(demo_site):
    page = demo_site.page("context/ims-scope.html")
    rows = page.table("Date")
    assert [row[5] for row in rows] == ["redline", "redline", "–"]
    href = f"../changes/context/ims-scope.html#to-{rows[0][4]}"
    assert href in page.hrefs()
    told = demo_site.page("changes/context/ims-scope.html")
    assert f"to-{rows[0][4]}" in {given.get("id") for _, given in told.tags}
    html = (demo_site.folder / "changes/context/ims-scope.html").read_text(encoding="utf-8")
    assert "at the <del>site</del><ins>sites</ins> in Husum<ins> and Flensburg</ins>, alone" in html
    assert html.index("Version 1.0 to 1.1, 2026-10-26") < html.index("Version 0.1 to 1.0")
    assert "../../context/ims-scope.html" in told.hrefs()


def test_closing_a_record_shows_what_it_added(demo_site):
    page = demo_site.page("records/nonconformity/NCR-0001.html")
    assert page.table("Date")[0][4] == "redline"
    told = text(demo_site.page("changes/records/nonconformity/NCR-0001.html"))
    assert "close NCR-0001 as effective" in told.casefold().replace("ncr", "NCR")
    assert "feat:" not in told
    assert "closed on: 2026-09-28" in told


def test_an_open_record_has_no_redlines_yet(demo_site):
    assert not (demo_site.folder / "changes/records/nonconformity/NCR-0002.html").exists()


def test_typing_under_one_version_is_read_as_one_change(office, tmp_path):
    says(office, "0.2", "One.")
    first = says(office, "0.2", "One, two.")
    last = says(office, "0.2", "One, two, three.", "docs: the last word")
    page = text(built(office, tmp_path).page(f"changes/{POLICY_PAGE}.html"))
    assert page.count("Version 0.1 to 0.2") == 2  # heading and table of contents
    assert first[:10] in page
    assert f"{last[:10]}: the last word" in page.replace("The last", "the last")
    assert "One, two, three." in page


def test_an_approved_text_ends_the_typing(office, tmp_path):
    says(office, "1.0", "Approved words.")
    office.approves()
    commit(office.root, "docs: approve")
    says(office, "1.0", "Approved words, changed in secret.")
    site = built(office, tmp_path)
    assert "Within version 1.0" in text(site.page(f"changes/{POLICY_PAGE}.html"))
    page = text(site.page(f"{POLICY_PAGE}.html"))
    assert "A changed text is not in force" in page
    assert "changed in secret" not in page
    assert "changed in secret" in text(site.page(f"drafts/{POLICY_PAGE}.html"))


def test_what_it_said_on_a_day(demo_site):
    page = demo_site.page("context/ims-scope.html")
    assert page.table("From") == [
        ["2026-10-26", "today", "1.1", "Henrike Lorenzen", "this page"],
        ["2025-12-04", "2026-10-26", "1.0", "Henrike Lorenzen", "what it said"],
    ]
    assert "Before 2025-12-04 nothing was in force." in text(page)
    then = demo_site.page("former/context/ims-scope/version-1.0.html")
    said = text(then)
    assert "Not in force: superseded by version 1.1 on 2026-10-26" in said
    assert "at the site in Husum, alone" in said
    assert "Flensburg" not in said
    assert then.fact("State").startswith("Not in force, approved by Henrike Lorenzen on 2025-12-04")
    assert then.fact("File").endswith(":docs/context/ims-scope.md")
    assert "../../../context/innovation-intent.html" in then.hrefs()
    assert [row[3] for row in then.table("Day")] == ["approved it", "prepared it"]
    assert [row[3] for row in page.table("Day")] == ["approved it", "prepared it"]


def test_a_draft_never_takes_the_place_of_what_is_in_force(demo_site):
    page = demo_site.page("context/glossary.html")
    assert page.fact("Version") == "1.0"
    assert page.fact("State") == "In force, approved by Aylin Demir on 2026-07-14 (claimed)"
    assert "A draft of version 1.1 is not in force" in text(page)
    assert "../drafts/context/glossary.html" in page.hrefs()
    draft = demo_site.page("drafts/context/glossary.html")
    assert draft.fact("Version") == "1.1"
    assert "Draft: not in force" in text(draft)
    assert "In force is version 1.0, since 2026-07-14. See what the draft changes." in text(draft)


def test_a_search_finds_only_what_is_valid(demo_site):
    places = {one["location"] for one in json.loads(searched(demo_site))["docs"]}
    assert "context/glossary.html" in places
    assert [one for one in places if one.startswith(("former/", "drafts/", "changes/"))] == []


def test_a_withdrawn_text_says_so(office, tmp_path):
    says(office, "1.0", "Approved words.")
    office.approves()
    office.says(
        "withdrawn", "PER-0002", "2026-11-02", reason="The law changed; nothing replaces it."
    )
    commit(office.root, "docs: withdraw")
    page = built(office, tmp_path).page(f"{POLICY_PAGE}.html")
    assert "Not in force: withdrawn on 2026-11-02" in text(page)
    assert page.table("From") == [["2026-10-02", "2026-11-02", "1.0", "Ben Boss", "this page"]]
    assert "withdrew it: The law changed" in text(page)


def test_a_former_text_with_what_a_page_would_hide_is_shown_as_source(office, tmp_path):
    says(
        office, "1.0", f"Seen. <p hidden>Unseen promise</p> {SCRIPT}\n\n![x](//evil.example/x.png)"
    )
    office.approves(when="2026-09-01")
    commit(office.root, "docs: approve")
    says(office, "1.1", "Clean words.")
    office.approves("1.1", "2026-10-01")
    commit(office.root, "docs: approve again")
    site = built(office, tmp_path)
    then = site.page(f"former/{POLICY_PAGE}/version-1.0.html")
    assert "<p hidden>Unseen promise</p>" in text(then)
    told = site.page(f"changes/{POLICY_PAGE}.html")
    for page in (then, told):
        tags = [tag for tag, given in page.tags if "hidden" in given and tag == "p"]
        assert tags == []
        assert "alert(1)" not in "".join(
            re.findall(r"<script[^>]*>(.*?)</script>", page.text, re.DOTALL)
        )
        assert not [given for tag, given in page.tags if tag == "img" and "evil" in str(given)]


def test_a_redline_is_inert_and_one_block():
    hostile = f"{SCRIPT}\n\n!!! danger\n\n??? note\n\n[x](javascript:alert(1)) {{: onclick=x }} | a"
    told = redlines.redline(compare(b"Plain.", hostile.encode(), "docs/x.txt"))
    assert "\n\n" not in told
    assert "<script" not in told
    assert "](" not in told


def test_an_approval_names_person_role_day_and_digest(demo_site):
    page = demo_site.page("improvement/nonconformity-procedure.html")
    approved = page.table("Day")[0]
    assert approved[:4] == ["2026-05-27", "Henrike Lorenzen", "Top management", "approved it"]
    assert re.search(r"exactly this text, sha256:[0-9a-f]{64}, and are kept in", text(page))
    assert "../guide.html#approvals" in page.hrefs()


def test_the_guide_says_how_to_check_an_approval_by_hand(demo_site):
    said = text(demo_site.page("guide.html"))
    assert "ssh-keygen -Y verify -f trust/allowed_signers -I PER-0001" in said
    assert "does not record them" not in said
