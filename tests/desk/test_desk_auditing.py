"""An audit at the desk, from what comes next by risk to the effective corrective action."""

from __future__ import annotations

import html
import re
import subprocess

import pytest
from visiting import Visitor, hidden, said

BIRTE = "PER-0005"
BASELINE = "2026-audit-readiness"
LOT = "4 2 6 1 3 5"
_INPUT = re.compile(r'name="(key\.[^"]*)"[^>]*? value="([^"]*)"')
_SELECT = re.compile(r'<select id="[^"]*" name="(key\.[^"]*)"(.*?)</select>', re.DOTALL)


def offered(page: str) -> dict[str, str]:
    """What a form says before anybody typed."""
    found = {name: html.unescape(value) for name, value in _INPUT.findall(page)}
    for name, options in _SELECT.findall(page):
        if chosen := re.search(r'value="([^"]*)" selected', options):
            found[name] = html.unescape(chosen[1])
    return found


def sent(desk: Visitor, path: str, **typed: str) -> str:
    """The page to which a form leads that was filled in as it stands, and with this."""
    page = desk.get(path).text
    fields = {name.replace(".", "__"): value for name, value in offered(page).items()}
    if 'name="once"' in page:
        fields["once"] = hidden(page, "once")
    answer = desk.post(path, **{**fields, **typed})
    assert answer.status_code == 303, said(answer)
    return str(answer.headers["location"]).partition("?")[0]


def name_of(place: str) -> str:
    return place.rpartition("/")[2].removesuffix(".md")


def link(desk: Visitor, place: str, word: str) -> str:
    """Where a button of a page leads."""
    found = re.search(rf'href="([^"]*)"[^>]*>{re.escape(word)}', desk.get(place).text)
    assert found, word
    return html.unescape(found[1])


def test_what_comes_next_is_said_with_reasons_and_leads_to_its_plan(desk: Visitor):
    page = " ".join(said(desk.get("/audits")).split())
    assert "6.6 Collaboration, high (5): never audited; evidence is begun (1)" in page
    assert "Birte Clausen would audit own work (changes: changed it on 2026-01-30)" in page
    wanted = link(desk, "/audits", 'Plan it<span class="hidden"> AUP-0013')
    plan = sent(desk, wanted, key__lead_auditor=BIRTE)
    told = " ".join(said(desk.get(plan)).split())
    assert "Entry in the audit programme AUP-0013 Development and deployment" in told
    assert "8.3.5, 8.3.6" in told
    assert f"Its plan, {name_of(plan)}" in said(desk.get("/audits"))


def test_what_the_programme_lacks_is_written_into_it_once(desk: Visitor):
    button = re.search(r"Write the missing audit into the programme", desk.get("/audits").text)
    assert button
    answer = desk.post("/audits")
    assert answer.headers["location"].startswith("/docs/registers/audit-programme.yaml")
    saves = desk.saves
    assert desk.get("/audits").text.count("<form") == 0
    assert "lacks no audit" in said(desk.get(desk.post("/audits").headers["location"]))
    assert desk.saves == saves


def drawn(desk: Visitor, **typed: str) -> str:
    return sent(desk, "/sample/APL-0002", how="drawn", baseline=BASELINE, seed=LOT, **typed)


def test_a_draw_is_recorded_and_anybody_can_draw_it_again(desk: Visitor):
    place = drawn(desk, type="idea", size="4")
    text = (desk.root / place.lstrip("/")).read_text("utf-8")
    recipe = re.search(r"```sh\n(.*?)\n```", text, re.DOTALL)
    assert recipe
    done = subprocess.run(
        ["bash", "-c", recipe[1]], cwd=desk.root, check=True, capture_output=True, text=True
    )
    assert sorted(re.findall(r"IDE-[0-9]+", done.stdout)) == sorted(
        re.findall(r"(?m)^  - (IDE-[0-9]+)$", text.partition("samples:")[2])
    )
    assert desk.git("status", "--porcelain") == ""


