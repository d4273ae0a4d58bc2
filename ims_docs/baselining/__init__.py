"""Baselines: making, reading and comparing what was kept at one commit."""

from ims_docs.baselining.comparing import Comparison, Moved, Side, compare, with_redlines
from ims_docs.baselining.making import Made, Maker
from ims_docs.baselining.shelf import newest, other_files, shelf
from ims_docs.history.listing import files_of
from ims_docs.model.baseline import Shelved

__all__ = [
    "Comparison",
    "Made",
    "Maker",
    "Moved",
    "Shelved",
    "Side",
    "compare",
    "files_of",
    "newest",
    "other_files",
    "shelf",
    "with_redlines",
]
