"""The site in a real browser: it asks for nothing, works by keyboard, sorts, filters, prints."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path

import pytest
from browsing import CHROME, LISTS, OPTIONS, PAGES, REVIEWED, Visit, served
from support import HANGS

AXE = Path(__file__).parent / "official/node_modules/axe-core/axe.min.js"

pytestmark = pytest.mark.skipif(not CHROME, reason="no Chromium: set CHROME or install it")


@pytest.fixture(scope="module")
def chrome():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROME, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(params=["demo_site"])
def shown(request):
    """A site with the pages of it that are looked at."""
    return request.getfixturevalue(request.param), {"demo_site": (*PAGES, *LISTS)}.get(
        request.param, REVIEWED
    )


both = pytest.mark.parametrize("shown", ["demo_site", "reviewed_site"], indirect=True)


@pytest.fixture
def visit(chrome, demo_site):
    @contextmanager
    def opened(base="", **options):
        context = chrome.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(HANGS * 1000)
        try:
            yield Visit(context.new_page(), base or demo_site.folder.as_uri())
        finally:
            context.close()

    return opened


@both
def test_no_page_asks_for_anything_outside_the_folder(visit, shown):
    site, pages = shown
    with visit(site.folder.as_uri()) as one:
        for path in pages:
            one.go(path)
        assert one.elsewhere == []
        assert one.said == []


def test_no_page_asks_for_anything_outside_the_server(visit, demo_site):
    with served(demo_site.folder) as address, visit(address) as one:
        for path in PAGES:
            one.go(path)
        assert one.elsewhere == []
        assert [said for said in one.said if "favicon" not in said] == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("NCR-0002", "records/nonconformity/NCR-0002.html"),
        ("POL-0001", "leadership/innovation-policy.html"),
        ("older drives", "records/concept/CON-0002.html"),
    ],
)
@pytest.mark.parametrize("over", ["file", "http"])
def test_search_finds_an_identifier_first_and_a_word(visit, demo_site, over, words, found):
    with served(demo_site.folder) as address, visit(address if over == "http" else "") as one:
        one.go("index")
        one.page.locator("[data-md-component=search-query]").click()
        one.page.locator("[data-md-component=search-query]").press_sequentially(words)
        one.page.wait_for_function(
            "found => document.querySelector('.md-search-result__link')?.href.includes(found)",
            arg=found,
        )
        assert one.elsewhere == []


def test_tables_sort_both_ways_by_kind_of_value(visit):
    with visit() as one:
        one.go("registers/risks")
        impact = one.page.get_by_role("button", name="Impact")
        impact.press("Enter")
        assert one.column(4) == sorted(one.column(4), key=int)
        assert one.page.locator("th[aria-sort=ascending]").inner_text().startswith("Impact")
        impact.press("Space")
        assert one.column(4) == sorted(one.column(4), key=int, reverse=True)
        assert one.page.locator("th[aria-sort]").count() == 1


def test_what_has_no_value_sorts_last_and_numbers_sort_as_numbers(visit):
    with visit() as one:
        one.go("records/idea/index")
        one.page.get_by_role("button", name="Unchanged for").click()
        ages = one.column(5)
        assert ages[0] == "54 days"
        assert ages[1].endswith(" days, waiting too long")
        assert int(ages[1].split()[0]) >= 54
        assert ages[2] == "266 days"
        assert set(ages[3:]) == {"–"}


def test_tables_filter_by_words_choice_and_month(visit):
    with visit() as one:
        one.go("trail")
        whole = len(one.column(0))
        one.page.get_by_label("Person").select_option("Birte Clausen")
        assert set(one.column(1)) == {"Birte Clausen"}
        one.page.get_by_label("Kind").select_option("register")
        assert all("register" in kind for kind in one.column(2))
        one.page.get_by_role("button", name="Show all").click()
        assert len(one.column(0)) == whole
        one.page.get_by_label("Date (month)").select_option("2026-10")
        assert {day[:7] for day in one.column(0)} == {"2026-10"}
        one.page.get_by_label("Contains").fill("audit report")
        assert (
            one.page.locator(".ims-tools output").inner_text()
            == f"{len(one.column(0))} of {whole} rows"
        )


def test_the_matrix_filters_by_rung(visit):
    with visit() as one:
        one.go("coverage/iso56001")
        one.page.get_by_label("Level").first.select_option("begun")
        assert one.column(0) == ["6", "6.6"]


def test_the_matrix_sorts_by_level_and_findings_by_weight(visit):
    ladder = ["missing", "begun", "completed", "approved", "current", "evidenced"]
    with visit() as one:
        one.go("coverage/iso56001")
        one.page.get_by_role("button", name="Level").first.press("Enter")
        places = [ladder.index(level.split()[0]) for level in one.column(2)]
        assert places == sorted(places)
        assert len(set(places)) > 3
        one.go("findings")
        one.page.get_by_role("button", name="Severity").press("Enter")
        assert one.column(0) == ["error", "warning", "warning", "advice"]


def test_on_a_phone_each_row_of_a_wide_list_stands_by_itself(visit):
    with visit(viewport={"width": 390, "height": 800}) as one:
        for path in LISTS:
            one.go(path)
            assert one.page.evaluate("document.documentElement.scrollWidth") == 390, path
        one.go("lists/documents")
        cut = "[...document.querySelectorAll('td')].filter(one => one.scrollWidth > one.clientWidth + 1).length"
        assert one.page.evaluate(cut) == 0
        label = "getComputedStyle(document.querySelector('td:nth-child(5)'), '::before').content"
        assert one.page.evaluate(label) == '"State"'
        one.page.get_by_role("button", name="Next review").press("Enter")
        assert one.column(8) == sorted(one.column(8), key=lambda day: (day == "–", day))


def test_on_a_phone_any_table_that_does_not_fit_stands_row_by_row(visit):
    beside = "[...document.querySelectorAll('.md-typeset__scrollwrap')].filter(one => one.scrollWidth > one.clientWidth).length"
    with visit(viewport={"width": 390, "height": 800}) as one:
        for path in ("lists/pipeline", "leadership/innovation-policy", "index"):
            one.go(path)
            one.page.wait_for_selector("table[data-rows]")
            assert one.page.evaluate(beside) == 0, path
        one.go("leadership/innovation-policy")
        cell = one.page.locator("table[data-rows] td").first
        assert cell.evaluate("it => getComputedStyle(it, '::before').content") == '"Day"'


def test_wide_lists_are_printed_on_wide_sheets(visit):
    with visit() as one:
        one.go("lists/documents")
        sheet = one.page.pdf(prefer_css_page_size=True)
        width, height = map(
            float, re.search(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", sheet).groups()
        )
        assert width > height
        one.page.emulate_media(media="print")
        assert (
            one.page.evaluate("getComputedStyle(document.querySelector('.ims-sort')).display")
            == "contents"
        )


def test_a_link_to_a_hidden_entry_shows_it(visit):
    with visit() as one:
        one.go("registers/risks")
        one.page.get_by_label("Contains").first.fill("nothing like this")
        assert one.column(0) == []
        one.page.evaluate("location.hash = '#RSK-0003'")
        one.page.wait_for_function("!document.getElementById('RSK-0003').closest('tr').hidden")


def test_without_scripts_the_whole_table_and_the_charts_are_there(visit):
    with visit(java_script_enabled=False) as one:
        one.go("registers/risks")
        assert one.page.locator("tr:visible a.ims-id").count() == 14
        assert one.page.locator(".ims-chart svg:visible").count() == 3
        assert one.page.locator(".ims-tools").count() == 0


def test_diagrams_are_drawn(visit):
    with visit() as one:
        one.go("operation/innovation-processes")
        one.page.wait_for_selector("div.mermaid")
        assert one.page.locator("pre.mermaid").count() == 0
        for diagram in one.page.locator("div.mermaid").all():
            assert diagram.bounding_box()["height"] > 20
        assert one.elsewhere == []


def test_dark_follows_the_system_and_the_button(visit):
    shown = "getComputedStyle(document.body).backgroundColor"
    with visit(color_scheme="dark") as one:
        one.go("index")
        dark = one.page.evaluate(shown)
        bar = one.page.evaluate("getComputedStyle(document.querySelector('.ims-c-rung-4')).fill")
        one.page.click("label[for=__palette_0]:visible")
        assert one.page.evaluate(shown) == "rgb(255, 255, 255)" != dark
        light = "getComputedStyle(document.querySelector('.ims-c-rung-4')).fill"
        assert one.page.evaluate(light) != bar


@both
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_a_phone(visit, shown, scheme):
    site, pages = shown
    phone = {"viewport": {"width": 360, "height": 740}, "color_scheme": scheme}
    with visit(site.folder.as_uri(), **phone) as one:
        for path in pages:
            one.go(path)
            assert one.page.evaluate("document.scrollingElement.scrollWidth") == 360, path


@both
def test_the_first_key_leads_past_the_navigation(visit, shown):
    site, pages = shown
    with visit(site.folder.as_uri()) as one:
        for path in pages:
            one.go(path)
            one.page.keyboard.press("Tab")
            link = one.page.evaluate("document.activeElement.className")
            assert "md-skip" in link, path
            one.page.keyboard.press("Enter")
            one.page.wait_for_url(lambda url: "#" in url)


FOCUS = """() => {
  let one = document.activeElement;
  if (!one || one === document.body) return "nothing";
  // The button for the colours is the label of a hidden choice.
  if (one.matches("input.md-option")) one = one.nextElementSibling;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const inField = one.matches("input.md-search__input, input.md-toggle");
  return seen || inField ? "" : `${one.tagName}.${one.className} ${one.textContent.slice(0, 30)}`;
}"""


@pytest.mark.parametrize("path", ["index", "registers/risks", "clauses/10.2"])
def test_every_stop_of_the_keyboard_is_seen(visit, path):
    with visit() as one:
        one.go(path)
        unseen = []
        for _ in range(40):
            one.page.keyboard.press("Tab")
            unseen.append(one.page.evaluate(FOCUS))
        assert [where for where in unseen if where] == []


def test_paper_has_the_control_header_and_whole_tables_and_no_navigation(visit):
    with visit(viewport={"width": 700, "height": 900}) as one:
        for path in ("leadership/innovation-policy", "registers/risks", "trail"):
            one.go(path)
            one.page.emulate_media(media="print")
            gone = (
                ".md-header:visible, .md-sidebar:visible, .ims-tools:visible, .headerlink:visible"
            )
            assert one.page.locator(gone).count() == 0
            assert one.page.locator(".md-copyright:visible").count() == 1
            cut = one.page.evaluate(
                "[...document.querySelectorAll('table')].filter(one => one.getBoundingClientRect().right > innerWidth + 1).length"
            )
            assert cut == 0, path
        one.go("registers/risks")
        assert one.page.locator(".ims-control:visible").count() >= 1
        assert one.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


@pytest.mark.skipif(not AXE.exists(), reason="no axe-core: npm ci --prefix tests/site/official")
@both
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 360)])
def test_no_page_has_a_serious_barrier(visit, shown, scheme, width):
    site, pages = shown
    script = AXE.read_text(encoding="utf-8")
    window = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    with visit(site.folder.as_uri(), **window) as one:
        for path in pages:
            one.go(path)
            one.page.evaluate(script)
            found = one.page.evaluate("axe.run(document, {preload: false})")["violations"]
            grave = [
                (rule["id"], node["html"][:120])
                for rule in found
                if rule["impact"] in ("serious", "critical")
                for node in rule["nodes"]
            ]
            assert grave == [], path


def test_an_auditor_walks_from_a_clause_to_a_commit_and_a_signature(visit):
    clicks = []
    with visit() as one:

        def click(name, *, within="main"):
            clicks.append(name)
            place = one.page.locator(within).get_by_role("link", name=name, exact=True)
            place.first.click()
            one.page.wait_for_load_state("load")

        one.go("index")
        click("10.2 evidenced")
        click("NCR-0001")
        one.page.get_by_role("heading", name="Ideas without an answer in time").wait_for()
        revisions = one.page.locator("h2#revisions ~ * table").first.inner_text()
        assert "Close NCR-0001 as effective" in revisions
        click("redline")
        closing = one.page.locator("ins", has_text="2026-09-28").first
        assert closing.is_visible()
        commit = one.page.locator("main li code").first.inner_text()
        assert commit in revisions
        click("NCR-0001 Ideas without an answer in time (2026-06-15)")
        click("10.2", within=".ims-control")
        click("NCP-0001 Nonconformity and corrective action procedure")
        approved = one.page.locator("h2#approvals ~ * table").first.inner_text()
        for told in ("2026-05-27", "Henrike Lorenzen", "Top management", "approved it", "SHA256:"):
            assert told in approved
        digest = one.page.locator("h2#approvals ~ p code").first.inner_text()
        assert re.fullmatch(r"sha256:[0-9a-f]{64}", digest)
        assert len(clicks) <= 6
        assert one.said == []
        assert one.elsewhere == []


@pytest.mark.parametrize(
    ("path", "version", "said"),
    [
        ("leadership/innovation-policy", "1.0", "We call it innovation when something"),
        ("context/ims-scope", "1.0", "at the site in Husum, alone and with partners"),
    ],
)
def test_an_auditor_asks_what_a_document_said_on_a_day(visit, path, version, said):
    day = "2025-12-10"
    with visit() as one:
        one.go(path)
        rows = one.page.locator("h2#what-it-said-on-a-day ~ * table").first.locator("tbody tr")
        spans = [row.locator("td").all_inner_texts() for row in rows.all()]
        found = [place for place, row in enumerate(spans) if row[0] <= day < row[1]]
        assert len(found) == 1
        assert spans[found[0]][2] == version
        link = rows.nth(found[0]).get_by_role("link", name="what it said")
        if link.count():
            link.click()
            one.page.wait_for_load_state("load")
            warning = one.page.locator(".ims-obsolete .admonition-title").inner_text()
            assert warning == "Not in force: superseded by version 1.1 on 2026-10-26"
        assert said in one.page.locator("main").inner_text()
        assert one.said == []


def test_a_text_that_is_not_in_force_says_so_on_every_sheet(visit):
    mark = "getComputedStyle(document.body, '::after').content"
    with visit() as one:
        one.go("former/context/ims-scope/version-1.0")
        one.page.emulate_media(media="print")
        assert one.page.evaluate(mark) == '"not in force"'
        one.go("context/ims-scope")
        assert one.page.evaluate(mark) == "none"
