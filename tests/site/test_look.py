"""What every page shows around its text: where it stands, what is late, what is printed on each sheet."""

from __future__ import annotations

import re

import pytest

CRUMBS = re.compile(r'<nav class="md-path ims-path".*?</nav>', re.DOTALL)
WORDS = re.compile(r"<[^>]*>")


def way(text: str) -> list[str]:
    """The steps to a page, as its top says them."""
    found = CRUMBS.search(text)
    return (
        [" ".join(WORDS.sub("", one).split()) for one in found[0].split("</li>")[:-1]]
        if found
        else []
    )


@pytest.mark.parametrize(
    ("page", "steps"),
    [
        ("index", []),
        ("findings", ["Home", "About this site", "Findings"]),
        ("leadership/innovation-policy", ["Home", "Leadership", "POL-0001"]),
        ("records/index", ["Home", "Records"]),
        (
            "records/nonconformity/NCR-0002",
            ["Home", "Records", "Nonconformity and corrective action", "NCR-0002"],
        ),
        (
            "drafts/context/glossary",
            ["Home", "Context", "Glossary", "GLO-0001 Glossary (draft, not in force)"],
        ),
    ],
)
def test_a_page_says_where_it_stands(demo_site, page, steps):
    found = way((demo_site.folder / f"{page}.html").read_text(encoding="utf-8"))
    assert found[: len(steps)] == steps
    assert len(found) <= len(steps) + 1


def test_every_page_but_home_has_a_place_and_opens_the_menu_there(demo_site):
    lost = []
    for file in demo_site.folder.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        place = file.relative_to(demo_site.folder).as_posix()
        if place != "index.html" and (len(way(text)) < 2 or "md-nav__item--active" not in text):
            lost.append(place)
    assert lost == []


def test_what_is_late_says_how_late(demo_site):
    text = (demo_site.folder / "records/nonconformity/NCR-0002.html").read_text(encoding="utf-8")
    late = '<strong class="ims-late">12 days late</strong>'
    assert text.count(late) == 2
    assert f"2026-11-13</span> {late}" in text or f"2026-11-13 {late}" in text


def test_the_head_of_a_document_keeps_its_proof_folded(demo_site):
    page = demo_site.page("leadership/innovation-policy.html")
    text = page.text
    head = text[text.index('class="admonition ims-control"') :]
    assert head.index("In force since") < head.index("<details") < head.index("SHA-256")
    assert "<details open" not in head[: head.index("SHA-256")]


def test_each_sheet_of_paper_says_what_it_is(demo_site):
    def foot(page: str) -> str:
        text = (demo_site.folder / f"{page}.html").read_text(encoding="utf-8")
        return re.search(r'@bottom-left \{ content: "(.*?)"', text)[1]

    assert foot("leadership/innovation-policy") == "POL-0001 · version 1.0"
    assert foot("drafts/context/glossary").endswith("draft, not in force")
    assert foot("former/context/ims-scope/version-1.0") == "SCP-0001 · version 1.0 · not in force"
    assert foot("findings") == "Findings"
    whole = (demo_site.folder / "findings.html").read_text(encoding="utf-8")
    assert "Uncontrolled copy · as of 2026-11-25, commit " in whole


def test_a_chart_is_as_wide_as_its_page(demo_site):
    text = (demo_site.folder / "registers/portfolio.html").read_text(encoding="utf-8")
    charts = re.findall(r"<svg (.*?)>", text[text.index("<figure") :])
    assert charts
    drawn = [one for one in charts if "aria-labelledby" in one]
    assert drawn
    assert all('width="100%"' in one and "viewBox" not in one for one in drawn)
    assert "<strong>PFL-0001</strong> Exchange module" in text


def test_the_target_of_today_is_drawn_beside_a_checkpoint(demo_site):
    text = (demo_site.folder / "registers/objectives.html").read_text(encoding="utf-8")
    assert ">target 40<" in text
    assert ">then 25<" in text
    assert "Target: 40 %, by 2027-06-30" in text
