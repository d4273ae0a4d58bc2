"""What stood in a newcomer's way on the first day: every hindrance at once, and the words that lead on."""

from __future__ import annotations

import pytest
from signers import make_key
from support import DEFAULTS, POLICY, POLICY_KEYS, policy

from ims_docs.cli.prompting import again_please
from ims_docs.cli.writing import fitted
from ims_docs.services.scaffold.questions import QUESTIONS

FINAL = POLICY_KEYS.replace('"0.1"', '"1.0"')
PEOPLE = "docs/registers/people.yaml"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The home folder of somebody who has no key yet."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_draft_and_a_missing_key_are_told_at_once(git_repository, ims, home):
    made = git_repository([{POLICY: policy()}])
    made.git("config", "user.email", "ada@example.org")
    refused = ims("-C", made.root, "submit", "POL-0001")
    assert refused.code == 1
    said = " ".join(refused.err.split())
    assert "Version 0.1 says that POL-0001 is a draft. And there is no key at" in said
    assert said.index('Write version: "1.0"') < said.index("Then make one with `ims key new`")
    assert "`ims trust add PER-0001`" in said


def test_a_text_that_is_ready_tells_of_the_key_alone(git_repository, ims, home):
    made = git_repository([{POLICY: policy(keys=FINAL)}])
    refused = ims("-C", made.root, "submit", "POL-0001")
    assert refused.code == 2
    assert refused.err.startswith(f"error: There is no key at {home}/.ssh/ims-docs\n")


def test_half_a_name_asks_who_is_meant_and_nobody_is_put_on_the_list(git_repository, ims, tmp_path):
    root = git_repository().root
    key = make_key(tmp_path / "key")
    refused = ims("-C", root, "trust", "add", "Ada", "--key", key)
    assert refused.code == 2
    assert "Did you mean PER-0001 (Ada Author)?" in refused.err
    assert not (root / "trust").exists()
    assert "Did you mean PER-0002 (Ben Boss)?" in ims("-C", root, "trust", "close", "Ben").err
    assert "Add the person first" in ims("-C", root, "trust", "add", "Zoe", "--key", key).err


def test_status_says_what_is_complete_and_how_it_comes_into_force(git_repository, ims):
    made = git_repository([{POLICY: policy()}])
    said = " ".join(ims("-C", made.root, "status").out.split())
    assert "complete and not submitted: POL-0001, people, roles." in said
    assert 'write version: "1.0" into each that is a draft, save, then `ims submit --all`' in said
    assert "submitted" not in ims("-C", made.root, "status", "--person", "PER-0001").out


def test_errors_alone_name_the_same_first_step(acme, ims):
    whole, errors = ims("-C", acme, "check"), ims("-C", acme, "check", "--errors")
    assert "Next: complete docs/registers/people.yaml (1 place)." in whole.out
    assert whole.out.splitlines()[-1] == errors.out.splitlines()[-1]


def test_a_new_person_is_active(git_repository, ims):
    root = git_repository().root
    named = ("--set", "name=Cleo Clerk", "--set", "email=cleo@example.org")
    assert ims("-C", root, "add", "people", *named, "--no-input").code == 0
    entry = (root / PEOPLE).read_text().removeprefix(DEFAULTS[PEOPLE])
    assert "active: active" in entry
    assert "TODO" not in entry


def test_at_a_prompt_nothing_is_there_that_could_be_deleted(capsys):
    again_please("No such id", "Name an id that is there, or delete the line.")
    assert capsys.readouterr().err == (
        "  Please try again: No such id. Name an id that is there.\n"
    )


def test_the_help_counts_the_questions(ims):
    assert f"Asks {len(QUESTIONS)} questions" in ims("new", "--help").out


def test_an_id_is_explained_by_one_of_its_kind(ims):
    keys = [one for one in ims("explain", "idea").out.splitlines() if "an id, such as" in one]
    assert keys
    assert all("such as OPP-0001" in one for one in keys if "`opportunity`" in one)
    assert any("`opportunity`" in one for one in keys)


def test_sentences_fit_the_terminal_and_leave_commands_whole(monkeypatch):
    text = "error: Nobody is called so\nhint: Did you mean PER-0001? Somebody else is added first, by `ims add people`."
    assert fitted(text) == text
    monkeypatch.setenv("COLUMNS", "78")
    assert fitted(text).splitlines()[1:] == [
        "hint: Did you mean PER-0001? Somebody else is added first, by",
        "  `ims add people`.",
    ]
    assert fitted("  new      IDE-0001 An idea  docs/records/idea/IDE-0001.md" + "x" * 30) == (
        "  new      IDE-0001 An idea\n    docs/records/idea/IDE-0001.md" + "x" * 30
    )


@pytest.mark.parametrize(
    "command", [("chek",), ("move", "IDE-0099"), ("trust", "add", "Nobody At All")]
)
def test_what_went_wrong_is_told_in_lines_that_fit(acme, ims, monkeypatch, command):
    monkeypatch.setenv("COLUMNS", "50")
    said = ims("-C", acme, *command).err
    assert max(map(len, said.splitlines())) <= 50, said
