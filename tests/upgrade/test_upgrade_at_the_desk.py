"""A newer template at the desk: looked at, decided, taken in one save; what is approved stays in force."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from former_template import GUIDE, NEW, NEWEST, OLD, POLICY, Acme, written

from ims_docs.cli import run

sys.path.insert(0, str(Path(__file__).parents[1] / "desk"))
from visiting import SAME, Visitor, hidden, said

OURS = "an idea counts as soon as it is told"


@pytest.fixture
def desk(acme: Acme) -> Visitor:
    people = re.findall(r"name: (\S.*)", acme.text("docs/registers/people.yaml"))
    return Visitor(acme.root).sit(people[0].strip('"'))


def test_the_plan_is_shown_taken_in_one_save_and_the_second_time_there_is_nothing(acme, desk):
    text = written(acme)
    saves = desk.saves
    shown = desk.get("/upgrade")
    assert shown.status_code == 200
    words = said(shown)
    assert f"From version 0.0.9 to version {NEWEST}" in words
    assert "POL-0001" in words
    assert "<ins" in shown.text
    assert "drawer" in words
    assert "Write the purpose in your own words" in words.partition("News for whoever writes")[2]
    assert desk.git("status", "--porcelain") == ""
    done = desk.post("/upgrade", mark=hidden(shown.text, "mark"), base="", later=GUIDE)
    assert done.status_code == 303, said(done)
    assert desk.saves == saves + 1
    assert acme.text(POLICY) == text.replace(OLD, NEW)
    assert "Nobody approves them" in acme.text(GUIDE)
    assert desk.git("status", "--porcelain") == ""
    again = desk.get(done.headers["location"])
    words = said(again)
    assert "CRQ-0001 tells what changed" in words
    assert "What was put off the last time is asked again" in words
    assert GUIDE in words
    taken = desk.post("/upgrade", mark=hidden(again.text, "mark"))
    assert taken.status_code == 303
    assert f"Nothing is to be done: version {NEWEST}" in said(desk.get("/upgrade"))


@pytest.mark.parametrize("choice", ["mine", "theirs", "both", "own", "later", ""])
def test_a_clash_is_one_question_and_what_nobody_decides_is_asked_again(acme, desk, choice):
    text = written(acme).replace(OLD, OURS)
    acme.write(POLICY, text)
    shown = desk.get("/upgrade").text
    key = re.search(r'name="choice\.([0-9a-f]+)"', shown)
    assert key
    assert "Write it yourself" in shown
    form = {"mark": hidden(shown, "mark"), f"choice.{key[1]}": choice}
    empty = desk.ask("POST", "/upgrade", SAME, {**form, f"choice.{key[1]}": "own", f"own.{key[1]}": " "})  # fmt: skip
    assert empty.status_code == 422
    assert "Write what is to stay there" in empty.text
    assert acme.text(POLICY) == text
    own = {f"own.{key[1]}": "Only what is tried counts."} if choice == "own" else {}
    done = desk.ask("POST", "/upgrade", SAME, {**form, **own})
    assert done.status_code == 303, done.text
    now = acme.text(POLICY)
    assert (OURS in now, NEW in now, "Only what is tried counts." in now) == {
        "mine": (True, False, False),
        "theirs": (False, True, False),
        "both": (True, True, False),
        "own": (False, False, True),
    }.get(choice, (True, False, False))
    assert not re.search("^[<>=|]{7}", now, re.MULTILINE)
    waits = choice in ("later", "")
    assert (f"choice.{key[1]}" in desk.get("/upgrade").text) is waits


def test_an_approved_text_is_taken_as_the_draft_of_its_next_version(acme, approved, desk, capsys):
    text = approved
    shown = desk.get("/upgrade")
    assert "approved, and stays in force" in said(shown)
    first = desk.post("/upgrade", mark=hidden(shown.text, "mark"))
    assert first.status_code == 303
    assert acme.text(POLICY) == text
    again = desk.get("/upgrade").text
    assert 'name="take"' in again
    taken = desk.post("/upgrade", mark=hidden(again, "mark"), take=POLICY)
    assert taken.status_code == 303, said(taken)
    assert acme.text(POLICY) == text.replace(OLD, NEW).replace('"1.0"', '"1.1"')
    capsys.readouterr()
    assert run(["-C", str(acme.root), "show", "POL-0001", "--in-force"]) == 0
    assert capsys.readouterr().out.endswith(text)
    assert 'name="take"' not in desk.get("/upgrade").text


def test_what_was_saved_in_the_meantime_is_looked_at_again(acme, desk):
    mark = hidden(desk.get("/upgrade").text, "mark")
    acme.change(GUIDE, "Nobody approves them", "Nobody at all approves them")
    saves = desk.saves
    answer = desk.post("/upgrade", mark=mark, later="docs/leadership/innovation-policy.md")
    assert answer.status_code == 409
    assert "looked at again" in answer.text
    assert re.search(r'value="docs/leadership/innovation-policy.md" checked', answer.text)
    assert desk.saves == saves


def test_where_it_is_not_known_what_the_texts_were_made_from_somebody_says_it(acme, desk):
    answers = acme.text(".ims/answers.json").replace('"0.0.9"', '"0.0.5"')
    acme.write(".ims/answers.json", answers, saves=False)
    acme.git("add", "-A")
    acme.git("commit", "-q", "--amend", "--no-edit")
    shown = desk.get("/upgrade")
    assert "Nothing can be taken before somebody says" in said(shown)
    assert "Take it, in one save" not in shown.text
    chosen = desk.get("/upgrade?base=first").text
    assert desk.post("/upgrade", mark=hidden(chosen, "mark"), base="first").status_code == 303
    assert "0.0.5" not in acme.text(".ims/answers.json")
