"""From a finished text to one that is in force: the commands, and every way to be refused."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess

import pytest
from signers import make_key, public
from support import DEFAULTS, POLICY, POLICY_KEYS, policy

from ims_docs.model.approval import Statement

FINAL = POLICY_KEYS.replace('"0.1"', '"1.0"')
ADA, BEN = "PER-0001", "PER-0002"
FOLDER = "approvals/POL-0001/v1.0"
THIRD = "  - id: PER-0003\n    name: Cleo Clerk\n    email: cleo@example.org\n    active: active\n"


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    return {name: make_key(folder / name) for name in (ADA, BEN, "PER-0003", "root")}


@pytest.fixture
def office(git_repository, ims, keys, clock):
    """A final policy in git; Ada, Ben and Cleo can sign."""
    people = "docs/registers/people.yaml"
    made = git_repository([{POLICY: policy(keys=FINAL), people: DEFAULTS[people] + THIRD}])
    made.git("config", "user.name", "A machine")
    made.git("config", "user.email", "machine@example.org")
    for person in (ADA, BEN, "PER-0003"):
        assert ims("-C", made.root, "trust", "add", person, "--key", keys[person]).code == 0
    made.commit({}, "Name who may sign")
    clock("2026-11-02")
    return made


@pytest.fixture
def act(office, ims, keys):
    """`act("submit", ADA, …)`: what one person types."""

    def run(command, person, *arguments, subject="POL-0001"):
        return ims("-C", office.root, command, subject, "--key", keys[person], *arguments)

    return run


def coverage(ims, root, day="2026-11-20"):
    out = ims("-C", root, "coverage", "--format", "json", "--as-of", day).out
    clauses = json.loads(out)["clauses"]
    return next(one for one in clauses if one["number"] == "5.2")


def edit(office, old, new):
    path = office.root / POLICY
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_two_persons_put_a_text_in_force(office, ims, act, clock):
    submitted = act("submit", ADA)
    assert (submitted.code, submitted.out) == (0, f"{FOLDER}/prepared-PER-0001.txt\n")
    assert "Ada Author submitted POL-0001, Innovation policy." in submitted.err
    assert "It can be approved by Ben Boss: ims approve POL-0001" in submitted.err
    clock("2026-11-03")
    approved = act("approve", BEN, "--yes")
    assert (approved.code, approved.out) == (0, f"{FOLDER}/approved-PER-0002.txt\n")
    assert "This is its first approval: read the whole file." in approved.err
    assert 'Now save it: ims save POL-0001 --reason "Approved POL-0001"' in approved.err
    office.commit({}, "Approve")
    found = coverage(ims, office.root)
    assert found["rung"] == 4
    assert "approved on 2026-11-03 by Ben Boss, next review by 2027-11-03" in found["reason"]
    assert not [one for one in office.report().findings if one.code.startswith("APR")]


def test_who_looks_signs_what_was_known_of_the_clauses_and_who_submits_does_not(office, act):
    act("submit", ADA)
    act("approve", BEN, "--yes")
    act("review", BEN, "--still-valid", "because nothing changed")
    read = {
        path.name: Statement.parse(path.read_bytes()).clauses
        for path in (office.root / FOLDER).glob("*.txt")
    }
    assert read["prepared-PER-0001.txt"] == ()
    assert read["approved-PER-0002.txt"] == read["reviewed-PER-0002.txt"]
    served = [one.partition("=")[0] for one in read["approved-PER-0002.txt"]]
    assert "iso56001:5.2" in served
    assert served == sorted(served, key=lambda one: one.split(":")[0])
    assert not [one for one in office.report().findings if one.code.startswith("APR")]


def test_a_second_run_writes_nothing(office, act):
    act("submit", ADA)
    act("approve", BEN, "--yes")
    office.commit({}, "Approve")
    for command, person, more in (("submit", ADA, []), ("approve", BEN, ["--yes"])):
        again = act(command, person, *more)
        assert again.code == 0
        assert "This is recorded already; nothing was written" in again.err
    assert office.git("status", "--porcelain") == ""


def test_the_approver_sees_what_changed_word_by_word_and_is_asked(office, act, clock, monkeypatch):
    act("submit", ADA)
    act("approve", BEN, "--yes")
    office.commit({}, "Approve")
    edit(office, 'version: "1.0"', 'version: "1.1"')
    edit(office, "## Purpose\n\nWe mean it.", "## Purpose\n\nWe always mean it.")
    office.commit({}, "Say it more clearly")
    clock("2026-11-10")
    act("submit", ADA)
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    refused = act("approve", BEN)
    assert refused.code == 1
    assert "What changed since version 1.0, approved on 2026-11-02:" in refused.err
    assert "We{+ always+} mean it." in refused.err
    assert "version: 1.0 → 1.1\n" in refused.err
    assert refused.err.endswith("Not approved; nothing was written.\n")
    assert not (office.root / "approvals/POL-0001/v1.1/approved-PER-0002.txt").exists()
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert act("approve", BEN).code == 0
    monkeypatch.setattr("sys.stdin", io.StringIO(""))


def test_nobody_there_to_answer_is_told(office, act, monkeypatch):
    act("submit", ADA)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    unanswered = act("approve", BEN)
    assert unanswered.code == 2
    assert "Nobody answered. Run it in a terminal, or add --yes." in unanswered.err


def test_interrupted_while_asked_nothing_is_written(office, act, monkeypatch):
    act("submit", ADA)

    class Interrupted(io.StringIO):
        def readline(self, *_):
            raise KeyboardInterrupt

    monkeypatch.setattr("sys.stdin", Interrupted())
    assert act("approve", BEN).code == 130
    assert [path.name for path in (office.root / FOLDER).iterdir() if "approved" in path.name] == []


@pytest.mark.parametrize(
    ("prepare", "command", "person", "more", "message"),
    [
        (None, "approve", BEN, ["--yes"], "Nobody has submitted this text of POL-0001"),
        ("PER-0001", "approve", "PER-0003", ["--yes"],
         "Cleo Clerk (PER-0003) does not hold the role top-management, and cannot approve this"),
        (BEN, "approve", BEN, ["--yes"],
         "You wrote or submitted this text yourself, so somebody else has to approve it"),
        (None, "review", BEN, ["--still-valid", "because nothing changed"],
         "This text of POL-0001 is not in force, so there is nothing to confirm"),
        (None, "withdraw", BEN, ["--reason", "nobody needs it"],
         "POL-0001 is not in force, so there is nothing to withdraw"),
        (ADA, "approve", ADA, ["--yes", "--alone", "there is nobody else here"],
         "Ada Author (PER-0001) does not hold the role top-management, and cannot approve this"),
    ],
)  # fmt: skip
def test_what_is_not_allowed_is_one_sentence_and_exit_1(  # noqa: PLR0917 - one case
    prepare, command, person, more, message, office, act
):
    if prepare:
        assert act("submit", prepare).code == 0
    refused = act(command, person, *more)
    assert (refused.code, refused.out) == (1, "")
    assert f"error: {message}\n" in refused.err
    assert "hint: " in refused.err


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('version: "1.0"', 'version: "0.9"', "Version 0.9 says that POL-0001 is a draft"),
        ("We mean it.", "[TODO: say what]", f"{POLICY} is not complete: template text is left in"),
    ],
)
def test_only_a_complete_final_text_is_submitted(old, new, message, office, act):
    edit(office, old, new)
    refused = act("submit", ADA)
    assert refused.code == 1
    assert message in refused.err
    assert not (office.root / "approvals").exists()


def test_an_approved_version_number_is_not_used_for_another_text(office, act):
    act("submit", ADA)
    act("approve", BEN, "--yes")
    edit(office, "We mean it.", "We mean it more.")
    refused = act("submit", ADA)
    assert refused.code == 1
    assert "Version 1.0 was approved with another text" in refused.err
    assert 'such as "1.1"' in refused.err


def test_who_changed_the_text_in_git_does_not_approve_it(office, act):
    act("submit", ADA)
    edit(office, "We mean it.", "We mean it more.")
    office.git("add", "-A")
    office.git("-c", "user.name=B", "commit", "-qm", "Edit", "--author", "B <BEN@example.org>")
    act("submit", ADA)
    refused = act("approve", BEN, "--yes")
    assert refused.code == 1
    assert "You changed this text yourself since it was last approved" in refused.err


def test_one_person_alone_says_why_and_is_marked(office, ims, act):
    act("submit", BEN)
    approved = act("approve", BEN, "--yes", "--alone", "there is nobody else in this company")
    assert (approved.code, approved.out) == (0, f"{FOLDER}/approved-alone-PER-0002.txt\n")
    found = coverage(ims, office.root)
    assert found["rung"] == 3
    assert "alone: there is nobody else in this company" in found["reason"]


def test_the_reason_of_the_settings_is_taken_by_the_only_holder(office, ims, act):
    settings = office.root / "ims.yml"
    reason = "We are few and nobody else may"
    settings.write_text(f"{settings.read_text()}approval:\n  alone: {reason}\n")
    act("submit", BEN)
    approved = act("approve", BEN, "--yes")
    assert (approved.code, approved.out) == (0, f"{FOLDER}/approved-alone-PER-0002.txt\n")
    found = coverage(ims, office.root)
    assert found["rung"] == 4
    assert f"alone: {reason}" in found["reason"]


def test_the_reason_of_the_settings_is_nobody_elses(office, act):
    settings = office.root / "ims.yml"
    settings.write_text(
        f"{settings.read_text()}approval:\n  alone: We are few and nobody else may\n"
    )
    roles = office.root / "docs/registers/roles.yaml"
    roles.write_text(roles.read_text().replace("[PER-0002]", "[PER-0002, PER-0003]"))
    act("submit", BEN)
    refused = act("approve", BEN, "--yes")
    assert refused.code == 1
    assert "somebody else has to approve it" in refused.err


def test_alone_is_refused_where_somebody_else_holds_the_role(office, act):
    roles = office.root / "docs/registers/roles.yaml"
    roles.write_text(roles.read_text().replace("[PER-0002]", "[PER-0002, PER-0003]"))
    act("submit", BEN)
    refused = act("approve", BEN, "--yes", "--alone", "there is nobody else in this company")
    assert refused.code == 1
    assert "You are not alone: Cleo Clerk holds the role top-management too" in refused.err


def test_a_review_moves_the_date_and_a_withdrawal_ends_it(office, ims, act, clock):
    act("submit", ADA)
    act("approve", BEN, "--yes")
    clock("2027-11-10")
    assert coverage(ims, office.root, "2027-11-10")["rung"] == 3
    short = act("review", BEN, "--still-valid", "yes")
    assert (short.code, short.out) == (1, "")
    assert "The reason needs 10 to 500 characters" in short.err
    assert act("review", BEN, "--still-valid", "because nothing around it changed").code == 0
    text = (office.root / FOLDER / "reviewed-PER-0002.txt").read_text()
    assert "reason: still valid because nothing around it changed\n" in text
    assert coverage(ims, office.root, "2027-11-10")["rung"] == 4
    clock("2027-12-01")
    gone = act("withdraw", BEN, "--reason", "replaced by the manual")
    assert gone.code == 0
    assert coverage(ims, office.root, "2027-12-01")["rung"] == 0
    assert (
        "This is recorded already" in act("withdraw", BEN, "--reason", "replaced by the manual").err
    )


def test_a_refusal_tells_whoever_submitted_it_why_until_it_is_submitted_again(
    office, ims, act, clock
):
    why = "The second commitment is not what the board decided"
    assert act("approve", BEN, "--refuse", why).code == 1  # nobody submitted it
    act("submit", ADA)
    assert act("approve", ADA, "--refuse", why).code == 1  # who does not hold the role
    for short in ("no", "two  blanks in a row"):
        assert act("approve", BEN, "--refuse", short).code == 1
    clock("2026-11-03")
    done = act("approve", BEN, "--refuse", why)
    assert (done.code, done.out) == (0, f"{FOLDER}/returned-PER-0002.txt\n")
    assert act("approve", BEN, "--yes").code == 1
    office.commit({}, "Refuse")
    duties = json.loads(ims("-C", office.root, "status", "--format", "json").out)["duties"]
    told = [one for one in duties if one["kind"] == "returned"]
    assert [(one["id"], why in one["what"]) for one in told] == [("POL-0001", True)]
    clock("2026-11-04")
    assert act("submit", ADA).out == f"{FOLDER}/prepared-PER-0001-2.txt\n"
    clock("2026-11-05")
    assert act("approve", BEN, "--yes").code == 0
    office.commit({}, "Approve")
    assert coverage(ims, office.root)["rung"] == 4
    assert not [one for one in office.report().findings if one.code.startswith("APR")]
    assert act("approve", BEN, "--refuse", why).code == 1  # it is in force: withdraw it


def test_the_history_tells_which_revision_was_approved_and_by_whom(office, ims, act):
    act("submit", ADA)
    act("approve", BEN, "--yes")
    edit(office, 'version: "1.0"', 'version: "1.1"')
    office.commit({}, "Begin the next version")
    out = ims("-C", office.root, "history", "POL-0001", "--format", "json").out
    assert [(one["version"], one["approval"]) for one in json.loads(out)["revisions"]] == [
        ("1.1", ""),
        ("1.0", "version 1.0 approved on 2026-11-02 by Ben Boss"),
    ]
    shown = ims("-C", office.root, "history", "POL-0001").out
    assert "    version 1.0 approved on 2026-11-02 by Ben Boss\n" in shown


def test_the_review_of_an_approved_text_is_due_from_its_approval(office, ims, act):
    act("submit", ADA)
    act("approve", BEN, "--yes")
    office.commit({}, "Approve")
    out = ims("-C", office.root, "status", "--as-of", "2027-11-03", "--format", "json").out
    (duty,) = [one for one in json.loads(out)["duties"] if one["id"] == "POL-0001"]
    assert duty["what"] == (
        "Innovation policy: version 1.0, approved on 2026-11-02, to be reviewed every 12 months"
    )
    assert duty["day"] == "2027-11-02"


def test_a_register_is_approved_under_its_name(office, ims, act):
    assert act("submit", ADA, subject="roles").out == "approvals/roles/v1/prepared-PER-0001.txt\n"
    assert act("approve", BEN, "--yes", subject="roles").code == 0
    path = office.root / "docs/registers/roles.yaml"
    path.write_text(path.read_text().replace("Answers for the system", "Answers for all of it"))
    again = act("submit", ADA, subject="roles")
    assert again.out == "approvals/roles/v2/prepared-PER-0001.txt\n"


def test_an_unknown_text_is_told_with_a_likely_one(office, act):
    refused = act("submit", ADA, subject="POL-0002")
    assert refused.code == 2
    assert "Did you mean POL-0001?" in refused.err


@pytest.mark.parametrize("command", ["submit", "approve"])
@pytest.mark.parametrize(
    ("begun", "what"),
    [
        ("MERGE_HEAD", "A merge"),
        ("rebase-merge", "A rebase"),
        ("rebase-apply", "A rebase"),
        ("CHERRY_PICK_HEAD", "A cherry-pick"),
        ("sequencer", "A row of cherry-picks or reverts"),
        ("REVERT_HEAD", "A revert"),
        ("BISECT_LOG", "A bisect"),
    ],
)
def test_nothing_is_signed_while_something_is_unfinished(command, begun, what, office, act):
    (office.root / ".git" / begun).write_text("0" * 40 + "\n")
    refused = act(command, ADA)
    assert refused.code == 1
    assert f"{what} is under way in git and not finished, so nothing is signed now" in refused.err


# Keys


def test_without_a_key_the_way_to_one_is_told(office, ims):
    refused = ims("-C", office.root, "submit", "POL-0001", "--key", office.root / "none")
    assert refused.code == 2
    assert "There is no key at" in refused.err
    assert "`ims key new`" in refused.err


def test_a_key_that_is_not_on_the_list_signs_nothing(office, act):
    refused = act("submit", "root")
    assert refused.code == 2
    assert "Your key is not on the list of those who may sign (SHA256:" in refused.err
    assert "If you keep it, run: ims trust add P" in refused.err
    assert not (office.root / "approvals").exists()


def test_a_closed_key_signs_nothing(office, ims, act):
    assert ims("-C", office.root, "trust", "close", ADA).code == 0
    refused = act("submit", ADA)
    assert refused.code == 1
    assert "The key of Ada Author (PER-0001) is closed or not valid yet" in refused.err


def test_somebody_else_s_key_is_not_taken_for_mine(office, act):
    refused = act("submit", BEN, "--as", ADA)
    assert refused.code == 1
    assert "This is the key of Ben Boss (PER-0002), not of PER-0001" in refused.err


def test_without_ssh_keygen_nothing_is_written(office, act, tmp_path, monkeypatch):
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "git").symlink_to(shutil.which("git"))
    monkeypatch.setenv("PATH", str(tools))
    refused = act("submit", ADA)
    assert refused.code == 3
    assert "The program ssh-keygen is not installed, so nothing can be signed" in refused.err
    assert not (office.root / "approvals").exists()


def test_recorded_needs_a_name_and_no_key(office, ims):
    text = DEFAULTS["ims.yml"] + "approval:\n  level: recorded\n"
    (office.root / "ims.yml").write_text(text)
    root = office.root
    assert "It is not clear who you are" in ims("-C", root, "submit", "POL-0001").err
    assert ims("-C", root, "submit", "POL-0001", "--as", "PER-0009").code == 2
    said = ims("-C", root, "submit", "POL-0001", "--as", ADA)
    assert said.code == 0
    assert "This is recorded without a key, and marked so." in said.err
    assert ims("-C", root, "approve", "POL-0001", "--as", BEN, "--yes").code == 0
    assert not list(root.rglob("*.sig"))
    assert "recorded without a key as approved" in coverage(ims, root)["reason"]


def test_a_new_key_is_explained_and_used_from_its_usual_place(office, ims, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    made = ims("key", "new", "--no-passphrase")
    assert (made.code, made.out) == (0, f"{tmp_path}/home/.ssh/ims-docs.pub\n")
    assert "Never send it to anybody" in made.err
    assert "ims trust add PERSON --key FILE\n" in made.err
    assert "If you keep the list yourself: ims trust add PERSON\n" in made.err
    assert ims("key", "new", "--no-passphrase").code == 2
    assert ims("-C", office.root, "trust", "add", ADA).code == 0
    assert ims("-C", office.root, "submit", "POL-0001").code == 0


def test_a_key_can_be_named_once_for_all_commands(office, ims, keys, monkeypatch):
    monkeypatch.setenv("IMS_KEY", str(keys[ADA]))
    assert ims("-C", office.root, "submit", "POL-0001").code == 0


# The list


def test_the_list_shows_who_may_sign(office, ims):
    shown = ims("-C", office.root, "trust", "list")
    assert shown.out.splitlines()[0].startswith(
        "Ada Author (PER-0001)  ssh-ed25519 from 2026-11-01  SHA256:"
    )
    assert "3 keys; the list is not signed by a root key." in shown.err
    rows = json.loads(ims("-C", office.root, "trust", "list", "--format", "json").out)["keys"]
    assert [(one["person"], one["name"]) for one in rows][1] == (BEN, "Ben Boss")


def test_adding_a_key_again_writes_nothing(office, ims, keys):
    again = ims("-C", office.root, "trust", "add", ADA, "--key", keys[ADA])
    assert again.code == 0
    assert "can sign with this key already; nothing was written." in again.err
    assert office.git("status", "--porcelain") == ""


def test_who_lists_a_key_has_it_compared_by_the_other_person(office, ims, tmp_path):
    other, own = make_key(tmp_path / "other"), make_key(tmp_path / "own")
    office.git("config", "user.email", "ada@example.org")
    added = ims("-C", office.root, "trust", "add", BEN, "--key", other)
    assert "Ask Ben Boss (PER-0002) to read the fingerprint of the key to you" in added.err
    added = ims("-C", office.root, "trust", "add", ADA, "--key", own)
    assert "Read the fingerprint of your key to somebody else who signs: SHA256:" in added.err


def test_one_key_is_not_given_to_two_persons(office, ims, keys):
    refused = ims("-C", office.root, "trust", "add", BEN, "--key", keys[ADA])
    assert refused.code == 1
    assert "This is already the key of Ada Author (PER-0001)" in refused.err


def test_a_weak_key_or_an_unknown_person_is_not_added(office, ims, keys, tmp_path):
    weak = make_key(tmp_path / "weak", "rsa", 2048)
    refused = ims("-C", office.root, "trust", "add", ADA, "--key", weak)
    assert (refused.code, "too weak; 3072 are needed" in refused.err) == (2, True)
    refused = ims("-C", office.root, "trust", "add", "PER-0042", "--key", keys["root"])
    assert (refused.code, "PER-0042 is not in the people register" in refused.err) == (2, True)
    refused = ims("-C", office.root, "trust", "add", ADA, "--key", "gone.pub")
    assert (refused.code, "leave --key out for your own" in refused.err) == (2, True)


def test_a_closed_key_keeps_what_it_signed_before(office, ims, act, clock):
    act("submit", ADA)
    act("approve", BEN, "--yes")
    clock("2026-11-20")
    closed = ims("-C", office.root, "trust", "close", BEN)
    assert closed.code == 0
    assert "1 key of Ben Boss (PER-0002) closed from 2026-11-20 09:00 UTC on." in closed.err
    assert coverage(ims, office.root)["rung"] == 4
    refused = ims("-C", office.root, "trust", "close", BEN)
    assert (refused.code, "PER-0002 has no open key on the list" in refused.err) == (1, True)


def test_a_stolen_key_is_closed_from_the_day_it_was_stolen(office, ims, act, clock):
    clock("2026-11-05")
    act("submit", ADA)
    act("approve", BEN, "--yes")
    assert ims("-C", office.root, "trust", "close", BEN, "--from", "2026-11-04").code == 0
    assert coverage(ims, office.root)["rung"] == 2
    codes = {one.code for one in office.report().findings}
    assert "APR001" in codes


def test_the_root_key_vouches_for_the_list_and_sees_it_change(office, ims, keys):
    root = office.root
    signed = ims("-C", root, "trust", "sign", "--key", keys["root"])
    assert (signed.code, signed.out) == (0, "trust/allowed_signers.sig\n")
    assert "Write its fingerprint where nobody who works here can change it" in signed.err
    assert (root / "trust/root.pub").read_text() == f"{public(keys['root'])} root\n"
    assert "signed by the root key SHA256:" in ims("-C", root, "trust", "list").err
    changed = ims("-C", root, "trust", "close", ADA)
    assert "The root key has to sign the list again" in changed.err
    assert "APR003" in {one.code for one in office.report().findings}
    refused = ims("-C", root, "trust", "sign", "--key", keys[ADA])
    assert (refused.code, "is none of the root keys in trust/root.pub" in refused.err) == (1, True)
    assert ims("-C", root, "trust", "sign", "--key", keys["root"]).code == 0
    assert "APR003" not in {one.code for one in office.report().findings}


def test_nothing_is_written_through_a_link(office, act, tmp_path):
    (tmp_path / "outside").mkdir()
    (office.root / "approvals").symlink_to(tmp_path / "outside")
    refused = act("submit", ADA)
    assert refused.code == 3
    assert "symbolic link" in refused.err
    assert list((tmp_path / "outside").iterdir()) == []


def test_several_texts_with_one_answer_each_and_one_save(office, ims, keys, clock):
    scope = "docs/registers/roles.yaml"
    done = ims("-C", office.root, "submit", "POL-0001", "roles", "--key", keys[ADA])
    assert done.code == 0, done.err
    assert len(done.out.split()) == 2
    assert 'ims save POL-0001 roles --reason "Submitted POL-0001, roles"' in done.err
    office.commit({}, "Submit both of them to Ben")
    clock("2026-11-03")
    again = ims("-C", office.root, "submit", "--all", "--key", keys[ADA])
    assert "waits to be submitted" in again.err or again.code == 0, scope
    wrong = ims("-C", office.root, "approve", "POL-0001", "roles", "--yes", "--key", keys[ADA])
    assert wrong.code == 1
    assert "POL-0001 is not approved" in wrong.err
    assert wrong.out == ""
    done = ims("-C", office.root, "approve", "--all", "--yes", "--commit", "--key", keys[BEN])
    assert done.code == 0, done.err
    assert f"{FOLDER}/approved-PER-0002.txt" in done.out
    assert office.git("status", "--porcelain") == ""
    saved = office.git("log", "-1", "--format=%an|%s", "--name-only").split("\n")
    assert saved[0].startswith("Ben Boss|Approved ")
    assert f"{FOLDER}/approved-PER-0002.txt.sig" in saved
    nothing = ims("-C", office.root, "approve", "--all", "--yes", "--key", keys[BEN])
    assert (nothing.code, nothing.out) == (0, "")
    assert "Nothing waits for your approval." in nothing.err


def test_the_passphrase_is_asked_once(office, ims, keys, tmp_path, monkeypatch):
    """An agent of our own holds the key for as long as several texts are signed."""
    key = tmp_path / "locked"
    shutil.copy(keys[ADA], key)
    shutil.copy(f"{keys[ADA]}.pub", f"{key}.pub")
    command = ["ssh-keygen", "-q", "-p", "-P", "", "-N", "correct horse", "-f", str(key)]
    subprocess.run(command, check=True)
    asked = tmp_path / "asked"
    script = tmp_path / "askpass"
    script.write_text(f"#!/bin/sh\necho x >> {asked}\necho 'correct horse'\n")
    script.chmod(0o755)
    monkeypatch.setenv("SSH_ASKPASS", str(script))
    monkeypatch.setenv("SSH_ASKPASS_REQUIRE", "force")
    done = ims("-C", office.root, "submit", "POL-0001", "roles", "--key", key)
    assert done.code == 0, done.err
    assert asked.read_text() == "x\n"
    assert "SSH_AUTH_SOCK" not in os.environ
