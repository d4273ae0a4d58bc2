"""The log of the whole system names who approved, reviewed and withdrew what."""

from __future__ import annotations

import csv
import io
import json

import pytest
from signers import Office
from support import POLICY, POLICY_KEYS, policy

FOLDER = "approvals/POL-0001/v1.0"
BEN = "Ben Boss (PER-0002)"


@pytest.fixture
def office(git_repository, made_keys):
    """A policy that was approved, reviewed and withdrawn, each saved by itself."""
    made = git_repository([{POLICY: policy(keys=POLICY_KEYS.replace('"0.1"', '"1.0"'))}])
    here = Office(made.root, made.root, ())
    here.keys = made_keys
    here.commit = made.commit
    here.lists()
    here.approves(when="2026-10-01")
    made.commit({}, "Approve the policy")
    here.says("reviewed", "PER-0002", "2026-10-20", reason="still valid because it is so")
    made.commit({}, "Confirm the policy")
    here.says("withdrawn", "PER-0002", "2026-10-30", reason="the manual says it all now")
    made.commit({}, "Withdraw the policy")
    return here


def lines(ims, office, *more):
    return [
        line.strip() for line in ims("-C", office.root, "history", *more).out.splitlines() if line
    ]


def statements(ims, office):
    out = ims("-C", office.root, "history", "--format", "json").out
    return {
        one["path"]: (one["change"], one["statement"])
        for one in reversed(json.loads(out)["revisions"])
        if one["statement"]
    }


def test_who_did_what_to_which_text_stands_below_the_state_that_brought_it(ims, office):
    told = lines(ims, office)
    assert told.index("Withdraw the policy") + 1 == told.index(f"withdrawn by {BEN}: POL-0001 1.0")
    assert told.index("Confirm the policy") + 1 == told.index(f"reviewed by {BEN}: POL-0001 1.0")
    at = told.index("Approve the policy")
    assert set(told[at + 1 : at + 4]) == {
        f"approved by {BEN}: POL-0001 1.0",
        "prepared by Ada Author (PER-0001): POL-0001 1.0",
        "added trust/allowed_signers",
    }


def test_programs_spreadsheets_and_minutes_have_it_too(ims, office):
    found = statements(ims, office)
    assert found[f"{FOLDER}/approved-PER-0002.txt"] == (
        "added",
        {
            "meaning": "approved",
            "document": "POL-0001",
            "version": "1.0",
            "person": "PER-0002",
            "name": "Ben Boss",
            "counts": True,
            "doubt": "",
        },
    )
    assert len(found) == 4
    rows = csv.DictReader(io.StringIO(ims("-C", office.root, "history", "--format", "csv").out))
    said = {row["path"]: row["statement"] for row in rows}
    assert said[f"{FOLDER}/reviewed-PER-0002.txt"] == f"reviewed POL-0001 1.0 by {BEN}"
    assert said[f"{FOLDER}/reviewed-PER-0002.txt.sig"] == said[POLICY] == ""
    table = ims("-C", office.root, "history", "--format", "markdown").out
    assert "| withdrawn by Ben Boss (PER-0002): POL-0001 1.0 |" in table
    one = ims("-C", office.root, "history", "POL-0001", "--format", "markdown").out
    assert "version 1.0 approved on 2026-10-02 by Ben Boss" in one


def test_a_statement_that_does_not_count_says_why(ims, office):
    office.says(
        "approved", "PER-0001", "2026-10-31", key="PER-0002", at=f"{FOLDER}/approved-PER-0001.txt"
    )
    office.commit({}, "Approve it once more")
    _, said = statements(ims, office)[f"{FOLDER}/approved-PER-0001.txt"]
    assert (said["counts"], said["name"]) == (False, "Ada Author")
    assert said["doubt"]
    (line,) = [one for one in lines(ims, office) if one.startswith("approved by Ada Author")]
    assert "POL-0001 1.0 (does not count: " in " ".join(lines(ims, office))
    assert line


def test_a_statement_that_was_removed_or_changed_is_told_as_such(ims, office):
    path = office.root / FOLDER / "reviewed-PER-0002.txt"
    text = path.read_text()
    path.unlink()
    office.commit({}, "Tidy up")
    told = " ".join(lines(ims, office))
    why = "(does not count: it is not there any more)"
    assert f"Tidy up removed the statement: reviewed by {BEN}: POL-0001 1.0 {why}" in told
    path.write_text(text.replace("it is so", "it was so"))
    office.commit({}, "Bring it back")
    found = lines(ims, office, "--limit", "1")
    assert any("does not count" in one for one in found), found
    first = json.loads(ims("-C", office.root, "history", "--format", "json").out)["revisions"][-1]
    assert first["statement"] is None


def test_a_file_that_is_no_statement_is_listed_as_a_file(ims, office):
    office.put(f"{FOLDER}/approved-PER-0009.txt", "Ben: yes\x1b[31m\n")
    office.commit({}, "Scribble")
    out = ims("-C", office.root, "history", "--limit", "1").out
    assert f"added {FOLDER}/approved-PER-0009.txt" in " ".join(out.split())
    assert "\x1b" not in out
