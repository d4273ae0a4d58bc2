"""Texts, section by section: only what was edited changes, and nobody's words are lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from visiting import Visitor, area, hidden, said

from ims_docs.services.records.sections import sections_of, with_part

POLICY = "leadership/innovation-policy.md"
DRAFT = "improvement/continual-improvement.md"
REASON = "Say how we decide about risk since the last review"


def opened(desk: Visitor, path: str = POLICY, part: int = 3) -> dict[str, str]:
    page = desk.get(f"/write/{path}?part={part}")
    assert page.status_code == 200, said(page)
    return {"part": str(part), "was": hidden(page.text, "was"), "words": area(page.text), "act": "save", "reason": REASON}  # fmt: skip


def test_every_text_that_is_opened_and_saved_unchanged_stays_as_it_is(desk: Visitor):
    before = desk.saves
    sight = desk.desk.office.look()
    records = [one for one in sight.repository.records if not one.is_closed]
    texts = [*sight.repository.documents, *records]
    assert len(texts) > 50
    for one in texts:
        path = one.path.removeprefix("docs/")
        page = desk.get(f"/write/{path}")
        number = int(hidden(page.text, "part"))
        answer = desk.post(f"/write/{path}", **opened(desk, path, number))
        assert answer.status_code == 303, one.path
    assert desk.git("status", "--porcelain") == ""
    assert desk.saves == before


def test_one_word_changed_is_one_line_changed_and_one_state(desk: Visitor):
    form = opened(desk, DRAFT, 1)
    form["words"] = re.sub(r"\b[a-z]+\b", "certain", form["words"], count=1)
    answer = desk.post(f"/write/{DRAFT}", **form)
    assert answer.headers["location"].startswith(f"/docs/{DRAFT}")
    assert desk.git("log", "-1", "--numstat", "--format=").split() == ["1", "1", f"docs/{DRAFT}"]
    assert desk.git("log", "-1", "--format=%s|%an").strip() == f"{REASON}|Jonas Petersen"


def test_one_word_in_any_section_of_any_text_changes_one_line_and_no_other_byte(nordwind: Path):
    tried = 0
    for path in sorted((nordwind / "docs").rglob("*.md")):
        text = path.read_text("utf-8")
        if not text.startswith("---\n"):
            continue
        for number, one in enumerate(sections_of(text)):
            browser = one.words.replace("\n", "\r\n").replace("\r\n", "\n")
            assert with_part(text, number, one.saying(browser)) == text
            words = re.sub(r"(?<=[a-z] )[a-z]+(?= [a-z])", "certain", one.words, count=1)
            if words == one.words:
                continue
            after = with_part(text, number, one.saying(words))
            pairs = zip(text.split("\n"), after.split("\n"), strict=True)
            changed = [(old, new) for old, new in pairs if old != new]
            assert len(changed) == 1, (path, one.title)
            tried += 1
    assert tried > 300


def test_a_text_in_force_stays_and_the_change_is_the_draft_of_the_next_version(desk: Visitor):
    assert "becomes the draft of version 1.1" in said(desk.get(f"/write/{POLICY}"))
    form = opened(desk)
    form["words"] = form["words"].replace(
        "We accept that experiments fail.", "We accept that tests fail."
    )
    assert desk.post(f"/write/{POLICY}", **form).status_code == 303
    assert desk.git("log", "-1", "--numstat", "--format=").split() == ["2", "2", f"docs/{POLICY}"]
    page = said(desk.get(f"/docs/{POLICY}"))
    assert "version 1.1, draft of the next version; version 1.0 is in force" in page
    again = opened(desk)
    again["words"] += "\r\n\r\nAnd more."
    assert desk.post(f"/write/{POLICY}", **again).status_code == 303
    assert desk.git("log", "-1", "--numstat", "--format=").split()[:2] == ["2", "0"]


def test_two_people_in_two_sections_are_both_saved(desk: Visitor):
    mine, theirs = opened(desk, part=3), opened(desk, part=6)
    theirs["words"] += "\r\n\r\nTheirs."
    mine["words"] += "\r\n\r\nMine."
    assert desk.post(f"/write/{POLICY}", **theirs).status_code == 303
    assert desk.post(f"/write/{POLICY}", **mine).status_code == 303
    text = (desk.root / "docs" / POLICY).read_text("utf-8")
    assert ("Mine.\n" in text, "Theirs.\n" in text) == (True, True)


def test_the_same_section_shows_both_texts_and_keeps_mine_in_the_editor(desk: Visitor):
    mine, theirs = opened(desk), opened(desk)
    theirs["words"] += "\r\n\r\nTheirs."
    mine["words"] += "\r\n\r\nMine."
    assert desk.post(f"/write/{POLICY}", **theirs).status_code == 303
    before = desk.saves
    clash = desk.post(f"/write/{POLICY}", **mine)
    assert clash.status_code == 409
    assert "Theirs." in said(clash)
    assert area(clash.text).endswith("Mine.")
    assert desk.saves == before
    joined = {
        **mine,
        "was": hidden(clash.text, "was"),
        "words": f"{area(clash.text)}\r\n\r\nTheirs.",
    }
    assert desk.post(f"/write/{POLICY}", **joined).status_code == 303


@pytest.mark.parametrize("reason", ["", "x", "update"])
def test_without_a_reason_nothing_is_saved_and_the_words_stay(desk: Visitor, reason):
    form = {**opened(desk), "reason": reason}
    form["words"] += "\r\n\r\nMore & <more>."
    answer = desk.post(f"/write/{POLICY}", **form)
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text
    assert area(answer.text).endswith("More & <more>.")
    assert desk.git("status", "--porcelain") == ""


def test_looking_at_it_first_shows_the_page_and_what_the_rules_say_and_writes_nothing(
    desk: Visitor,
):
    form = {**opened(desk), "act": "look"}
    form["words"] = "See [nothing](../no/such-page.md).\r\n\r\n<script>alert(1)</script>"
    answer = desk.post(f"/write/{POLICY}", **form)
    assert answer.status_code == 200
    assert "no/such-page.md" in said(answer)
    assert "<script>alert" not in answer.text
    assert re.search(r'class="findings"', answer.text)
    assert desk.git("status", "--porcelain") == ""


def test_words_that_a_gate_refuses_are_shown_with_the_reason_and_stay(desk: Visitor):
    form = opened(desk)
    form["words"] += "\r\n\r\n## A section of its own\r\n\r\nText."
    answer = desk.post(f"/write/{POLICY}", **form)
    assert answer.status_code == 409
    assert "where other sections" in said(answer)
    assert desk.git("status", "--porcelain") == ""


def test_a_place_that_is_filled_in_takes_the_place_of_its_brackets(desk: Visitor):
    path = desk.root / "docs" / POLICY
    text = path.read_text("utf-8").replace(
        "We accept that experiments fail.", "We accept [TODO: what you accept]."
    )
    path.write_text(text, "utf-8")
    desk.git("commit", "-qam", "Leave a place open in the policy again", "--no-verify")
    page = desk.get(f"/write/{POLICY}?part=3")
    assert "1 place to fill in" in said(page)
    form = opened(desk)
    form |= {"place__of": hidden(page.text, "place.of"), "place": "that some tests fail"}
    assert desk.post(f"/write/{POLICY}", **form).status_code == 303
    assert "We accept that some tests fail." in path.read_text("utf-8")


def test_advice_that_is_left_is_said_and_taking_it_away_leaves_nothing_unsaved(desk: Visitor):
    path = desk.root / f"docs/{DRAFT}"
    part = sections_of(path.read_text("utf-8"))[1]
    advice = f'{part.heading}\n\n!!! guidance "Say it short"\n    One sentence is enough.\n'
    text = path.read_text("utf-8").replace(f"{part.heading}\n", advice, 1)
    path.write_text(text, "utf-8", newline="\n")
    desk.git("commit", "--quiet", "--no-verify", "-am", "Put the advice back")
    place = f"/write/{DRAFT}?part=1"
    page = desk.get(place)
    assert "Advice is left to follow." in said(page)
    assert "Nothing is left to fill in." not in said(page)
    assert hidden(page.text, "reason").startswith("Complete “")
    note = desk.desk.notes.leave("Saved: the one before")
    assert "Saved: the one before" in said(desk.get(f"{place}&note={note}"))
    form = {**opened(desk, DRAFT, 1), "act": "done:0", "reason": ""}
    done = desk.post(f"{place}&note={note}", **form)
    assert "is taken away and saved" in said(done)
    assert "Saved: the one before" not in said(done)
    assert "data-typed" not in done.text
    assert "Nothing is left to fill in." in said(done)
    assert hidden(desk.get(place).text, "reason") == ""
    form = opened(desk, DRAFT, 1)
    typed = desk.post(place, **{**form, "words": f"{form['words']} And more.", "act": "look"})
    assert "data-typed" in typed.text
