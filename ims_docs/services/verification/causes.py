"""Causes and their effects: one deed is one finding, with all that it brought about beneath it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ims_docs.services.verification.result import Check, Irregularity, Kind

_KINDS = {kind: number for number, kind in enumerate(Kind)}
_CHECKS = {check: number for number, check in enumerate(Check)}


def cause_first(found: Iterable[Irregularity]) -> tuple[Irregularity, ...]:
    """Findings by kind; in each kind the causes first, then in the order of the parts.

    The first finding that brings something about under a name takes all others that name it as
    their cause beneath it, also those that would bring about the same. Where nobody brings it
    about, a finding stands for itself. A cause weighs as much as the heaviest of its effects.
    """
    some = list(found)
    first = {name: number for number, one in reversed(list(enumerate(some))) for name in one.deeds}
    beneath: dict[int, list[Irregularity]] = {}
    kept = []
    for number, one in enumerate(some):
        above = first.get(one.cause or one.brings, number)
        if above == number:
            kept.append(number)
        else:
            beneath.setdefault(above, []).append(one)
    grouped = [_with(some[number], number, beneath) for number in kept]
    return tuple(sorted(grouped, key=_order))


def _with(one: Irregularity, number: int, beneath: dict[int, list[Irregularity]]) -> Irregularity:
    effects = list(one.effects)
    told = {each.where.path for each in effects}
    for each in beneath.get(number, ()):
        effects.append(replace(each, effects=()))
        effects += [inner for inner in each.effects if inner.where.path not in told]
        told.update(inner.where.path for inner in each.effects)
    kind = min((one.kind, *(each.kind for each in effects)), key=_KINDS.__getitem__)
    return replace(one, effects=tuple(effects), kind=kind)


def _order(one: Irregularity) -> tuple[int, bool, int, int]:
    leads = bool(one.effects or (one.changed and one.changed.loosens))
    return (_KINDS[one.kind], not leads, -one.weight, _CHECKS[one.check])
