"""Each tampering done to a copy of the example, and what the installed program says of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from ims_docs.adapters.git import History
from ims_docs.services.scaffold.demo import create_demo
from ims_docs.services.selftest.copy import Copy
from ims_docs.services.selftest.tampering import TAMPERINGS, Tampering
from ims_docs.services.verification import Question, Verdict, Verification, verify
from ims_docs.services.verification.result import Irregularity

_DAY = date(2026, 11, 30)
"""On which the example is looked at: the same answer on every day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of one tampering."""

    title: str
    wanted: Verdict
    verdict: Verdict
    said: str
    """The rule, the place and the message of the first finding of the kind that is meant."""
    is_passed: bool


def selftest() -> Iterator[Trial]:
    """Try the whole table, one after the other; nothing is left behind."""
    with TemporaryDirectory(prefix="ims-selftest-") as name:
        folder = Path(name)
        example = create_demo(folder / "example").root
        for tampering in TAMPERINGS:
            copy = Path(shutil.copytree(example, folder / "copy", symlinks=True))
            yield _tried(tampering, Copy(copy), folder / "memory")
            shutil.rmtree(copy)


def _tried(tampering: Tampering, copy: Copy, memory: Path) -> Trial:
    tampering.does(copy)
    found = verify(History(copy.root), Question(as_of=_DAY, memory=memory), "the copy")
    first = next(iter(found.of(tampering.kind)), None)
    said = _said(first) if first else ""
    return Trial(
        title=tampering.title,
        wanted=tampering.verdict,
        verdict=found.verdict,
        said=said if found.verdict is not Verdict.INTACT or tampering.names else "",
        is_passed=_is_as_wanted(found, tampering, said),
    )


def _is_as_wanted(found: Verification, tampering: Tampering, said: str) -> bool:
    return found.verdict is tampering.verdict and tampering.names in said


def _said(one: Irregularity) -> str:
    words = (one.code, str(one.where), one.message)
    return " ".join(word for word in words if word)
