"""Installation and trials -> str: the validation record of the program that is installed."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import date

from ims_docs.reporters.printable import printable, report_text
from ims_docs.services.selftest import Installation, Trial

_MISSING = "not installed"


def head(one: Installation) -> str:
    """What is installed, one fact to a line."""
    libraries = ", ".join(f"{name} {version or _MISSING}" for name, version in one.libraries)
    facts = [
        ("Program", one.tool),
        ("Place", str(one.place)),
        ("Python", one.python),
        ("System", one.system),
        ("Git", one.git or _MISSING),
        ("Libraries", libraries or "not known: the program runs from a folder"),
    ]
    return "".join(
        f"{line}\n" for name, said in facts for line in _wrapped(f"{name + ':':11}{said}", 80, 11)
    )


def row(one: Trial, width: int) -> str:
    """One trial: whether the verdict is the one it has to be, and what was said first."""
    mark = "passed" if one.is_passed else "FAILED"
    lines = [f"{mark}  {one.title}: {one.verdict}"]
    if not one.is_passed:
        lines += _wrapped(f"        It should be {one.wanted}, and name it first.", width, 8)
    if one.said:
        lines += _wrapped(f"        {one.said}", width, 8)
    return "".join(f"{line}\n" for line in lines)


def closing(trials: Sequence[Trial]) -> str:
    """The last line."""
    failed = sum(not one.is_passed for one in trials)
    if failed:
        return (
            f"{failed} of {len(trials)} trials failed. Do not rely on this copy: install ims-docs "
            "again, and report it if it fails again.\n"
        )
    return f"All {len(trials)} trials passed.\n"


def as_json(one: Installation, trials: Sequence[Trial], day: date) -> str:
    """The same for programs."""
    return report_text(
        {
            "date": day.isoformat(),
            "is_passed": all(each.is_passed for each in trials),
            "installation": {
                "tool": one.tool,
                "place": str(one.place),
                "python": one.python,
                "system": one.system,
                "git": one.git,
                "libraries": dict(one.libraries),
            },
            "trials": [
                {
                    "title": each.title,
                    "is_passed": each.is_passed,
                    "verdict": each.verdict.value,
                    "wanted": each.wanted.value,
                    "said": each.said,
                }
                for each in trials
            ],
        }
    )


def _wrapped(text: str, width: int, indent: int) -> Iterator[str]:
    yield from textwrap.wrap(
        printable(text),
        width,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
