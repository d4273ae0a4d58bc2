"""Whatever route a bad change takes to HEAD, its commit is named, and a repair erases nothing."""

from __future__ import annotations

import pytest
from complete_records import NONCONFORMITY, NONCONFORMITY_PATH, without_root_cause
from support import DEFAULTS, POLICY
from verification_samples import judged, told

from ims_docs.services.verification import Check

REASON = "Record what happened to the seal"
BAD = without_root_cause()
SECOND = "docs/records/nonconformity/NCR-0002.md"


def second(text=BAD):
    return text.replace("NCR-0001", "NCR-0002")


def unfit(found):
    """Commit, rule and repair of everything that a commit brought in."""
    return [(one.commit, one.code, one.repaired) for one in found.found if one.check == "commits"]


@pytest.fixture
def by_route(acme):
    """A commit with a bad record on a branch of its own, to be brought to main by any route."""
    acme.git("checkout", "-q", "-b", "side", "HEAD~1")
    side = acme.commit({SECOND: second()}, REASON)
    acme.git("checkout", "-q", "main")
    return side


@pytest.mark.parametrize(
    "route",
    [
        ["-c", "core.hooksPath=/dev/null", "merge", "-q", "--ff-only", "side2"],
        ["merge", "-q", "--no-ff", "-m", "Join the work on the seal", "side"],
        ["cherry-pick", "side"],
        ["rebase", "-q", "side"],
    ],
    ids=["fast-forward", "merge", "cherry-pick", "rebase"],
)
def test_p11_every_route_is_told_with_its_commit(acme, by_route, route):
    acme.git("checkout", "-q", "-b", "side2")
    acme.commit({SECOND: second()}, REASON)
    acme.git("checkout", "-q", "main")
    acme.git(*route)
    ((commit, code, repaired),) = unfit(judged(acme.root))
    assert (code, repaired) == ("REC004", "")
    assert commit in acme.git("log", "--format=%H", "HEAD", "--", SECOND).split()


def test_p11_plumbing_and_a_squash_are_told(acme, by_route):
    tree = acme.git("rev-parse", f"{by_route}^{{tree}}").strip()
    made = acme.git("commit-tree", tree, "-p", "HEAD", "-m", REASON).strip()
    acme.git("update-ref", "refs/heads/main", made)
    found = judged(acme.root)
    # the tree of the side branch knows nothing of the record that main had closed meanwhile
    assert {(commit, code) for commit, code, _ in unfit(found)} == {
        (made, "REC004"),
        (made, "HIS002"),
    }


def test_a_later_repair_is_shown_and_erases_nothing(acme):
    bad = acme.commit({SECOND: second()}, REASON)
    acme.commit({"README.md": "Read me.\n"}, "Say how to begin")
    mended = acme.commit({SECOND: second(NONCONFORMITY)}, "Write down the root cause")
    acme.commit({"README.md": "Read me first.\n"}, "Say how to begin, again")
    found = judged(acme.root)
    assert [one for one in unfit(found) if one[1] == "REC004"] == [(bad, "REC004", mended)]


def test_a_closed_record_that_was_changed_and_changed_back_is_told(acme):
    bad = acme.commit({NONCONFORMITY_PATH: NONCONFORMITY.replace("Four", "Two")}, REASON)
    back = acme.commit({NONCONFORMITY_PATH: NONCONFORMITY}, "Bring the record back as it was")
    assert (bad, "HIS001", back) in unfit(judged(acme.root))


def test_a_closed_record_that_was_opened_again_is_told(acme):
    opened = NONCONFORMITY.replace("status: effective", "status: open")
    bad = acme.commit({NONCONFORMITY_PATH: opened}, REASON)
    assert (bad, "HIS001", "") in unfit(judged(acme.root))


