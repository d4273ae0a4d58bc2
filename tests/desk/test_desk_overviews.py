"""Figures, the pipeline and the management review at the desk: what the site and the terminal say, with ways on."""

from __future__ import annotations

import html
import re

import pytest
from visiting import Visitor, said

from ims_docs.desk.showing import html_of


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/indicators", ("On track?", "IND-0002 Innovation time available", "target missed")),
        ("/pipeline", ("Who waits for an answer", "Portfolio")),
    ],
)
def test_an_overview_of_the_site_is_shown_and_all_its_links_lead_on(still: Visitor, path, words):
    answer = still.get(path)
    assert answer.status_code == 200
    assert all(one in said(answer) for one in words)
    assert "<svg" in answer.text
    main = answer.text.partition("<article>")[2].partition("</article>")[0]
    links = {html.unescape(one) for one in re.findall(r'href="(/[^"#]*)', main)}
    assert links
    for one in links:
        assert still.get(one).status_code == 200, one


def test_the_year_leads_to_them(still: Visitor):
    page = still.get("/year").text
    for path in ("/indicators", "/pipeline", "/audits", "/management-review"):
        assert f'href="{path}"' in page


def test_a_review_shows_its_inputs_since_the_last_one_or_a_baseline(still: Visitor):
    page = said(still.get("/management-review"))
    assert "Inputs of the management review" in page
    fixed = said(still.get("/management-review?since=2026-audit-readiness"))
    assert "The period begins with the baseline 2026-audit-readiness" in fixed
    assert still.get("/management-review?since=no-such").status_code == 422


def test_the_record_of_a_review_is_written_once(desk: Visitor):
    answer = desk.post("/management-review", since="")
    place = answer.headers["location"].partition("?")[0]
    assert answer.status_code == 303
    assert place.startswith("/docs/records/management-review/MRV-")
    assert desk.git("status", "--porcelain") == ""
    assert desk.git("show", "--format=", "--name-only").split() == [place.lstrip("/")]
    again = desk.post("/management-review", since="")
    assert again.headers["location"].startswith(f"{place}?")
    found = desk.desk.office.look().findings_in(place.lstrip("/"))
    assert [one.code for one in found if one.severity.value == "error"] == []


def test_a_day_is_not_broken_in_two_lines_and_addresses_stay():
    page = str(html_of("On 2026-12-01 [a](b/2026-12-01.md) and `x-2026-12-01`.", "docs/a.md"))
    drawn = "<svg><text>2026-12-01</text></svg>"
    assert drawn in str(html_of(f"<figure>{drawn}</figure>", "docs/a.md"))
    assert page.count('<span class="day">2026-12-01</span>') == 1
    assert 'href="/docs/b/2026-12-01.md"' in page
