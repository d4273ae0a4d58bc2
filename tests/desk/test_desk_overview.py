"""What is seen of the whole at the desk: baselines, gaps, the year, people, and what a word means."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from visiting import Visitor, said

from ims_docs.adapters.ssh_keygen import read_public
from ims_docs.services.signing import Signers
from ims_docs.services.workspace import Workspace


@pytest.fixture
def keeper(desk: Visitor, tmp_path: Path, monkeypatch, made_keys: dict[str, Path]) -> Visitor:
    """Jonas, with a key of this computer that may sign."""
    place = tmp_path / "home/.ssh/ims-docs"
    place.parent.mkdir(parents=True, mode=0o700)
    for ending in ("", ".pub"):
        shutil.copy(f"{made_keys['PER-0002']}{ending}", f"{place}{ending}")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    Signers.of(Workspace.find(desk.root)).add("PER-0002", read_public(place), None)
    desk.git("commit", "-qam", "Let Jonas sign with another key as well", "--no-verify")
    return desk


def test_a_state_is_fixed_with_name_and_reason_and_what_changed_since_is_shown(keeper: Visitor):
    reason = "Before the management review of the year"
    for name, why in (("Not A Name", reason), ("2026-review", ""), ("2026-review", "x")):
        before = keeper.saves
        assert keeper.post("/baselines", name=name, reason=why).status_code == 422
        assert (keeper.saves, keeper.git("status", "--porcelain")) == (before, "")
    done = keeper.post("/baselines", name="2026-review-2", reason=reason)
    assert done.status_code == 303, said(done)
    page = said(keeper.get(done.headers["location"]))
    assert "is made and saved" in page
    assert "Nothing has changed since" in page
    assert keeper.git("log", "-1", "--format=%s").strip() == f"Fix the baseline 2026-review-2: {reason}"  # fmt: skip
    assert keeper.git("status", "--porcelain") == ""
    listed = keeper.get("/baselines")
    assert "2026-review-2" in listed.text
    assert "does not count" not in listed.text
    keeper.post("/new/idea", key__title="A quieter brake", key__idea_type="product", key__date="2026-11-30", key__owner="PER-0002", key__author="PER-0002")  # fmt: skip
    since = said(keeper.get("/baselines/2026-review-2"))
    assert "New records" in since
    assert "A quieter brake" in since
    assert keeper.get("/baselines/no-such").status_code == 404
    assert keeper.faults == []


def test_the_year_shows_what_is_due_by_month_and_of_one_person(still: Visitor):
    every, mine = still.get("/year"), still.get("/year?who=PER-0002")
    months = re.findall(r"<h2>([A-Z][a-z]+ 20[0-9]{2})", every.text)
    assert len(months) > 3
    assert len(months) == len(set(months))
    assert mine.text.count('class="duty"') < every.text.count('class="duty"')
    assert "overdue" in every.text
    assert still.get("/year?who=nobody").status_code == 200


def test_people_are_shown_with_roles_and_keys_and_whoever_sits_here_first(still: Visitor):
    page = said(still.get("/people"))
    names = [page.index(one) for one in ("Who is who", "Jonas Petersen", "Aylin Demir", "Henrike Lorenzen")]  # fmt: skip
    assert "Innovation manager" in page
    assert "SHA256:" in page
    assert names[1] < names[2] < names[3]


@pytest.mark.parametrize("word", ["idea", "risks", "9.2", "nonconformity"])
def test_a_word_is_explained_one_click_from_its_form(still: Visitor, word):
    answer = still.get(f"/explain/{word}")
    assert answer.status_code == 200
    assert "<h1" in answer.text


def test_each_form_leads_to_what_its_fields_mean(still: Visitor):
    for form, type_ in (
        ("/new/idea", "idea"),
        ("/edit/RSK-0001", "risks"),
        ("/table/risks", "risks"),
        ("/move/NCR-0002?to=action done", "nonconformity"),
    ):
        assert f'href="/explain/{type_}"' in still.get(form).text, form
    assert still.get("/explain/no-such-word").status_code == 404


@pytest.mark.parametrize("word", ["idea", "risks", "nonconformity", "innovation-policy"])
def test_a_type_is_explained_in_the_words_of_its_form(still: Visitor, word):
    page = said(still.get(f"/explain/{word}"))
    for inner in ("identified_on", "submitted_by", "ims add", "ims explain", "YYYY", "PER-0001"):
        assert inner not in page


def test_the_parts_of_a_row_and_the_states_that_ask_are_explained(still: Visitor):
    page = " ".join(said(still.get("/explain/nonconformity")).split())
    assert "rows, each with these answers; needed in the state cause found or" in page
    assert "Who does it. a person; needed always" in page
    assert "The state it is in. In its last state it is closed: complete, and changed by" in page
    assert "effective : the record is closed" in page


def test_what_is_missing_has_its_next_step_as_a_button(desk: Visitor):
    assert "Nothing is missing" in said(desk.get("/gaps"))
    policy = desk.root / "docs/leadership/innovation-policy.md"
    policy.unlink()
    shutil.rmtree(desk.root / "docs/records/idea")
    page = desk.get("/gaps").text
    assert re.search(r'href="/new/innovation-policy">Write: ', page)
    assert desk.faults == []
