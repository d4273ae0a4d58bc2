"""What a push asks for: which branches move where, what that brings, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ims_docs.adapters.git import History
from ims_docs.adapters.git.branches import main_branches
from ims_docs.adapters.git.commits import (
    NOTHING,
    Commit,
    commit_of,
    commits,
    loses_commits,
)
from ims_docs.adapters.git.trees import is_at
from ims_docs.formats.settings import FILE
from ims_docs.model.baseline import TAG
from ims_docs.services.commit_gate.commits import Judge, JudgedCommit

_NAME = re.compile(r"[0-9a-f]{40}")
_REMOTE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]*")


class Update(NamedTuple):
    """A branch or tag that is to move."""

    ref: str
    """Its name where it arrives."""
    before: str
    """The commit it had there; NOTHING when it is new."""
    after: str
    """The commit it is to have; NOTHING when it is to go."""


class Refusal(NamedTuple):
    """Why a branch may not move so, and what to do instead."""

    ref: str
    why: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of judging a push."""

    refusals: tuple[Refusal, ...] = ()
    judged: tuple[JudgedCommit, ...] = ()
    commits: tuple[Commit, ...] = ()
    """Everything that was looked at, oldest first."""

    @property
    def passes(self) -> bool:
        """Whether nothing stands against it."""
        return not (self.refusals or self.judged)

    @property
    def taken_back(self) -> tuple[Commit, ...]:
        """The commits that have to be made anew, newest first: what follows an unfit one as well."""
        by_name = {one.name: one for one in self.commits}
        line: list[Commit] = []
        place = self.commits[-1].name
        while place in by_name:
            line.append(by_name[place])
            place = next(iter(by_name[place].parents), "")
        unfit = {one.commit for one in self.judged}
        if unfit <= set(line):
            return tuple(line[: max(map(line.index, unfit)) + 1])
        return tuple(line)  # what came in by a merge stands before the oldest of the line

    @property
    def base(self) -> str:
        """The commit to go back to; empty when the history has to begin anew."""
        return next(iter(self.taken_back[-1].parents), "")


def sent_updates(lines: Iterable[str]) -> tuple[Update, ...]:
    """What git tells a pre-push hook: local name, local commit, remote name, remote commit."""
    fields = (line.split(" ") for line in lines if line.strip())
    return tuple(Update(one[2], one[3], one[1]) for one in fields if len(one) == 4)


def received_updates(lines: Iterable[str]) -> tuple[Update, ...]:
    """What git tells a pre-receive hook: former commit, new commit, name."""
    fields = (line.split(" ", 2) for line in lines if line.strip())
    return tuple(Update(one[2], one[0], one[1]) for one in fields if len(one) == 3)


def judge_sent(judge: Judge, updates: Sequence[Update], remote: str = "") -> Verdict:
    """Judge what a push would bring to a remote that has everything we know it to have."""
    history = judge.history
    known = [f"--remotes={remote}"] if _REMOTE.fullmatch(remote) else []
    known += [one.before for one in updates if commit_of(history, _there(one.before))]
    wanted = [one.after for one in updates if commit_of(history, _there(one.after))]
    return _verdict(judge, (), commits(history, wanted, known))


def judge_received(judge: Judge, updates: Sequence[Update]) -> Verdict:
    """Judge what a push brings to this repository, and what it would take from it."""
    history = judge.history
    protected = main_branches(history)
    refusals = [one for update in updates for one in _refusals(history, update, protected)]
    found: dict[str, Commit] = {}
    for update in updates:
        tip = commit_of(history, _there(update.after))
        if tip:
            known = ["--all"]
            if update.ref in protected:  # also what was here before the gate, on another branch
                known = [update.before] if _there(update.before) else []
            found |= {one.name: one for one in commits(history, [tip], known)}
    return _verdict(judge, tuple(refusals), tuple(found.values()))


def _verdict(judge: Judge, refusals: tuple[Refusal, ...], found: tuple[Commit, ...]) -> Verdict:
    return Verdict(refusals=refusals, judged=tuple(judge.nonconforming(found)), commits=found)


def _refusals(history: History, update: Update, protected: frozenset[str]) -> Iterable[Refusal]:
    ref, before, after = update
    branch = ref.removeprefix("refs/heads/")
    if ref.startswith("refs/replace/"):
        yield Refusal(
            ref,
            "It would show other content under the names of revisions that are here",
            "Leave it out of the push.",
        )
    elif ref.startswith(TAG) and _there(before):
        yield Refusal(
            ref,
            "The tag of a baseline marks one state for good; it is neither moved nor deleted",
            "Leave it out of the push, and make a new baseline: ims baseline create NAME.",
        )
    elif ref in protected and not _there(after):
        yield Refusal(
            ref,
            f"{branch} is the branch that everybody's work ends up in; it cannot be deleted",
            "Push a commit that takes back what has to go: git revert COMMIT.",
        )
    elif ref in protected and _there(before) and loses_commits(history, before, after):
        yield Refusal(
            ref,
            f"The history of {branch} would be rewritten, and revisions that are here would be lost",
            "Get them first with `git pull`, then push without --force.",
        )
    elif _there(after) and not commit_of(history, after):
        yield Refusal(
            ref, "It leads to no commit, so it cannot be judged", "Push a branch, or a tag of one."
        )
    elif ref in protected and not is_at(history, after, FILE):
        yield Refusal(
            ref,
            f"The newest commit has no {FILE}, so nothing in it can be judged",
            f"Push a commit that has {FILE} at its top.",
        )


def _there(name: str) -> str:
    """The name of a commit; nothing when there is none."""
    return name if _NAME.fullmatch(name) and name != NOTHING else ""
