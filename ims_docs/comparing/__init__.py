"""Two texts of one file to what changed: words, keys, entries. Pure."""

from ims_docs.comparing.changes import Comparison, Field, Folded, Kind, Passage, Run
from ims_docs.comparing.files import compare

__all__ = ["Comparison", "Field", "Folded", "Kind", "Passage", "Run", "compare"]
