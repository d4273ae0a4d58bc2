"""Long lists in parts: so many rows on each page, and a way from part to part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from ims_docs.site.pages import markup

Row = TypeVar("Row")


def parts(
    rows: Sequence[Row], most: int, weight: Callable[[Row], int] = lambda _row: 1
) -> list[list[Row]]:
    """The rows in their order, in parts that weigh no more than this; one part when there are few."""
    found: list[list[Row]] = [[]]
    heavy = 0
    for one in rows:
        mine = weight(one)
        if found[-1] and heavy + mine > most:
            found.append([])
            heavy = 0
        found[-1].append(one)
        heavy += mine
    return found


def name(page: str, part: int) -> str:
    """The page of a part, counted from 1; the first has the name itself."""
    return page if part == 1 else f"{page.removesuffix('.md')}-{part}.md"


def ways(page: str, part: int, number: int) -> Iterator[str]:
    """Which part this is, with links to the others; nothing where there is one only."""
    if number > 1:
        links = (
            str(one) if one == part else markup.link(str(one), name(page, one), name(page, part))
            for one in range(1, number + 1)
        )
        yield f"Part {part} of {number}: {' · '.join(links)}"
