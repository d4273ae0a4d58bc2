"""What merges did to what controls: what they took over was told by its own commit, what they gave up was not."""

from __future__ import annotations

from verification_samples import judged

PEOPLE, SETTINGS = "docs/registers/people.yaml", "ims.yml"
APPROVERS = "approval.approvers"


def text(acme, path):
    return (acme.root / path).read_text("utf-8")


def side(acme, name, files, start="main"):
    """A branch with one commit of its own."""
    acme.git("checkout", "-q", "-b", name, start)
    return acme.commit(files, "Decide something on a branch")


def merged(acme, *how):
    acme.git("merge", "-q", "--no-ff", "-m", "Join the work of both", *how)
    return acme.git("rev-parse", "HEAD").strip()


def told(acme):
    """Commit, what, from and to of each change of a control."""
    return {(one.commit, *one.changed[:3]) for one in judged(acme.root).found if one.changed}


def approvers(acme, number):
    return {
        SETTINGS: text(acme, SETTINGS).replace("approvers: 2\n", "")
        + f"approval:\n  approvers: {number}\n"
    }


def test_what_both_sides_changed_is_told_once_by_the_commits_that_did_it(acme):
    before = told(acme)
    people = text(acme, PEOPLE)
    ada = side(acme, "one", {PEOPLE: people.replace("ada@example.org", "ada@example.com")})
    ben = side(acme, "two", {PEOPLE: people.replace("ben@example.org", "ben@example.com")})
    acme.git("checkout", "-q", "main")
    merged(acme, "one")
    merged(acme, "-X", "patience", "two")
    found = told(acme) - before
    assert {(commit, what) for commit, what, *_ in found} == {
        (ada, "person PER-0001"),
        (ben, "person PER-0002"),
    }
    assert len(found) == 2


def test_what_a_merge_gives_up_is_told_of_it_and_what_it_takes_over_is_not(acme):
    before = told(acme)
    side(acme, "late", {"late.txt": "later\n"})
    acme.git("checkout", "-q", "main")
    raised = acme.commit(approvers(acme, 2), "Let two approve from now on")
    acme.git("checkout", "-q", "late")
    lost = merged(acme, "-s", "ours", "main")
    acme.git("checkout", "-q", "main")
    back = merged(acme, "-s", "ours", "late")
    assert told(acme) - before == {
        (raised, APPROVERS, "1", "2"),
        (lost, APPROVERS, "2", "1"),
        (back, APPROVERS, "1", "2"),
    }


def test_what_a_merge_says_and_no_side_said_is_told_of_it(acme):
    before = told(acme)
    side(acme, "one", {"one.txt": "1\n"})
    acme.git("checkout", "-q", "main")
    acme.commit({"two.txt": "2\n"}, "Keep a note of two")
    acme.git("merge", "-q", "--no-ff", "--no-commit", "one")
    merge = acme.commit(approvers(acme, 2), "Join the work of both")
    assert told(acme) - before == {(merge, APPROVERS, "1", "2")}
