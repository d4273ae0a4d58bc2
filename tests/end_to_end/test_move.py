"""A record goes its way: move, close, correct, as their user types them."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ims_docs.formats import frontmatter

IDEA = "docs/records/idea/IDE-0001.md"
LESSON = "docs/records/lesson/LES-0001.md"
LEARNED = (
    "--set",
    "learned_from=failure",
    "--set",
    "shared_with=all",
    "--set",
    "shared_on=2026-01-09",
)


@pytest.fixture
def idea(acme, ims):
    done = ims(
        "-C", acme, "add", "idea", "--set", "title=Repair box", "--set", "author=PER-0001",
        "--set", "idea_type=product", "--set", "The idea=One box for the repair.",
    )  # fmt: skip
    assert done.code == 0, done.err
    return acme / IDEA


@pytest.fixture
def lesson(acme, ims, git):
    """A closed lesson that git keeps."""
    sections = [
        part
        for title in (
            "What happened",
            "What we learned",
            "What to do next time",
            "How it was passed on",
        )
        for part in ("--set", f"{title}=We wrote it down.")
    ]
    assert (
        ims("-C", acme, "add", "lesson", "--set", "title=Ask who pays", *LEARNED, *sections).code
        == 0
    )
    done = ims("-C", acme, "close", "LES-0001", "--commit")
    assert done.code == 0, done.err
    return acme / LESSON


def keys(path: Path) -> dict:
    front, _, _ = frontmatter.split(path.read_text("utf-8"))
    return frontmatter.parse(front).values


def said_in(done) -> str:
    """What was said, however wide the terminal is."""
    return " ".join(done.err.split())


def test_what_a_state_asks_for_is_named_with_the_way_to_say_it(acme, ims, idea):
    before = idea.read_bytes()
    done = ims("-C", acme, "move", "IDE-0001", "under evaluation")
    assert done.code == 1
    assert '--set evaluated_by="…"' in said_in(done)
    assert '--set "Who it helps and how=…"' in said_in(done)
    assert "Nothing was changed." in said_in(done)
    assert idea.read_bytes() == before


def test_a_step_is_told_in_one_sentence_and_again_is_no_step(acme, ims, idea):
    step = ("-C", acme, "move", "IDE-0001", "under evaluation")
    said = ("--set", "evaluated_by=PER-0001", "--set", "Who it helps and how=Workshops.")
    done = ims(*step, *said)
    assert (done.code, done.out) == (0, f"IDE-0001 {IDEA}\n")
    assert said_in(done) == (
        "IDE-0001 \"Repair box\" is now in the state 'under evaluation'. "
        "Next it can go to: taken up, combined, kept for later, stopped."
    )
    before = idea.read_bytes()
    again = ims(*step)
    assert (again.code, again.out) == (0, f"IDE-0001 {IDEA}\n")
    assert "already. Nothing was changed." in said_in(again)
    assert idea.read_bytes() == before


def test_a_stopped_idea_leaves_a_learning_and_no_template_text(acme, ims, idea):
    done = ims(
        "-C", acme, "move", "IDE-0001", "stopped", "--set", "learning=Others sell it at half the price.",
        "--set", "decided_by=PER-0001", "--set", "feedback_on=2026-01-08",
        "--set", "Decision and feedback=Not now. Told on 8 January.",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert keys(idea)["learning"] == "Others sell it at half the price."
    assert keys(idea)["status"] == "stopped"
    assert "TODO" not in idea.read_text("utf-8")
    assert "guidance" not in idea.read_text("utf-8")
    assert ims("-C", acme, "check", IDEA).code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("move", "IDE-0001", "taken up"), "It can go to: under evaluation, stopped."),
        (("move", "IDE-0001", "sold"), "States: open, under evaluation"),
        (("move", "IDE-0001", "sold"), "An idea has no state 'sold'"),
        (("move", "IDE-0009", "stopped"), "Did you mean IDE-0001?"),
        (("move", "POL-0001", "stopped"), "is no record"),
        (("close", "IDE-0002"), "There is no record 'IDE-0002'"),
        (("correct", "IDE-0001", "--reason", "A word was wrong", "--text", "x"), "is not closed"),
        (("move", "IDE-0001", "stopped", "--set", "colour=red"), "has no key 'colour'"),
    ],
)
def test_a_wrong_word_is_answered_with_the_right_one(acme, ims, idea, arguments, words):
    before = idea.read_bytes()
    done = ims("-C", acme, *arguments)
    assert done.code == 2
    assert words in said_in(done)
    assert idea.read_bytes() == before


def test_a_wrong_value_is_found_before_it_is_written(acme, ims, idea):
    before = idea.read_bytes()
    done = ims(
        "-C", acme, "move", "IDE-0001", "stopped", "--set", "learning=It was known.",
        "--set", "decided_by=PER-0099", "--set", "feedback_on=2026-01-08",
        "--set", "Decision and feedback=No.",
    )  # fmt: skip
    assert done.code == 1
    assert "LNK005 error: There is no person PER-0099" in said_in(done)
    assert idea.read_bytes() == before


def test_a_step_without_a_state_names_the_states(acme, ims, idea):
    done = ims("-C", acme, "move", "IDE-0001")
    assert done.code == 2
    assert "Next it can go to: under evaluation" in said_in(done)


def test_closing_takes_the_one_way_there_is(acme, ims):
    assert ims("-C", acme, "add", "lesson", "--set", "title=Ask", *LEARNED).code == 0
    done = ims("-C", acme, "close", "LES-0001")
    assert done.code == 1
    assert 'Section "What we learned":' in said_in(done)


def test_what_was_left_for_later_is_asked_for_when_it_closes(acme, ims):
    done = ims("-C", acme, "add", "nonconformity", "--set", "title=Wrong drawing")
    assert done.code == 0, done.err
    texts = [
        "What happened",
        "Correction",
        "Cause",
        "Similar cases",
        "Risks and changes to the system",
    ]
    steps = {
        "contained": texts[:2],
        "cause found": texts[2:4],
        "action done": texts[4:],
    }
    actions = "actions=[{what: Tell, who: PER-0001, due: 2026-01-09, done_on: 2026-01-09}]"
    for state, sections in steps.items():
        said = [f"{one}=We looked at it." for one in sections]
        said += [actions] if state == "cause found" else []
        given = [part for one in said for part in ("--set", one)]
        done = ims("-C", acme, "move", "NCR-0001", state, *given)
        assert done.code == 0, said_in(done)
    done = ims(
        "-C", acme, "move", "NCR-0001", "effective", "--set", "Effectiveness=None for weeks."
    )
    assert done.code == 1
    assert "Still missing:" in said_in(done)
    assert "Clauses: --set" in said_in(done)
    assert "How it was found: --set" in said_in(done)
    assert "REC003" not in said_in(done)


def test_a_commit_holds_the_record_alone_and_says_what_happened(acme, ims, git, idea):
    (acme / "README.md").write_text("Work of somebody else.\n", "utf-8")
    git(acme, "add", "README.md")
    done = ims(
        "-C", acme, "move", "IDE-0001", "under evaluation", "--commit",
        "--set", "evaluated_by=PER-0001", "--set", "Who it helps and how=Workshops.",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert "Saved to git as " in said_in(done)
    assert git(acme, "log", "-1", "--format=%s").stdout == (
        'Move IDE-0001 to "under evaluation": Repair box\n'
    )
    assert git(acme, "show", "--name-only", "--format=").stdout == f"{IDEA}\n"
    assert git(acme, "diff", "--cached", "--name-only").stdout == "README.md\n"


def test_a_merge_that_is_under_way_is_said_before_anything_is_written(acme, ims, git, idea):
    before = idea.read_bytes()
    (acme / ".git/MERGE_HEAD").write_text(git(acme, "rev-parse", "HEAD").stdout, "utf-8")
    done = ims("-C", acme, "move", "IDE-0001", "stopped", "--commit")
    assert done.code == 3
    assert "A merge is under way" in said_in(done)
    assert idea.read_bytes() == before


def test_a_lock_of_git_is_named_and_left(acme, ims, idea):
    lock = acme / ".git/index.lock"
    lock.touch()
    done = ims("-C", acme, "move", "IDE-0001", "stopped", "--commit")
    assert done.code == 3
    assert "index.lock exists" in said_in(done)
    assert lock.exists()


def test_a_person_whom_git_does_not_know_is_told_how_to_say_it(acme, ims, monkeypatch, idea):
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{name}_NAME", raising=False)
        monkeypatch.delenv(f"GIT_{name}_EMAIL", raising=False)
    subprocess.run(["git", "config", "user.useConfigOnly", "true"], cwd=acme, check=True)
    done = ims("-C", acme, "move", "IDE-0001", "stopped", "--commit")
    assert done.code == 3
    assert "Git does not know who you are" in said_in(done)
    assert "git config --global user.name" in said_in(done)


def test_an_editor_gets_the_text_and_its_result_is_judged(acme, ims, monkeypatch, tmp_path, idea):
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys\n"
        "path = sys.argv[1]\n"
        "text = open(path).read()\n"
        "text = text.replace('[TODO: who benefits and how]', 'Workshops.')\n"
        "text = text.replace('evaluated_by', 'evaluated_by')\n"
        "text = text.replace('status: under', 'evaluated_by: [PER-0001]\\nstatus: under')\n"
        "open(path, 'w').write(text)\n",
        "utf-8",
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} {editor}")
    done = ims("-C", acme, "move", "IDE-0001", "under evaluation", "--edit")
    assert done.code == 0, done.err
    assert keys(idea)["evaluated_by"] == ["PER-0001"]


def test_an_editor_that_saves_nothing_changes_nothing(acme, ims, monkeypatch, idea):
    before = idea.read_bytes()
    monkeypatch.setenv("EDITOR", "true")
    done = ims("-C", acme, "move", "IDE-0001", "under evaluation", "--edit")
    assert done.code == 130
    assert idea.read_bytes() == before


def test_a_correction_keeps_what_stood_there(acme, ims, git, lesson):
    before = lesson.read_text("utf-8")
    done = ims(
        "-C", acme, "correct", "LES-0001", "--reason", "The meeting was two days later",
        "--set", "shared_on=2026-01-11", "--text", "It was on 11 January.", "--commit",
    )  # fmt: skip
    assert done.code == 0, done.err
    (correction,) = keys(lesson)["corrections"]
    assert correction["changed"] == [{"key": "shared_on", "was": "2026-01-09", "is": "2026-01-11"}]
    body = before.partition("\n---\n")[2].rstrip()
    assert lesson.read_text("utf-8").partition("\n---\n")[2].startswith(body)
    assert "It was on 11 January." in lesson.read_text("utf-8")
    assert ims("-C", acme, "check", LESSON).code == 0
    again = ims(
        "-C", acme, "correct", "LES-0001", "--reason", "And one word more", "--text", "So it is."
    )
    assert again.code == 0, again.err
    assert len(keys(lesson)["corrections"]) == 2
    assert ims("-C", acme, "check", LESSON).code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--reason", "typo", "--text", "x"), "is too short"),
        (("--reason", "It has to be open again", "--set", "status=open"), "cannot be corrected"),
        (("--reason", "Nothing is said here"), "Nothing is corrected"),
        (("--reason", "Another text for it", "--set", "What happened=No."), "stay as they are"),
    ],
)
def test_what_is_no_correction_is_refused(acme, ims, lesson, arguments, words):
    before = lesson.read_bytes()
    done = ims("-C", acme, "correct", "LES-0001", *arguments)
    assert done.code == 2
    assert words in said_in(done)
    assert lesson.read_bytes() == before


def test_a_closed_record_that_is_rewritten_does_not_pass_the_gate(acme, gated_git, lesson):
    lesson.write_text(lesson.read_text("utf-8").replace("Ask who pays", "Ask nobody"), "utf-8")
    gated_git(acme, "add", "-A")
    done = gated_git(acme, "commit", "-m", "make it look better", check=False)
    assert done.returncode == 1
    said = " ".join((done.stdout + done.stderr).split())
    assert "HIS001 error: LES-0001 was closed, and it was changed without a correction" in said


def test_a_closed_record_that_is_removed_does_not_pass_the_gate(acme, gated_git, lesson):
    gated_git(acme, "rm", "-q", LESSON)
    done = gated_git(acme, "commit", "-m", "clean up a little", check=False)
    assert done.returncode == 1
    said = " ".join((done.stdout + done.stderr).split())
    assert "HIS002 error: LES-0001 was closed and is gone" in said


def test_nothing_is_written_in_a_folder_that_may_not_be_written(acme, ims, idea):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    before = idea.read_bytes()
    idea.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    done = ims("-C", acme, "move", "IDE-0001", "stopped", *LEARNED)
    idea.parent.chmod(stat.S_IRWXU)
    assert done.code == 3
    assert idea.read_bytes() == before
