"""Rungs 3 and 4: what approvals lift, and what they must not lift."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from signers import Office
from support import AS_OF, DEFAULTS, POLICY, POLICY_KEYS, policy, write

from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.domain.coverage import Rung, cover
from ims_docs.reporters.coverage import as_csv, as_json, as_markdown, as_text
from ims_docs.services.loading.repository import LoadRequest, load

FINAL = POLICY_KEYS.replace('"0.1"', '"1.0"')
WORD = "Approvals are recorded without keys"


@pytest.fixture
def office(root, made_keys):
    write(root, {**DEFAULTS, POLICY: policy(keys=FINAL)})
    here = Office(root, root, ())
    here.keys = made_keys
    here.lists()
    return here


def covered(office, as_of=AS_OF):
    repository = load(LoadRequest(tree=WorkingTree(office.root), as_of=as_of))
    return cover(repository, repository.standards["iso56001"])


def reach(office, as_of=AS_OF):
    found = next(one for one in covered(office, as_of).items if one.item.id == "DI-03")
    return found.reach.rung, found.reach.reason.removeprefix(f"{POLICY}: "), found.reach.raise_by


def edit(office, *change):
    office.put(POLICY, (office.root / POLICY).read_text().replace(*change))


def test_a_complete_text_waits_for_its_writer_then_for_its_approver(office):
    assert reach(office) == (
        Rung.COMPLETED,
        "complete, not approved",
        "Submit it with `ims submit POL-0001`",
    )
    office.says("prepared", "PER-0001", "2026-10-01")
    assert reach(office) == (
        Rung.COMPLETED,
        "complete, submitted by Ada Author, not approved",
        "A holder of the role top-management approves it with `ims approve POL-0001`",
    )


def test_an_approved_text_is_current_until_its_review_date(office):
    office.approves()
    told = "approved on 2026-10-02 by Ben Boss"
    assert reach(office) == (Rung.CURRENT, f"{told}, next review by 2027-10-02", "")
    assert reach(office, date(2027, 10, 2))[0] is Rung.CURRENT
    assert reach(office, date(2027, 10, 3))[:2] == (
        Rung.APPROVED,
        f"{told}, review was due on 2027-10-02",
    )


def test_the_version_in_force_counts_while_the_next_one_is_written(office):
    office.approves()
    edit(office, 'version: "1.0"', 'version: "1.1"')
    edit(office, "We mean it.", "[TODO: say more]")
    told = "version 1.0 in force, approved on 2026-10-02 by Ben Boss, next review by 2027-10-02"
    assert reach(office) == (Rung.CURRENT, told, "")


def test_another_text_under_an_approved_version_falls_back(office):
    office.approves()
    edit(office, "We mean it.", "We mean it more.")
    rung, reason, _ = reach(office)
    assert (rung, reason) == (
        Rung.COMPLETED,
        "its text is not the one that was approved as version 1.0",
    )
    edit(office, "We mean it more.", "[TODO: what do we mean]")
    assert reach(office)[0] is Rung.SCAFFOLDED


def test_approved_template_text_is_template_text(office):
    edit(office, "We mean it.", "[TODO: what do we mean]")
    office.approves()
    assert reach(office)[0] is Rung.SCAFFOLDED


def test_a_withdrawn_document_serves_nothing(office):
    office.approves()
    office.says("withdrawn", "PER-0002", "2026-11-01", reason="replaced by the manual")
    assert reach(office)[:2] == (Rung.MISSING, "withdrawn, so it is evidence of nothing")


def test_one_person_alone_ends_at_approved(office):
    office.says("prepared", "PER-0002", "2026-10-01")
    office.says("approved-alone", "PER-0002", "2026-10-01", reason="nobody else works here")
    assert reach(office)[:2] == (
        Rung.APPROVED,
        "approved on 2026-10-01 by Ben Boss alone: nobody else works here",
    )


def test_one_person_alone_is_current_where_the_settings_say_why(office):
    office.put("ims.yml", DEFAULTS["ims.yml"] + "approval:\n  alone: We are two here.\n")
    office.says("prepared", "PER-0002", "2026-10-01")
    office.says("approved-alone", "PER-0002", "2026-10-01", reason="nobody else works here")
    rung, reason = reach(office)[:2]
    assert rung is Rung.CURRENT
    assert "approved on 2026-10-01 by Ben Boss alone: nobody else works here" in reason


def test_what_is_recorded_without_keys_is_marked_everywhere(office):
    office.approves()
    assert WORD not in as_text(covered(office))
    office.put("ims.yml", DEFAULTS["ims.yml"] + "approval:\n  level: recorded\n")
    assert reach(office)[1].startswith("recorded without a key as approved on 2026-10-02 by Ben")
    assert WORD in as_text(covered(office))
    assert '"approvals": "recorded"' in as_json(covered(office))


def test_the_name_of_a_file_acts_in_no_form(office):
    found = covered(office)
    first = found.clauses[0]
    odd = replace(first.reach, evidence=("docs/turned \u202e round.md",), reason="Not \x1b[31mred")
    named = replace(found, clauses=(replace(first, reach=odd), *found.clauses[1:]))
    for told in (as_json(named), as_csv(named), as_markdown(named)):
        assert not {*told} & {"\u202e", "\x1b"}
    assert r"turned \u202e round" in as_csv(named)
    value = json.loads(as_json(named))
    assert value["clauses"][0]["evidence"] == ["docs/turned \u202e round.md"]
