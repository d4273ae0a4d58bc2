"""`ims save`, `undo`, `restore` and `rename`: what a person does instead of git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from support import POLICY, POLICY_KEYS, policy

IDEA = "docs/records/idea/IDE-0001.md"
WHY = "Put the words of the workshop in"


SCOPE = "docs/context/ims-scope.md"
TO_POLICY = "../leadership/innovation-policy.md#purpose"
SECTIONS = (
    "Purpose",
    "Organisation and sites",
    "Kinds of innovation and approaches",
    "Scope statement",
    "What is outside and why",
    "Interfaces",
    "Which requirements apply",
    "Review",
)


@pytest.fixture
def acme(git_repository, git) -> Path:
    """A small system in the clone of a registered person."""
    keys = POLICY_KEYS.replace("POL-0001", "SCP-0001").replace("innovation-policy", "ims-scope")
    body = "".join(f"## {title}\n\nSee the [policy]({TO_POLICY}).\n\n" for title in SECTIONS)
    scope = f"---\n{keys}---\n\n{body}"
    index = "# Home\n\nThe [policy](leadership/innovation-policy.md) and the [scope](context/ims-scope.md).\n"
    link = "\nSee the [scope](../context/ims-scope.md).\n"
    files = {POLICY: policy(more=link), SCOPE: scope, "docs/index.md": index}
    root = git_repository([files, {"docs/index.md": f"{index}\nRead them.\n"}]).root
    git(root, "config", "user.email", "ada@example.org")
    git(root, "config", "user.name", "ada on her laptop")
    return root


@pytest.fixture
def changed(acme) -> Path:
    """A policy and a scope that somebody has changed, and an idea that is new."""
    for name in ("leadership/innovation-policy", "context/ims-scope"):
        file = acme / f"docs/{name}.md"
        file.write_text(file.read_text() + "\nOne more sentence of ours.\n")
    return acme


def saved(root: Path, *form: str) -> str:
    done = subprocess.run(
        ["git", "log", "-1", *form], cwd=root, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def states(root: Path) -> int:
    return len(saved(root, "-n100", "--format=%H").split())


def unsaved(root: Path) -> str:
    done = subprocess.run(
        ["git", "status", "--porcelain", "-uall"], cwd=root, capture_output=True, check=True
    )
    return done.stdout.decode()


def test_what_is_named_is_saved_and_nothing_else(changed, ims, git):
    git(changed, "add", "docs/context/ims-scope.md")  # staged by somebody, and not meant
    done = ims("-C", changed, "save", "pol-0001", "--reason", WHY)
    assert done.code == 0, done.err
    assert saved(changed, "--format=%s", "--name-only").split("\n") == [WHY, "", POLICY]
    assert "M  docs/context/ims-scope.md" in unsaved(changed)
    assert done.out.strip() == saved(changed, "--format=%H")
    assert "One file more is not saved." in done.err


def test_the_author_is_the_registered_person(changed, ims):
    ims("-C", changed, "save", "POL-0001", "--reason", WHY)
    assert saved(changed, "--format=%an %ae") == "Ada Author ada@example.org"


def test_everything_is_shown_and_saved(changed, ims):
    done = ims("-C", changed, "save", "--reason", WHY)
    assert done.code == 0, done.err
    assert unsaved(changed) == ""
    assert "changed  POL-0001 Innovation policy" in done.err
    assert "changed  SCP-0001" in done.err
    before = states(changed)
    again = ims("-C", changed, "save", "--reason", WHY)
    assert (again.code, again.out, again.err) == (0, "", "Everything is saved.\n")
    assert states(changed) == before


def test_an_approval_is_saved_with_its_text(changed, ims):
    statement = changed / "approvals/POL-0001/note.txt"
    statement.parent.mkdir(parents=True)
    statement.write_text("x")
    done = ims("-C", changed, "save", "POL-0001", "--reason", WHY)
    assert "new      a statement about POL-0001" in done.err
    assert done.code == 1  # it is no statement, and a gate says so
    assert "APR" in done.err


@pytest.mark.parametrize(
    ("reason", "word"), [("fix", "does not say why"), ("update document", "does not say why")]
)
def test_a_reason_that_says_nothing_is_refused(changed, ims, reason, word):
    before = states(changed)
    done = ims("-C", changed, "save", "POL-0001", "--reason", reason)
    assert done.code == 1
    assert word in done.err
    assert states(changed) == before


def test_without_a_terminal_the_reason_has_to_be_given(changed, ims):
    done = ims("-C", changed, "save", "POL-0001")
    assert done.code == 2
    assert "--reason" in done.err


def test_what_a_gate_refuses_is_not_saved_and_stays(acme, ims):
    before, file = states(acme), acme / "docs/context/stray.md"
    file.write_text("A page without keys.\n")
    done = ims("-C", acme, "save", "--reason", WHY)
    assert done.code == 1
    assert "docs/context/stray.md:1:1 SHP001" in done.err
    assert "Nothing was saved." in done.err
    assert file.is_file()
    assert states(acme) == before


def test_nobody_is_not_made_the_author(changed, ims, git, monkeypatch):
    git(changed, "config", "user.email", "who@example.org")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_EMAIL")
    done = ims("-C", changed, "save", "POL-0001", "--reason", WHY)
    assert done.code == 2
    assert "who@example.org" in done.err
    named = ims("-C", changed, "save", "POL-0001", "--reason", WHY, "--as", "PER-0001")
    assert named.code == 0, named.err
    assert saved(changed, "--format=%ae") == "ada@example.org"


def test_an_unknown_name_leads_on(changed, ims):
    done = ims("-C", changed, "save", "POL-0099", "--reason", WHY)
    assert done.code == 2
    assert "POL-0099" in done.err


def test_a_name_that_git_cannot_quote_is_saved(acme, ims):
    (acme / ":(top)weird").write_text("x")
    done = ims("-C", acme, "save", ":(top)weird", "--reason", WHY)
    assert done.code == 0, done.err
    assert saved(acme, "--format=", "--name-only") == ":(top)weird"


def test_what_is_gone_needs_its_statement(acme, ims, git):
    git(acme, "rm", "-q", POLICY)
    done = ims("-C", acme, "save", "--reason", WHY)
    assert done.code == 1
    assert "HIS004" in done.err


def test_undo_is_a_new_state_and_can_be_done_again(changed, ims):
    was = (changed / POLICY).read_bytes()
    ims("-C", changed, "save", "--reason", WHY)
    count = states(changed)
    done = ims("-C", changed, "undo")
    assert done.code == 0, done.err
    assert states(changed) == count + 1
    assert saved(changed, "--format=%s") == f"Undo: {WHY}"
    assert unsaved(changed) == ""
    assert (changed / POLICY).read_bytes() != was
    assert ims("-C", changed, "undo").code == 0
    assert saved(changed, "--format=%s") == f"Do again: {WHY}"
    assert (changed / POLICY).read_bytes() == was


def test_undo_of_something_new_says_where_it_went(acme, ims):
    ims(
        "-C", acme, "add", "idea", "--set", "title=Repair box", "--set", "author=PER-0001",
        "--set", "idea_type=product",
    )  # fmt: skip
    text = (acme / IDEA).read_text()
    (acme / IDEA).write_text(text.replace("[TODO: what is proposed]", "Put all in one box."))
    assert ims("-C", acme, "save", "IDE-0001", "--reason", "Keep the idea of the box").code == 0
    done = ims("-C", acme, "undo")
    assert done.code == 0, done.err
    assert not (acme / IDEA).exists()
    assert "IDE-0001 went by a removal statement" in done.err
    said = (acme / "approvals/IDE-0001/removed.txt").read_text()
    assert "reason: Undo: Keep the idea of the box" in said


def test_undo_loses_nothing_that_is_not_saved(changed, ims):
    ims("-C", changed, "save", "--reason", WHY)
    (changed / POLICY).write_text((changed / POLICY).read_text() + "\nAnd more.\n")
    before = (changed / POLICY).read_bytes()
    done = ims("-C", changed, "undo")
    assert done.code == 1
    assert POLICY in done.err
    assert (changed / POLICY).read_bytes() == before


def test_undo_asks_before_it_takes_back_what_others_saved(changed, ims, git):
    git(changed, "commit", "-qam", WHY, "--author", "Eve <eve@example.org>")
    done = ims("-C", changed, "undo")
    assert done.code == 2
    assert "by eve@example.org" in done.err
    assert ims("-C", changed, "undo", "--yes").code == 0


def test_undo_takes_no_merge_and_no_first_state_back(acme, ims, git):
    git(acme, "checkout", "-q", "-b", "old", "HEAD~1")
    assert "first state" in ims("-C", acme, "undo").err
    git(acme, "checkout", "-qb", "side")
    git(acme, "commit", "-q", "--allow-empty", "-m", "Look at it from the side")
    git(acme, "checkout", "-q", "-")
    git(acme, "merge", "-q", "--no-ff", "side", "-m", "Merge branch 'side'")
    done = ims("-C", acme, "undo")
    assert done.code == 1
    assert "brought together" in done.err


def test_restore_puts_the_last_saved_text_back_and_keeps_the_other(changed, ims, git):
    new = (changed / POLICY).read_bytes()
    done = ims("-C", changed, "restore", "POL-0001")
    assert done.code == 0, done.err
    assert (changed / POLICY).read_bytes() == subprocess.run(
        ["git", "show", f"HEAD:{POLICY}"], cwd=changed, capture_output=True, check=True
    ).stdout
    (kept,) = (changed / ".git/ims-set-aside").iterdir()
    assert kept.read_bytes() == new
    again = ims("-C", changed, "restore", "POL-0001")
    assert "says that already" in again.err


def test_restore_by_version_and_of_what_is_gone_from_disk(changed, ims):
    text = (changed / POLICY).read_text()
    (changed / POLICY).write_text(text.replace('version: "0.1"', 'version: "0.2"'))
    ims("-C", changed, "save", "POL-0001", "--reason", WHY)
    (changed / POLICY).unlink()
    assert ims("-C", changed, "restore", "POL-0001").code == 0
    assert 'version: "0.2"' in (changed / POLICY).read_text()
    assert ims("-C", changed, "restore", "POL-0001", "--version", "0.1").code == 0
    assert 'version: "0.1"' in (changed / POLICY).read_text()
    unknown = ims("-C", changed, "restore", "POL-0001", "--version", "9.9")
    assert unknown.code == 2
    assert "There are 0.2, 0.1." in unknown.err


def test_rename_moves_and_mends_every_link(acme, ims):
    (acme / "docs/index.md").write_text(
        "# Other\n\n[P](leadership/innovation-policy.md#purpose) and [p][1], "
        "`](leadership/innovation-policy.md)` stays.\n\n"
        "[1]: leadership/innovation-policy.md 'Title'\n"
    )
    done = ims("-C", acme, "rename", "POL-0001", "docs/context/our-policy.md")
    assert done.out == "POL-0001 docs/context/our-policy.md\n", done.err
    text = (acme / "docs/index.md").read_text()
    assert "[P](context/our-policy.md#purpose)" in text
    assert "[1]: context/our-policy.md 'Title'" in text
    moved = (acme / "docs/context/our-policy.md").read_text()
    assert "](ims-scope.md)" in moved
    assert ims("-C", acme, "check", "--select", "LNK001").code == 0


def test_rename_is_not_stopped_by_what_was_wrong_before(acme, ims):
    (acme / SCOPE).write_text((acme / SCOPE).read_text().replace("## Interfaces", "## Edges"))
    done = ims("-C", acme, "rename", "POL-0001", "docs/leadership/policy.md")
    assert done.code == 0, done.err
    assert "](../leadership/policy.md#purpose)" in (acme / SCOPE).read_text()


def test_rename_gives_a_title_and_leaves_the_rest(acme, ims):
    before = (acme / POLICY).read_text()
    done = ims("-C", acme, "rename", "POL-0001", "Policy for: new things")
    assert done.code == 0, done.err
    after = (acme / POLICY).read_text()
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    assert [new for old, new in pairs if old != new] == ['title: "Policy for: new things"']
    assert "is so already" in ims("-C", acme, "rename", "POL-0001", "Policy for: new things").err


@pytest.mark.parametrize("place", ["docs/context/ims-scope.md", "../elsewhere.md", "docs/x.txt/"])
def test_rename_overwrites_nothing_and_stays_inside(acme, ims, place):
    done = ims("-C", acme, "rename", "POL-0001", place)
    if place == "docs/x.txt/":  # a folder may have any name
        assert done.code == 0
        return
    assert done.code in (1, 2)
    assert (acme / POLICY).is_file()


def test_edit_changes_one_entry_and_no_other_line(acme, ims):
    people = acme / "docs/registers/people.yaml"
    text = people.read_text().replace("    name: Ben Boss", "    # the boss\n    name: Ben Boss")
    people.write_text(text)
    done = ims("-C", acme, "edit", "per-2", "--set", "email=boss@example.org")
    assert (done.code, done.out) == (0, "PER-0002 docs/registers/people.yaml\n"), done.err
    changed = text.replace("email: ben@example.org", 'email: "boss@example.org"')
    assert people.read_text() == changed
    again = ims("-C", acme, "edit", "PER-0002", "--set", "email=boss@example.org")
    assert "says that already" in again.err
    assert people.read_text() == changed


def test_edit_gives_an_entry_a_new_key_and_a_longer_value(acme, ims):
    people = acme / "docs/registers/people.yaml"
    before = people.read_text()
    done = ims("-C", acme, "edit", "PER-0001", "--set", "job_title=Head of: all things", "--commit")
    assert done.code == 0, done.err
    assert saved(acme, "--format=%s") == "Change PER-0001 in People"
    text = people.read_text()
    line = '    job_title: "Head of: all things"\n'
    assert text.replace(line, "") == before
    assert text.index(line) < text.index("PER-0002")


@pytest.mark.parametrize(
    ("setting", "word"),
    [
        ("id=PER-0009", "means one thing for ever"),
        ("nope=1", "no key"),
        ("active=maybe", "choices"),
    ],
)
def test_edit_refuses_what_would_not_hold(acme, ims, setting, word):
    people = acme / "docs/registers/people.yaml"
    before = people.read_bytes()
    done = ims("-C", acme, "edit", "PER-0001", "--set", setting)
    assert done.code == 2
    assert word in done.err
    assert people.read_bytes() == before


def test_an_entry_moves_like_a_record(acme, ims):
    risks = acme / "docs/registers/risks.yaml"
    done = ims(
        "-C", acme, "add", "risks", "--no-input", "--set", "title=Time is short", "--set",
        "kind=risk", "--set", "owner=innovation-manager", "--set", "likelihood=3", "--set", "impact=3",
        "--set", "response=Plan it", "--set", "source=Talk",
    )  # fmt: skip
    assert done.code == 0, done.err
    moved = ims("-C", acme, "move", "RSK-0001", "treated")
    assert moved.code == 0, moved.err
    assert "status: treated" in risks.read_text()
    wrong = ims("-C", acme, "move", "RSK-0001", "gone")
    assert wrong.code == 2
    assert "Choose one of" in wrong.err


def test_status_begins_with_what_is_for_you(acme, ims):
    first = ims("-C", acme, "status").out.split("\n")[0]
    assert first.startswith("For you, Ada Author: ")
    assert not ims("-C", acme, "status", "--person", "PER-0002").out.startswith("For you")
