"""Where things lie in a pack, and what it says of itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

FORM = "ims-pack/v1"
ABOUT = "pack.json"
README = "README.txt"
BUNDLE = "repository.bundle"
REPORT, REPORT_DATA = "verify.txt", "verify.json"
TREE = "tree/"
_OWN_FOLDERS = ("approvals/", "baselines/", "trust/")
"""Folders that lie at the top of a pack as they lie in the repository."""


def place_of(path: str) -> str:
    """The name in a pack of a file of the repository."""
    return path if path.startswith(_OWN_FOLDERS) else f"{TREE}{path}"


def path_of(name: str) -> str:
    """The file of the repository that a name in a pack stands for; empty for all others."""
    if name.startswith(_OWN_FOLDERS):
        return name
    return name.removeprefix(TREE) if name.startswith(TREE) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a pack says of itself, for programs."""

    organisation: str
    commit: str
    as_of: date
    level: str
    """How much stands behind an approval, as the settings say."""
    audience: str = ""
    """Empty where nothing is left out."""
    baseline: str = ""
    """The name of the baseline whose state it is; empty for the state of any other commit."""
    period: str = ""
    left_out: tuple[str, ...] = ()
    """Files of the repository that no pack can hold, by path."""
    tool: str = ""

    @property
    def data(self) -> bytes:
        """As it is kept."""
        known = {
            "form": FORM,
            "organisation": self.organisation,
            "commit": self.commit,
            "as_of": self.as_of.isoformat(),
            "level": self.level,
            "audience": self.audience,
            "baseline": self.baseline,
            "period": self.period,
            "left_out": list(self.left_out),
            "tool": self.tool,
        }
        return (json.dumps(known, ensure_ascii=False, indent=2) + "\n").encode()

    @classmethod
    def parse(cls, data: bytes) -> About:
        """Read it. Raises ValueError for anything else."""
        try:
            known = json.loads(data.decode("utf-8"))
            words = {key: known[key] for key in _WORDS}
            left_out = known["left_out"]
            day = date.fromisoformat(known["as_of"])
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise ValueError("it cannot be read") from error
        if known.get("form") != FORM:
            raise ValueError(f"it does not say {FORM}")
        if not all(isinstance(one, str) for one in (*words.values(), *_list(left_out))):
            raise ValueError("it cannot be read")
        return cls(as_of=day, left_out=tuple(left_out), **words)


_WORDS = ("organisation", "commit", "level", "audience", "baseline", "period", "tool")


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value, 0]
