"""Causes and effects: one deed is one finding, and it comes first."""

from __future__ import annotations

from ims_docs.services.verification import Check, Irregularity, Kind
from ims_docs.services.verification.causes import cause_first


def found(message, check=Check.APPROVALS, **more):
    return Irregularity(check=check, message=message, hint="Ask.", **more)


def test_effects_go_beneath_their_cause_and_the_cause_comes_first():
    lone = found("alone", Check.ANCHORS)
    effects = [found(name, cause="key A") for name in "bcd"]
    cause = found("the key was taken away", brings="key A")
    first, second = cause_first([lone, *effects, cause])
    assert (first.message, [one.message for one in first.effects]) == (cause.message, list("bcd"))
    assert (second, first.weight) == (lone, 4)


def test_damage_of_the_store_comes_before_every_cause():
    damage = found("holds other bytes", Check.OBJECTS)
    cause = found("the key was taken away", brings="key A")
    assert cause_first([found("b", cause="key A"), cause, damage])[0] == damage


def test_what_nobody_brought_about_stands_for_itself():
    effect = found("unsigned", cause="key A")
    assert cause_first([effect]) == (effect,)


def test_a_second_finding_of_the_same_deed_goes_beneath_the_first():
    first, second = (found(name, Check.ANCHORS, brings="history") for name in "ab")
    (kept,) = cause_first([first, second])
    assert (kept.message, [one.message for one in kept.effects]) == ("a", ["b"])


def test_a_cause_weighs_as_much_as_what_it_brought_about():
    cause = found("the level fell", kind=Kind.CONTROLS, brings="level")
    note = found("late", kind=Kind.DATES)
    (first, second) = cause_first([note, found("forged", cause="level"), cause])
    assert (first.kind, first.message, second) == (Kind.INTEGRITY, "the level fell", note)


def test_everything_that_one_deed_brought_about_goes_beneath_it():
    cause = found("two lost the role", brings="roles A", brings_too=("roles B",))
    effects = [found(name, cause=f"roles {name}") for name in "BA"]
    (kept,) = cause_first([*effects, cause])
    assert [one.message for one in kept.effects] == ["B", "A"]


def test_what_is_beneath_an_effect_is_not_lost():
    first = found("one lost a role", kind=Kind.CONTROLS, brings="roles A")
    later = found("two lost another", kind=Kind.CONTROLS, brings="roles A", brings_too=("roles B",))
    (kept,) = cause_first([first, later, found("forged", cause="roles B")])
    assert [one.message for one in kept.effects] == ["two lost another", "forged"]
    assert kept.kind == Kind.INTEGRITY


def test_two_that_have_brought_about_each_other_are_both_told():
    (kept,) = cause_first([found("a", brings="x", cause="y"), found("b", brings="y", cause="x")])
    assert (kept.message, [one.message for one in kept.effects]) == ("a", ["b"])


def test_of_two_deeds_the_graver_one_is_the_cause():
    honest = found("closed", kind=Kind.CONTROLS, brings="key A")
    (kept,) = cause_first([honest, found("opened again", brings="key A")])
    assert (kept.message, [one.message for one in kept.effects]) == ("opened again", ["closed"])
