"""Every state and every move of every type, from the schemas."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from samples import RECORDS, SHIPPED, STATES, asked, named, record, record_text

from ims_docs.domain.rules import ALL_RULES
from ims_docs.errors import ConfigurationError
from ims_docs.model.change import Change, Version
from ims_docs.model.repository import Repository
from ims_docs.model.settings import Settings
from ims_docs.services.loading.former import digest
from ims_docs.services.records.move import closing_state, move

TODAY = date(2025, 4, 1)
BESIDE = ("REC005", "REC018")
"""Rules that are no judges of a record that stands alone: advice, and what compares it with texts."""
RULES = [rule for rule in ALL_RULES if rule.family in ("REC", "HIS")]
PAIRS = [
    (one, start, end)
    for one in RECORDS
    for start, end in product(one.life.states, repeat=2)
    if start is not end
]
ALLOWED = [(one, start, end) for one, start, end in PAIRS if end.name in start.moves]
ILLEGAL = [(one, start, end) for one, start, end in PAIRS if end.name not in start.moves]


def found(type_, text, *, before="") -> list[str]:
    """What the rules say of a record, and of the change from what it was."""
    now = record(type_, text)
    repository = Repository(
        judged="a test",
        as_of=TODAY,
        settings=Settings(organisation="Acme", profile="full"),
        types=SHIPPED.types,
        standards={},
        records=(now,),
        paths=frozenset({now.path}),
    )
    if before:
        sides = [Version(record(type_, one), "", digest(one)) for one in (before, text)]
        repository = replace(repository, changes=(Change(*sides),))
    return [
        f"{rule.code} {problem.message}"
        for rule in RULES
        for problem in rule.check(repository)
        if rule.code not in BESIDE
    ]


@pytest.mark.parametrize(("type_", "state"), STATES, ids=named)
def test_a_complete_record_fits_its_state(type_, state):
    assert found(type_, record_text(type_, state)) == []


@pytest.mark.parametrize(("type_", "state"), STATES, ids=named)
def test_each_key_that_a_state_asks_for_is_missed(type_, state):
    for key in asked(type_, state):
        if key not in ("id", "type", "status"):
            said = found(type_, record_text(type_, state, without=key))
            assert any(f"The key `{key}` is missing" in one for one in said), key


@pytest.mark.parametrize(("type_", "state"), STATES, ids=named)
def test_each_section_that_a_state_asks_for_is_missed(type_, state):
    said = found(type_, record_text(type_, state, sections=False))
    assert [one for one in said if one.startswith("REC004")] == [
        f'REC004 The state `{state.name}` asks for the section "{title}", which is missing'
        for title in state.sections
    ]


@pytest.mark.parametrize(("type_", "start", "end"), ALLOWED, ids=named)
def test_every_move_leads_to_a_record_that_fits(type_, start, end):
    before = record_text(type_, start)
    step = move(record(type_, before), type_, end.name)
    assert step is not None
    assert step.missing_keys == ()
    assert step.missing_sections == ()
    after = step.text(before, {}, {}, TODAY)
    assert record(type_, after).state == end.name
    assert found(type_, after, before=before) == []


@pytest.mark.parametrize(("type_", "start", "end"), ILLEGAL, ids=named)
def test_every_illegal_move_is_refused_and_nothing_is_offered(type_, start, end):
    one = record(type_, record_text(type_, start))
    with pytest.raises(ConfigurationError) as refused:
        move(one, type_, end.name)
    assert refused.value.hint
    assert ("is closed" in refused.value.message) == start.closes


@pytest.mark.parametrize(("type_", "start", "end"), ILLEGAL, ids=named)
def test_an_illegal_move_by_hand_is_a_finding(type_, start, end):
    before, after = record_text(type_, start), record_text(type_, end)
    said = [one[:6] for one in found(type_, after, before=before)]
    if start.closes:
        assert "HIS001" in said
    else:
        assert ("HIS003" in said) == (not type_.life.leads(start.name, end.name))


@pytest.mark.parametrize("type_", RECORDS, ids=named)
def test_a_new_record_lacks_what_its_next_states_ask_for(type_):
    first = type_.life.first
    assert first is not None
    every = {key.name for key in type_.properties}
    for name in first.moves:
        end = type_.life.state(name)
        text = f"---\nstatus: {first.name}\ntype: {type_.name}\n---\n"
        step = move(record(type_, text), type_, name)
        assert step is not None
        assert step.missing_sections == end.sections
        assert {key.name for key in step.missing_keys} == {
            key.name
            for key in type_.properties
            if name in key.required_in and key.name != "closed_on"
        }
        assert {key.name for key in step.missing_keys} <= every


@pytest.mark.parametrize("type_", RECORDS, ids=named)
def test_closing_names_the_one_state_or_says_which_there_are(type_):
    for state in type_.life.states:
        one = record(type_, record_text(type_, state))
        ends = [name for name in state.moves if type_.life.state(name).closes]
        if state.closes:
            assert closing_state(one, type_) == state.name
        elif len(ends) == 1:
            assert closing_state(one, type_) == ends[0]
        else:
            with pytest.raises(ConfigurationError) as refused:
                closing_state(one, type_)
            for name in ends or state.moves[:1]:
                assert name in refused.value.message + refused.value.hint


def test_the_effect_of_an_action_is_checked_by_somebody_else():
    type_ = SHIPPED.types["nonconformity"]
    text = record_text(type_, type_.life.states[-1])
    assert found(type_, text.replace("verified_by: PER-0002", "verified_by: PER-0001")) == [
        "REC009 `verified_by` and `owner` name the same person, PER-0001"
    ]
