"""Who else knows of a history: honest clones are left alone, and what is missing is named."""

from __future__ import annotations

import shutil

import pytest
from verification_samples import judged, told

from ims_docs.adapters.git import History
from ims_docs.services.verification import Copy, witnesses


@pytest.fixture
def cloned(acme, tmp_path):
    """A clone with its remote-tracking branches, and the repository it came from."""
    acme.git("clone", "-q", str(acme.root), str(tmp_path / "clone"))
    return type(acme)(tmp_path / "clone"), acme


def integrity(clone, **question):
    return [line.split(" ", 1)[1] for line in told(judged(clone.root, **question))]


def test_a_fresh_clone_is_intact_and_its_remote_says_so(cloned):
    clone, _ = cloned
    found = judged(clone.root)
    assert (told(found), found.verdict) == ([], "intact")
    assert {one.name for one in found.witnesses} == {
        "The branch origin/main", "The branch origin/HEAD",
    }  # fmt: skip
    assert all(not one.missing and not one.later for one in found.witnesses)


def test_work_that_was_not_sent_yet_is_no_matter(cloned):
    clone, _ = cloned
    clone.commit({"notes.txt": "later\n"}, "Keep a note of later")
    found = judged(clone.root)
    assert (told(found), {one.later for one in found.witnesses}) == ([], {1})


def test_a_branch_of_somebody_else_says_nothing_of_main(cloned):
    clone, origin = cloned
    origin.git("checkout", "-q", "-b", "side")
    origin.commit({"notes.txt": "later\n"}, "Keep a note of later")
    clone.git("fetch", "-q")
    assert told(judged(clone.root)) == []
    clone.git("checkout", "-q", "-b", "own", "HEAD~1")
    clone.commit({"notes.txt": "mine\n"}, "Keep a note of my own")
    assert told(judged(clone.root)) == []


def test_a_branch_that_is_only_an_older_state_of_main_is_told(cloned):
    clone, _ = cloned
    clone.git("checkout", "-q", "-b", "own", "HEAD~1")
    (found,) = judged(clone.root).found
    assert found.message.startswith("Rolled back: the branch origin/")
    assert "1 commit ahead" in found.message


def test_a_side_branch_that_was_rolled_back_is_told_by_its_own_branch_of_elsewhere(cloned):
    clone, origin = cloned
    origin.git("checkout", "-q", "-b", "side/of-ours")
    origin.commit({"notes.txt": "later\n"}, "Keep a note of later")
    clone.git("fetch", "-q")
    clone.git("checkout", "-q", "-b", "side/of-ours", "origin/main")
    (found,) = judged(clone.root).found
    assert "the branch origin/side/of-ours is 1 commit ahead" in found.message


def test_a_clone_that_was_not_brought_up_to_date_is_told_how(cloned):
    clone, origin = cloned
    origin.commit({"docs/notes/a.txt": "later\n"}, "Keep a note of later")
    clone.git("fetch", "-q")
    found = judged(clone.root)
    (one,) = found.found
    assert one.message.startswith("Rolled back: the branch origin/")
    assert "1 commit ahead" in one.message
    assert "docs/notes/a.txt" in one.message
    assert "ims get" in one.hint
    clone.git("checkout", "-q", "--detach")
    assert judged(clone.root).verdict == "not intact"


def test_another_copy_is_compared_with(acme, tmp_path):
    shutil.copytree(acme.root, tmp_path / "other")
    other = type(acme)(tmp_path / "other")
    copies = (Copy("The copy of the auditor", History(other.root)),)
    assert integrity(acme, against=copies) == []
    acme.commit({"notes.txt": "later\n"}, "Keep a note of later")
    assert integrity(acme, against=copies) == []
    other.commit({"docs/notes/b.txt": "other\n"}, "Keep another note")
    (line,) = integrity(acme, against=copies)
    assert line.startswith("Rewritten: the copy of the auditor holds 1 commit that this history")
    assert "docs/notes/b.txt" in line


def test_a_copy_of_something_else_is_told_unless_it_is_only_the_folder_at_hand(acme, tmp_path):
    other = type(acme)(tmp_path / "other")
    other.root.mkdir()
    other.git("init", "-q", "-b", "main")
    other.commit({"a.txt": "1\n"}, "Begin something else")
    copy = Copy("The copy x", History(other.root))
    (line,) = integrity(acme, against=(copy,))
    assert line.startswith("Rewritten: the copy x holds 1 commit that this history has not")
    assert integrity(acme, against=(copy._replace(must_fit=False),)) == []


def test_names_that_lead_to_no_commit_or_look_odd_stop_nothing(acme):
    blob = acme.git("hash-object", "-w", "ims.yml").strip()
    acme.git("update-ref", "refs/tags/baseline/blob", blob)
    acme.git("tag", "baseline/a\u2028b")
    (line,) = integrity(acme)
    assert "The tag baseline/a\u2028b is here, and the baseline that it belongs to is not" in line


def test_of_very_many_names_that_know_more_some_are_looked_at_and_all_are_counted(
    acme, monkeypatch
):
    monkeypatch.setattr(witnesses, "_MOST", 2)
    tree = acme.git("rev-parse", "HEAD^{tree}").strip()
    for number in range(5):
        commit = acme.git("commit-tree", "-p", "HEAD~1", "-m", f"Note {number}", tree).strip()
        acme.git("update-ref", f"refs/remotes/place{number}/main", commit)
    found = judged(acme.root)
    assert len([one for one in found.witnesses if one.missing]) == 2
    (first,) = [one for one in found.found if not one.changed]
    assert first.message.startswith("Rewritten: the branch place0/main holds 1 commit")
    assert (
        "Rewritten: 3 more names, such as the branch place2/main, lead to commits that this "
        "history has not"
    ) in [one.message for one in first.effects]
    assert found.verdict == "not intact"
