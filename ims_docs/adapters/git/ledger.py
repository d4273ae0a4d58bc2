"""Every commit that HEAD leads back to, and what each did to each file against each parent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import NamedTuple

from ims_docs.adapters.git.changes import raw_changes
from ims_docs.adapters.git.commits import Commit
from ims_docs.adapters.git.history import History
from ims_docs.adapters.git.process import path_name
from ims_docs.adapters.git.said import said

_FIELDS = "--format=%H%x00%P%x00%an%x00%ae%x00%at%x00%ct%x00%B"
_NUMBER = 7


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
    output = history.run("log", "-z", "--topo-order", "--reverse", _FIELDS, "HEAD", "--")
    fields = [path_name(field) for field in output.split(b"\0")]
    commits = tuple(
        LedgerCommit(
            name,
            tuple(parents.split()),
            said(author),
            said(email),
            int(at or 0),
            int(ct or 0),
            said(message),
        )
        for name, parents, author, email, at, ct, message in zip(
            *(fields[start::_NUMBER] for start in range(_NUMBER)), strict=False
        )
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
    found = raw_changes(history, pairs)
    for one in commits:
        groups = [tuple(_parsed(next(found))) for _ in one.parents or ("",)]
        yield one.name, tuple(groups)


def _parsed(fields: Sequence[bytes]) -> Iterator[Touch]:
    for about, name in zip(fields[::2], fields[1::2], strict=False):
        _, _, before, after, _ = about.decode().split(" ")
        yield Touch(path_name(name), _there(before), _there(after))


def _there(name: str) -> str:
    return name if name.strip("0") else ""
