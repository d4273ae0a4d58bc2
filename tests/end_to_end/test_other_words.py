"""A word that is none of ours leads on to the right one."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("chek", "`ims check`"),
        ("CHECK", "`ims check`"),
        ("statsu", "`ims status`"),
        ("covrage", "`ims coverage`"),
        ("lst", "`ims list`"),
        ("ad", "`ims add`"),
        ("aprove", "`ims approve`"),
        ("validate", "`ims check`"),
        ("log", "`ims history`"),
        ("view", "`ims show`"),
        ("todo", "`ims status`"),
        ("init", "`ims new`"),
        ("POL-0001", "`ims show POL-0001`"),
        ("xyzzy", "`ims --help`"),
    ],
)
def test_a_command_that_is_none(ims, word, meant):
    done = ims(word)
    assert done.code == 2
    assert meant in " ".join(done.err.split())


@pytest.fixture
def idea(acme, ims):
    assert ims("-C", acme, "add", "idea", "--no-input", "--set", "title=Repair box").code == 0
    return "IDE-0001"


@pytest.mark.parametrize("name", ["IDE-0001", "ide-0001", "Ide-0001", "ide-1", "ide1", "IDE 0001"])
@pytest.mark.parametrize("command", ["show", "check", "history"])
def test_an_id_is_known_however_it_is_written(acme, ims, idea, command, name):
    done = ims("-C", acme, command, name)
    assert done.code == 0, done.err
    assert "IDE-0001" in done.out + done.err


@pytest.mark.parametrize(
    "name", ["POL-0001", "pol-0001", "RSK-0001", "risks", "Risks", "innovation-manager"]
)
def test_check_takes_an_id_for_the_file_that_holds_it(acme, ims, name):
    done = ims("-C", acme, "check", name)
    assert done.code in (0, 1), done.err
    assert "does not exist" not in done.err


@pytest.mark.parametrize("name", ["XYZ-0001", "nothing", "docs/nothing.md", "../outside"])
def test_check_of_nothing_is_told(acme, ims, name):
    assert ims("-C", acme, "check", name).code == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("move", "PER-0001", "closed"), "an entry of docs/registers/people.yaml, from line"),
        (("close", "rsk-0001"), "Change its `status` there"),
        (("move", "POL-0001", "closed"), "`ims submit POL-0001`"),
        (("close", "pol1"), "`ims show POL-0001`"),
        (("move", "IDE-0009", "stopped"), "Did you mean IDE-0001?"),
        (("show", "XYZ-0001"), "There is no id"),
        (("show", "Risks"), "`ims table risks`"),
        (("table", "idea"), "`ims list idea`"),
        (("list", "Idees"), "Did you mean `idea`"),
        (("submit", "innovation policy"), "Did you mean POL-0001?"),
        (("submit", "ncr-0001"), "There is no document or register"),
    ],
)
def test_another_command_is_named(acme, ims, idea, arguments, words):
    done = ims("-C", acme, *arguments)
    assert done.code == 2
    assert words in " ".join(done.err.split())


@pytest.mark.parametrize("name", ["Idea", "IDE", "idea", "Nonconformity", "ncr"])
def test_a_type_is_explained_under_each_of_its_names(ims, tmp_path, name):
    assert ims("-C", tmp_path, "explain", name).code == 0


@pytest.mark.parametrize("name", ["PER-0002", "per-0002", "Sam Sample", "sam@example.org"])
def test_what_one_person_sees_to(acme, ims, name):
    done = ims("-C", acme, "status", "--person", name)
    assert done.code == 0, done.err
    assert "Sam Sample" in done.out


def test_errors_alone_are_shown_when_asked_for(acme, ims):
    done = ims("-C", acme, "check", "--errors")
    assert done.code == 1
    assert "CLS001 error" in done.out
    assert " warning: " not in done.out
    assert " 0 warnings" in done.out


def test_a_long_report_begins_with_its_kinds_and_the_first_thing_to_do(acme, ims):
    lines = ims("-C", acme, "check").out.splitlines()
    assert "errors" in lines[0]
    beginning = "\n".join(lines[: lines.index("")])
    assert "× DOC005 warning: No placeholder is left in a document" in beginning
    assert "Begin here: complete docs/registers/people.yaml" in beginning


def test_a_new_repository_is_told_that_its_errors_are_work_and_no_mistakes(acme, ims):
    assert "No text has a mistake" in ims("-C", acme, "check").out
    with (acme / "docs/registers/people.yaml").open("a", encoding="utf-8") as register:
        register.write("    colour: green\n")
    assert "No text has a mistake" not in ims("-C", acme, "check").out


@pytest.mark.parametrize(
    "words", [("under", "evaluation"), ("under evaluation",), ("Under", "Evaluation")]
)
def test_a_state_of_two_words_needs_no_quotation_marks(acme, ims, idea, words):
    done = ims("-C", acme, "move", "ide-1", *words, "--no-input")
    assert done.code == 1
    assert "cannot go to the state 'under evaluation' yet" in done.err
