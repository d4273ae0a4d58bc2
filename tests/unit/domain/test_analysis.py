"""What follows from a repository is worked out once for each state, and forgotten in time."""

from __future__ import annotations

import gc
import weakref
from datetime import date

from ims_docs.domain.analysis import AT_ONCE, derived
from ims_docs.model.repository import Repository
from ims_docs.model.settings import Settings


def state() -> Repository:
    return Repository(
        judged="",
        as_of=date(2026, 1, 1),
        settings=Settings(organisation="Acme", profile="starter"),
        types={},
        standards={},
    )


def test_two_states_side_by_side_are_worked_out_once_each():
    asked = []
    answer = derived(lambda repository: asked.append(repository) or len(asked))
    first, second = state(), state()
    assert [answer(one) for one in (first, second, first, second, first)] == [1, 2, 1, 2, 1]
    assert asked == [first, second]


def test_two_questions_about_one_state_do_not_mix():
    one, other = derived(lambda _: "one"), derived(lambda _: "other")
    here = state()
    assert (one(here), other(here), one(here)) == ("one", "other", "one")


def test_a_long_row_of_states_does_not_stay_in_memory():
    keeps_it = derived(lambda repository: [repository])
    first = state()
    seen = weakref.ref(first)
    keeps_it(first)
    del first
    for _ in range(AT_ONCE):
        keeps_it(state())
    gc.collect()
    assert seen() is None
