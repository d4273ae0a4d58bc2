"""What is derived from a repository, worked out once for each state that is looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, TypeAlias, TypeVar, cast

from ims_docs.model.repository import Repository

Derived = TypeVar("Derived")

AT_ONCE = 4
"""So many states are kept in mind: two that are compared, and what each follows from. A history
of thousands of states is judged one after the other, and must not stay in memory."""

_Known: TypeAlias = "OrderedDict[Repository, dict[Callable[..., Any], Any]]"
_KNOWN: tuple[_Known, _Known] = OrderedDict(), OrderedDict()
"""Whole states, and states of which some files are judged: who writes a text asks for many of these, and
they are not to push out what is known of the whole."""
_LOCK = Lock()


def derived(function: Callable[[Repository], Derived]) -> Callable[[Repository], Derived]:
    """Work a pure function of a repository out once for each repository.

    Rules, coverage, duties and pages ask the same of one state, and two states are compared side
    by side. A repository never changes, so the answer stays right. Of a part that is shown the
    answer is that of the whole.
    """

    @wraps(function)
    def once(repository: Repository) -> Derived:
        return _once(function, repository.whole or repository)

    return once


def derived_of_part(function: Callable[[Repository], Derived]) -> Callable[[Repository], Derived]:
    """The same for what may be shown: of a part it is what that part alone says."""

    @wraps(function)
    def once(repository: Repository) -> Derived:
        return _once(function, repository)

    return once


def _once(function: Callable[[Repository], Derived], repository: Repository) -> Derived:
    answers = _answers(repository)
    if function not in answers:
        answers[function] = function(repository)
    return cast("Derived", answers[function])


def _answers(repository: Repository) -> dict[Callable[..., Any], Any]:
    """What is known of one state; the state that was asked for longest ago gives way."""
    known = _KNOWN[repository.focus is not None]
    with _LOCK:
        if repository in known:
            known.move_to_end(repository)
        else:
            known[repository] = {}
            if len(known) > AT_ONCE:
                known.popitem(last=False)
        return known[repository]
