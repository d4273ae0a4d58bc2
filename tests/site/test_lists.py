"""Lists of everything: documents, records, actions, competence, distribution, retention."""

from __future__ import annotations

from datetime import date

import pytest
from site_reader import commit

from ims_docs.model.page_name import is_taken
from ims_docs.services.workspace import Workspace
from ims_docs.site.build.reading import read
from ims_docs.site.pages import master_list, pages, retention
from ims_docs.site.pages.paging import parts


def test_the_master_list_tells_version_state_approver_and_review(demo_site):
    (listed,) = demo_site.page("lists/documents.html").tables
    assert listed[0][:9] == [
        "Id", "Title", "Kind", "Version", "State", "Owner", "Approved by", "In force since", "Next review",
    ]  # fmt: skip
    known = {one[0]: one for one in listed}
    assert known["POL-0001"][3:9] == [
        "1.0", "current", "Top management", "Henrike Lorenzen", "2025-12-04", "2027-10-29",
    ]  # fmt: skip
    assert known["GLO-0001"][3:5] == ["1.11.0 in force", "draft"]
    assert known["MAN-0001"][6:8] == ["not yetby Top management", "–"]
    assert known["risks"][2] == "Register"
    assert len(listed) == 1 + 45 + 21


def test_every_record_is_listed_with_what_is_due(demo_site):
    (listed,) = demo_site.page("lists/records.html").tables
    known = {one[0]: one for one in listed}
    assert known["NCR-0002"][2:7] == [
        "Nonconformity and corrective action", "cause found", "2026-10-29", "Jonas Petersen", "2026-11-13 12 days late",
    ]  # fmt: skip
    assert len(listed) == 1 + 90


def test_an_action_is_followed_after_its_record_was_closed(demo_site):
    listed = demo_site.page("lists/actions.html").tables[-1]
    machine = next(one for one in listed if one[1].startswith("Check the new machinery rules"))
    assert machine[0] == "not shown as done"
    assert machine[6].endswith("(closed)")
    deputy = next(one for one in listed if one[1].startswith("Name Aylin Demir as deputy"))
    assert (deputy[0], deputy[4], deputy[5]) == (
        "effective",
        "2026-07-07",
        "checked on 2026-09-25",
    )


def test_competence_is_a_grid_with_its_gaps(demo_site):
    grid, missing = demo_site.page("lists/competence.html").tables
    assert grid[0][3:] == [
        "Henrike Lorenzen", "Jonas Petersen", "Aylin Demir", "Marek Nowak", "Birte Clausen",
    ]  # fmt: skip
    tests = next(one for one in grid if one[0] == "Designing and evaluating experiments")
    assert tests[2:] == ["3", "", "", "3CPE-0001", "2 gapCPE-0003", ""]
    drives = next(one for one in grid if one[0].startswith("Developing low-energy"))
    assert drives[5] == "not assessed"
    assert ["Aylin Demir", "not assessed"] in [[one[0], one[3]] for one in missing]


def test_what_showed_a_competence_expires(acme, tmp_path):
    folder = acme / "docs/records/competence-evidence"
    folder.mkdir(parents=True)
    text = (
        "---\nid: CPE-0001\ntype: competence-evidence\ntitle: Auditing\ndate: 2024-01-10\nowner: PER-0001\n"
        "status: closed\nperson: PER-0001\ncompetence: Auditing\nvalid_until: 2026-01-09\n---\n"
    )
    (folder / "CPE-0001.md").write_text(text, encoding="utf-8")
    commit(acme, "docs: a certificate")
    workspace = Workspace(root=acme)
    page = dict(pages(read(workspace, as_of=date(2026, 1, 10))))["lists/competence.md"]
    assert '<strong class="ims-late">expired</strong>' in page
    page = dict(pages(read(workspace, as_of=date(2026, 1, 9))))["lists/competence.md"]
    assert "expired" not in page
    assert "valid until 2026-01-09" in page


def test_distribution_says_how_a_text_is_acknowledged(demo_site):
    page = demo_site.page("lists/distribution.html")
    assert "No text in force asks anybody to read it" in " ".join(page.words)
    policy = next(one for one in page.tables[0] if one[0].startswith("POL-0001"))
    assert "AWE-0001" in policy[3]
    assert policy[4] == "yes"
    assert sorted(one[4] for one in page.tables[1][1:]) == ["118 of 142", "4 of 4"]


def test_a_record_may_go_when_its_time_is_over(demo_site):
    workspace = Workspace(root=demo_site.root)
    content = read(workspace, as_of=date(2030, 1, 29))
    page = dict(pages(content))[retention.PAGE]
    over = [line for line in page.splitlines() if "may go</strong>: " in line]
    assert any("ims remove AWE-0001</code>" in line for line in over)
    assert not any("AWE-0002" in line for line in over)
    now = demo_site.page("lists/retention.html")
    assert all(one[5] == "kept" for one in now.tables[-1][1:])
    assert "may go today" in " ".join(now.words)


def test_long_lists_come_in_parts(demo_site, monkeypatch):
    monkeypatch.setattr(master_list, "MOST", 30)
    made = dict(pages(read(Workspace(root=demo_site.root))))
    assert (
        "Part 2 of 3: [1](documents.md) · 2 · [3](documents-3.md)" in made["lists/documents-2.md"]
    )
    assert sum(made[f"lists/records{one}.md"].count("\n| ") for one in ("", "-2", "-3")) == 90 + 6


@pytest.mark.parametrize(
    ("rows", "found"),
    [([], [[]]), ([1, 1, 1], [[1, 1], [1]]), ([9, 1], [[9], [1]]), ([1, 1], [[1, 1]])],
)
def test_a_part_holds_what_fits_and_at_least_one(rows, found):
    assert parts(rows, 2, lambda one: one) == found


@pytest.mark.parametrize(
    ("page", "taken"),
    [
        ("lists/records.md", True),
        ("lists/Records-12.md", True),
        ("lists/competence.md", True),
        ("lists/suppliers.md", False),
        ("lists/competence-2.md", False),
    ],
)
def test_only_the_lists_of_the_site_have_names_that_are_taken(page, taken):
    assert is_taken(page, ()) is taken
