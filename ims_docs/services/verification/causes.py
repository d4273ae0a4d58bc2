"""Causes and their effects: one deed is one finding, with all that it brought about beneath it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ims_docs.services.verification.result import Check, Irregularity, Kind

_KINDS = {kind: number for number, kind in enumerate(Kind)}
_CHECKS = {check: number for number, check in enumerate(Check)}


def cause_first(found: Iterable[Irregularity]) -> tuple[Irregularity, ...]:
    """Findings by kind; in each kind the causes first, then in the order of the parts.

    The gravest finding that brings something about under a name, and of equals the first, takes
    all others that name it as their cause beneath it, also those that would bring about the same,
    with what is beneath them. Where nobody brings it about, a finding stands for itself. A cause
    weighs as much as the heaviest of its effects.
    """
    some = list(found)
    gravest = sorted(enumerate(some), key=lambda pair: _KINDS[pair[1].kind])
    first = {name: number for number, one in reversed(gravest) for name in one.deeds}
    above = [first.get(one.cause or one.brings, number) for number, one in enumerate(some)]
    beneath: dict[int, list[Irregularity]] = {}
    kept = []
    for number, one in enumerate(some):
        top = _top(number, above)
        if top == number:
            kept.append(number)
        else:
            beneath.setdefault(top, []).append(one)
    grouped = [_with(some[number], number, beneath) for number in kept]
    return tuple(sorted(grouped, key=_order))


def _top(number: int, above: Sequence[int]) -> int:
    """What stands above all; of some that each have brought about the next, the first."""
    seen: dict[int, None] = {}
    while number not in seen:
        seen[number] = None
        number = above[number]
    way = list(seen)
    return min(way[way.index(number) :])


def _with(one: Irregularity, number: int, beneath: dict[int, list[Irregularity]]) -> Irregularity:
    effects = list(one.effects)
    told = {each.where.path for each in effects}
    for each in beneath.get(number, ()):
        effects.append(replace(each, effects=()))
        effects += [inner for inner in each.effects if inner.where.path not in told]
        told.update(inner.where.path for inner in each.effects)
    kind = min((one.kind, *(each.kind for each in effects)), key=_KINDS.__getitem__)
    return replace(one, effects=tuple(effects), kind=kind)


def _order(one: Irregularity) -> tuple[int, bool, bool, int, int]:
    """Damage of git's own store comes first: whatever else is found may come of it."""
    is_damage = one.check is Check.OBJECTS
    leads = bool(one.effects or (one.changed and one.changed.loosens))
    return (_KINDS[one.kind], not is_damage, not leads, -one.weight, _CHECKS[one.check])
