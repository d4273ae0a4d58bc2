"""Every commit that HEAD leads back to, and what each did to each file against each parent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import NamedTuple

from ims_docs.adapters.git.changes import Sides, sides_of
from ims_docs.adapters.git.commits import Commit
from ims_docs.adapters.git.history import History
from ims_docs.adapters.git.log import OLDEST_FIRST, heads

_FILE = "100"
"""How the mode of a plain file begins. A link or a repository in its place holds nothing."""


class LedgerCommit(NamedTuple):
    """A commit with the dates and the person that it claims."""

    name: str
    parents: tuple[str, ...]
    author: str
    email: str
    authored: int
    """Seconds since 1970, as the author's clock claimed; may be a number that is no date."""
    committed: int
    message: str

    @property
    def commit(self) -> Commit:
        """The same for a judge of commits."""
        return Commit(self.name, self.parents, self.message)

    @property
    def moment(self) -> datetime | None:
        """When the committer's clock said it was saved; None when that is no date."""
        return moment(self.committed)


class Touch(NamedTuple):
    """What a commit did to one file against one parent. An empty name means: not there."""

    path: str
    before: str
    after: str


@dataclass(frozen=True)
class Ledger:
    """The history of HEAD, oldest first."""

    commits: tuple[LedgerCommit, ...]
    touches: Mapping[str, tuple[tuple[Touch, ...], ...]]
    """By commit: one group for each parent, against nothing for the first commit."""

    @cached_property
    def by_name(self) -> Mapping[str, LedgerCommit]:
        """The commits by their names."""
        return {one.name: one for one in self.commits}

    @cached_property
    def main_line(self) -> tuple[str, ...]:
        """From the first commit to HEAD, by first parents."""
        line = []
        place = self.commits[-1].name if self.commits else ""
        while place in self.by_name:
            line.append(place)
            place = next(iter(self.by_name[place].parents), "")
        return tuple(reversed(line))

    def after(self, commit: str) -> tuple[str, ...]:
        """What follows a commit on the main line, and leads back to it; oldest first."""
        later = {commit}
        for one in self.commits:
            if any(parent in later for parent in one.parents):
                later.add(one.name)
        return tuple(one for one in self.main_line if one in later and one != commit)

    def leading_to(self, commit: str) -> frozenset[str]:
        """A commit and everything before it."""
        seen: set[str] = set()
        waiting = [commit]
        while waiting:
            name = waiting.pop()
            if name not in seen and name in self.by_name:
                seen.add(name)
                waiting += self.by_name[name].parents
        return frozenset(seen)

    def losses(self) -> Iterator[tuple[str, Touch]]:
        """What each commit took from any of its parents, also where a merge did it in silence."""
        for one in self.commits:
            kept = {touch for group in self.touches[one.name] for touch in group}
            for touch in sorted(kept):
                if touch.before:
                    yield one.name, touch

    def last_change(self, path: str) -> str:
        """The last commit that changed a file itself; empty when none did."""
        return self._last_changes.get(path, "")

    @cached_property
    def _last_changes(self) -> Mapping[str, str]:
        return {touch.path: one.name for one in self.commits for touch in self.own(one.name)}

    def brought_back(self, touch: Touch, commit: str) -> str:
        """The later commit that gave a file the bytes again that a commit took; empty when none."""
        for name in self.after(commit):
            for one in self.touches[name][0]:
                if one.path == touch.path and one.after == touch.before:
                    return name
        return ""

    def own(self, commit: str) -> Iterator[Touch]:
        """What a commit changed itself: what is different from every parent."""
        groups = self.touches[commit]
        others = [{one.path for one in group} for group in groups[1:]]
        for one in groups[0] if groups else ():
            if all(one.path in other for other in others):
                yield one


def ledger(history: History) -> Ledger:
    """Read it, in two passes of git."""
    output = history.run(*OLDEST_FIRST, "HEAD", "--")
    commits = tuple(
        LedgerCommit(
            one.name,
            one.parents,
            one.author,
            one.email,
            int(one.authored or 0),
            int(one.committed or 0),
            one.message,
        )
        for one in heads(output)
    )
    return Ledger(commits, dict(_touches(history, commits)))


def moment(seconds: int) -> datetime | None:
    """A number of seconds as a moment in UTC; None when no calendar has it."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _touches(
    history: History, commits: Sequence[LedgerCommit]
) -> Iterator[tuple[str, tuple[tuple[Touch, ...], ...]]]:
    pairs = [(one.name, parent) for one in commits for parent in one.parents or ("",)]
    found = sides_of(history, pairs)
    for one in commits:
        groups = [tuple(map(_touch, next(found))) for _ in one.parents or ("",)]
        yield one.name, tuple(groups)


def _touch(one: Sides) -> Touch:
    is_file = one.mode.startswith(_FILE)
    return Touch(one.path, _there(one.before), _there(one.after) if is_file else "")


def _there(name: str) -> str:
    return name if name.strip("0") else ""
