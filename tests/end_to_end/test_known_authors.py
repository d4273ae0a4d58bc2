"""Who wrote what somebody approved: addresses of a person, of nobody, and of an auditor."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from signers import make_key
from support import DEFAULTS, POLICY, POLICY_KEYS, policy

FINAL = policy(keys=POLICY_KEYS.replace('"0.1"', '"1.0"'))
PEOPLE = "docs/registers/people.yaml"
NOREPLY = "1234+Ben@users.noreply.github.com"
REPORT = "docs/records/internal-audit-report/AUR-0001.md"
AUDIT = """---
id: AUR-0001
type: internal-audit-report
title: Audit of the policy
date: 2026-11-20
owner: PER-0002
status: open
lead_auditor: PER-0002
samples: [POL-0001]
---
"""


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    return {name: make_key(folder / name) for name in ("PER-0001", "PER-0002")}


@pytest.fixture
def save(monkeypatch):
    """Save files as somebody with this address."""

    def as_somebody(made, address, files, message="Change"):
        with monkeypatch.context() as here:
            here.setenv("GIT_AUTHOR_EMAIL", address)
            return made.commit(files, message)

    return as_somebody


@pytest.fixture
def made(git_repository, ims, keys, save):
    """A policy that somebody wrote in the web editor of a forge, then submitted by Ada."""
    made = git_repository()
    for person, key in keys.items():
        assert ims("-C", made.root, "trust", "add", person, "--key", key).code == 0
    save(made, "ada@example.org", {}, "Name who may sign")
    save(made, NOREPLY, {POLICY: FINAL}, "Write our policy")
    assert ims("-C", made.root, "submit", "POL-0001", "--key", keys["PER-0001"]).code == 0
    save(made, "ada@example.org", {}, "Submit it")
    return made


def found(ims, made, code):
    told = json.loads(ims("-C", made.root, "check", "--select", code, "--format", "json").out)
    return [f"{one['path']} {one['message']}" for one in told["findings"]]


def with_address(address):
    return DEFAULTS[PEOPLE].replace(
        "email: ben@example.org\n", f"email: ben@example.org\n    other_emails: [{address}]\n"
    )


def test_an_address_of_nobody_is_a_finding_once_with_what_it_touched(made, ims):
    (one,) = found(ims, made, "WHO002")
    assert one.startswith(f"{PEOPLE} The address {NOREPLY.casefold()} is nobody's")
    assert one.endswith(f"it changed {POLICY}")


def test_whoever_approves_is_told(made, ims, keys):
    done = ims("-C", made.root, "approve", "POL-0001", "--key", keys["PER-0002"], "--yes")
    assert done.code == 0
    assert f"Changed by {NOREPLY.casefold()}, an address of nobody" in done.out + done.err


def test_a_further_address_makes_the_author_known_and_the_approval_refused(made, ims, keys, save):
    save(made, "ada@example.org", {PEOPLE: with_address(NOREPLY)})
    assert found(ims, made, "WHO002") == []
    done = ims("-C", made.root, "approve", "POL-0001", "--key", keys["PER-0002"], "--yes")
    assert done.code == 1
    assert "You changed this text yourself since it was last approved" in done.err


def test_one_address_in_two_entries_is_one_person(made, ims, keys, save):
    save(made, "ada@example.org", {PEOPLE: with_address("ada@example.org")})
    done = ims("-C", made.root, "approve", "POL-0001", "--key", keys["PER-0002"], "--yes")
    assert done.code == 1
    assert "You wrote or submitted this text yourself" in done.err


def test_who_saves_an_approval_is_known_too(made, ims, keys, save):
    assert ims("-C", made.root, "approve", "POL-0001", "--key", keys["PER-0002"], "--yes").code == 0
    save(made, "bot@example.net", {}, "Approve it")
    told = found(ims, made, "WHO002")
    assert len(told) == 2
    assert told[1].endswith("saved statements on POL-0001")


def test_who_has_left_approves_nothing(made, ims, keys, save):
    gone = DEFAULTS[PEOPLE].replace(
        "ben@example.org\n    active: active", "ben@example.org\n    active: left"
    )
    save(made, "ada@example.org", {PEOPLE: gone})
    done = ims("-C", made.root, "approve", "POL-0001", "--key", keys["PER-0002"], "--yes")
    assert done.code == 1
    assert "has left, and cannot approve this" in done.err


@pytest.mark.parametrize(("later", "is_own"), [(0, True), (-1, False)])
def test_an_auditor_who_changed_the_sample_by_the_day_of_the_audit_is_named(
    made, ims, save, later, is_own
):
    changed = date.fromisoformat(made.git("log", "-1", "--format=%as", "--", POLICY).strip())
    day = (changed + timedelta(days=later)).isoformat()
    save(
        made,
        "ada@example.org",
        {
            REPORT: AUDIT.replace("2026-11-20", day),
            PEOPLE: with_address(NOREPLY),
        },
    )
    told = [one for one in found(ims, made, "WHO001") if "Ben Boss audited POL-0001" in one]
    assert [" and changed it on " in one for one in told] == ([True] if is_own else [])
