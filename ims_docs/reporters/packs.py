"""The verdict about an audit pack -> str: what the file is, what is wrong with it, what could not be checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ims_docs.reporters import verification
from ims_docs.reporters.printable import json_text, printable
from ims_docs.services.verification import PackVerification

PackReporter: TypeAlias = Callable[[PackVerification], str]

SCHEMA_VERSION = 1
"""Rises when a key goes or means something else."""


def as_text(one: PackVerification) -> str:
    """For people; the last line is the verdict alone, as the verifiers in the pack print it."""
    lines = [f"{printable(one.judged)}: {one.files} files, {one.statements} statements"]
    lines.append(f"sha256:{one.sha256}")
    if one.about:
        lines.append(f"commit {printable(one.about.commit)}, asked about on {one.about.as_of}")
        if one.about.audience:
            lines.append(f"Made for: {printable(one.about.audience)}")
        if one.about.baseline:
            lines.append(f"Baseline {printable(one.about.baseline)}, code {one.code or 'unknown'}")
        lines.append(f"Root key: {one.root or 'no root key signed the list of signers'}")
    lines += ["", *(f"FAIL {printable(name)}: {printable(text)}" for name, text in one.faults)]
    lines += [f"note {printable(text)}" for text in (*one.unchecked, *one.notes)]
    if one.history:
        lines += ["", "The history in the pack", ""]
        lines += verification.render(one.history, width=0).rstrip("\n").split("\n")[:-2]
    return "\n".join([*lines, "", str(one.verdict.value)]) + "\n"


def as_json(one: PackVerification) -> str:
    """For programs."""
    about = one.about
    return json_text(
        {
            "schema_version": SCHEMA_VERSION,
            "verdict": one.verdict.value,
            "judged": one.judged,
            "sha256": one.sha256,
            "files": one.files,
            "statements": one.statements,
            "commit": about.commit if about else "",
            "as_of": about.as_of.isoformat() if about else "",
            "audience": about.audience if about else "",
            "baseline": about.baseline if about else "",
            "code": one.code,
            "root": one.root,
            "faults": [{"file": name, "message": text} for name, text in one.faults],
            "not_checked": [*one.unchecked],
            "notes": [*one.notes],
            "history": one.history.verdict.value if one.history else "",
        }
    )


PACK_REPORTERS: dict[str, PackReporter] = {"text": as_text, "json": as_json}
