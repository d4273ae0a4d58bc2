"""Something is taken out with a statement that says why; without one, no gate lets it go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ims_docs.model.removal import Removal

IDEA = "docs/records/idea/IDE-0001.md"
SAID = "approvals/IDE-0001/removed.txt"
TOOLS = "docs/registers/tools.yaml"
WHY = "It was a complaint and no idea"


@pytest.fixture
def idea(acme, ims, git) -> Path:
    """An open idea that git keeps, and on which somebody has worked."""
    done = ims(
        "-C", acme, "add", "idea", "--set", "title=Repair box", "--set", "author=PER-0001",
        "--set", "idea_type=product", "--commit",
    )  # fmt: skip
    assert done.code == 0, done.err
    text = (acme / IDEA).read_text()
    (acme / IDEA).write_text(text.replace("[TODO: what is proposed]", "Put all in one box."))
    git(acme, "commit", "-qam", "Say what goes into the box")
    return acme


def remove(ims, root, *names, why=WHY, options=()):
    return ims("-C", root, "remove", *names, "--reason", why, *options)


def test_a_record_goes_with_its_statement_in_one_commit(idea, ims, git):
    done = remove(ims, idea, "IDE-0001", options=["--commit"])
    assert (done.code, done.out) == (0, f"IDE-0001 {SAID}\n"), done.err
    changed = git(idea, "show", "--format=%s%n%b", "--name-status", "HEAD").stdout
    assert changed.split("\n")[:2] == ["Remove IDE-0001", WHY]
    assert f"A\t{SAID}" in changed
    assert f"D\t{IDEA}" in changed
    said = Removal.parse((idea / SAID).read_bytes())
    assert (said.removed, said.type, said.path, said.reason) == ("IDE-0001", "idea", IDEA, WHY)
    assert "Repair box" not in said.text
    assert "HIS" not in ims("-C", idea, "check").out


def test_the_same_again_changes_nothing(idea, ims):
    remove(ims, idea, "IDE-0001", options=["--commit"])
    before = (idea / SAID).read_bytes()
    done = remove(ims, idea, "IDE-0001", why="For another reason, said later")
    assert (done.code, done.out) == (0, f"IDE-0001 {SAID}\n")
    assert (idea / SAID).read_bytes() == before


def test_its_id_is_never_given_again(idea, ims):
    remove(ims, idea, "IDE-0001", options=["--commit"])
    added = ims("-C", idea, "add", "idea", "--set", "title=Another", "--set", "author=PER-0001")
    assert added.out.startswith("IDE-0002 ")
    (idea / IDEA).write_text(
        (idea / "docs/records/idea/IDE-0002.md").read_text().replace("0002", "0001")
    )
    assert "IDE-0001 was removed (approvals/IDE-0001/removed.txt)" in ims("-C", idea, "check").out


def test_entries_go_line_by_line(acme, ims, git):
    before = (acme / TOOLS).read_text()
    done = remove(ims, acme, "TOL-0003", "TOL-0028", options=["--commit"])
    assert done.code == 0, done.err
    left = [line for line in before.split("\n") if line in (acme / TOOLS).read_text().split("\n")]
    assert "  - id: TOL-0003" not in left
    assert "  - id: TOL-0004" in left
    removed = git(acme, "show", "--format=", "HEAD", "--", TOOLS).stdout
    assert "\n+" not in removed.replace("\n+++", "")
    added = ims("-C", acme, "add", "tools", "--set", "title=A new tool")
    assert added.out.startswith("TOL-0029 "), added.err


def test_what_was_deleted_already_gets_its_statement(idea, ims, git):
    (idea / IDEA).unlink()
    assert f"{IDEA} HIS004 error: IDE-0001 is gone" in ims("-C", idea, "check").out
    done = remove(ims, idea, "IDE-0001", options=["--commit"])
    assert done.code == 0, done.err
    assert git(idea, "status", "--short").stdout == ""
    assert "HIS" not in ims("-C", idea, "check").out


@pytest.mark.parametrize("name", ["IDE-0001", "TOL-0028"])
def test_what_an_earlier_commit_deleted_gets_its_statement(idea, ims, git, name):
    (idea / IDEA).unlink()
    text = (idea / TOOLS).read_text()
    (idea / TOOLS).write_text(text[: text.index("  - id: TOL-0028")])
    git(idea, "commit", "-qam", "Tidy up the list of tools", "--no-verify")
    done = remove(ims, idea, name, options=["--commit"])
    assert done.code == 0, done.err
    assert f"The statement says now why {name} went" in done.err


def test_the_gate_lets_nothing_go_without_a_statement(idea, ims, git):
    git(idea, "rm", "-q", IDEA)
    refused = ims("-C", idea, "check", "--staged")
    assert (refused.code, "IDE-0001 is gone, and no removal statement" in refused.out) == (1, True)
    git(idea, "restore", "--staged", "--worktree", IDEA)
    remove(ims, idea, "IDE-0001")
    git(idea, "add", "-A")
    assert ims("-C", idea, "check", "--staged").code == 0


def test_a_form_that_nobody_filled_in_goes_without_a_statement(acme, ims, git):
    added = ims("-C", acme, "add", "idea", "--set", "title=One", "--set", "author=PER-0001")
    git(acme, "add", "-A")
    git(acme, "commit", "-qm", "Begin to write an idea down", "--no-verify")
    git(acme, "rm", "-q", added.out.split()[1])
    assert ims("-C", acme, "check", "--staged").code == 0


def test_a_record_that_somebody_wrote_into_is_no_form_though_it_never_changed(acme, ims, git):
    ims("-C", acme, "add", "idea", "--set", "title=One", "--set", "author=PER-0001")
    text = (acme / IDEA).read_text()
    (acme / IDEA).write_text(text.replace("[TODO: what is proposed]", "Put all in one box."))
    git(acme, "add", "-A")
    git(acme, "commit", "-qm", "Say what goes into the box", "--no-verify")
    git(acme, "rm", "-q", IDEA)
    assert "IDE-0001 is gone" in ims("-C", acme, "check", "--staged").out
    git(acme, "commit", "-qm", "Tidy up the folder of ideas", "--no-verify")
    verified = ims("-C", acme, "verify")
    assert (verified.code, "nobody had filled in" in verified.out) == (1, False)


def test_a_statement_that_is_not_true_is_refused(idea, ims, git):
    remove(ims, idea, "IDE-0001")
    (idea / SAID).write_text((idea / SAID).read_text().replace("type: idea", "type: lesson"))
    git(idea, "add", "-A")
    refused = ims("-C", idea, "check", "--staged")
    assert (refused.code, "IDE-0001 was of type idea, not lesson" in refused.out) == (1, True)


def test_what_the_template_brought_and_nobody_touched_is_no_loss(acme, ims, git):
    """The guidance of a register says that what does not apply is deleted."""
    text = (acme / TOOLS).read_text()
    assert "\nguidance:" in text
    (acme / TOOLS).write_text(text[: text.index("  - id: TOL-0028")])
    git(acme, "add", "-A")
    assert "HIS" not in ims("-C", acme, "check", "--staged").out
    changed = text.replace("  - id: TOL-0028\n    title: ", "  - id: TOL-0028\n    title: Our ")
    (acme / TOOLS).write_text(changed)
    git(acme, "commit", "-qam", "Say what this tool is for us", "--no-verify")
    (acme / TOOLS).write_text(text[: text.index("  - id: TOL-0028")])
    git(acme, "add", "-A")
    assert "TOL-0028 is gone" in ims("-C", acme, "check", "--staged").out


@pytest.mark.parametrize(
    ("name", "why", "said"),
    [
        ("IDE-0009", WHY, "Nothing has the id 'IDE-0009', and nothing ever had"),
        ("IDE-0001", "short", "The reason needs 10 to 500 characters"),
        ("PER-0001", WHY, "PER-0001 may not be removed: entries of people stay"),
    ],
)
def test_what_may_not_go_stays(idea, ims, name, why, said):
    refused = remove(ims, idea, name, why=why)
    assert refused.code in (1, 2)
    assert said in refused.err
    assert not list((idea / "approvals").rglob("removed.txt"))


def test_a_record_that_went_on_and_one_that_is_closed_stay(idea, ims, git):
    moved = (idea / IDEA).read_text().replace("status: open", "status: under evaluation")
    (idea / IDEA).write_text(moved)
    git(idea, "commit", "-qam", "Look at the idea of the box", "--no-verify")
    refused = remove(ims, idea, "IDE-0001")
    assert "its state is `under evaluation`, and an idea is removed from `open` only" in refused.err


def test_what_was_never_saved_needs_no_statement(acme, ims):
    added = ims("-C", acme, "add", "idea", "--set", "title=One", "--set", "author=PER-0001")
    path = added.out.split()[1]
    refused = remove(ims, acme, "IDE-0001")
    assert (refused.code, f"Delete the file {path}; no statement" in refused.err) == (2, True)
    (acme / path).unlink()
    assert "nothing ever had" in remove(ims, acme, "IDE-0001").err


def test_a_document_goes_and_what_names_it_leads_to_the_statement(acme, ims, git):
    done = remove(ims, acme, "CUL-0001", why="We write this in the policy from now on")
    assert done.code == 0, done.err
    git(acme, "add", "-A")
    assert ims("-C", acme, "check", "--staged").code == 0
    assert "LNK001" not in ims("-C", acme, "check").out


def test_what_was_removed_tells_when_by_whom_and_why(idea, ims, git):
    remove(ims, idea, "IDE-0001", options=["--commit"])
    commit = git(idea, "rev-parse", "HEAD").stdout[:10]
    for told in (ims("-C", idea, "show", "IDE-0001"), ims("-C", idea, "history", "IDE-0001")):
        assert told.code == 0, told.err
        for part in ("IDE-0001  removed (Idea)", "(PER-0001)", WHY, commit, IDEA, SAID):
            assert part in told.out
    assert "Repair box" not in ims("-C", idea, "show", "IDE-0001").out
    removed = json.loads(ims("-C", idea, "show", "IDE-0001", "--format", "json").out)["removed"]
    assert (removed["person"], removed["reason"], removed["path"]) == ("PER-0001", WHY, IDEA)
    before = ims("-C", idea, "show", "IDE-0001", "--at", "HEAD~1")
    assert "Repair box" in before.out


def test_an_entry_that_was_removed_leads_to_its_register(acme, ims):
    remove(ims, acme, "TOL-0028")
    told = ims("-C", acme, "history", "TOL-0028")
    assert "not saved to git yet" in " ".join(told.out.split())
    assert f"TOL-0028  {TOOLS}: 1 revision" in told.out


def test_the_gate_lets_no_statement_go_and_no_id_be_used_again(idea, ims, git):
    text = (idea / IDEA).read_text("utf-8")
    remove(ims, idea, "IDE-0001", options=["--commit"])
    told = "The removal statement of IDE-0001 was deleted"
    git(idea, "rm", "-q", SAID)
    alone = ims("-C", idea, "check", "--staged")
    assert (alone.code, told in alone.out) == (1, True), alone.out
    (idea / IDEA).parent.mkdir(parents=True, exist_ok=True)
    (idea / IDEA).write_text(text.replace("Repair box", "Something else"), "utf-8")
    git(idea, "add", "-A")
    used = ims("-C", idea, "check", "--staged")
    assert used.code == 1
    assert f"{told}, and its id is used again for something else" in " ".join(used.out.split())
    (idea / IDEA).write_text(text, "utf-8")
    git(idea, "add", "-A")
    undone = ims("-C", idea, "check", "--staged")
    assert "HIS" not in undone.out, undone.out