def test_g19_a_deletion_by_a_merge_that_takes_ours_is_told(acme):
    """`git log -- path` does not even show the record any more."""
    acme.git("checkout", "-q", "-b", "side", "HEAD~1")
    acme.commit({"README.md": "Read me.\n"}, "Say how to begin")
    acme.git("merge", "-q", "-s", "ours", "-m", "Join both lines of work", "main")
    acme.git("checkout", "-q", "main")
    acme.git("merge", "-q", "--ff-only", "side")
    ((commit, code, _),) = unfit(judged(acme.root))
    assert (commit, code) == (acme.git("rev-parse", "HEAD").strip(), "HIS002")


def test_a_change_inside_a_merge_is_told(acme):
    acme.git("checkout", "-q", "-b", "side")
    acme.commit({"README.md": "Read me.\n"}, "Say how to begin")
    acme.git("checkout", "-q", "main")
    acme.git("merge", "-q", "--no-ff", "--no-commit", "side")
    evil = acme.commit(
        {NONCONFORMITY_PATH: NONCONFORMITY.replace("Four", "Two")}, "Merge branch 'side'"
    )
    assert unfit(judged(acme.root)) == [(evil, "HIS001", "")]


def test_a_message_without_a_reason_and_a_system_that_goes_are_told(acme):
    empty = acme.commit({POLICY: (acme.root / POLICY).read_text() + "\nMore.\n"}, "update")
    (acme.root / "ims.yml").unlink()
    gone = acme.commit({}, "Take the settings away")
    back = acme.commit({"ims.yml": DEFAULTS["ims.yml"]}, "Bring the settings back")
    found = judged(acme.root)
    said = {(one.commit, one.message, one.repaired) for one in found.found if not one.code}
    assert (empty, "Its first line gives no reason for a change of controlled files", "") in said
    assert (gone, "It takes ims.yml away, so nothing in it could be judged", back) in said


def test_p5_a_control_that_was_off_is_a_lapse_with_its_commits(acme):
    put = acme.commit({".pre-commit-config.yaml": "repos: []\n"}, "Put the gates in")
    (acme.root / ".pre-commit-config.yaml").unlink()
    off = acme.commit({}, "Take the gates out")
    acme.commit({"README.md": "Read me.\n"}, "Say how to begin")
    on = acme.commit({".pre-commit-config.yaml": "repos: []\n"}, "Put the gates in again")
    found = judged(acme.root)
    gates = next(one for one in found.controls if one.name.startswith("gates"))
    assert [tuple(one) for one in gates.lapses] == [(off, on, 2)]
    assert gates.commits == 2
    about = [one for one in found.found if one.check is Check.CONTROLS]
    (lapse,) = [one for one in about if not one.changed]
    assert {one.commit for one in about} == {put, off}
    assert (lapse.commit, lapse.repaired) == (off, on)


def test_g14_dates_that_contradict_one_another_are_told(acme):
    late = NONCONFORMITY.replace("date: 2026-06-15", "date: 2026-06-05")
    acme.commit({SECOND: second(late)}, REASON)
    before = {f"GIT_{who}_DATE": "2026-11-01T09:00:00+00:00" for who in ("AUTHOR", "COMMITTER")}
    acme.commit({}, "Say nothing on an older day", **before)
    acme.commit({}, "Written after it was saved", GIT_AUTHOR_DATE="2026-11-23T12:00:00+00:00")
    coming = dict.fromkeys(before, "2099-01-01T00:00:00+00:00")
    acme.commit({}, "Say nothing on a day to come", **coming)
    dates = [line for line in told(judged(acme.root, late_after=170)) if line.startswith("dates")]
    assert [line.removeprefix("dates ").replace(" (claimed)", "") for line in dates] == [
        "It is dated 2026-11-01 09:00 UTC, and the commit before it 2026-11-23 09:00 UTC",
        "It says that it was written on 2026-11-23 12:00 UTC and saved on 2026-11-23 09:00 UTC, before that (both claimed)",
        "It is dated in the future: 2099-01-01 00:00 UTC",
        f"{SECOND} It is dated 2026-06-05 and was recorded 171 days later, on 2026-11-23",
    ]
    assert all("claimed)" in line for line in dates)
