"""Two texts of one file to what changed: words, keys, entries. Pure."""

from ims_docs.formats.diff.changes import Comparison, Field, Folded, Kind, Passage, Run
from ims_docs.formats.diff.files import compare
from ims_docs.formats.diff.wording import ARROW, LAYOUT, SAME, name, runs_of

__all__ = [
    "ARROW",
    "LAYOUT",
    "SAME",
    "Comparison",
    "Field",
    "Folded",
    "Kind",
    "Passage",
    "Run",
    "compare",
    "name",
    "runs_of",
]
