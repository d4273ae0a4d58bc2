"""A limit that changes: every text that cites it is named, and an approved one is suspect."""

from __future__ import annotations

import json

import pytest
from signers import Office
from support import POLICY, POLICY_KEYS, policy

LIMITS = "docs/registers/limits.yaml"
DECISIONS = "docs/registers/decisions.yaml"
TEXT = policy(
    keys=POLICY_KEYS.replace('"0.1"', '"1.0"'),
    more="A test costs no more than 3,000 euros (LIM-0001).\nAbove it, top management (DEC-0001) decides.\n",
)
LINE = TEXT.splitlines().index("A test costs no more than 3,000 euros (LIM-0001).") + 1


def limits(test: int, review: int = 12) -> str:
    return f"""\
type: limits
title: Limits
owner: innovation-manager
classification: internal
entries:
  - id: LIM-0001
    title: Cost of one test
    value: {test}
    unit: euros
    decided_in: Innovation policy
  - id: LIM-0002
    title: Time between two reviews
    value: {review}
    unit: months
    decided_in: Innovation policy
"""


DECIDED = """\
type: decisions
title: Decisions
owner: innovation-manager
classification: internal
entries:
  - id: DEC-0001
    title: Test above the limit
    decides: top-management
    record: portfolio-decision
"""


@pytest.fixture
def office(git_repository, made_keys):
    """A policy that cites a limit and a decision, approved and saved."""
    made = git_repository([{POLICY: TEXT, LIMITS: limits(3000), DECISIONS: DECIDED}])
    here = Office(made.root, made.root, ())
    here.keys = made_keys
    here.lists()
    here.approves(when="2026-10-01")
    here.commit = made.commit
    here.commit({}, "Approve")
    return here


@pytest.fixture
def found(office, ims):
    def told(code, *arguments):
        out = ims("-C", office.root, "check", "--select", code, "--format", "json", *arguments).out
        return [(one["path"], one["line"], one["message"]) for one in json.loads(out)["findings"]]

    return told


def test_a_changed_limit_makes_what_cites_it_wrong_and_suspect(office, found, ims):
    assert found("VAL002") == []
    assert found("APR007") == []
    office.commit({LIMITS: limits(5000)}, "Raise the limit")
    assert found("VAL002") == [
        (
            POLICY,
            LINE,
            "“3,000 euros” is written beside LIM-0001; docs/registers/limits.yaml says “5,000 euros” (Cost of one test)",
        )
    ]
    told = (
        f"Suspect: LIM-0001, cited in line {LINE}, was “3,000 euros” and is “5,000 euros” now: "
        "changed on 2026-11-23, after this text was approved on 2026-10-02"
    )
    assert found("APR007") == [(POLICY, LINE, told)]
    assert found("APR007", "--at", "HEAD~1") == []
    office.commit({LIMITS: limits(3000)}, "It was right")
    assert found("APR007") == []


def test_a_limit_that_the_text_does_not_cite_is_no_reason(office, found):
    office.commit({LIMITS: limits(3000, review=24)}, "Review less often")
    assert found("APR007") == []


def test_a_decision_that_goes_to_another_role_is_a_reason(office, found):
    office.commit(
        {
            DECISIONS: DECIDED.replace(
                "top-management\n    record", "innovation-manager\n    record"
            )
        },
        "Delegate",
    )
    ((path, line, told),) = found("APR007")
    assert (path, line) == (POLICY, LINE + 1)
    assert "DEC-0001" in told
    assert [one[:2] for one in found("VAL003")] == [(POLICY, LINE + 1)]


def test_a_text_approved_anew_is_looked_at(office, found):
    office.commit({LIMITS: limits(5000)}, "Raise the limit")
    office.commit(
        {POLICY: TEXT.replace("3,000", "5,000").replace('"1.0"', '"1.1"')}, "Say the new limit"
    )
    office.approves("1.1", "2026-11-10")
    office.commit({}, "Approve")
    assert found("APR007") == []
    assert found("VAL002") == []


def test_a_limit_shows_what_cites_it(office, ims):
    out = ims("-C", office.root, "show", "LIM-0001").out
    assert "Referred to by:\n  POL-0001 Innovation policy" in out
