"""The life of a record in a schema of an organisation's own: each thing that is wrong is named."""

from __future__ import annotations

import copy

import pytest
from support import CLOSING, LIFE, STATUS

from ims_docs.formats.schemas.lives import problem_with_life


def schema(life=LIFE, **more):
    return {
        "properties": {"status": {"enum": [one["state"] for one in life]}, **more.pop("keys", {})},
        "allOf": CLOSING,
        "x-ims": {"kind": "record", "sections": ["What happened"], "life": life, **more},
    }


def changed(state, **what):
    life = copy.deepcopy(LIFE)
    life[state].update(what)
    return life


def test_the_shortest_life_is_right():
    assert problem_with_life(schema()) == ""
    assert STATUS["enum"] == ["open", "closed"]


@pytest.mark.parametrize(
    ("life", "problem"),
    [
        (changed(0, moves=["open", "closed"]), "The state 'open' cannot move to 'open'"),
        (changed(0, moves=["gone", "closed"]), "The state 'open' cannot move to 'gone'"),
        (
            changed(0, sections=["Nothing"]),
            "The state 'open' asks for a section 'Nothing' that the type has not",
        ),
        (changed(0, sections=["What happened"]), ""),
        (changed(0, moves=[]), "Nothing leads to the state 'closed'"),
        ([*LIFE, LIFE[1]], "A state is in the life twice"),
        (
            [changed(0, moves=["stuck", "closed"])[0], {"state": "stuck"}, LIFE[1]],
            "Nothing leads from the state 'stuck' to a state that closes",
        ),
    ],
)
def test_each_thing_that_is_wrong_is_named(life, problem):
    assert problem_with_life(schema(life)) == problem


def test_a_key_for_somebody_else_and_the_day_of_closing_have_to_be_there():
    assert problem_with_life(schema(somebody_else={"checker": "author"})) == (
        "somebody_else names a key 'checker' that the type does not have"
    )
    keys = {"checker": {"type": "string"}}
    assert problem_with_life(schema(keys=keys, somebody_else={"checker": "author"})) == ""
    assert problem_with_life({**schema(), "allOf": []}) == (
        "The state 'closed' closes a record, so it has to ask for `closed_on`"
    )
