"""Baselines: making, reading and comparing what was kept at one commit."""

from ims_docs.adapters.git.digests import files_of
from ims_docs.model.baseline import StoredBaseline
from ims_docs.services.baselines.compare import (
    ComparedState,
    Comparison,
    Moved,
    compare,
    with_redlines,
)
from ims_docs.services.baselines.create import Made, Maker
from ims_docs.services.baselines.stored import newest, other_files, stored_baselines

__all__ = [
    "ComparedState",
    "Comparison",
    "Made",
    "Maker",
    "Moved",
    "StoredBaseline",
    "compare",
    "files_of",
    "newest",
    "other_files",
    "stored_baselines",
    "with_redlines",
]
