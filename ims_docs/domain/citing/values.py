"""Values: the quantities that stand beside a citation, against the one that is registered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from ims_docs.model.citation import Citation
from ims_docs.model.quantity import Quantity, quantities

_TOUCHES = re.compile(r"[\s,;:–—-]*(?:is|are|=|of)?[\s(]*")
"""What may stand between an id in running text and the value that belongs to it."""


def said_instead(citation: Citation, registered: str, others: Sequence[str]) -> str | None:
    """What stands beside the citation instead of the value; None where the value stands there.

    Empty where no value stands beside it. `others` are the values of the ids that follow in the
    same brackets: 5,000 euros and 10 working days (LIM-0003, LIM-0004).
    """
    unit = registered.partition(" ")[2]
    wanted = next(iter(quantities(registered, unit)), None)
    if wanted is None:
        return None
    if not citation.states:
        return _said_in_passing(citation, wanted, unit)
    found = quantities(citation.before, unit)
    taken = len(found)
    for other in reversed(others):
        match = _nearest(found[:taken], quantities(other, other.partition(" ")[2])[:1])
        taken = found.index(match) if match else taken
    nearest = _nearest(found[:taken], [wanted]) or _touching(citation.before, found[:taken])
    if nearest is None:
        nearest = _nearest(quantities(citation.after, unit)[:3], [wanted], last=False)
    if nearest is None:
        return ""
    return None if _same(nearest, wanted) else nearest.text


def _same(said: Quantity, wanted: Quantity) -> bool:
    """A number without any unit is compared as a number: the column says the unit."""
    if said.family == "count" and not said.unit:
        return said.amount == _number(wanted)
    return said.equals(wanted)


def _number(wanted: Quantity) -> Fraction:
    digits = quantities(wanted.text.split(" ")[0])
    return digits[0].amount if digits else wanted.amount


def _nearest(
    found: Sequence[Quantity], wanted: Sequence[Quantity], *, last: bool = True
) -> Quantity | None:
    """The quantity beside the citation that may be compared with what is registered."""
    same = [
        one
        for one in found
        if wanted and one.family == wanted[0].family and (one.family != "count" or one.unit)
    ]
    return (same[-1] if last else same[0]) if same else None


def _touching(text: str, found: Sequence[Quantity]) -> Quantity | None:
    """A quantity of another kind that stands right before the citation."""
    if found and not re.search(r"\w", text[found[-1].end :]):
        return found[-1]
    return None


def _said_in_passing(citation: Citation, wanted: Quantity, unit: str) -> str | None:
    """An id in running text refers; only a value that touches it is a statement."""
    before, after = quantities(citation.before, unit), quantities(citation.after, unit)
    near = [one for one in before[-1:] if _TOUCHES.fullmatch(citation.before[one.end :])]
    near += [one for one in after[:1] if _TOUCHES.fullmatch(citation.after[: one.start])]
    near = [one for one in near if one.family == wanted.family]
    return near[0].text if near and not _same(near[0], wanted) else None
