"""The state of a document follows from what people signed, and from nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from signers import Office, listed, make_key, public, signed
from support import AS_OF, DEFAULTS, POLICY, POLICY_KEYS, policy, write

from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.adapters.git import History, IndexTree, RevisionTree
from ims_docs.adapters.ssh_keygen import sign
from ims_docs.domain.approval_state import State, judged, standings
from ims_docs.formats.signatures import TRUST_LIST
from ims_docs.model.trust import Level
from ims_docs.services.loading.repository import LoadRequest, load

FINAL = POLICY_KEYS.replace('"0.1"', '"1.0"')
FOLDER = "approvals/POL-0001/v1.0"
PEOPLE = ("PER-0001", "PER-0002", "PER-0003")
THIRD = "docs/registers/people.yaml"


@pytest.fixture(scope="module")
def made_keys(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("none"), tmp_path_factory.mktemp("keys"), PEOPLE).keys


@pytest.fixture
def office(root, made_keys):
    """Ada (manager), Ben (top management) and Cleo, all on the list; a final policy."""
    third = (
        "  - id: PER-0003\n    name: Cleo Clerk\n    email: cleo@example.org\n    active: active\n"
    )
    write(
        root,
        {**DEFAULTS, THIRD: DEFAULTS[THIRD] + third, POLICY: policy(keys=FINAL)},
    )
    here = Office(root, root, ())
    here.keys = made_keys
    here.lists()
    return here


def read(office, *, as_of=AS_OF, tree=None, **settings):
    loaded = load(LoadRequest(tree=tree or WorkingTree(office.root), as_of=as_of))
    return replace(loaded, settings=replace(loaded.settings, **settings)) if settings else loaded


def level(office, name, *, approvers=1):
    text = DEFAULTS["ims.yml"] + f"approval:\n  level: {name}\n  approvers: {approvers}\n"
    office.put("ims.yml", text)


def state(office, **how):
    repository = read(office, **how)
    return standings(repository).of(next(one for one in repository.documents if one.path == POLICY))


def refused(office, **how):
    return [one.message for one in judged(read(office, **how)).refusals]


def edit(office, old="We mean it.", new="We mean it more.", path=POLICY):
    text = (office.root / path).read_text()
    assert old in text
    office.put(path, text.replace(old, new))


# The states


def test_without_statements_everything_is_a_draft(office):
    found = state(office)
    assert (found.state, found.in_force, found.next_review) == (State.DRAFT, None, None)


def test_what_its_writer_submitted_is_prepared(office):
    office.says("prepared", "PER-0001", "2026-10-01")
    found = state(office)
    assert (found.state, found.prepared_by, found.in_force) == (
        State.PREPARED,
        ("PER-0001",),
        None,
    )


def test_what_somebody_else_in_the_role_approved_is_current(office):
    office.approves()
    found = state(office)
    assert found.state is State.CURRENT
    assert found.in_force.version == "1.0"
    assert found.in_force.day == date(2026, 10, 2)
    assert (found.in_force.prepared_by, found.in_force.approved_by) == (
        ("PER-0001",),
        ("PER-0002",),
    )
    assert found.next_review == date(2027, 10, 2)
    assert refused(office) == []


def test_an_approval_alone_is_not_enough(office):
    office.says("approved", "PER-0002", "2026-10-01")
    assert state(office).state is State.DRAFT


def test_review_is_due_after_the_interval_of_the_type(office):
    office.approves(when="2025-10-01")
    assert state(office, as_of=date(2026, 10, 2)).state is State.CURRENT
    found = state(office, as_of=date(2026, 10, 3))
    assert (found.state, found.next_review) == (State.REVIEW_DUE, date(2026, 10, 2))


def test_a_review_without_a_change_moves_the_date(office):
    office.approves(when="2025-10-01")
    office.says("reviewed", "PER-0002", "2026-09-30", reason="still valid because nothing changed")
    found = state(office)
    assert (found.state, found.next_review) == (State.CURRENT, date(2027, 9, 30))
    assert found.in_force.day == date(2025, 10, 2)


def test_the_owner_may_confirm_that_it_is_still_valid(office):
    office.approves(when="2025-10-01")
    office.says("reviewed", "PER-0001", "2026-09-30", reason="still valid because we looked")
    assert state(office).state is State.CURRENT
    office.says("reviewed", "PER-0003", "2026-10-30", reason="still valid because we looked")
    assert refused(office) == [
        "Cleo Clerk (PER-0003) did not hold the role top-management or innovation-manager on 2026-10-30"
    ]


def test_a_document_under_revision_keeps_its_approved_version_in_force(office):
    office.approves()
    edit(office, 'version: "1.0"', 'version: "1.1"')
    edit(office)
    found = state(office)
    assert (found.state, found.version, found.in_force.version) == (State.DRAFT, "1.1", "1.0")
    assert found.altered is None
    office.says("prepared", "PER-0001", "2026-11-01", version="1.1")
    assert state(office).state is State.PREPARED
    office.says("approved", "PER-0002", "2026-11-02", version="1.1")
    found = state(office)
    assert (found.state, found.in_force.version) == (State.CURRENT, "1.1")
    assert refused(office) == []


def test_an_older_approved_text_is_superseded(office):
    before = (office.root / POLICY).read_bytes()
    office.approves()
    edit(office, 'version: "1.0"', 'version: "1.1"')
    office.approves("1.1", "2026-11-01")
    office.put(POLICY, before)
    found = state(office)
    assert (found.state, found.in_force.version) == (State.SUPERSEDED, "1.1")


def test_a_changed_text_under_an_approved_version_is_altered(office):
    office.approves()
    edit(office)
    found = state(office)
    assert found.state is State.DRAFT
    assert found.altered.version == "1.0"
    assert found.in_force == found.altered


def test_a_document_that_another_one_replaces_is_superseded(office):
    office.approves()
    keys = FINAL.replace("POL-0001", "POL-0002") + "supersedes: [POL-0001]\n"
    other = "docs/leadership/innovation-policy-0002.md"
    office.put(other, policy(keys=keys))
    assert state(office).state is State.CURRENT
    office.approves(document="POL-0002", text=other)
    found = state(office)
    assert (found.state, found.in_force) == (State.SUPERSEDED, None)


def test_a_withdrawn_document_is_not_in_force_until_it_is_approved_again(office):
    office.approves()
    office.says("withdrawn", "PER-0002", "2026-11-01", reason="replaced by the manual")
    found = state(office)
    assert (found.state, found.in_force, found.next_review) == (State.WITHDRAWN, None, None)
    edit(office, 'version: "1.0"', 'version: "2.0"')
    office.says("prepared", "PER-0001", "2026-11-10", version="2.0")
    assert state(office).state is State.PREPARED
    office.says("approved", "PER-0002", "2026-11-11", version="2.0")
    assert state(office).state is State.CURRENT


def test_as_many_persons_approve_as_the_organisation_asks_for(office):
    level(office, "signed", approvers=2)
    edit(
        office, "holders: [PER-0002]", "holders: [PER-0002, PER-0003]", "docs/registers/roles.yaml"
    )
    office.approves()
    office.says("approved", "PER-0002", "2026-10-03", at=f"{FOLDER}/approved-PER-0002-2.txt")
    found = state(office)
    assert (found.state, found.approved_by) == (State.PREPARED, ("PER-0002",))
    office.says("approved", "PER-0003", "2026-10-05")
    found = state(office)
    assert (found.state, found.in_force.day) == (State.CURRENT, date(2026, 10, 5))


def test_one_person_alone_is_shown_as_such(office):
    office.says("prepared", "PER-0002", "2026-10-01")
    office.says(
        "approved-alone", "PER-0002", "2026-10-01", reason="there is nobody else in this company"
    )
    found = state(office)
    assert found.state is State.CURRENT
    assert found.in_force.alone == "there is nobody else in this company"


def test_a_register_is_approved_as_it_stands_and_stays_in_force_when_it_grows(office):
    people = "docs/registers/people.yaml"
    office.approves("1", document="people", text=people)

    def found():
        repository = read(office)
        return standings(repository).of(repository.register("people"))

    assert (found().state, found().version, found().in_force.version) == (State.CURRENT, "1", "1")
    edit(office, "Ada Author", "Ada Authorson", people)
    assert (found().state, found().in_force.version, found().altered) == (State.DRAFT, "1", None)
    office.approves("2", "2026-11-01", document="people", text=people)
    assert (found().state, found().in_force.version) == (State.CURRENT, "2")


# What does not count: each field, changed alone and signed again (P2)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"document": "POL-0002", "at": f"{FOLDER}/approved-PER-0002.txt"},
         "It is about POL-0002 version 1.0, but is stored with another text"),
        ({"version": "1.1", "at": f"{FOLDER}/approved-PER-0002.txt"},
         "It is about POL-0001 version 1.1, but is stored with another text"),
        ({"meaning": "withdrawn", "reason": "it is not needed", "at": f"{FOLDER}/approved-PER-0002.txt"},
         "It says withdrawn by PER-0002, and its name says otherwise"),
        ({"signer": "PER-0003", "at": f"{FOLDER}/approved-PER-0002.txt"},
         "It says approved by PER-0003, and its name says otherwise"),
        ({"signer": "PER-0002", "key": "PER-0003"},
         "It says PER-0002, and the key that signed is that of PER-0003"),
        ({"signer": "PER-0003"},
         "Cleo Clerk (PER-0003) did not hold the role top-management on 2026-10-02"),
        ({"namespace": "git"}, "It was signed for another use (git)"),
        ({"when": "2026-09-01"}, "It is dated before the statement that it follows"),
        ({"when": "2099-01-01"}, "It is dated 2099-01-01, after 2026-11-23"),
        ({"previous": "sha256:" + "0" * 64}, "The statement before it is gone"),
    ],
)  # fmt: skip
def test_each_field_changed_alone_is_refused_with_its_own_reason(change, reason, office):
    office.says("prepared", "PER-0001", "2026-10-01")
    right = {"meaning": "approved", "signer": "PER-0002", "when": "2026-10-02"}
    office.says(**{**right, **change})
    assert refused(office) == [reason]
    assert state(office).state is State.PREPARED


def test_an_approval_of_another_text_leaves_this_one_unapproved(office):
    office.says("prepared", "PER-0001", "2026-10-01")
    office.says("approved", "PER-0002", "2026-10-02", digest="sha256:" + "0" * 64)
    found = state(office)
    assert (found.state, found.approved_by) == (State.PREPARED, ())


@pytest.mark.parametrize(
    "field",
    ["document", "version", "digest", "meaning", "signer", "signed-at", "previous"],
)
def test_a_field_changed_after_signing_is_refused(field, office):
    office.approves()
    path = office.root / FOLDER / "approved-PER-0002.txt"
    lines = {line.partition(": ")[0]: line for line in path.read_text().splitlines()}
    others = {
        "document": "POL-0009",
        "version": "7.0",
        "digest": "sha256:" + "1" * 64,
        "meaning": "prepared",
        "signer": "PER-0003",
        "signed-at": "2026-10-02T08:16:50Z",
        "previous": "none",
    }
    lines[field] = f"{field}: {others[field]}"
    path.write_text("".join(f"{line}\n" for line in lines.values()))
    (reason,) = refused(office)
    expected = {
        "document": "It is about POL-0009 version 1.0, but is stored with another text",
        "version": "It is about POL-0001 version 7.0, but is stored with another text",
        "meaning": "It says prepared by PER-0002, and its name says otherwise",
        "signer": "It says approved by PER-0003, and its name says otherwise",
    }
    assert reason == expected.get(field, "The signature belongs to other bytes")
    assert state(office).state is State.PREPARED


# People, keys and files


def test_nobody_approves_a_text_of_their_own(office):
    office.says("prepared", "PER-0002", "2026-10-01")
    office.says("approved", "PER-0002", "2026-10-02")
    assert refused(office) == ["Ben Boss (PER-0002) approved a text of their own"]
    assert state(office).state is State.PREPARED


def test_a_named_author_does_not_approve_although_somebody_else_submitted(office):
    edit(office, "classification: internal", "classification: internal\nauthors: [PER-0002]")
    office.approves()
    assert refused(office) == ["Ben Boss (PER-0002) approved a text of their own"]


def test_one_person_under_two_ids_is_one_person(office):
    people = office.root / "docs/registers/people.yaml"
    people.write_text(people.read_text().replace("cleo@example.org", "BEN@example.org"))
    office.says("prepared", "PER-0003", "2026-10-01")
    office.says("approved", "PER-0002", "2026-10-02")
    assert refused(office) == ["Ben Boss (PER-0002) approved a text of their own"]


def test_a_person_who_is_not_registered_does_not_count(office):
    edit(office, "PER-0003", "PER-0009", THIRD)
    office.says("prepared", "PER-0003", "2026-10-01")
    assert refused(office) == ["PER-0003 is not in the people register"]


def test_who_held_the_role_when_they_signed_stays_the_approver(office):
    office.approves()
    roles = "docs/registers/roles.yaml"
    edit(office, "holders: [PER-0002]", "holders: [PER-0003]", roles)
    assert state(office).state is State.PREPARED
    edit(
        office,
        "holders: [PER-0003]",
        "holders: [PER-0003]\n    former:\n      - {person: PER-0002, until: 2026-10-31}",
        roles,
    )
    assert not read(office).register("roles").content.violations
    assert state(office).state is State.CURRENT
    edit(office, "2026-10-31", "2026-09-30", roles)
    assert state(office).state is State.PREPARED


def test_a_copied_approval_does_not_count_for_another_document_or_version(office):
    office.approves()
    for target in ("approvals/POL-0001/v2.0", "approvals/POL-0002/v1.0"):
        for name in ("prepared-PER-0001", "approved-PER-0002"):
            for ending in (".txt", ".txt.sig"):
                data = (office.root / FOLDER / f"{name}{ending}").read_bytes()
                office.put(f"{target}/{name}{ending}", data)
    assert set(refused(office)) == {
        "It is about POL-0001 version 1.0, but is stored with another text"
    }
    assert state(office).state is State.CURRENT
    edit(office, 'version: "1.0"', 'version: "2.0"')
    assert state(office).state is State.DRAFT


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda office: (office.root / FOLDER / "approved-PER-0002.txt.sig").unlink(), "It is not signed"),
        (
            lambda office: (office.root / FOLDER / "approved-PER-0002.txt").unlink(),
            "There is no statement that this signature belongs to",
        ),
        (lambda office: office.put(f"{FOLDER}/approved-PER-0002.txt", "Ben: yes\n"), "The first line is not ims-approval/v1 or ims-approval/v2"),
        (
            lambda office: edit(office, "\n", "\r\n", f"{FOLDER}/approved-PER-0002.txt"),
            "Its line ends were changed; they have to be LF",
        ),
        (
            lambda office: edit(office, "\n", "\r\n", f"{FOLDER}/approved-PER-0002.txt.sig"),
            "Its line ends were changed; they have to be LF",
        ),
        (
            lambda office: office.put(
                f"{FOLDER}/approved-PER-0002.txt.sig",
                (office.root / FOLDER / "prepared-PER-0001.txt.sig").read_bytes(),
            ),
            "The signature belongs to other bytes",
        ),
        (lambda office: office.put("trust/allowed_signers", ""), None),
    ],
)  # fmt: skip
def test_a_spoiled_file_is_refused_and_the_document_is_not_approved(spoil, reason, office):
    office.approves()
    spoil(office)
    found = refused(office)
    assert found == [reason] if reason else len(found) == 2
    assert state(office).state in (State.PREPARED, State.DRAFT)


def test_a_stray_file_among_the_approvals_is_told_and_harms_nothing(office):
    office.approves()
    office.put(f"{FOLDER}/note.md", "x")
    assert refused(office) == ["This is no statement, and nothing else is kept here"]
    assert state(office).state is State.CURRENT


def test_a_removed_approval_leaves_a_gap_in_what_follows(office):
    office.approves()
    edit(office, 'version: "1.0"', 'version: "1.1"')
    office.approves("1.1", "2026-11-01")
    for name in ("approved-PER-0002.txt", "approved-PER-0002.txt.sig"):
        (office.root / FOLDER / name).unlink()
    assert refused(office) == ["The statement before it is gone"]
    assert state(office).state is not State.CURRENT


def test_statements_about_nothing_are_told_unless_it_was_withdrawn(office):
    office.approves()
    office.says("withdrawn", "PER-0002", "2026-11-01", reason="the policy is gone")
    (office.root / POLICY).unlink()
    assert refused(office) == []
    (office.root / FOLDER / "withdrawn-PER-0002.txt").unlink()
    (office.root / FOLDER / "withdrawn-PER-0002.txt.sig").unlink()
    assert refused(office) == ["It is about POL-0001, which is not in this repository"] * 2


# The checkout, the tree and the level


def test_the_line_ends_of_another_machine_change_nothing(office):
    office.approves()
    edit(office, "\n", "\r\n")
    assert state(office).state is State.CURRENT


def test_disk_index_and_revision_are_read_alike(office, git_repository):
    office.approves()
    made = git_repository([])
    made.commit({})
    history = History(office.root)
    trees = (WorkingTree(office.root), IndexTree(history), RevisionTree(history, "HEAD"))
    found = [state(office, tree=tree) for tree in trees]
    assert found[0].state is State.CURRENT
    assert found[0] == found[1] == found[2]


def test_recorded_needs_no_keys_and_says_so(office):
    office.approves()
    for path in [*office.root.rglob("*.sig"), office.root / "trust/allowed_signers"]:
        path.unlink()
    assert state(office).state is State.DRAFT
    level(office, "recorded")
    assert read(office).settings.approval_level is Level.RECORDED
    assert state(office).state is State.CURRENT
    assert {one.key for one in read(office).statements} == {""}


def test_recorded_refuses_a_signature_that_is_wrong(office):
    level(office, "recorded")
    office.approves()
    office.put(f"{FOLDER}/approved-PER-0002.txt.sig", "hello\n")
    assert refused(office) == ["It is not what `ssh-keygen -Y sign` writes"]


def test_anchored_counts_only_what_the_root_key_vouches_for(office, tmp_path):
    level(office, "anchored")
    office.approves()
    assert set(refused(office)) == {"No root key has signed the list of signers as it stands"}
    root = make_key(tmp_path / "rootkey")
    office.put("trust/root.pub", f"{public(root)} root\n")
    data = (office.root / "trust/allowed_signers").read_bytes()
    office.put("trust/allowed_signers.sig", sign(data, root, TRUST_LIST))
    assert state(office).state is State.CURRENT
    stranger = make_key(tmp_path / "stranger")
    office.put("trust/allowed_signers", data + listed("PER-0003", public(stranger)).encode())
    assert state(office).state is State.DRAFT
    assert [one.message for one in read(office).trust.errors] == [
        "The list is not the one that the root key signed"
    ]


def test_a_key_on_two_lines_counts_for_nobody(office):
    office.approves()
    line = listed("PER-0003", public(office.keys["PER-0002"]))
    office.put("trust/allowed_signers", office.lists() + line)
    assert refused(office) == ["PER-0002 has no key in the list of signers"]
    assert len(read(office).trust.errors) == 2


def test_the_signature_of_other_bytes_by_the_right_key_does_not_count(office):
    office.approves()
    office.put(f"{FOLDER}/approved-PER-0002.txt.sig", signed(b"lunch\n", office.keys["PER-0002"]))
    assert refused(office) == ["The signature belongs to other bytes"]
