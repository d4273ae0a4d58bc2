"""No commit excuses itself: gates and verification judge it by what controlled before it."""

from __future__ import annotations

import json

import pytest
from complete_records import NONCONFORMITY, NONCONFORMITY_PATH, without_root_cause
from signers import listed, make_key, public
from support import AS_OF, DEFAULTS, POLICY, write
from verification_samples import judged, told

from ims_docs.adapters.git import History
from ims_docs.cli import run
from ims_docs.services.commit_gate import Judge, judge_received, received_updates
from ims_docs.services.commit_gate.precedence import controls_of
from ims_docs.services.verification import Kind

SECOND = "docs/records/nonconformity/NCR-0002.md"
BAD = without_root_cause().replace("NCR-0001", "NCR-0002")
LIST = "trust/allowed_signers"
WAIVER = """waivers:
  - rule: {rule}
    reason: The board decides in September.
    person: PER-0001
    until: 2030-12-31
"""


def gate(acme, before):
    """What a server says of everything after a commit: (commit, code) of each finding."""
    head = acme.git("rev-parse", "HEAD").strip()
    judge = Judge(history=History(acme.root), as_of=AS_OF)
    verdict = judge_received(judge, received_updates([f"{before} {head} refs/heads/main"]))
    return {(one.commit.name, each.code) for one in verdict.judged for each in one.findings}


@pytest.fixture
def before(acme):
    return acme.git("rev-parse", "HEAD").strip()


def settings(more):
    return {"ims.yml": DEFAULTS["ims.yml"] + more}


def test_a_waiver_counts_for_the_commits_that_follow_it(acme, before):
    waiver = settings(WAIVER.format(rule="REC004"))
    acme.git("branch", "later")
    bad = acme.commit({**waiver, SECOND: BAD}, "Waive the root cause of the second leak")
    assert gate(acme, before) == {(bad, "REC004")}
    acme.git("checkout", "-q", "later")
    acme.commit(waiver, "Waive the root causes for a time")
    acme.commit({SECOND: BAD}, "Record the second leak of the seal")
    assert gate(acme, before) == set()


@pytest.fixture
def staged(acme, capsys):
    """Write files, stage everything, and return the codes of the errors that a commit hook finds."""

    def codes(files=None):
        write(acme.root, files or {})
        acme.git("add", "-A")
        capsys.readouterr()
        asked = ["check", "--staged", "--format", "json", "--as-of", "2026-11-23"]
        run(["-C", str(acme.root), *asked])
        found = json.loads(capsys.readouterr().out)["findings"]
        return {one["code"] for one in found if one["severity"] == "error"}

    return codes


def test_what_is_staged_is_judged_by_the_waivers_that_are_saved(acme, staged):
    waiver = settings(WAIVER.format(rule="REC004"))
    assert "REC004" in staged({**waiver, SECOND: BAD})
    (acme.root / SECOND).unlink()
    assert staged() == set()
    acme.git("commit", "-q", "--no-verify", "-m", "Waive the root causes for a time")
    assert staged({SECOND: BAD}) == set()


def test_waivers_that_nobody_can_read_waive_nothing_that_is_staged_after_them(acme, staged):
    acme.commit({"ims.yml": "organisation: ["}, "Break the settings by mistake")
    assert "REC004" in staged({**settings(WAIVER.format(rule="REC004")), SECOND: BAD})


def test_a_merge_that_is_staged_may_bring_a_waiver_and_what_it_covers(acme, staged):
    acme.git("checkout", "-q", "-b", "side")
    acme.commit(settings(WAIVER.format(rule="REC004")), "Waive the root causes for a time")
    acme.commit({SECOND: BAD}, "Record the second leak of the seal")
    acme.git("checkout", "-q", "main")
    acme.commit({"README.md": "Read me.\n"}, "Say how to begin")
    acme.git("merge", "-q", "--no-ff", "--no-commit", "side")
    assert staged() == set()


def test_a_merge_of_a_branch_with_its_waiver_passes(acme, before):
    acme.git("checkout", "-q", "-b", "side")
    acme.commit(settings(WAIVER.format(rule="REC004")), "Waive the root causes for a time")
    acme.commit({SECOND: BAD}, "Record the second leak of the seal")
    acme.git("checkout", "-q", "main")
    acme.commit({"README.md": "Read me.\n"}, "Say how to begin")
    acme.git("merge", "-q", "--no-ff", "-m", "Join the work on the seal", "side")
    assert gate(acme, before) == set()


def test_a_waiver_of_integrity_covers_nothing_at_the_gate_either(acme, before):
    acme.commit(settings(WAIVER.format(rule="HIS001")), "Waive what happens to closed records")
    bad = acme.commit({NONCONFORMITY_PATH: NONCONFORMITY.replace("Four", "Two")}, "Tidy the record")
    assert (bad, "HIS001") in gate(acme, before)


def test_a_level_that_falls_in_the_same_commit_excuses_no_unsigned_statement(acme, before, staged):
    low = settings("approval:\n  level: recorded\n")
    signature = acme.root / "approvals/POL-0001/v1.0/approved-PER-0002.txt.sig"
    signature.unlink()
    assert staged(low) == {"APR001"}
    bad = acme.commit({}, "Record approvals without keys")
    assert (bad, "APR001") in gate(acme, before)


