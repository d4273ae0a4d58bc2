"""What was decided to be done is followed until it is done and judged, also in what is closed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support import AS_OF
from test_duties import ACTION, DECISION, LATE, nonconformity, record, register, review

from ims_docs.domain.duties import Changes, Progress, Urgency, actions, gather
from ims_docs.domain.views import condition, inventory
from ims_docs.domain.views.inventory import INVENTORIES

DONE = "{what: Do it, who: PER-0002, due: 2026-11-13, done_on: 2026-11-12}"
JUDGED = "verified_by: PER-0003\nverified_on: 2026-11-20\n"


def change(effective, **more):
    return record("change", "CRQ-0001", f"actions: [{DONE}]\neffective: {effective}\n", **more)


@pytest.mark.parametrize(
    ("files", "progress"),
    [
        (nonconformity(ACTION % LATE), Progress.OVERDUE),
        (nonconformity(ACTION % AS_OF), Progress.OPEN),
        (nonconformity(ACTION % (AS_OF + timedelta(400))), Progress.OPEN),
        (nonconformity("{what: Do it, who: PER-0002}"), Progress.OPEN),
        (nonconformity(DONE), Progress.DONE),
        (nonconformity(ACTION % LATE, status="effective"), Progress.NOT_SHOWN),
        (change("effective"), Progress.EFFECTIVE),
        (change("partly effective"), Progress.DONE),
        (change("not effective", status="closed"), Progress.NOT_EFFECTIVE),
        (change('"[TODO: judge]"'), Progress.DONE),
        (review("MRV-0001", DECISION % (LATE, ""), "2026-01-10"), Progress.ASK),
        (review("MRV-0001", DECISION % (AS_OF, ""), "2026-01-10"), Progress.OPEN),
        (review("MRV-0001", DECISION % (LATE, ", record: IDE-0001"), "2026-01-10"), Progress.DONE),
        (
            review("MRV-0001", DECISION % (LATE, ""), "2026-01-10")
            | review("MRV-0002", "", "2026-06-10"),
            Progress.NOT_SHOWN,
        ),
    ],
)
def test_an_action_stands_where_its_record_says(repository, files, progress):
    (one,) = actions(repository(files))
    assert one.progress is progress
    assert one.what in ("Do it", "Decide it")


def test_what_was_checked_in_a_closed_record_was_effective_in_an_open_one_only_done(repository):
    files = record("nonconformity", "NCR-0001", f"actions: [{DONE}]\n{JUDGED}", status="effective")
    (closed,) = actions(repository(files))
    assert (closed.progress, closed.judged) == (Progress.EFFECTIVE, "checked on 2026-11-20")
    (still_open,) = actions(repository({k: v.replace("effective", "contained") for k, v in files.items()}))  # fmt: skip
    assert still_open.progress is Progress.DONE


@pytest.mark.parametrize(
    ("said", "progress"),
    [
        ("Yes. It works.", Progress.EFFECTIVE),
        ("No, the gap is still there.", Progress.NOT_EFFECTIVE),
        ("Notably better.", Progress.EFFECTIVE),
    ],
)
def test_an_entry_is_judged_in_words(repository, said, progress):
    entry = f'{{id: CPT-0001, title: Can do, action: Train, due: 2026-10-01, done_on: 2026-09-30, effective: "{said}"}}'
    (one,) = actions(repository(register("competences", entry)))
    assert (one.what, one.progress, one.judged) == ("Train", progress, said)


def test_what_is_overdue_is_what_the_duties_say(repository):
    known = repository(
        nonconformity(f"{ACTION % LATE}, {DONE}, {ACTION % (AS_OF + timedelta(9))}")
        | review("MRV-0001", DECISION % (LATE, ""), "2026-01-10")
    )
    duties = gather(known, Changes(), days=30)
    for urgency, progress in ((Urgency.OVERDUE, Progress.OVERDUE), (Urgency.ASK, Progress.ASK)):
        listed = [(one.path, one.line) for one in actions(known) if one.progress is progress]
        dated = [one for one in duties.of(urgency) if one.kind == "deadline"]
        assert listed == [(one.path, one.line) for one in dated]
        assert listed


def test_an_inventory_can_be_asked_by_its_keys(repository):
    known = repository(nonconformity(f"{ACTION % LATE}, {DONE}"))
    wanted = condition("status=overdue", INVENTORIES["actions"])
    (row,) = inventory(known, "actions", conditions=[wanted]).rows
    assert row.values["due"] == LATE
    (listed,) = inventory(known, "records").rows
    assert (listed.values["id"], listed.values["due"]) == ("NCR-0001", LATE)


def test_a_closed_record_says_until_when_it_is_kept(repository):
    files = record("idea", "IDE-0001", "closed_on: 2026-02-28\n", status="stopped")
    (row,) = inventory(repository(files), "records").rows
    closed = row.values["kept_until"]
    opened = record("idea", "IDE-0001", "closed_on: 2026-02-28\n")
    (row,) = inventory(repository(opened), "records").rows
    assert (closed, row.values["kept_until"]) == ("2030-02-28", "")
