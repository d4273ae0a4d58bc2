"""Saving for a person: what is not saved yet, judged as a gate would judge it, kept with a reason."""

from __future__ import annotations

from ims_docs.services.saving.author import author, sit_down
from ims_docs.services.saving.save import Saved, require_reason, save, save_signed
from ims_docs.services.saving.unsaved import Unsaved, everything, named

__all__ = [
    "Saved",
    "Unsaved",
    "author",
    "everything",
    "named",
    "require_reason",
    "save",
    "save_signed",
    "sit_down",
]
