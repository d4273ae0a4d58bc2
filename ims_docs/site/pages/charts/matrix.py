"""A matrix of two scores from 1 to 5: what stands where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ims_docs.site.pages.charts import svg

_STEPS = range(1, 6)
_CELL = 120
_LEFT, _BOTTOM = 60, 40
_WIDTH = _LEFT + 5 * _CELL
_SHOWN, _LOWEST, _LINE = 6, 40, 16
_LONGEST = 10
"""Characters of a label that fit."""


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
    says = "; ".join(
        f"{across} {x}, {up} {y}: {', '.join(labels)}"
        for (x, y), labels in sorted(cells.items(), key=lambda one: (-one[0][0] * one[0][1], one))
    )
    kind = "heat" if harms else "hope"
    heights = [_height(up, cells) for up in _STEPS]
    tops = {up: sum(heights[up:]) for up in _STEPS}
    canvas = svg.Canvas(_WIDTH, sum(heights) + _BOTTOM)
    parts = [
        part
        for x in _STEPS
        for y in _STEPS
        for part in _cell(canvas, kind, (x, y), (tops[y], heights[y - 1]), cells.get((x, y), []))
    ]
    middles = [tops[y] + heights[y - 1] / 2 for y in _STEPS]
    scales = _scales(canvas, across, up, middles)
    return canvas.figure(title, says or "Nothing yet.", [*parts, *scales])


def _height(up: int, cells: Mapping[tuple[int, int], Sequence[str]]) -> int:
    """Of a row: as high as what stands in its fullest cell."""
    most = max((len(cells.get((x, up), ())) for x in _STEPS), default=0)
    return max(_LOWEST, min(most, _SHOWN) * _LINE + 12)


def _cell(
    canvas: svg.Canvas, kind: str, at: tuple[int, int], row: tuple[int, int], labels: list[str]
) -> Iterator[str]:
    (x, y), (top, height) = at, row
    left = _LEFT + (x - 1) * _CELL
    shade = f"{kind} ims-c-shade-{_level(x * y)}"
    yield canvas.box(left + 1, top + 1, _CELL - 2, height - 2, shade)
    shown = labels if len(labels) <= _SHOWN else [*labels[: _SHOWN - 1], _rest(labels)]
    for index, text in enumerate(shown):
        line = top + height / 2 + 4 + (index - (len(shown) - 1) / 2) * _LINE
        yield canvas.words(left + _CELL / 2, line, svg.short(text, _LONGEST), "mark", "middle")


def _rest(labels: list[str]) -> str:
    return f"+ {len(labels) - _SHOWN + 1}"


def _level(product: int) -> int:
    return sum(product >= edge for edge in (4, 8, 12, 16))


def _scales(canvas: svg.Canvas, across: str, up: str, middles: Sequence[float]) -> Iterator[str]:
    bottom = canvas.height - _BOTTOM
    for step, middle in zip(_STEPS, middles, strict=True):
        x = _LEFT + (step - 0.5) * _CELL
        yield canvas.words(x, bottom + 16, str(step), "value", "middle")
        yield canvas.words(_LEFT - 8, middle + 4, str(step), "value", "end")
    yield canvas.words(_LEFT + 2.5 * _CELL, bottom + 34, f"{across} →", "label", "middle")
    yield svg.upright(bottom / 2, f"{up} →")
