"""`ims diff` from the approved text, and from a baseline, to what is there now."""

from __future__ import annotations

import pytest
from signers import Office
from support import POLICY, POLICY_KEYS, policy

from ims_docs.model.baseline import Baseline

TEXT = policy(keys=POLICY_KEYS.replace('"0.1"', '"1.0"'))


@pytest.fixture
def office(git_repository, made_keys):
    """A policy that was approved as 1.0, and is now 1.1 with another sentence, saved and unsaved."""
    made = git_repository([{POLICY: TEXT}])
    here = Office(made.root, made.root, ())
    here.keys, here.commit, here.git = made_keys, made.commit, made.git
    here.lists()
    here.approves(when="2026-10-01")
    made.commit({}, "Approve the policy")
    here.put(POLICY, TEXT.replace('"1.0"', '"1.1"') + "\nSaved.\n")
    made.commit({}, "Begin the next version")
    here.put(POLICY, TEXT.replace('"1.0"', '"1.1"') + "\nSaved.\n\nUnsaved.\n")
    return here


def test_since_the_last_approval(office, ims):
    out = ims("-C", office.root, "diff", "POL-0001", "approved").out
    assert "from version 1.0, approved on 2026-10-02\n" in out
    assert "version: 1.0 → 1.1" in out
    assert "{+Saved.+}" in out
    assert "{+Unsaved.+}" in out
    saved = ims("-C", office.root, "diff", "POL-0001", "approved", "HEAD").out
    assert "Unsaved" not in saved


def test_what_nobody_approved_is_told(office, ims):
    result = ims("-C", office.root, "diff", "people", "approved")
    assert result.code == 1
    assert "No approved text of docs/registers/people.yaml is in force" in result.err


def test_since_a_baseline_also_where_its_tag_is_not(office, ims):
    first = office.git("rev-parse", "HEAD~1").strip()
    made = {"name": "review", "commit": first, "commits": 2, "previous": "none"}
    text = "".join(f"{key}: {value}\n" for key, value in made.items())
    text = f"ims-baseline/v1\n{text}made-by: PER-0002\nmade-at: 2026-11-23T09:00:00Z\n"
    office.put("baselines/review.txt", text)
    assert Baseline.parse(text.encode()).files == ()
    office.commit({}, "Fix the baseline of the review")
    out = ims("-C", office.root, "diff", "POL-0001", "review", "HEAD").out
    assert f"from review ({first[:10]})" in out
    assert "{+Saved.+}" in out
    office.put("baselines/review.txt", "nothing\n")
    office.commit({}, "Spoil it")
    result = ims("-C", office.root, "diff", "POL-0001", "review", "HEAD")
    assert result.code == 3
    assert "The baseline review cannot be read" in result.err
    assert ims("-C", office.root, "diff", "POL-0001", "revew", "HEAD").code == 3
