"""What was done when, by whom and why; and two states of one file to compare."""

from ims_docs.tracing.revising import (
    Wanted,
    formerly,
    select,
    states,
    trace,
    types_of,
    with_versions,
)
from ims_docs.tracing.sides import Side, Sides

__all__ = [
    "Side",
    "Sides",
    "Wanted",
    "formerly",
    "select",
    "states",
    "trace",
    "types_of",
    "with_versions",
]
