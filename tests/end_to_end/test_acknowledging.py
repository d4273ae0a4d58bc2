"""`ims acknowledge`: who has read which text in which version, by name."""

from __future__ import annotations

from pathlib import Path

import pytest

RULES = Path(__file__).parent.parent / "rules"
BASE, APPROVED = RULES / "_base", RULES / "REC018/conforming/read-in-force"
POLICY = "docs/leadership/innovation-policy.md"
RECORD = "docs/records/acknowledgement/ACK-0001.md"


@pytest.fixture
def office(git_repository, clock):
    """A policy in force; Ada works here."""
    files = {
        path.relative_to(top).as_posix(): path.read_text("utf-8")
        for top in (BASE, APPROVED)
        for path in top.rglob("*")
        if path.is_file() and "acknowledgement" not in path.parts
    }
    made = git_repository([files])
    made.git("config", "user.email", "ada@example.org")
    clock("2025-03-20")
    return made


def test_a_person_says_once_that_a_version_was_read(office, ims):
    done = ims("-C", office.root, "acknowledge", "pol-1", "--commit")
    assert done.code == 0, done.err
    assert done.out.splitlines()[-1] == f"ACK-0001 {RECORD}"
    text = (office.root / RECORD).read_text("utf-8")
    assert "person: PER-0001" in text
    assert "sha256:d5f0bede" in text
    assert ims("-C", office.root, "check", RECORD).code == 0
    again = ims("-C", office.root, "acknowledge", "POL-0001")
    assert (again.code, again.out) == (0, f"ACK-0001 {RECORD}\n")
    assert "nothing was written" in again.err


def test_somebody_writes_it_down_for_another(office, ims):
    done = ims("-C", office.root, "acknowledge", "POL-0001", "--person", "PER-0002")
    assert done.code == 0, done.err
    text = (office.root / RECORD).read_text("utf-8")
    assert "owner: PER-0001" in text
    assert "person: PER-0002" in text


def test_only_a_text_in_force_can_be_acknowledged(office, ims):
    nothing = ims("-C", office.root, "acknowledge", "POL-0009")
    assert nothing.code == 2
    assert "is no document and no register" in nothing.err
    people = ims("-C", office.root, "acknowledge", "people")
    assert people.code == 1
    assert "No version of people is in force" in people.err
    assert not (office.root / RECORD).exists()


def test_without_an_id_it_lists_what_is_open(office, ims):
    assert ims("-C", office.root, "acknowledge").out == "Nothing is open to read.\n"


def test_whom_a_text_asks_sees_it_until_it_is_read(office, ims):
    text = (office.root / POLICY).read_text("utf-8")
    asking = text.replace('version: "1.0"', 'version: "1.1"\neverybody_reads: true', 1)
    office.commit({POLICY: asking}, "Everybody reads the policy")
    assert "To read: POL-0001 1.0." in ims("-C", office.root, "status").out
    assert ims("-C", office.root, "acknowledge").out.startswith("POL-0001  1.0  ")
    assert ims("-C", office.root, "acknowledge", "POL-0001", "--commit").code == 0
    assert "To read" not in ims("-C", office.root, "status").out
    assert ims("-C", office.root, "acknowledge", "--person", "PER-0002").out.startswith("POL-0001")
