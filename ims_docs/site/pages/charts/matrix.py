"""A matrix of two scores from 1 to 5: what stands where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ims_docs.site.pages.charts import svg

_STEPS = range(1, 6)
_CELL = (144, 58)
_LEFT, _BOTTOM = 46, 40
_SHOWN = 6
_A_COLUMN = 3
_PER_LINE = (15, 9)
"""Characters of a label that fit when there are one column and two."""


class Mark(NamedTuple):
    """One thing with its two scores."""

    label: str
    across: int
    up: int


def matrix(title: str, across: str, up: str, given: Iterable[Mark], *, harms: bool = True) -> str:
    """Five by five cells, darker where the product is higher, with the labels in them.

    What harms is drawn in the colour of warnings, what helps is not.
    """
    cells: dict[tuple[int, int], list[str]] = {}
    for one in given:
        if one.across in _STEPS and one.up in _STEPS:
            cells.setdefault((one.across, one.up), []).append(one.label)
    size = (_LEFT + 5 * _CELL[0], 5 * _CELL[1] + _BOTTOM)
    says = "; ".join(
        f"{across} {x}, {up} {y}: {', '.join(labels)}"
        for (x, y), labels in sorted(cells.items(), key=lambda one: (-one[0][0] * one[0][1], one))
    )
    kind = "heat" if harms else "hope"
    parts = [
        part for x in _STEPS for y in _STEPS for part in _cell(kind, x, y, cells.get((x, y), []))
    ]
    return svg.figure(title, says or "Nothing yet.", size, [*parts, *_scales(across, up)])


def _cell(kind: str, x: int, y: int, labels: list[str]) -> Iterator[str]:
    left, top = _LEFT + (x - 1) * _CELL[0], (5 - y) * _CELL[1]
    shade = f"{kind} ims-c-shade-{_level(x * y)}"
    yield svg.box(left + 1, top + 1, _CELL[0] - 2, _CELL[1] - 2, shade)
    shown = labels if len(labels) <= _SHOWN else [*labels[: _SHOWN - 1], _rest(labels)]
    columns = -(-len(shown) // _A_COLUMN) or 1
    rows = -(-len(shown) // columns)
    for index, text in enumerate(shown):
        column, row = divmod(index, rows)
        middle = left + (column + 0.5) / columns * _CELL[0]
        height = top + _CELL[1] / 2 + 4 + (row - (rows - 1) / 2) * 16
        fitting = svg.short(text, _PER_LINE[columns - 1])
        yield svg.words(middle, height, fitting, "mark", "middle")


def _rest(labels: list[str]) -> str:
    return f"+ {len(labels) - _SHOWN + 1}"


def _level(product: int) -> int:
    return sum(product >= edge for edge in (4, 8, 12, 16))


def _scales(across: str, up: str) -> Iterator[str]:
    bottom = 5 * _CELL[1]
    for step in _STEPS:
        yield svg.words(_LEFT + (step - 0.5) * _CELL[0], bottom + 16, str(step), "value", "middle")
        yield svg.words(_LEFT - 8, (5.5 - step) * _CELL[1] + 4, str(step), "value", "end")
    yield svg.words(_LEFT + 2.5 * _CELL[0], bottom + 34, f"{across} →", "label", "middle")
    yield f'<g transform="translate(14 {bottom / 2:g}) rotate(-90)">{svg.words(0, 0, f"{up} →", "label", "middle")}</g>'
