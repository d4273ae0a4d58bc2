"""A nonconformity that lacks nothing, and the same without its root cause."""

from __future__ import annotations

NONCONFORMITY_PATH = "docs/records/nonconformity/NCR-0001.md"

NONCONFORMITY = """\
---
id: NCR-0001
type: nonconformity
title: The seal leaked at the customer
date: 2026-06-15
owner: PER-0001
status: effective
classification: internal
clauses: ["8.3.3"]
source: complaint
actions:
  - what: Test every seal at minus twenty degrees
    who: PER-0001
    due: 2026-07-10
    done_on: 2026-07-01
verified_by: PER-0002
verified_on: 2026-09-01
closed_on: 2026-09-02
---

## What happened

Four of two hundred seals leaked in the first frost.

## Correction

All four were replaced within two days.

## Cause

Nobody had tested the seal below zero, because the test plan was written in summer.

## Similar cases

No other product has this seal.

## Risks and changes to the system

The test plan now names the temperatures of the whole year.

## Effectiveness

No seal of the next three hundred leaked in the test.
"""


def without_root_cause(text: str = NONCONFORMITY) -> str:
    """The same record, closed all the same, with nothing under its heading "Cause"."""
    before, _, rest = text.partition("## Cause\n")
    after = rest.partition("## Similar cases\n")[2]
    return f"{before}## Cause\n\n## Similar cases\n{after}"
