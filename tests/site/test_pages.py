"""What an auditor reads on the built site."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote, urldefrag

import pytest
from site_reader import AS_OF, RENAMED, Html, edit, git

from ims_docs.services.workspace import Workspace
from ims_docs.site import build as site_build


def test_every_file_and_clause_has_a_page(site):
    assert site.built.pages == len(list(site.folder.rglob("*.html")))
    for path in (
        "clauses/4.3.1",
        "clauses/10/index",
        "coverage/iso56002",
        "registers/risks",
        "findings",
    ):
        assert (site.folder / f"{path}.html").is_file()


def test_the_control_header_of_a_document(site):
    page = site.page("leadership/strategy.html")
    assert page.fact("Version") == "1.0"
    assert page.fact("State") == "Draft, not approved"
    assert page.fact("Owner") == "Top management (Alex Example)"
    assert page.fact("Classification") == "internal"
    assert page.fact("Clauses served").startswith("ISO 56001: 5.3")
    digest = hashlib.sha256((site.root / RENAMED).read_bytes()).hexdigest()
    assert page.fact("SHA-256 of the file") == digest
    assert "Not complete: template text is left in" in "".join(page.words)


def test_a_draft_says_so(site):
    assert site.page("leadership/innovation-policy.html").fact("State").startswith("Draft")


def test_revisions_follow_the_rename(site):
    rows = site.page("leadership/strategy.html").table("Date")
    assert [(row[1], row[2], row[3]) for row in rows] == [
        ("1.0", "Ada Author", "Final text of the strategy"),
        (
            "0.2",
            "Ada Author",
            "Shorter name | with a pipe (renamed from docs/leadership/innovation-strategy.md)",
        ),
        ("0.2", "Ada Author", "Second draft of the strategy"),
        ("0.1", "Sam Sample", "Start the innovation management system"),
    ]
    known = git(site.root, "log", "--format=%h", "--abbrev=10").split()
    assert [row[4] for row in rows] == known
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", row[0]) for row in rows)


def test_a_clause_leads_to_its_evidence(site):
    page = site.page("clauses/5.2.html")
    assert page.fact("Kind") == "requirement (shall)"
    assert page.fact("Level") == "begun"
    assert page.fact("Why").startswith("Innovation policy: template text is left")
    assert "../leadership/innovation-policy.html" in page.hrefs()
    text = "".join(page.words)
    assert "required, to maintain; at least completed" in text
    assert "How does the policy fit the purpose" in text
    assert "Based on public sources; check against your licensed copy." in text


def test_the_matrix_gives_rung_and_reason(site):
    page = site.page("coverage/iso56001.html")
    rows = {row[0]: row for row in page.table("Clause")}
    assert rows["10.2"][2] == "missing"
    assert rows["10.2"][3].startswith("There is no record")
    assert rows["5.2"][2] == "begun"
    classes = [given.get("class") for tag, given in page.tags if tag == "span"]
    assert "ims-rung ims-rung-0" in classes
    assert "ims-rung ims-rung-1" in classes
    assert len(site.page("coverage/iso56002.html").table("Clause")) > 30


def test_a_register_is_a_table_with_anchors_and_links(site):
    page = site.page("registers/risks.html")
    rows = page.table("Id")
    assert rows[0][0] == "RSK-0001"
    assert rows[0][6] == "Top management (Alex Example)"
    assert any(given.get("id") == "RSK-0001" for _, given in page.tags)
    assert "roles.html#top-management" in page.hrefs()
    assert "../clauses/7.1.2.html" in page.hrefs()


def test_a_record_and_its_index(site):
    page = site.page("records/intelligence-report/INT-0001.html")
    assert page.fact("State") == "Open"
    assert page.fact("Owner") == "Alex Example"
    rows = site.page("records/intelligence-report/index.html").table("Id")
    assert rows == [
        ["INT-0001", "First look around", "2026-10-02", "Alex Example", "open", "0 days"]
    ]
    assert "intelligence-report/index.html" in site.page("records/index.html").hrefs()


def test_the_home_page_says_how_far_the_system_is(site):
    page = site.page("index.html")
    assert page.fact("Organisation") == "Acme R&D"
    assert page.fact("As of") == "2026-11-23"
    assert page.fact("Commit") == site.built.commit[:10]
    assert page.fact("Findings").endswith("advice")
    assert [row[0].split()[0] for row in page.table("Clause")] == [
        "4",
        "5",
        "6",
        "7",
        "8",
        "9",
        "10",
    ]
    text = " ".join("".join(page.words).split())
    assert "Where to start" in text
    assert "Open nonconformities¶ Nothing is recorded yet." in text
    assert "Below the level that is asked for: 4.3.1 Innovation intent" in text


def test_findings_are_one_table_that_names_places_by_title(site):
    page = site.page("findings.html")
    (listed,) = page.tables
    assert listed[0] == ["Severity", "Rule", "Where", "What", "How to put it right"]
    assert any(one[2].startswith("Innovation policyline ") for one in listed)
    assert any("A placeholder is left" in one[3] for one in listed)
    order = [("error", "warning", "advice").index(one[0]) for one in listed[1:]]
    assert order == sorted(order)
    assert "leadership/innovation-policy.html" in page.hrefs()


def test_every_internal_link_leads_to_a_page_and_an_anchor(site):
    pages = {
        path: site.page(str(path.relative_to(site.folder))) for path in site.folder.rglob("*.html")
    }
    anchors = {
        path: {given.get("id") for _, given in page.tags} | {"", "__comments"}
        for path, page in pages.items()
    }
    dead = []
    for path, page in pages.items():
        for href in page.hrefs():
            if re.match(r"[a-z]+:", href):
                continue
            target, fragment = urldefrag(href)
            file = (path.parent / unquote(target)).resolve() if target else path
            file = file / "index.html" if file.is_dir() else file
            if file not in pages or unquote(fragment) not in anchors[file]:
                dead.append((str(path.relative_to(site.folder)), href))
    # The strategy was renamed and its readers were not: the check reports those links.
    assert [one for one in dead if "innovation-strategy" not in one[1]] == []


@pytest.mark.parametrize("path", ["index.html", "leadership/strategy.html"])
def test_the_footer_names_the_commit(site, path):
    text = " ".join("".join(site.page(path).words).split())
    assert (
        f"As of 2026-11-23 · commit {site.built.commit[:10]} · built from committed files" in text
    )
    assert "Built from modified files" not in text


EXCLUDED = (
    'not_applicable:\n  - clause: "8.3.6"\n    justification: Others put our solutions into use.'
)
WAIVED = """
waivers:
  - {rule: CLS004, clause: "8.3.6", reason: Decided by the board, person: PER-0001, until: 2027-03-31}"""


def test_a_clause_that_does_not_apply_says_why_and_who_decided(acme, tmp_path):
    edit(acme / "ims.yml", "waivers: []", WAIVED.strip())
    edit(acme / "ims.yml", "not_applicable: []", EXCLUDED)
    site_build.build(Workspace(root=acme), tmp_path / "out", as_of=AS_OF)
    page = Html((tmp_path / "out" / "clauses/8.3.6.html").read_text(encoding="utf-8"))
    assert page.fact("Applies here") == "no"
    why = page.fact("Why")
    assert why.startswith("Not applicable: Others put our solutions into use. The standard does")
    assert why.endswith("until 2027-03-31: Decided by the board.")
    home = Html((tmp_path / "out" / "index.html").read_text(encoding="utf-8"))
    assert "8.3.6 n/a" in " ".join("".join(home.words).split())
    assert home.fact("Declared not applicable").startswith("8.3.6: Others put our solutions")


def test_a_declaration_against_the_standard_changes_nothing_and_is_shown(acme, tmp_path):
    edit(acme / "ims.yml", "not_applicable: []", EXCLUDED)
    site_build.build(Workspace(root=acme), tmp_path / "out", as_of=AS_OF)
    page = Html((tmp_path / "out" / "clauses/8.3.6.html").read_text(encoding="utf-8"))
    told = "8.3.6, which the standard does not allow; it counts as applicable"
    assert page.fact("Applies here") == f"yes; declared not applicable: {told}"
    home = Html((tmp_path / "out" / "index.html").read_text(encoding="utf-8"))
    assert "8.3.6 n/a" not in " ".join("".join(home.words).split())
    assert home.fact("Declared not applicable") == told
