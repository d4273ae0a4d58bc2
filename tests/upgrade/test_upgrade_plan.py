"""What a person sees before anything is written, and what stops an upgrade in a sentence."""

from __future__ import annotations

import json

import pytest
from former_template import ANSWERS_FILE, GUIDE, ISSUES, KICK_OFF, NEWEST, POLICY


def test_the_plan_says_what_would_happen_to_each_file_and_writes_nothing(acme, upgrade):
    acme.change(ISSUES, "    time_view: present\n", "    time_view: past\n")
    told = upgrade("--format", "json")
    assert told.code == 0
    kinds = {one["path"]: one["kind"] for one in json.loads(told.out)["items"]}
    assert kinds == {
        GUIDE: "untouched",
        POLICY: "untouched",
        ISSUES: "merged",
        KICK_OFF: "new",
    }
    assert acme.git("status", "--porcelain") == ""
    assert "ims upgrade --apply" in upgrade().out


def test_apply_takes_it_in_one_save_and_a_second_run_has_nothing_to_do(acme, upgrade, checked):
    before = checked(acme.root)
    done = upgrade("--apply")
    assert done.code == 0, done.err
    assert acme.git("rev-list", "--count", "HEAD").strip() == "2"
    assert acme.git("status", "--porcelain") == ""
    assert "They bind nobody" in acme.text(GUIDE)
    assert (acme.root / KICK_OFF).is_file()
    assert json.loads(acme.text(ANSWERS_FILE))["template_version"] == NEWEST
    record = acme.text("docs/records/change/CRQ-0001.md")
    assert f"Take template {NEWEST}" in record
    assert "POL-0001" in record
    assert checked(acme.root) <= before
    again = upgrade("--apply")
    assert again.out.startswith("Nothing to do")
    assert acme.git("rev-list", "--count", "HEAD").strip() == "2"


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        (ANSWERS_FILE, "{", "cannot be read"),
        (ANSWERS_FILE, "[" * 100_000, "cannot be read"),
        (ANSWERS_FILE, '{"template_version": "0.0.9", "answers": {"sites": 3}}', "no text"),
        (ANSWERS_FILE, '{"template_version": "0.0.9", "answers": {"sites": "Here"}}', "by hand"),
        (ANSWERS_FILE, '{"template_version": "7.1", "answers": {}}', "by hand"),
        (".ims/upgrade.json", "{}", "cannot be read"),
        (".ims/upgrade.json", '{"later": {"a": {"answers": "b"}}}', "cannot be read"),
    ],
)
def test_what_was_changed_by_hand_is_said_in_a_sentence(acme, upgrade, path, text, said):
    acme.write(path, text)
    for options in ([], ["--apply"]):
        told = upgrade(*options)
        assert told.code in (1, 3)
        assert said in told.err
        assert "hint:" in told.err


def test_a_repository_of_a_newer_template_is_left_alone(acme, upgrade):
    acme.change(ANSWERS_FILE, '"0.0.9"', '"7.1"')
    acme.git("checkout", "-q", "--orphan", "squashed")
    acme.save("docs: begin here")
    told = upgrade("--apply")
    assert told.code == 1
    assert "of template 7.1" in told.err
    assert "Install a newer ims-docs" in told.err


def test_another_build_is_said_and_nothing_is_written_before_somebody_names_the_base(acme, upgrade):
    acme.change(GUIDE, "Nobody approves them", "Other builds said this")
    acme.git("checkout", "-q", "--orphan", "other-build")
    from ims_docs.services.scaffold.new import FIRST_MESSAGE

    acme.save(FIRST_MESSAGE)
    told = upgrade("--apply")
    assert told.code == 1
    assert "Another build" in told.err
    assert "--from first" in told.err
    assert acme.git("status", "--porcelain") == ""
    assert upgrade("--apply", "--from", "first").code == 0
    assert "They bind nobody" in acme.text(GUIDE)
    assert upgrade().out.startswith("Nothing to do")


def test_a_name_that_nothing_is_known_of_is_wrong_usage(acme, upgrade):
    for options in (
        ["--later", "POL-0999"],
        ["--show", "nothing"],
        ["--from", "3"],
        ["--set", "x=1"],
    ):
        told = upgrade(*options)
        assert told.code == 2, options
        assert "hint:" in told.err
    assert upgrade("--set", "sites").code == 2


def test_without_answers_nothing_is_guessed(acme, upgrade):
    acme.git("rm", "-q", ANSWERS_FILE)
    acme.save()
    told = upgrade("--apply")
    assert told.code == 1
    assert "not known what this repository was made from" in told.err
