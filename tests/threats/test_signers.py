"""Row by row: how somebody could pass for the approver, and what becomes of it (threats G)."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from signers import HardwareKey, Office, listed, make_key, public
from support import AS_OF, DEFAULTS, POLICY, POLICY_KEYS, GitRepository, policy, write

from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.adapters.git import History, IndexTree, RevisionTree
from ims_docs.adapters.ssh_keygen import sign
from ims_docs.domain.approval_state import State, standings
from ims_docs.domain.runner import check
from ims_docs.formats.signatures import TRUST_LIST
from ims_docs.services.loading.repository import LoadRequest, load

FINAL = POLICY_KEYS.replace('"0.1"', '"1.0"')
FOLDER = "approvals/POL-0001/v1.0"
LIST = "trust/allowed_signers"
PEOPLE = "docs/registers/people.yaml"
EVE = "  - id: PER-0003\n    name: Eve Example\n    email: eve@example.org\n    active: active\n"
ATTRIBUTES = "* text=auto eol=lf\napprovals/** -text\n*.sig -text\ntrust/** -text\n"


@pytest.fixture(scope="module")
def made_keys(tmp_path_factory):
    people = ("PER-0001", "PER-0002", "PER-0003")
    return Office(tmp_path_factory.mktemp("none"), tmp_path_factory.mktemp("keys"), people).keys


@pytest.fixture
def office(root, made_keys):
    """A policy that Ada submitted and Ben approved, in git. Eve works here too, without a key."""
    made = GitRepository(root)
    files = {POLICY: policy(keys=FINAL), PEOPLE: DEFAULTS[PEOPLE] + EVE}
    write(root, {**DEFAULTS, **files, ".gitattributes": ATTRIBUTES})
    here = Office(root, root, ())
    here.keys = {one: made_keys[one] for one in ("PER-0001", "PER-0002")}
    here.lists()
    here.keys = made_keys
    here.approves()
    made.commit({}, "Approve the policy")
    return here


def found(root, *, tree=None):
    """The state of the policy, and every finding about approvals."""
    repository = load(LoadRequest(tree=tree or WorkingTree(root), as_of=AS_OF))
    subject = next(one for one in repository.documents if one.id == "POL-0001")
    findings = [one for one in check(repository).findings if one.code.startswith("APR")]
    state = standings(repository).of(subject).state
    return state, [f"{one.where.path.rpartition('/')[2]} {one.code}" for one in findings]


def git(root, *arguments):
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_the_base_is_approved_without_a_finding(office):
    assert found(office.root) == (State.CURRENT, [])


def test_g1_a_typed_approval_never_counts(office):
    keys = FINAL + "status: approved\napproved_by: ben@example.org\n"
    shutil.rmtree(office.root / "approvals")
    office.put(POLICY, policy(keys=keys))
    repository = load(LoadRequest(tree=WorkingTree(office.root), as_of=AS_OF))
    assert "DOC007" in {one.code for one in check(repository).findings}
    assert found(office.root)[0] is State.DRAFT


def test_g2_an_author_under_another_address_and_id_is_told(office):
    people = DEFAULTS[PEOPLE] + EVE.replace("eve@example.org", "Ben@Example.org")
    office.put(PEOPLE, people)
    shutil.rmtree(office.root / "approvals")
    office.lists()
    office.says("prepared", "PER-0003", "2026-10-01")
    office.says("approved", "PER-0002", "2026-10-02")
    assert found(office.root) == (State.PREPARED, ["approved-PER-0002.txt APR005"])


def test_g3_a_key_for_two_persons_counts_for_neither(office):
    text = (office.root / LIST).read_text()
    office.put(LIST, text + listed("PER-0003", public(office.keys["PER-0002"])))
    state, codes = found(office.root)
    assert state is State.PREPARED
    assert codes.count("allowed_signers APR003") == 2


@pytest.mark.parametrize("person", ["*", "PER-*", "PER-000?", "PER-0002,PER-0003", "!PER-0001"])
def test_g5_a_pattern_gives_nobody_a_key(person, office):
    eve = listed(person, public(office.keys["PER-0003"]))
    text = (office.root / LIST).read_text().splitlines(keepends=True)
    office.put(LIST, text[0] + eve)
    office.says(
        "approved", "PER-0002", "2026-10-05", key="PER-0003", at=f"{FOLDER}/approved-PER-0002-2.txt"
    )
    state, codes = found(office.root)
    assert state is State.PREPARED
    assert "allowed_signers APR003" in codes
    assert "approved-PER-0002-2.txt APR001" in codes


def test_g6_a_line_for_any_use_gives_nobody_a_key(office):
    text = "".join(listed(one, public(office.keys[one]), "") for one in ("PER-0001", "PER-0002"))
    office.put(LIST, text)
    state, codes = found(office.root)
    assert state is State.DRAFT
    assert codes.count("allowed_signers APR003") == 2


def test_g7_a_weak_key_gives_nobody_a_key(office, tmp_path):
    office.keys = {**office.keys, "weak": make_key(tmp_path / "weak", "rsa", 2048)}
    first = (office.root / LIST).read_text().splitlines(keepends=True)[0]
    office.put(LIST, first + listed("PER-0002", public(office.keys["weak"])))
    office.says(
        "approved", "PER-0002", "2026-10-05", key="weak", at=f"{FOLDER}/approved-PER-0002-2.txt"
    )
    assert found(office.root)[0] is State.PREPARED


@pytest.mark.parametrize("target", ["POL-0001/v2.0", "POL-0002/v1.0", "policy/v1"])
def test_g8_an_approval_moved_elsewhere_does_not_count(target, office):
    shutil.copytree(office.root / FOLDER, office.root / "approvals" / target)
    state, codes = found(office.root)
    assert state is State.CURRENT
    assert codes == ["approved-PER-0002.txt APR001", "prepared-PER-0001.txt APR001"]


def test_g9_a_key_that_somebody_added_is_refused_where_the_list_is_anchored(office, tmp_path):
    root = make_key(tmp_path / "rootkey")
    office.put("ims.yml", DEFAULTS["ims.yml"] + "approval:\n  level: anchored\n")
    office.put("trust/root.pub", public(root) + "\n")
    data = (office.root / LIST).read_bytes()
    office.put("trust/allowed_signers.sig", sign(data, root, TRUST_LIST))
    assert found(office.root) == (State.CURRENT, [])
    office.put(LIST, data + listed("PER-0003", public(office.keys["PER-0003"])).encode())
    assert found(office.root) == (State.DRAFT, ["allowed_signers APR003"])


def test_g11_a_checkout_with_other_line_ends_changes_nothing(office, tmp_path):
    copy = tmp_path / "copy"
    git(office.root, "clone", "-q", "-c", "core.autocrlf=true", str(office.root), str(copy))
    assert found(copy) == (State.CURRENT, [])


def test_g12_a_deleted_approval_is_missed_by_what_follows(office):
    office.put(POLICY, policy(keys=FINAL.replace('"1.0"', '"1.1"')))
    office.approves("1.1", "2026-11-01")
    shutil.rmtree(office.root / FOLDER)
    assert found(office.root) == (State.DRAFT, ["prepared-PER-0001.txt APR001"])


def test_g13_one_person_is_never_two(office):
    shutil.rmtree(office.root / "approvals")
    office.says("prepared", "PER-0002", "2026-10-01")
    office.says("approved-alone", "PER-0002", "2026-10-02", reason="there is nobody else here")
    assert found(office.root) == (State.CURRENT, ["innovation-policy.md APR006"])


def test_f8_no_setting_of_the_repository_makes_a_signature_good(office, tmp_path):
    sentinel, program = tmp_path / "sentinel", tmp_path / "evil"
    program.write_text(f"#!/bin/sh\ntouch {sentinel}\necho Good\nexit 0\n")
    program.chmod(0o755)
    for setting in ("gpg.ssh.program", "gpg.program", "core.fsmonitor", "core.sshCommand"):
        git(office.root, "config", setting, str(program))
    git(office.root, "config", "gpg.ssh.allowedSignersFile", str(tmp_path / "mine"))
    (tmp_path / "mine").write_text(listed("*", public(office.keys["PER-0003"])))
    (office.root / FOLDER / "approved-PER-0002.txt").unlink()
    office.says("approved", "PER-0002", "2026-10-02", key="PER-0003")
    history = History(office.root)
    repository = load(
        LoadRequest(tree=WorkingTree(office.root), as_of=AS_OF, history=history, root=office.root)
    )
    codes = {one.code for one in check(repository).findings}
    assert "APR001" in codes
    assert not sentinel.exists()


def test_a_hardware_key_that_is_not_listed_signs_for_nobody(office):
    key = HardwareKey("sk-ssh-ed25519@openssh.com")
    path = office.root / FOLDER / "approved-PER-0002.txt"
    path.with_name(f"{path.name}.sig").write_bytes(key.signed(path.read_bytes()))
    assert found(office.root) == (State.PREPARED, ["approved-PER-0002.txt APR001"])


# What an organisation does to its history takes no approval away


def test_approvals_survive_a_rename(office):
    git(office.root, "mv", POLICY, "docs/leadership/policy.md")
    assert found(office.root) == (State.CURRENT, [])


def test_approvals_survive_a_squash_by_somebody_else(office):
    git(office.root, "checkout", "-q", "--orphan", "other")
    git(office.root, "-c", "user.name=Forge", "commit", "-qm", "Squashed")
    assert found(office.root, tree=RevisionTree(History(office.root), "other"))[0] is State.CURRENT


def test_approvals_survive_a_rebase(office):
    git(office.root, "commit", "-q", "--allow-empty", "-m", "Later")
    git(office.root, "rebase", "-q", "--root", "--force-rebase")
    assert found(office.root, tree=RevisionTree(History(office.root), "HEAD")) == (
        State.CURRENT,
        [],
    )


def test_approvals_survive_a_bundle_and_a_fast_export(office, tmp_path):
    git(office.root, "bundle", "create", "-q", str(tmp_path / "b"), "HEAD", "main")
    git(tmp_path, "clone", "-q", "-b", "main", str(tmp_path / "b"), str(tmp_path / "from-bundle"))
    assert found(tmp_path / "from-bundle") == (State.CURRENT, [])
    exported = subprocess.run(
        ["git", "-C", str(office.root), "fast-export", "main"], check=True, capture_output=True
    ).stdout
    made = tmp_path / "imported"
    git(tmp_path, "init", "-q", "-b", "main", str(made))
    subprocess.run(["git", "-C", str(made), "fast-import", "--quiet"], input=exported, check=True)
    tree = RevisionTree(History(made), "main")
    assert found(made, tree=tree) == (State.CURRENT, [])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Вen Boss", "REG007"),
        ("Ｂen Boss", "REG007"),
        ("Ben Boss\u202e", "SHP001"),
        ("Ben\u200b Boss", "SHP001"),
        ("Be\u0301n Boss", "SHP001"),
    ],
)
def test_g4_a_name_that_passes_for_another_is_told(office, name, told):
    office.put(PEOPLE, DEFAULTS[PEOPLE] + EVE.replace("Eve Example", name))
    findings = check(load(LoadRequest(tree=WorkingTree(office.root), as_of=AS_OF))).findings
    assert told in {one.code for one in findings if one.where.path == PEOPLE}


def test_g4_a_name_in_another_alphabet_throughout_may_stand_and_passes_for_nobody(office):
    """Nobody has approved the register of people, which REG009 says of any name."""
    office.put(PEOPLE, DEFAULTS[PEOPLE] + EVE.replace("Eve Example", "Алиса Иванова"))
    findings = check(load(LoadRequest(tree=WorkingTree(office.root), as_of=AS_OF))).findings
    assert [one.code for one in findings if one.where.path == PEOPLE] == ["REG009"]
    office.put(
        PEOPLE,
        DEFAULTS[PEOPLE].replace("Ben Boss", "Pax Cox") + EVE.replace("Eve Example", "Рах Сох"),
    )
    findings = check(load(LoadRequest(tree=WorkingTree(office.root), as_of=AS_OF))).findings
    assert [one.code for one in findings if one.where.path == PEOPLE] == [
        "REG009",
        "REG007",
    ]


def test_a_signature_that_alone_is_staged_is_judged_at_its_statement(office):
    name = f"{FOLDER}/approved-PER-0002.txt"
    office.put(f"{name}.sig", "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n")
    git(office.root, "add", "-A")
    history = History(office.root)
    index = IndexTree(history)
    staged = load(
        LoadRequest(tree=index, as_of=AS_OF, history=history, focus=frozenset({f"{name}.sig"}))
    )
    assert [(one.code, one.where.path) for one in check(staged).findings] == [("APR001", name)]
