"""The tamper table: each tampering of a copy of the example, with its verdict and its cause first."""

from __future__ import annotations

import json
import shutil

import pytest
from signers import make_key, public
from verification_samples import Clone

from ims_docs.cli import run

POLICY = "docs/leadership/innovation-policy.md"
RECORD = "docs/records/experiment/EXP-0001.md"
LIST = "trust/allowed_signers"
TAG = "baseline/2026-audit-readiness"
CODE = "5175-f44b-34df-b9a0"
EARLY = {f"GIT_{who}_DATE": "2026-01-01T09:00:00+00:00" for who in ("AUTHOR", "COMMITTER")}
FORGE = f"if [ -f {RECORD} ]; then sed -i 's/ 3 / 9 /' {RECORD}; fi"


@pytest.fixture(scope="module")
def demo(nordwind):
    return nordwind


@pytest.fixture
def copy(demo, tmp_path):
    """The example, to be tampered with past all gates."""
    shutil.copytree(demo, tmp_path / "example-ims", symlinks=True)
    clone = Clone(tmp_path / "example-ims")
    clone.git("config", "core.hooksPath", "/dev/null")
    return clone


@pytest.fixture
def verify(copy, capsys):
    """Exit code, verdict, and the findings of each kind, as the command tells them."""

    def ask(*arguments):
        capsys.readouterr()
        asked = ["--as-of", "2026-11-30", "--format", "json", *arguments]
        code = run(["-C", str(copy.root), "verify", *asked])
        said = json.loads(capsys.readouterr().out)
        found = said["findings"]
        kinds = {
            one["kind"]: [each for each in found if each["kind"] == one["kind"]] for one in found
        }
        return code, said["verdict"], kinds, said

    return ask


@pytest.fixture
def cause(verify):
    """The first finding, and the only one of integrity, of a history that is not intact."""

    def ask(*arguments):
        code, verdict, kinds, said = verify(*arguments)
        assert (code, verdict) == (1, "not intact"), said["findings"]
        (first,) = kinds["integrity"]
        assert first is said["findings"][0]
        return first

    return ask


def text(copy, path):
    return (copy.root / path).read_text("utf-8")


def forged(copy):
    """The closed experiment with another result."""
    before = text(copy, RECORD)
    assert " 3 " in before
    return before.replace(" 3 ", " 9 ")


def forget(copy):
    """Everything in the clone that speaks of another history."""
    for tag in copy.git("tag").split():
        copy.git("tag", "-d", tag)
    for ref in copy.git("for-each-ref", "--format=%(refname)", "refs/original").split():
        copy.git("update-ref", "-d", ref)


def filtered(copy, script):
    """What a filter makes of the whole history."""
    copy.git(
        "filter-branch", "-f", "--tree-filter", script, "HEAD", FILTER_BRANCH_SQUELCH_WARNING=1
    )
    return copy.git("rev-parse", "HEAD").strip()


def paths(finding):
    return {one["path"] for one in finding["effects"]}


# The honest example


