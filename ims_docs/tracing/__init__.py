"""What was done when, by whom and why; and two states of one file to compare."""

from ims_docs.tracing.approved import approval_of, with_approvals
from ims_docs.tracing.in_force import find_text
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
from ims_docs.tracing.spoken import Spoken, Statements, spoken
from ims_docs.tracing.versions import final_since, last_changes, quick_versions

__all__ = [
    "Side",
    "Sides",
    "Spoken",
    "Statements",
    "Wanted",
    "approval_of",
    "final_since",
    "find_text",
    "formerly",
    "last_changes",
    "quick_versions",
    "select",
    "spoken",
    "states",
    "trace",
    "types_of",
    "with_approvals",
    "with_versions",
]
