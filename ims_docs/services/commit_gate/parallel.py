"""Work on thousands of commits, shared out among processes: one for each processor."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Generic, TypeVar

from ims_docs.adapters.git.commits import Commit

SHARE = 500
"""A smaller share is not worth a process, which has to read the whole system once."""
MOST = 8

Value = TypeVar("Value")
Work = Callable[[Sequence[Commit]], Iterable[Value]]


def shares(commits: Sequence[Commit]) -> tuple[Sequence[Commit], ...]:
    """The commits in parts that follow one another, as many as can be worked on at once."""
    number = max(min(_processors(), MOST, len(commits) // SHARE), 1)
    edges = [len(commits) * place // number for place in range(number + 1)]
    return tuple(commits[start:end] for start, end in pairwise(edges))


def each(work: Work[Value], parts: Sequence[Sequence[Commit]]) -> Iterator[list[Value]]:
    """What comes of each part, in their order. Where no process can be started, one after another."""
    try:
        pool = _context().Pool(len(parts), _leave_interrupts_to_the_caller)
    except OSError:  # some containers have no shared memory
        yield from (list(work(part)) for part in parts)
        return
    with pool:
        yield from pool.imap(_Task(work), parts)


class _Task(Generic[Value]):
    """A list, because an iterator cannot come back from another process."""

    def __init__(self, work: Work[Value]) -> None:
        self._work = work

    def __call__(self, part: Sequence[Commit]) -> list[Value]:
        return list(self._work(part))


def _context() -> multiprocessing.context.BaseContext:
    """A copy of this process where that is safe: it has read the schemas already."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def _leave_interrupts_to_the_caller() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _processors() -> int:
    """How many this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
