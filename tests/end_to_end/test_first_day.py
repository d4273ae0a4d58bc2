"""What stood in a newcomer's way on the first day: every hindrance at once, and the words that lead on."""

from __future__ import annotations

import pytest
from signers import make_key
from support import DEFAULTS, POLICY, POLICY_KEYS, policy

from ims_docs.adapters import installation
from ims_docs.cli.prompting import again_please, agreed
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
    lines = [one for one in said.splitlines() if " " in one.strip()]  # a path stays whole
    assert max(map(len, lines)) <= 50, said


def test_a_complete_text_leads_to_its_submission(git_repository, ims):
    root = git_repository([{POLICY: policy()}]).root
    said = " ".join(ims("-C", root, "check", POLICY).out.split())
    assert (
        'Next: bring POL-0001 into force: write version: "1.0" into it, save it, then '
        "`ims submit POL-0001`. `ims check` alone looks at everything."
    ) in said
    (root / POLICY).write_text(policy(keys=FINAL), "utf-8")
    said = " ".join(ims("-C", root, "check", POLICY).out.split())
    assert "Next: bring POL-0001 into force: save it, then `ims submit POL-0001`." in said
    narrow = ims("-C", root, "check", POLICY, "--select", "DOC").out
    assert "Next: nothing is open in this part." in narrow
    assert "into force" not in ims("-C", root, "check", "docs/leadership").out


def test_an_unsaved_baseline_is_named(git_repository, ims):
    recorded = DEFAULTS["ims.yml"] + "approval:\n  level: recorded\n"
    made = git_repository([{POLICY: policy(), "ims.yml": recorded}])
    plan = ("--no-input", "--set", "title=First audit", "--set", "owner=PER-0001")
    assert ims("-C", made.root, "add", "audit-plan", *plan).code == 0
    made.git("add", ".")
    made.git("commit", "-qm", "docs: plan the first audit")
    sample = ("audit", "sample", "APL-0001", "--type", "idea", "--size", "1", "--seed", "4")
    assert ims("-C", made.root, "baseline", "create", "audit", "--as", "PER-0001").code == 0
    refused = ims("-C", made.root, *sample, "--seed-from", "dice")
    assert "The baseline audit is not saved yet" in refused.err
    assert '`ims save baselines --reason "Fix the baseline audit"`' in refused.err


def test_coverage_of_one_clause_is_that_clause_and_those_below(acme, ims):
    said = ims("-C", acme, "coverage", "5.1").out
    assert [one.split()[0] for one in said.splitlines() if "□" in one or "■" in one] == [
        "5.1", "5.1.1", "5.1.2", "5.1.3",
    ]  # fmt: skip
    refused = ims("-C", acme, "coverage", "99")
    assert refused.code == 2
    assert "has no clause '99'" in refused.err


def test_a_word_that_is_neither_yes_nor_no_is_asked_again(monkeypatch, capsys):
    said = iter(["ja", "Yes"])
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(said))
    assert agreed("Do you approve it?", default=False)
    assert "Type y for yes, or n for no." in capsys.readouterr().err
    monkeypatch.setattr("click.prompt", lambda *_, **__: "")
    assert agreed("Save it?", default=True)
    assert not agreed("Approve it?", default=False)


def test_a_missing_part_comes_from_the_folder_that_was_installed(tmp_path, monkeypatch):
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.setattr(installation, "source", lambda: tmp_path)
    assert installation.adding("pdf").endswith(f" -m pip install '{tmp_path}[pdf]'")


def test_whoever_joins_is_told_to_say_who_they_are(git_repository, ims, tmp_path, home):
    made = git_repository([{POLICY: policy()}])
    assert ims("-C", made.root, "share", tmp_path / "shared").code == 0
    (tmp_path / "mine").mkdir()
    joined = ims("-C", tmp_path / "mine", "share", tmp_path / "shared")
    assert joined.code == 0
    assert 'git config --global user.name "Your Name"' in joined.err


@pytest.mark.parametrize(
    "command", ["site build", "gap", "verify", "check", "coverage", "portal build"]
)
def test_what_is_written_to_a_place_has_a_short_option(ims, command):
    assert "-o, --output" in ims(*command.split(), "--help").out


def test_nobody_becomes_an_auditor_by_saying_nothing(acme, ims):
    said = ("--no-input", "--set", "title=First audit", "--set", "owner=PER-0001")
    made = ims("-C", acme, "add", "audit-plan", *said)
    assert made.code == 0, made.err
    text = (acme / "docs/records/audit-plan/APL-0001.md").read_text("utf-8")
    assert "owner: PER-0001\n" in text
    assert 'lead_auditor: "[TODO: Lead auditor]"\n' in text
    assert ims("-C", acme, "check", "APL-0001").code == 0