def test_the_example_is_intact_and_says_what_it_cannot_know(copy, capsys):
    assert run(["-C", str(copy.root), "verify", "--as-of", "2026-11-30"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert (lines[0].split(",")[0], lines[-1]) == ("Intact", "Intact.")
    said = " ".join(" ".join(lines).split())
    assert "it cannot tell without the code of a baseline" in said
    assert "Content 1 finding in 1 commit." in said


def test_with_the_code_the_example_is_intact_and_nothing_is_left_to_say(copy, capsys):
    assert run(["-C", str(copy.root), "verify", "--as-of", "2026-11-30", "--code", CODE]) == 0
    assert "cannot tell without" not in " ".join(capsys.readouterr().out.split())


# Texts and statements


def test_an_approved_text_that_was_changed_and_back_dated(copy, cause, verify):
    commit = copy.commit(
        {POLICY: text(copy, POLICY) + "\nAnd more.\n"}, "Sharpen the policy", **EARLY
    )
    found = cause()
    assert (found["code"], found["path"], found["commit"]) == ("APR002", POLICY, commit)
    assert commit in {one["commit"] for one in verify()[2]["dates"]}


@pytest.mark.parametrize("version", ["0.9", "0.1", ""])
def test_an_approved_text_that_was_changed_under_a_lower_version(copy, cause, version):
    lower = text(copy, POLICY).replace('version: "1.0"', f'version: "{version}"')
    commit = copy.commit({POLICY: lower + "\nAnd more.\n"}, "Sharpen the policy")
    found = cause()
    assert (found["code"], found["path"], found["commit"]) == ("APR002", POLICY, commit)
    assert found["message"].endswith(f"and calls itself {version or 'no version'}")


def test_an_approved_text_with_a_next_version_is_a_draft_and_all_is_intact(copy, verify):
    higher = text(copy, POLICY).replace('version: "1.0"', 'version: "1.1"')
    copy.commit({POLICY: higher + "\nAnd more.\n"}, "Draft the next policy")
    assert verify()[:2] == (0, "intact")


def test_an_approved_text_that_nobody_can_read_any_more(copy, cause):
    commit = copy.commit({POLICY: "nothing"}, "Say nothing any more")
    found = cause()
    assert (found["path"], found["commit"]) == (POLICY, commit)
    assert "POL-0001 was signed, and its text cannot be read" in found["message"]
    assert {one.split("/")[1] for one in paths(found)} == {"POL-0001"}


def test_approvals_that_were_swapped(copy, verify):
    one, other = (
        next((copy.root / f"approvals/{name}/v1.0").glob("approved-*.txt"))
        for name in ("POL-0001", "CHL-0001")
    )
    for end in ("", ".sig"):
        first, second = (each.with_name(each.name + end) for each in (one, other))
        bytes_of = first.read_bytes(), second.read_bytes()
        second.write_bytes(bytes_of[0])
        first.write_bytes(bytes_of[1])
    commit = copy.commit({}, "Swap two approvals")
    code, verdict, kinds, _ = verify()
    assert (code, verdict) == (1, "not intact")
    told = [(each["message"], each["commit"]) for each in kinds["integrity"]]
    assert told == [("The statement was changed", commit)] * 2


# Records


def test_a_closed_record_that_a_commit_rewrote(copy, cause):
    commit = copy.commit({RECORD: forged(copy)}, "Sharpen the result of the experiment")
    found = cause()
    assert (found["code"], found["path"], found["commit"]) == ("HIS001", RECORD, commit)


def test_a_closed_record_that_a_filter_rewrote(copy, cause):
    filtered(copy, FORGE)
    forget(copy)
    found = cause()
    assert found["path"] == "baselines/2026-management-review.txt"
    assert RECORD in found["message"]
    assert paths(found) == {RECORD, "baselines/2026-audit-readiness.txt"}


def test_a_closed_record_that_a_rebase_rewrote(copy, cause):
    commit = copy.git("log", "--format=%H", "--diff-filter=A", "--", RECORD).split()[-1]
    copy.git(
        "-c", "core.editor=true", "rebase", "-q", "-i", "--exec", FORGE + "; git commit -qa --amend "
        "--no-edit --no-verify --allow-empty", f"{commit}~1", GIT_SEQUENCE_EDITOR="true",
    )  # fmt: skip
    forget(copy)
    assert RECORD in paths(cause())


@pytest.mark.parametrize("kept", ["tags", "remote", "code"])
def test_the_same_with_all_baselines_taken_out_of_the_history(copy, cause, kept):
    before = copy.git("rev-parse", "HEAD").strip()
    filtered(copy, f"{FORGE}; rm -rf baselines")
    if kept != "tags":
        forget(copy)
    if kept == "remote":
        copy.git("update-ref", "refs/remotes/origin/main", before)
    found = cause(*(("--code", CODE) if kept == "code" else ()))
    if kept == "code":
        assert "No baseline here has the code" in found["message"]
    else:
        assert found["message"].startswith("Rewritten: ")
        assert RECORD in found["message"]
        assert RECORD in paths(found)


def test_the_same_with_nothing_left_to_compare_with_is_said_to_be_unknowable(copy, verify):
    filtered(copy, f"{FORGE}; rm -rf baselines")
    forget(copy)
    code, verdict, _, said = verify()
    assert (code, verdict) == (0, "intact")
    assert "all of them written anew, it cannot tell without the code" in said["newest"]["said"]
    assert "another copy such as a bundle (--against PATH)" in said["newest"]["said"]
    assert not said["newest"]["is_known"]


# The last commits


@pytest.fixture
def dropped(copy, tmp_path):
    """The last four commits dropped, and where they are still known."""

    def drop(kept):
        copy.git("bundle", "create", "-q", str(tmp_path / "all.bundle"), "HEAD", "main")
        copy.git("update-ref", "refs/remotes/origin/main", "HEAD")
        copy.git("reset", "-q", "--hard", "HEAD~4")
        if kept != "tag":
            forget(copy)
        if kept != "remote":
            copy.git("update-ref", "-d", "refs/remotes/origin/main")
        return ("--against", str(tmp_path / "all.bundle")) if kept == "bundle" else ()

    return drop


@pytest.mark.parametrize(
    ("kept", "who", "folder"),
    [
        (
            "tag",
            "the tag baseline/2026-audit-readiness is 2 commits ahead",
            "approvals/audit-programme/",
        ),
        ("remote", "the branch origin/main is 4 commits ahead", "docs/records/"),
        ("bundle", "is 4 commits ahead", "docs/records/"),
    ],
)
def test_the_last_four_commits_dropped(dropped, cause, kept, who, folder):
    found = cause(*dropped(kept))
    assert found["message"].startswith("Rolled back: ")
    assert who in found["message"]
    assert any(path.startswith(folder) for path in paths(found))
    assert "baselines/2026-audit-readiness.txt" in paths(found)


def test_the_last_four_commits_dropped_with_nothing_that_knows_of_them(dropped, verify):
    code, verdict, kinds, said = verify(*dropped("nothing"))
    assert (code, verdict, "integrity" in kinds) == (0, "intact", False)
    assert "later commits were dropped" in said["newest"]["said"]
    code, verdict, kinds, _ = verify("--code", CODE)
    assert (code, verdict) == (1, "not intact")


def test_a_copy_that_is_older_than_the_repository_it_is_verified_in(copy, tmp_path, cause):
    copy.git("bundle", "create", "-q", str(tmp_path / "old.bundle"), "HEAD~4..HEAD", check=False)
    copy.git("branch", "old", "HEAD~4")
    copy.git("clone", "-q", "--bare", "--single-branch", "--branch", "old", "--no-tags",
             f"file://{copy.root}", str(tmp_path / "old"))  # fmt: skip
    found = cause("--bundle", str(tmp_path / "old"))
    assert found["message"].startswith(
        f"Rolled back: the repository {copy.root} is 4 commits ahead"
    )


def test_a_baseline_whose_commit_stayed_and_that_was_dropped_itself(copy, cause):
    copy.git("reset", "-q", "--hard", TAG)
    assert "and the baseline that it belongs to is not" in cause()["message"]


def test_a_tag_of_a_baseline_that_was_moved(copy, cause):
    copy.git("tag", "-f", TAG, "HEAD~1")
    found = cause()
    assert "The tag baseline/2026-audit-readiness leads to another commit" in found["message"]


# Signers


@pytest.mark.parametrize("deed", ["replaced", "deleted"])
def test_a_signer_that_was_replaced_or_taken_off_the_list(copy, cause, tmp_path, deed):
    new = public(make_key(tmp_path / "key"))
    lines = text(copy, LIST).splitlines(keepends=True)
    (mine,) = [line for line in lines if line.startswith("PER-0001 ")]
    options = mine.split(" ssh-ed25519")[0]
    other = f"{options} {new}\n" if deed == "replaced" else ""
    commit = copy.commit({LIST: text(copy, LIST).replace(mine, other)}, "Renew a key of the list")
    found = cause()
    assert (found["path"], found["commit"]) == (LIST, commit)
    assert f"of PER-0001 was {deed}" in found["message"]
    assert len(found["effects"]) > 30
    assert all(path.startswith("approvals/") for path in paths(found))


# Controls


@pytest.fixture
def changed(verify):
    """What, from, to, by whom and in which commit of the first change of a control; all is intact."""

    def ask():
        code, verdict, kinds, said = verify()
        assert (code, verdict) == (0, "intact"), said["findings"]
        first = kinds["controls"][0]
        assert first["changed"]["loosens"]
        told = first["changed"]
        return told["what"], told["from"], told["to"], first["author"], first["commit"]

    return ask


def test_an_approval_level_that_fell_is_told_and_stays_told(copy, changed):
    low = text(copy, "ims.yml").replace("level: signed", "level: recorded")
    commit = copy.commit({"ims.yml": low}, "Record approvals without keys")
    copy.commit({"notes.txt": "later\n"}, "Keep a note of later")
    assert changed() == ("approval.level", "signed", "recorded", "Ada Author", commit)


def test_a_statement_without_a_signature_is_told_beneath_the_level_that_fell(copy, verify):
    (signature,) = (copy.root / "approvals/POL-0001/v1.0").glob("approved-*.sig")
    low = text(copy, "ims.yml").replace("level: signed", "level: recorded")
    copy.commit({"ims.yml": low}, "Record approvals without keys")
    made = signature.with_suffix("").read_bytes().replace(b"approved", b"approved")
    other = copy.root / "approvals/POL-0001/v1.0/approved-PER-0002.txt"
    other.write_bytes(made.replace(b"PER-0001", b"PER-0002"))
    copy.commit({}, "Approve the policy once more")
    first = verify()[2]["controls"][0]
    assert first["changed"]["what"] == "approval.level"
    assert paths(first) == {"approvals/POL-0001/v1.0/approved-PER-0002.txt"}


def test_a_clause_that_was_declared_not_applicable(copy, changed):
    entry = 'not_applicable:\n  - clause: "9.2.2"\n    justification: We do not audit.'
    settings = text(copy, "ims.yml").replace("not_applicable: []", entry)
    commit = copy.commit({"ims.yml": settings}, "Leave internal audits out of it")
    what = "not applicable: clause 9.2.2"
    assert changed() == (what, "nothing", "We do not audit.", "Ada Author", commit)


def test_a_deadline_of_an_open_record_that_was_moved(copy, verify, capsys):
    record = next((copy.root / "docs/records/nonconformity").glob("NCR-0002*"))
    path = record.relative_to(copy.root).as_posix()
    before = len(verify()[2]["dates"])
    commits = []
    for day, later in (("2026-11-13", "2026-12-31"), ("2026-12-31", "2027-02-01")):
        moved = text(copy, path).replace(f"due: {day}", f"due: {later}")
        commits.append(copy.commit({path: moved}, "Plan the notes anew"))
    code, verdict, kinds, _ = verify()
    assert (code, verdict, len(kinds["dates"])) == (0, "intact", before + 1)
    (found,) = (one for one in kinds["dates"] if one["path"] == path)
    what = "Write in the working notes that a deletion and its entry are saved together"
    told = "due 2026-11-13, moved twice, now 2027-02-01, by Ada Author"
    each = f"2026-11-13 → 2026-12-31 in {commits[0][:10]}; 2026-12-31 → 2027-02-01 in {commits[1][:10]}"
    assert found["message"] == f"NCR-0002, “{what}”: {told}: {each}"
    assert (found["commit"], found["author"]) == (commits[1], "Ada Author")
    assert found is kinds["dates"][0]
    assert (found["changed"]["from"], found["changed"]["to"]) == ("2026-11-13", "2027-02-01")
    assert run(["-C", str(copy.root), "verify", "--as-of", "2026-11-30"]) == 0
    assert "3 of dates (1 moved to a later day)" in capsys.readouterr().out.splitlines()[0]
    assert run(["-C", str(copy.root), "status", "--as-of", "2026-11-30"]) == 0
    status = " ".join(capsys.readouterr().out.split())
    assert "Later, and moved: 1 NCR-0002 2027-02-01, in 63 days" in status
    assert told in status.partition("Later, and moved")[2]
    assert run(["-C", str(copy.root), "status", "--as-of", "2026-11-30", "--format", "json"]) == 0
    (later,) = json.loads(capsys.readouterr().out)["put_off"]
    assert [one["commit"] for one in later["moved"]] == commits


def test_a_gate_that_was_taken_out(copy, changed):
    gates = text(copy, ".pre-commit-config.yaml").replace("id: ims-push", "id: other")
    commit = copy.commit({".pre-commit-config.yaml": gates}, "Tidy up the gates of this folder")
    assert changed() == ("gate ims-push", "ims hooks run pre-push", "nothing", "Ada Author", commit)


def test_a_person_who_was_taken_out_of_the_register_is_one_cause(copy, cause):
    people = text(copy, "docs/registers/people.yaml")
    entry = people[people.index("  - id: PER-0004") : people.index("  - id: PER-0005")]
    commit = copy.commit(
        {"docs/registers/people.yaml": people.replace(entry, "")}, "Tidy up people"
    )
    found = cause()
    assert (found["commit"], found["changed"]["what"]) == (commit, "person PER-0004")
    assert len(found["effects"]) > 3
    gone = [one for one in found["effects"] if one["code"] == "HIS004"]
    assert [(one["commit"], one["path"]) for one in gone] == [
        (commit, "docs/registers/people.yaml")
    ]


def test_settings_that_were_away_for_a_commit_are_compared_with_what_they_were(copy, verify):
    whole = text(copy, "ims.yml")
    for between in ("organisation: [", None):
        if between is None:
            (copy.root / "ims.yml").unlink()
        copy.commit({"ims.yml": between} if between else {}, "Break the settings by mistake")
        low = whole.replace("level: signed", "level: recorded")
        commit = copy.commit({"ims.yml": low}, "Bring the settings back as they were")
        told = [one for one in verify()[2]["controls"] if one["commit"] == commit]
        assert [tuple(one["changed"].values())[:3] for one in told] == [
            ("approval.level", "signed", "recorded")
        ]
        copy.git("reset", "-q", "--hard", "HEAD~2")


# Waivers


def waiver(copy, rule, path):
    entry = (
        f"waivers:\n  - rule: {rule}\n    path: {path}\n    reason: We tidy up.\n"
        "    person: PER-0001\n    until: 2030-01-31"
    )
    return text(copy, "ims.yml").replace("waivers: []", entry)


@pytest.mark.parametrize("first", [True, False])
def test_a_waiver_of_a_forgery_in_the_same_commit_or_before_it(copy, cause, first):
    settings = waiver(copy, "HIS001", "docs/records/")
    if first:
        copy.commit({"ims.yml": settings}, "Decide to tidy up the records")
    commit = copy.commit({"ims.yml": settings, RECORD: forged(copy)}, "Tidy up the experiment")
    found = cause()
    assert (found["code"], found["path"], found["commit"]) == ("HIS001", RECORD, commit)


def test_a_waiver_hides_nothing_that_is_found_and_is_named_beside_it(copy, verify):
    copy.commit({"ims.yml": waiver(copy, "LNK001", POLICY)}, "Decide to leave a link open")
    linked = text(copy, "docs/context/glossary.md").replace(".\n", ". [x](gone.md)\n", 1)
    version = text(copy, POLICY).replace('version: "1.0"', 'version: "1.1"')
    commit = copy.commit({POLICY: version + "\n[Later](gone.md)\n"}, "Begin the next policy")
    assert linked
    code, verdict, kinds, _ = verify()
    assert (code, verdict) == (0, "intact")
    (found,) = [one for one in kinds["content"] if one["commit"] == commit]
    assert (found["code"], found["waived"]) == ("LNK001", "PER-0001 until 2030-01-31: We tidy up.")


# Detours


def away(copy, how):
    """What makes a gate lose sight of the closed experiment for one commit."""
    if how == "unreadable":
        copy.commit({RECORD: "nothing\n"}, "Break the experiment by mistake")
    elif how == "broken keys":
        copy.commit({RECORD: text(copy, RECORD).replace("type:", "type: :")}, "Break a key of it")
    elif how == "another type":
        changed = text(copy, RECORD).replace("type: experiment", "type: anything")
        copy.commit({RECORD: changed}, "Try another type for it")
    elif how == "moved":
        (copy.root / "attic").mkdir()
        copy.git("mv", RECORD, "attic/EXP-0001.md")
        copy.commit({}, "Put the experiment into the attic")
        (copy.root / "attic/EXP-0001.md").unlink()
    elif how == "settings gone":
        (copy.root / "ims.yml").unlink()
        copy.commit({}, "Take the settings away by mistake")
    else:
        copy.git("checkout", "-q", "-b", "side")
        copy.commit({RECORD: "nothing\n"}, "Break the experiment by mistake")
        copy.git("checkout", "-q", "main")
        copy.git("merge", "-q", "--no-ff", "-m", "Join the work of both", "side")


@pytest.mark.parametrize(
    "how", ["unreadable", "broken keys", "another type", "moved", "settings gone", "merged"]
)
def test_a_closed_record_that_was_forged_on_a_detour(copy, verify, how):
    settings, evil = text(copy, "ims.yml"), forged(copy)
    away(copy, how)
    commit = copy.commit({RECORD: evil}, "Bring the experiment back as it was")
    if how == "settings gone":
        copy.commit({"ims.yml": settings}, "Bring the settings back as they were")
    code, verdict, kinds, said = verify()
    assert (code, verdict) == (1, "not intact")
    found, *others = kinds["integrity"]
    assert found is said["findings"][0]
    assert (found["path"], found["code"][:3]) == (RECORD, "HIS")
    gone = [("HIS002", RECORD, commit)] if how == "moved" else []
    assert [(one["code"], one["path"], one["repaired_in"]) for one in others] == gone
    assert commit in {found["commit"], *(one["commit"] for one in found["effects"])}


def test_a_closed_record_that_was_away_and_came_back_as_it_was_is_told_with_its_return(copy, cause):
    whole = text(copy, RECORD)
    copy.commit({RECORD: "nothing\n"}, "Break the experiment by mistake")
    back = copy.commit({RECORD: whole}, "Bring the experiment back as it was")
    found = cause()
    assert (found["repaired_in"], found["effects"]) == (back, [])
