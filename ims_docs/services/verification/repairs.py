"""The first later commit after which something was right again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ims_docs.adapters.git.ledger import Ledger
from ims_docs.errors import RepositoryNotFoundError, UnreadableError
from ims_docs.formats.settings import FILE
from ims_docs.model.finding import Finding, Location
from ims_docs.services.commit_gate import Judge, JudgedCommit


@dataclass(frozen=True, kw_only=True)
class Repairs:
    """What was wrong, and what came after it.

    To ask what is wrong in some files of a commit, all of its documents have to be read. So a
    commit that changed the file is believed as it was judged already, and every other commit is
    asked once, about all files at a time: the cost follows the commits, never the faults.
    """

    judge: Judge
    ledger: Ledger
    unfit: Sequence[JudgedCommit]
    _known: dict[str, frozenset[Finding] | None] = field(default_factory=dict)
    _later: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, finding: Finding, commit: str) -> str:
        """The commit that repaired a fault that another brought in; empty when it still is there."""
        later = self._after(commit)
        if finding.code.startswith("HIS"):
            return self._brought_back(finding.where.path, commit, later)
        written = self._written_without(finding, later)
        if written or not later or self._stands(finding, later[-1]):
            return written
        low, high = 0, len(later) - 1
        while low < high:
            middle = self._between(later, low, high)
            if self._stands(finding, later[middle]):
                low = middle + 1
            else:
                high = middle
        return later[low]

    def of_settings(self, commit: str) -> str:
        """The commit that brought ims.yml back."""
        for name in self._after(commit):
            for group in self.ledger.touches[name][:1]:
                if any(one.path == FILE and one.after for one in group):
                    return name
        return ""

    def _after(self, commit: str) -> tuple[str, ...]:
        if commit not in self._later:
            self._later[commit] = self.ledger.after(commit)
        return self._later[commit]

    def _written_without(self, finding: Finding, later: Sequence[str]) -> str:
        """The first commit that wrote the file anew and was not found to have the same fault."""
        writers = self._writers.get(finding.where.path, frozenset())
        if not writers:
            return ""
        wanted = _placeless(finding)
        for name in later:
            if name in writers and wanted not in self._faults.get(name, ()):
                return name
        return ""

    @cached_property
    def _faults(self) -> Mapping[str, frozenset[Finding]]:
        """By commit: what was found in the files that it changed."""
        return {one.commit.name: frozenset(map(_placeless, one.findings)) for one in self.unfit}

    @cached_property
    def _writers(self) -> Mapping[str, frozenset[str]]:
        """By path that something was found in: the commits that changed it and could be judged alone.

        A merge is left out: what it took over from another branch it was not asked about.
        """
        found: dict[str, set[str]] = {path: set() for path in self._paths}
        has_settings = False
        for name in self.ledger.main_line:
            touched = self.ledger.touches[name][0]
            has_settings = next(
                (bool(one.after) for one in touched if one.path == FILE), has_settings
            )
            if has_settings and len(self.ledger.touches[name]) == 1:
                for one in touched:
                    if one.path in found:
                        found[one.path].add(name)
        return {path: frozenset(names) for path, names in found.items()}

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(each.where.path for one in self.unfit for each in one.findings)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {name: number for number, name in enumerate(self.ledger.main_line)}

    def _between(self, later: Sequence[str], low: int, high: int) -> int:
        """Where to ask next: of all places the roundest, so that the questions of all faults meet."""
        start = self._places[later[low]]
        step = 1 << max((high - low).bit_length() - 1, 0)
        while True:
            place = -(-start // step) * step
            if place < self._places[later[high]]:
                return low + place - start
            step >>= 1

    def _stands(self, finding: Finding, commit: str) -> bool:
        """Whether a commit holds the same fault in the same file, on whichever line."""
        if commit not in self._known:
            try:
                wrong = self.judge.wrong_at(commit, self._paths)
                self._known[commit] = frozenset(map(_placeless, wrong))
            except (RepositoryNotFoundError, UnreadableError):
                self._known[commit] = None
        known = self._known[commit]
        return known is None or _placeless(finding) in known

    def _brought_back(self, path: str, commit: str, later: Sequence[str]) -> str:
        """The commit that gave a record the bytes again that it had before."""
        former = {
            one.before
            for group in self.ledger.touches[commit]
            for one in group
            if one.path == path and one.before
        }
        for name in later:
            for group in self.ledger.touches[name][:1]:
                if any(one.path == path and one.after in former for one in group):
                    return name
        return ""


def _placeless(finding: Finding) -> Finding:
    return replace(finding, where=Location(finding.where.path))
