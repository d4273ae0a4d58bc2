"""Which types each commit of a history knew: the product's, and those of the organisation at that time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ims_docs.adapters.git import History
from ims_docs.adapters.git.ledger import Ledger
from ims_docs.formats.schemas import Schemas
from ims_docs.formats.settings import FILE
from ims_docs.services.loading.ruleset import Ruleset
from ims_docs.services.loading.shared import Memory

_FOLDER = "schemas/"


@dataclass(frozen=True, kw_only=True)
class TypeStates:
    """The own types of every commit, each set of them read once."""

    history: History
    ledger: Ledger
    memory: Memory
    _read: dict[int, Schemas] = field(default_factory=dict)

    @property
    def varied(self) -> bool:
        """Whether own types changed, or the settings were away, after the beginning."""
        return self._sets_by_commit[1] or self._were_settings_away

    def schemas_at(self, commit: str) -> Schemas:
        """What a commit judges content by."""
        number = self._sets_by_commit[0][commit]
        if number not in self._read:
            held = self._sets[number]
            found = self.history.blobs(held.values())
            files = {path: data or b"" for path, data in zip(held, found, strict=True)}
            self._read[number] = Ruleset(files, self.memory, []).schemas()
        return self._read[number]

    @cached_property
    def _sets(self) -> list[Mapping[str, str]]:
        """Each set of own types that any commit had: path to git's name for the bytes."""
        return [{}]

    @cached_property
    def _sets_by_commit(self) -> tuple[Mapping[str, int], bool]:
        """By commit the number of its set; and whether a type ever was changed or taken away."""
        found: dict[str, int] = {}
        varied = False
        for one in self.ledger.commits:
            number = found.get(one.parents[0], 0) if one.parents else 0
            touched = [
                each
                for each in self.ledger.touches[one.name][0]
                if each.path.startswith(_FOLDER) and each.path.endswith(".json")
            ]
            if touched:
                varied = varied or any(each.before for each in touched)
                held = {**self._sets[number], **{each.path: each.after for each in touched}}
                self._sets.append({path: blob for path, blob in held.items() if blob})
                number = len(self._sets) - 1
            found[one.name] = number
        return found, varied

    @property
    def _were_settings_away(self) -> bool:
        return any(
            touch.path == FILE and touch.before and not touch.after
            for groups in self.ledger.touches.values()
            for group in groups
            for touch in group
        )
