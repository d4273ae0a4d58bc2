"""Citations of limits and decisions: where they stand, and the words beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ims_docs.formats.markdown import citations


def said(text: str) -> list[tuple[tuple[str, ...], str, bool]]:
    return [(one.ids, one.before, one.states) for one in citations(text, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "up to 3,000 euros (LIM-0003)",
        "up to **3,000 euros** (LIM-0003)",
        "up to 3,000 euros ([LIM-0003](../registers/limits.yaml))",
        "up to 3,000 euros (`LIM-0003`)",
        "up to 3,000 euros\n(LIM-0003)",
        "up to 3,000 euros [LIM-0003](../registers/limits.yaml)",
        "Something else. up to 3,000&nbsp;euros ( LIM-0003 )".replace("&nbsp;", " "),
    ],
)
def test_the_words_before_a_citation_are_those_that_a_reader_sees(text):
    (((ids), before, states),) = said(text)
    assert (ids, states) == (("LIM-0003",), True)
    assert before.endswith("up to 3,000 euros")


def test_each_citation_has_its_own_words():
    text = "First 5,000 euros (LIM-0001) and ten days (LIM-0002). The board (DEC-0001) decides."
    assert said(text) == [
        (("LIM-0001",), "First 5,000 euros", True),
        (("LIM-0002",), "and ten days", True),
        (("DEC-0001",), "The board", True),
    ]


def test_several_ids_share_a_pair_of_brackets():
    assert said("5,000 euros and ten days (LIM-0001, LIM-0002)")[0][0] == ("LIM-0001", "LIM-0002")


def test_a_row_of_a_table_is_read_as_a_whole_and_a_neighbour_row_is_not():
    text = (
        "| What | How long | Id |\n|---|---|---|\n| a | 3 days | x |\n| b | 5 days | (LIM-0001) |"
    )
    (one,) = citations(text, 10)
    assert (one.line, one.column) == (13, 17)
    assert "5 days" in one.before
    assert "3 days" not in one.before


def test_an_id_in_running_text_refers_and_states_nothing():
    assert said("See LIM-0003 for the amount.") == [(("LIM-0003",), "See", False)]


def test_an_id_that_is_not_spelled_well_is_seen():
    assert [one.ids[0] for one in citations("(LIM-3) (LIM–0003) 31-DEC-2026 LIMIT-0001", 1)] == [
        "LIM-3",
        "LIM–0003",
    ]


def test_fenced_code_cites_nothing():
    assert citations("```\n3 euros (LIM-0003)\n```\n\nNothing.", 1) == ()


def test_place_is_that_of_the_id():
    (one,) = citations("A long line.\nup to 3,000 euros\n(LIM-0003)", 7)
    assert (one.line, one.column) == (9, 2)


@given(st.text(st.sampled_from("LIM-0123 DEC()[]`*|.\n#€"), max_size=80))
def test_no_text_stops_the_search_and_every_place_is_in_the_text(text):
    lines = text.split("\n")
    for one in citations(text, 1):
        assert lines[one.line - 1][one.column - 1 :].startswith(one.ids[0])


@pytest.mark.parametrize("piece", ["a ", "1 ", "half ", "one hundred ", "x", "½", "(LIM-0001 "])
def test_what_is_far_away_does_not_stand_beside(piece):
    last = citations(piece * 20_000 + "(LIM-0001)", 1)[-1]
    assert len(last.before) <= 600


def test_very_many_citations_take_no_time():
    assert len(citations("3 euros (LIM-0003) " * 10_000, 1)) == 10_000
