"""`ims show --in-force`: the approved text while the next version is written, and on any past day."""

from __future__ import annotations

import json

import pytest
from signers import Office
from support import POLICY, POLICY_KEYS, policy, write

FIRST = policy(keys=POLICY_KEYS.replace('"0.1"', '"1.0"'))
NEXT = FIRST.replace('"1.0"', '"1.1"').replace("We mean it.", "We mean it more.", 1)
HEAD = "POL-0001  Innovation policy, version 1.0, in force: approved on 2026-10-02 by Ben Boss\n\n"


@pytest.fixture
def office(git_repository, made_keys):
    """An approved policy, saved."""
    made = git_repository([{POLICY: FIRST}])
    here = Office(made.root, made.root, ())
    here.keys, here.git, here.commit = made_keys, made.git, made.commit
    here.lists()
    here.approves(when="2026-10-01")
    here.commit({}, "Approve")
    return here


@pytest.fixture
def show(office, ims):
    return lambda *arguments: ims("-C", office.root, "show", *arguments)


def test_the_text_on_disk_is_the_one_in_force(show):
    shown = show("POL-0001", "--in-force")
    assert (shown.code, shown.out) == (0, HEAD + FIRST)
    assert "version 1.0, the version in force, approved on 2026-10-02 by" in show("POL-0001").out


def test_the_approved_text_is_found_while_the_next_one_is_written(office, show):
    office.commit({POLICY: NEXT}, "Begin the next version")
    assert show("POL-0001", "--in-force").out == HEAD + FIRST
    state = " ".join(show("POL-0001").out.split())
    assert "version 1.1, draft of the next version; version 1.0 is in force, approved on" in state
    office.says("prepared", "PER-0001", "2026-11-01", version="1.1")
    state = " ".join(show("POL-0001").out.split())
    assert "version 1.1, submitted as the next version; version 1.0 is in force" in state


def test_the_digest_decides_and_no_version_number(office, show):
    office.commit({POLICY: FIRST.replace("We mean it.", "We never meant it.")}, "Rewrite it")
    assert show("POL-0001", "--in-force").out == HEAD + FIRST
    state = " ".join(show("POL-0001").out.split())
    assert "version 1.0, not the text that was approved on 2026-10-02 by Ben Boss" in state


def test_the_same_for_programs(office, show):
    office.commit({POLICY: NEXT}, "Begin the next version")
    value = json.loads(show("POL-0001", "--in-force", "--format", "json").out)
    assert (value["version"], value["approved_on"], value["approved_by"]) == (
        "1.0",
        "2026-10-02",
        ["PER-0002"],
    )
    assert value["text"] == FIRST
    assert value["digest"].startswith("sha256:")


def test_a_renamed_document_is_found(office, show):
    moved = "docs/leadership/policy.md"
    office.git("mv", POLICY, moved)
    office.commit({}, "Rename it")
    office.commit({moved: NEXT}, "Begin the next version")
    assert show("POL-0001", "--in-force").out == HEAD + FIRST


def test_a_text_that_only_another_branch_holds_is_found(office, show):
    """As after a squash: the line that leads here never held the approved bytes."""
    office.git("branch", "draft")
    office.git("checkout", "-q", "--orphan", "fresh")
    office.commit({POLICY: NEXT}, "Everything in one")
    assert show("POL-0001", "--in-force").out == HEAD + FIRST
    office.git("branch", "-D", "draft", "main")
    lost = show("POL-0001", "--in-force")
    assert (lost.code, lost.out) == (3, "")
    assert (
        "The text of POL-0001 that was approved as version 1.0 on 2026-10-02 is not in this copy"
    ) in lost.err
    assert "Its digest is sha256:" in lost.err


def test_what_was_in_force_then(office, show):
    before = office.git("rev-parse", "HEAD").strip()
    office.commit({POLICY: NEXT}, "Begin the next version")
    office.approves("1.1", "2026-11-01")
    office.commit({}, "Approve the next version")
    assert "version 1.1, in force: approved on 2026-11-02" in show("POL-0001", "--in-force").out
    past = show("POL-0001", "--in-force", "--at", before).out
    assert past == HEAD.replace("in force:", f"in force at {before}:") + FIRST
    between = show("POL-0001", "--in-force", "--at", "HEAD~1").out
    assert between == HEAD.replace("in force:", "in force at HEAD~1:") + FIRST
    day = show("POL-0001", "--in-force", "--as-of", "2026-11-23").out
    assert "version 1.1, in force on 2026-11-23: approved" in day


def test_a_register_has_a_version_in_force(office, show):
    path = "docs/registers/roles.yaml"
    text = (office.root / path).read_text()
    office.approves("1", "2026-10-01", document="roles", text=path)
    office.commit({}, "Approve the roles")
    write(office.root, {path: text.replace("Keeps the system", "Keeps all of it")})
    out = show("roles", "--in-force").out
    assert out == (
        "roles  Roles, version 1, in force: approved on 2026-10-02 by Ben Boss\n\n" + text
    )


def test_what_is_not_in_force_is_told(office, show):
    refused = show("people", "--in-force")
    assert (refused.code, refused.out) == (1, "")
    assert "No version of people is in force: nobody has approved it" in refused.err
    office.says("withdrawn", "PER-0002", "2026-11-01", reason="replaced by the manual")
    assert (
        "No version of POL-0001 is in force: it is withdrawn" in show("POL-0001", "--in-force").err
    )
    assert "version 1.0, withdrawn" in show("POL-0001").out
    assert show("PER-0001", "--in-force").code == 2


def test_a_review_that_is_due_is_told_beside_the_version(office, show):
    state = " ".join(show("POL-0001", "--as-of", "2027-12-01").out.split())
    assert "by Ben Boss, review due" in state
