"""Ways to tamper with a copy of the example organisation, each with what `ims verify` has to say."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from ims_docs.adapters.git.disturbing import drop_newest, move_tag
from ims_docs.services.selftest.copy import Copy
from ims_docs.services.verification import Verdict
from ims_docs.services.verification.result import Kind

_POLICY = "docs/leadership/innovation-policy.md"
_EXPERIMENT = "docs/records/experiment/EXP-0001.md"
_RISKS = "docs/registers/risks.yaml"
_PEOPLE = "docs/registers/people.yaml"
_SIGNERS = "trust/allowed_signers"
_SETTINGS = "ims.yml"
_TAG = "baseline/2026-audit-readiness"
_BASELINE = "baselines/2026-management-review.txt"
_LONG_AGO = datetime(2026, 1, 1, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tampering:
    """What was done to a copy, and what has to be said of it."""

    title: str
    does: Callable[[Copy], None]
    verdict: Verdict = Verdict.NOT_INTACT
    kind: Kind = Kind.INTEGRITY
    """Of the first finding."""
    names: str
    """What the first finding names: a rule, a path, or words of its message."""


def _text_changed(copy: Copy) -> None:
    copy.write(_POLICY, copy.text(_POLICY) + "\nAnd more.\n")
    copy.save("Sharpen the policy", _LONG_AGO)


def _text_lowered(copy: Copy) -> None:
    copy.change(_POLICY, 'version: "1.0"', 'version: "0.9"')
    copy.save("Sharpen the policy")


def _text_unreadable(copy: Copy) -> None:
    copy.write(_POLICY, "nothing\n")
    copy.save("Say nothing any more")


def _text_deleted(copy: Copy) -> None:
    copy.delete(_POLICY)
    copy.save("Tidy up")


def _approvals_swapped(copy: Copy) -> None:
    one, other = (
        copy.first(f"approvals/{name}/v1.0/approved-*.txt") for name in ("POL-0001", "CHL-0001")
    )
    for end in ("", ".sig"):
        first, second = copy.text(one + end), copy.text(other + end)
        copy.write(one + end, second)
        copy.write(other + end, first)
    copy.save("Swap two approvals")


def _signature_deleted(copy: Copy) -> None:
    copy.delete(copy.first("approvals/POL-0001/v1.0/approved-*.sig"))
    copy.save("Tidy up")


def _record_changed(copy: Copy) -> None:
    copy.change(_EXPERIMENT, " 3 ", " 9 ")
    copy.save("Sharpen the result of the experiment")


def _record_changed_on_a_detour(copy: Copy) -> None:
    whole = copy.text(_EXPERIMENT)
    copy.write(_EXPERIMENT, "nothing\n")
    copy.save("Break the experiment by mistake")
    copy.write(_EXPERIMENT, whole.replace(" 3 ", " 9 "))
    copy.save("Bring the experiment back as it was")


def _record_deleted(copy: Copy) -> None:
    copy.delete(_EXPERIMENT)
    copy.save("Tidy up")


def _open_record_deleted(copy: Copy) -> None:
    copy.delete(copy.first("docs/records/nonconformity/NCR-0002*"))
    copy.save("Tidy up")


def _entry_deleted(copy: Copy) -> None:
    _cut(copy, _RISKS, "RSK-0001")
    copy.save("Tidy up the risks")


def _person_deleted(copy: Copy) -> None:
    _cut(copy, _PEOPLE, "PER-0004")
    copy.save("Tidy up the people")


def _cut(copy: Copy, register: str, name: str) -> None:
    """Take an entry out of a register."""
    entry = re.compile(rf"^  - id: {name}\n(?:    .*\n|\n)*", re.MULTILINE)
    copy.write(register, entry.sub("", copy.text(register), count=1))


def _newest_dropped(copy: Copy) -> None:
    drop_newest(copy.history, 4)


def _tag_moved(copy: Copy) -> None:
    move_tag(copy.history, _TAG, "HEAD~1")


def _baseline_changed(copy: Copy) -> None:
    lines = copy.text(_BASELINE).splitlines(keepends=True)
    kept = [line for line in lines if _EXPERIMENT not in line]
    copy.write(_BASELINE, "".join(kept))
    copy.save("Correct the baseline")


def _signer_replaced(copy: Copy) -> None:
    lines = copy.text(_SIGNERS).splitlines(keepends=True)
    mine, other = (
        next(one for one in lines if one.startswith(who)) for who in ("PER-0001 ", "PER-0002 ")
    )
    key = re.compile(r"ssh-ed25519 \S+")
    copy.write(_SIGNERS, copy.text(_SIGNERS).replace(mine, key.sub(key.findall(other)[0], mine)))
    copy.save("Renew a key of the list")


def _object_damaged(copy: Copy) -> None:
    """Other bytes in git's own store under the name of the old ones."""
    name = copy.history.blob_of("HEAD", _POLICY)
    other = copy.history.blob_of("HEAD", _EXPERIMENT)
    store = copy.root / ".git" / "objects"
    place, source = (store / one[:2] / one[2:] for one in (name, other))
    if not (place.is_file() and source.is_file()):
        raise ValueError("The copy keeps its objects in a pack")
    data = source.read_bytes()
    place.chmod(0o644)
    place.write_bytes(data)


