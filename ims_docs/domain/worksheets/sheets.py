"""Which sheets a type has: by what its schema says, never by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from ims_docs.domain.worksheets import assumptions, gap, offers, plan, scorecard, survey
from ims_docs.domain.worksheets.sheet import Sheet
from ims_docs.model.content import Value
from ims_docs.model.repository import Repository
from ims_docs.model.type import Type

_Maker: TypeAlias = Callable[[Repository, Type, Mapping[str, Value]], tuple[Sheet, ...]]

_MAKERS: Mapping[str, _Maker] = {
    "assumptions": assumptions.sheets,
    "gap": gap.sheets,
    "offers": offers.sheets,
    "plan": plan.sheets,
    "scorecard": scorecard.sheets,
    "survey": survey.sheets,
}


def sheets(
    repository: Repository, type_: Type | None, values: Mapping[str, Value]
) -> tuple[Sheet, ...]:
    """What is computed from the keys of a record or document, or from a whole register."""
    made: list[Sheet] = []
    for name in type_.sheets if type_ else ():
        maker = _MAKERS.get(name)
        if type_ and maker:
            made += maker(repository, type_, values)
    return tuple(made)