def test_without_a_number_as_many_are_drawn_as_are_enough(desk: Visitor):
    place = drawn(desk, type="idea", size="")
    assert "size: 12" in (desk.root / place.lstrip("/")).read_text("utf-8")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"seed": ""}, "is no seed that everybody can type again"),
        ({"size": "many"}, "How many is a whole number from 1 on"),
        ({"size": "0"}, "How many is a whole number from 1 on"),
        ({"first": "yesterday"}, "A day is written like 2026-01-31"),
        ({"type": "no-such-type"}, "Choose from which records"),
        ({"how": "judgement", "names": "NCR-0001"}, "A sample by judgement needs a reason"),
        ({"how": "judgement", "names": "NO-0001", "reason": "Why"}, "Nothing has the id 'NO-0001'"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stands_there(
    desk: Visitor, typed: dict[str, str], told: str
):
    fields = {"how": "drawn", "type": "idea", "baseline": BASELINE, "seed": LOT, "size": "3"}
    answer = desk.post("/sample/APL-0002", **{**fields, "seed_from": "Thrown by Birte", **typed})
    assert answer.status_code == 422
    assert told in said(answer)
    assert 'value="Thrown by Birte"' in answer.text
    assert "--" not in said(answer).partition("Nothing is recorded yet")[2].partition("What the")[0]
    assert desk.git("status", "--porcelain") == ""


def test_a_second_draw_needs_a_reason_and_the_first_stays(desk: Visitor):
    first = drawn(desk, type="idea", size="3")
    again = desk.post(
        "/sample/APL-0002", how="drawn", type="idea", baseline=BASELINE, seed=LOT, size="5"
    )
    assert again.status_code == 422
    assert f"idea was drawn for APL-0002 before, in {name_of(first)}" in said(again)
    second = drawn(desk, type="idea", size="5", again="Two of them could not be shown")
    assert name_of(second) > name_of(first)


def test_from_the_plan_to_an_effective_action(desk: Visitor):
    wanted = link(desk, "/audits", 'Plan it<span class="hidden"> AUP-0013')
    plan = sent(desk, wanted, key__lead_auditor=BIRTE)
    sent(desk, link(desk, plan, "Choose samples"), how="judgement", names="DEP-0001", reason="New")
    paper = sent(desk, link(desk, plan, "Open the working paper"), auditor=BIRTE)
    assert "DEP-0001" in said(desk.get(paper))
    again = desk.get(link(desk, plan, "Open the working paper"))
    assert again.headers["location"].startswith(f"{paper}?")
    report = sent(desk, link(desk, plan, "Internal audit report"), key__title="Deployment")
    finding = sent(
        desk,
        link(desk, report, "Audit finding"),
        key__title="No plan to go back",
        key__grade="nonconformity",
        key__clauses="8.3.6",
    )
    matter = sent(
        desk,
        link(desk, finding, "Nonconformity and corrective action"),
        key__title="A launch without a plan to go back",
        key__clauses="8.3.6",
        key__source="internal audit",
        section__0="The launch of March had no plan to go back.",
    )
    words = {f"section__{number}": "As it was found and put right." for number in range(6)}
    action = {"key__actions__0__what": "Ask for the plan", "key__actions__0__who": "PER-0003", "key__actions__0__due": "2026-12-10"}  # fmt: skip
    name = name_of(matter)
    sent(desk, f"/move/{name}?to=contained", to="contained", **words)
    sent(desk, f"/move/{name}?to=cause found", to="cause found", **words, **action)
    sent(desk, f"/move/{name}?to=action done", to="action done", key__actions__0__done_on="2026-12-01", **{**action, **words})  # fmt: skip
    sent(desk, f"/move/{name}?to=effective", to="effective", key__verified_by=BIRTE, **words)
    page = " ".join(said(desk.get(matter)).split())
    assert "effective" in page
    assert name_of(finding) in page
    history = " ".join(said(desk.get(f"/history/{name}")).split())
    assert history.count("Jonas Petersen") >= 5
    assert desk.git("status", "--porcelain") == ""
