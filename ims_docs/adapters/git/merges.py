"""What each commit itself did: for a merge, only what came from none of its sides.

Git hides merges: `git log -- FILE` passes over one that brings a text of its own, and
over one that throws away what a side had done. So both are looked for here.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ims_docs.adapters.git.log import Difference, LoggedCommit

ALONE, JOINED, LEFT_OUT = "", "joined", "left out"


class Act(NamedTuple):
    """One change that a commit made itself."""

    difference: Difference
    merge: str = ALONE
    """JOINED: the merge holds what is in none of its parents. LEFT_OUT: it kept what one
    parent had, and threw away what another had done."""


def acts(commits: Sequence[LoggedCommit]) -> list[tuple[Act, ...]]:
    """The acts of each commit, in the order of the commits (children before parents)."""
    places = {one.name: place for place, one in enumerate(commits)}
    parents = [[places[name] for name in one.parents if name in places] for one in commits]
    found: list[tuple[Act, ...]] = [()] * len(commits)
    for place in range(len(commits) - 1, -1, -1):
        commit = commits[place]
        if len(commit.parents) < 2 or len(parents[place]) < len(commit.parents):
            found[place] = tuple(map(Act, commit.differences[0].values()))
        else:
            found[place] = tuple(_of_merge(commit, parents[place], parents, found))
    return found


def _of_merge(
    commit: LoggedCommit,
    sides: Sequence[int],
    parents: Sequence[Sequence[int]],
    found: Sequence[tuple[Act, ...]],
) -> Iterator[Act]:
    known: dict[tuple[int, int], tuple[_Touched, _Touched]] = {}
    for path in sorted({path for one in commit.differences for path in one}):
        touched = [one.get(path) for one in commit.differences]
        if all(touched):
            yield Act(next(filter(None, touched)), JOINED)
            continue
        kept = touched.index(None)
        for place, difference in enumerate(touched):
            if difference is None:
                continue
            pair = (sides[place], sides[kept])
            if pair not in known:
                known[pair] = _touched(*pair, parents, found)
            if _is_left_out(difference, *known[pair]):
                yield Act(difference, LEFT_OUT)
                break


_Touched = Mapping[str, frozenset[str]]
"""Path to the bytes that it was given, empty for a removal."""


def _is_left_out(difference: Difference, theirs: _Touched, ours: _Touched) -> bool:
    """Whether one side had changed a file, and the other did not know of it when it was kept."""
    names = {difference.path, difference.former_path or difference.path}
    if not any(name in theirs for name in names):
        return False
    return not any(difference.former_blob in ours.get(name, ()) for name in names)


def _touched(
    theirs: int,
    ours: int,
    parents: Sequence[Sequence[int]],
    found: Sequence[tuple[Act, ...]],
) -> tuple[_Touched, _Touched]:
    """What was done on each of two sides alone, since they went apart."""
    marks = {theirs: 1}
    marks[ours] = marks.get(ours, 0) | 2
    waiting = list(marks)
    heapq.heapify(waiting)
    undecided = sum(marks[one] != 3 for one in waiting)
    alone: tuple[dict[str, set[str]], dict[str, set[str]]] = ({}, {})
    while undecided:
        place = heapq.heappop(waiting)
        mark = marks.pop(place)
        if mark != 3:
            undecided -= 1
            for act in found[place]:
                _note(alone[mark - 1], act.difference)
        for parent in parents[place]:
            before = marks.get(parent)
            if before is None:
                heapq.heappush(waiting, parent)
            after = (before or 0) | mark
            undecided += (after != 3) - (before is not None and before != 3)
            marks[parent] = after
    first, second = ({path: frozenset(one) for path, one in side.items()} for side in alone)
    return first, second


def _note(touched: dict[str, set[str]], difference: Difference) -> None:
    touched.setdefault(difference.path, set()).add(difference.blob)
    if difference.former_path:
        touched.setdefault(difference.former_path, set()).add("")
