"""What is derived from a repository, worked out once for each state that is looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from ims_docs.model.repository import Repository

Derived = TypeVar("Derived")

AT_ONCE = 4
"""So many states are kept in mind: two that are compared, and what each follows from. A history
of thousands of states is judged one after the other, and must not stay in memory."""

_KNOWN: OrderedDict[Repository, dict[Callable[..., Any], Any]] = OrderedDict()


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
    if repository in _KNOWN:
        _KNOWN.move_to_end(repository)
    else:
        _KNOWN[repository] = {}
        if len(_KNOWN) > AT_ONCE:
            _KNOWN.popitem(last=False)
    return _KNOWN[repository]
