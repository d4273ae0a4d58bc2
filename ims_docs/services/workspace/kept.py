"""Answers that an error or Ctrl-C would lose: kept beside the work, and offered again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ims_docs.adapters.disk.writing import write_whole
from ims_docs.errors import UnreadableError
from ims_docs.model.content import Value

_FOLDER = "ims-answers"


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of answers. Where it cannot be read or written, nothing is kept."""

    path: Path

    @classmethod
    def beside(cls, lock: Path, name: str) -> Kept:
        """The one for a command, in the git folder of a repository; no commit holds it."""
        safe = "".join(one if one.isalnum() or one == "-" else "_" for one in name)
        return cls(lock.parent / _FOLDER / f"{safe}.json")

    def answers(self) -> dict[str, dict[str, Value]]:
        """What was kept: groups of answers by name."""
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        groups = found if isinstance(found, dict) else {}
        return {name: group for name, group in groups.items() if isinstance(group, dict)}

    def keep(self, answers: Mapping[str, Mapping[str, Value]]) -> bool:
        """Keep answers; says whether that worked."""
        text = json.dumps(answers, ensure_ascii=False, indent=1)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.path, text)
        except (OSError, UnreadableError):
            return False
        return True

    def forget(self) -> None:
        """They are where they belong now."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