@pytest.fixture
def visits(acme):
    """A type of record of one's own with a closed record, and what opens it again."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://h.example/visit.schema.json",
        "title": "Visit",
        "description": "A visit to a customer.",
        "$ref": "../record.schema.json",
        "properties": {
            "id": {"pattern": "^VIS-[0-9]{4}$"},
            "type": {"const": "visit"},
            "status": {"enum": ["open", "done"]},
        },
        "allOf": [
            {
                "if": {"properties": {"status": {"const": "done"}}, "required": ["status"]},
                "then": {"required": ["closed_on"]},
            }
        ],
        "unevaluatedProperties": False,
        "x-ims": {
            "kind": "record", "prefix": "VIS", "folder": "records/visit", "clauses": {"iso56001": ["7.5.1"]}, "profiles": [],
            "sections": [], "retention_years": 3,
            "life": [{"state": "open", "moves": ["done"], "days": 30}, {"state": "done", "closes": True}],
        },
    }  # fmt: skip
    loose = json.loads(json.dumps(schema))
    loose["x-ims"]["life"] = [
        {"state": "open", "moves": ["done"], "days": 30},
        {"state": "done", "moves": ["open"], "days": 30},
        {"state": "gone", "closes": True},
    ]
    loose["x-ims"]["life"][1]["moves"].append("gone")
    loose["properties"]["status"]["enum"].append("gone")
    loose["allOf"][0]["if"]["properties"]["status"]["const"] = "gone"
    record = (
        "---\nid: VIS-0001\ntype: visit\ntitle: A visit\nstatus: done\ndate: 2026-06-01\n"
        "owner: PER-0001\nclosed_on: 2026-06-02\n---\n\nFour people came.\n"
    )
    place = "schemas/records/visit.schema.json"
    return place, json.dumps(schema, indent=1), json.dumps(loose, indent=1), record


def test_people_and_roles_control_wherever_they_lie(repository):
    here, there = "docs/registers/people.yaml", "docs/context/folk.yml"
    moved = repository({there: DEFAULTS[here], "docs/registers/risks.yaml": "type: risks\n"})
    paths = frozenset({here, there, "docs/registers/risks.yaml", "trust/allowed_signers"})
    assert controls_of(paths, moved) == {here, there, "trust/allowed_signers"}


VISIT = "docs/records/visit/VIS-0001.md"


def test_an_end_state_that_is_redefined_opens_no_closed_record(acme, visits, staged):
    place, schema, loose, record = visits
    acme.commit({place: schema, VISIT: record}, "Record visits to customers")
    start = acme.git("rev-parse", "HEAD").strip()
    assert told(judged(acme.root)) == []
    assert "HIS001" in staged({place: loose, VISIT: record.replace("Four", "Two")})
    bad = acme.commit({}, "Let visits go on")
    assert (bad, "HIS001") in gate(acme, start)
    assert (bad, "HIS001") in {
        (one.commit, one.code) for one in judged(acme.root).of(Kind.INTEGRITY)
    }


def test_a_key_that_comes_with_what_it_signs_counts_from_the_next_commit_on(
    acme, before, office, tmp_path, staged
):
    key = make_key(tmp_path / "new")
    office.keys = {**office.keys, "PER-0002": key}
    lines = (acme.root / LIST).read_text() + listed("PER-0002", public(key))
    office.says("reviewed", "PER-0002", "2026-10-10", reason="still right, nothing has changed")
    assert staged({LIST: lines}) == {"APR001"}
    bad = acme.commit({}, "Give Ben another key and confirm the policy")
    assert gate(acme, before) == {(bad, "APR001")}
    found = judged(acme.root)
    assert [(one.commit, one.kind) for one in found.found if one.code] == [(bad, Kind.CONTROLS)]
    assert found.verdict == "intact"


def test_who_takes_a_role_in_a_commit_approves_nothing_in_it(acme, before, office, staged):
    path = "docs/registers/roles.yaml"
    roles = (acme.root / path).read_text().replace("holders: [PER-0002]", "holders: [PER-0001]")
    office.says("reviewed", "PER-0001", "2026-10-10", reason="still right, nothing has changed")
    owner = (acme.root / POLICY).read_text()
    assert "owner: innovation-manager" in owner
    approved = acme.root / "approvals/POL-0001/v1.0"
    (approved / "approved-PER-0001.txt").exists()
    office.says("approved", "PER-0001", "2026-10-11")
    codes = staged({path: roles})
    assert codes & {"APR001", "APR005"}
    bad = acme.commit({}, "Let Ada be the top management and approve")
    assert (bad, "APR001") in gate(acme, before) or (bad, "APR005") in gate(acme, before)


def test_an_end_state_that_is_redefined_for_a_while_opens_no_closed_record(acme, visits):
    place, schema, loose, record = visits
    acme.commit({place: schema, VISIT: record}, "Record visits to customers")
    acme.commit({place: loose}, "Let visits go on for a while")
    bad = acme.commit({VISIT: record.replace("Four", "Two")}, "Count the people again")
    acme.commit({place: schema}, "Let visits end as they did")
    found = judged(acme.root)
    assert [(one.commit, one.where.path, one.code) for one in found.of(Kind.INTEGRITY)] == [
        (bad, VISIT, "HIS001")
    ]
    assert "compared with" in found.found[0].message


def test_types_that_change_honestly_leave_closed_records_alone(acme, visits):
    place, schema, loose, record = visits
    acme.commit({place: schema, VISIT: record}, "Record visits to customers")
    acme.commit({place: loose}, "Let visits go on from now on")
    second = VISIT.replace("0001", "0002")
    acme.commit({second: record.replace("0001", "0002")}, "Record a second visit")
    acme.commit({second: record.replace("0001", "0002").replace("Four", "Two")}, "Count again")
    assert told(judged(acme.root)) == []
