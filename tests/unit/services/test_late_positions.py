"""Where values stand, read from the cache when somebody asks."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from ims_docs.services.loading.late_positions import LatePositions, written

parts = st.one_of(st.text(max_size=4), st.integers(0, 9), st.just("id"))
positions = st.dictionaries(
    st.lists(parts, max_size=3).map(tuple), st.tuples(st.integers(1, 99), st.integers(1, 99))
)


@given(positions)
def test_what_comes_back_is_what_was_written(known):
    late = LatePositions(json.loads(json.dumps(written(known))))
    assert {one: late[one] for one in known} == known
    assert late == known
    assert known == late
    assert (list(late), len(late)) == (list(known), len(known))


@given(positions)
def test_nothing_is_there_that_was_not(known):
    late = LatePositions(json.loads(json.dumps(written(known))))
    for pointer in (("id",), ("other",), ()):
        assert (pointer in late) is (pointer in known)
        assert late.get(pointer) == known.get(pointer)


def test_the_place_of_the_id_needs_no_reading():
    late = LatePositions(("no text of ours", [2, 1]))
    assert ("id",) in late
    assert late["id",] == (2, 1)