def _level_lowered(copy: Copy) -> None:
    copy.change(_SETTINGS, "level: signed", "level: recorded")
    copy.save("Record approvals without keys")


def _clause_left_out(copy: Copy) -> None:
    entry = 'not_applicable:\n  - clause: "9.2.2"\n    justification: We do not audit.'
    copy.change(_SETTINGS, "not_applicable: []", entry)
    copy.save("Leave internal audits out of it")


def _record_waived(copy: Copy) -> None:
    entry = (
        f"waivers:\n  - rule: HIS001\n    path: {_EXPERIMENT}\n    reason: We tidy up.\n"
        "    person: PER-0001\n    until: 2030-01-31"
    )
    copy.change(_SETTINGS, "waivers: []", entry)
    copy.save("Decide to tidy up the records")
    _record_changed(copy)


def _gate_removed(copy: Copy) -> None:
    copy.change(".pre-commit-config.yaml", "id: ims-push", "id: other")
    copy.save("Tidy up the gates of this folder")


def _deadline_moved(copy: Copy) -> None:
    copy.change(
        copy.first("docs/records/nonconformity/NCR-0002*"), "due: 2026-11-13", "due: 2027-02-01"
    )
    copy.save("Plan the notes anew")


def _nothing(copy: Copy) -> None:
    """The honest copy."""


TAMPERINGS = (
    Tampering(title="Nothing", does=_nothing, verdict=Verdict.INTACT, kind=Kind.CONTROLS, names=""),
    Tampering(title="An approved text changed, and dated back", does=_text_changed, names="APR002"),
    Tampering(
        title="An approved text changed under a lower version", does=_text_lowered, names="APR002"
    ),
    Tampering(title="An approved text made unreadable", does=_text_unreadable, names=_POLICY),
    Tampering(title="An approved text deleted", does=_text_deleted, names="HIS004"),
    Tampering(
        title="Two approvals swapped", does=_approvals_swapped, names="The statement was changed"
    ),
    Tampering(title="A signature deleted", does=_signature_deleted, names="approvals/POL-0001/"),
    Tampering(title="A closed record changed", does=_record_changed, names="HIS001"),
    Tampering(
        title="A closed record changed by way of an unreadable one",
        does=_record_changed_on_a_detour,
        names=_EXPERIMENT,
    ),
    Tampering(title="A closed record changed under a waiver", does=_record_waived, names="HIS001"),
    Tampering(title="A closed record deleted", does=_record_deleted, names="HIS002"),
    Tampering(title="An open record deleted", does=_open_record_deleted, names="HIS004"),
    Tampering(title="An entry of a register deleted", does=_entry_deleted, names=_RISKS),
    Tampering(title="A person taken out of the register", does=_person_deleted, names="PER-0004"),
    Tampering(title="The newest four changes dropped", does=_newest_dropped, names="Rolled back"),
    Tampering(title="The tag of a baseline moved", does=_tag_moved, names=_TAG),
    Tampering(title="A line taken out of a baseline", does=_baseline_changed, names=_BASELINE),
    Tampering(title="The key of a signer replaced", does=_signer_replaced, names=_SIGNERS),
    Tampering(
        title="Other bytes put into git's store",
        does=_object_damaged,
        names="holds other bytes than its name",
    ),
    Tampering(
        title="The level of approval lowered",
        does=_level_lowered,
        names="approval.level",
        verdict=Verdict.INTACT,
        kind=Kind.CONTROLS,
    ),
    Tampering(
        title="A clause declared not applicable",
        does=_clause_left_out,
        names="clause 9.2.2",
        verdict=Verdict.INTACT,
        kind=Kind.CONTROLS,
    ),
    Tampering(
        title="A gate removed",
        does=_gate_removed,
        names="gate ims-push",
        verdict=Verdict.INTACT,
        kind=Kind.CONTROLS,
    ),
    Tampering(
        title="The deadline of an open record moved",
        does=_deadline_moved,
        names="NCR-0002",
        verdict=Verdict.INTACT,
        kind=Kind.DATES,
    ),
)
"""The table, in the order in which it is tried."""
