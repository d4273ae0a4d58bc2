"""Whether a changed fact asks for less than before, or lets fewer judge. Pure."""

from __future__ import annotations

from collections.abc import Callable

from ims_docs.model.trust import Level
from ims_docs.services.verification import control_facts as facts

_LEVELS = {level.value: number for number, level in enumerate(Level)}


def loosens(key: str, before: str, after: str) -> bool:
    """Whether this fact loosens the control that it belongs to; an empty text means: not there."""
    if key in _BY_NAME:
        return _BY_NAME[key](before, after)
    found = next((judge for start, judge in _BY_START if key.startswith(start)), None)
    if found is None and ", " in key:
        found = _BY_DETAIL.get(key.rpartition(", ")[2])
    return found(before, after) if found else False


def _is_lower(before: str, after: str) -> bool:
    return _LEVELS.get(after, 0) < _LEVELS.get(before, 0)


def _is_fewer(before: str, after: str) -> bool:
    return _number(after) < _number(before)


def _is_more(before: str, after: str) -> bool:
    return _number(after) > _number(before)


def _is_less(before: str, after: str) -> bool:
    """Whether something of a list is not in it any more."""
    return bool({*before.split(", ")} - {*after.split(", ")})


def _is_later(before: str, after: str) -> bool:
    return not after or (bool(before) and after > before)


def _is_new(_before: str, after: str) -> bool:
    return bool(after)


def _is_gone(_before: str, after: str) -> bool:
    return not after


def _is_any(_before: str, _after: str) -> bool:
    return True


def _was_there(before: str, _after: str) -> bool:
    return bool(before)


def _number(text: str) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0


_Judge = Callable[[str, str], bool]

_BY_NAME: dict[str, _Judge] = {
    facts.LEVEL: _is_lower,
    facts.APPROVERS: _is_fewer,
    "approval.alone": _is_new,
    "standards": _is_less,
    "profile": lambda before, after: bool(before) and after == "starter",
    "certification.target": _is_later,
    "review_months": _is_more,
    "coverage.audit_period_months": _is_more,
}
_BY_START: tuple[tuple[str, _Judge], ...] = (
    (facts.CLAUSE, _is_new),
    (facts.WAIVER, _is_new),
    (facts.ALL_GATES, _is_any),
    (facts.GATE, _was_there),
    (facts.ATTRIBUTE, _is_gone),
    (facts.IGNORED, _is_new),
    (facts.CLOSING, _is_any),
)
_BY_DETAIL: dict[str, _Judge] = {
    "retention_years": _is_fewer,
    "approver": _is_any,
    "required": _is_less,
    "sections": _is_less,
    "may_be_excluded": _is_any,
}
