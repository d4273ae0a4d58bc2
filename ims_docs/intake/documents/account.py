"""The account of a former file: every piece of it, and where it is now, as a table to be kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from ims_docs.intake.pieces import Piece
from ims_docs.reporters.cells import inert

_HEAD = ("part", "number", "what became of it", "where or why", "text")


def account(pieces: Sequence[Piece], places: Mapping[int, int], above: int) -> str:
    """One row for each piece. `above` is how many lines stand above the body in its file."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(_HEAD)
    for one in pieces:
        at = places.get(one.number)
        where = f"line {at + above}" if at else one.why
        writer.writerow(
            [inert(cell) for cell in (one.part, str(one.number), one.fate, where, one.text)]
        )
    return made.getvalue()
