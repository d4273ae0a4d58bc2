"""Libraries that only exports need: one sentence says which is missing and how it comes."""

from __future__ import annotations

import importlib
from types import ModuleType

from ims_docs.adapters.installation import adding
from ims_docs.errors import ConfigurationError

EXTRAS = {
    "typst": ("pdf", "A PDF"),
    "xlsxwriter": ("office", "A workbook"),
    "docx": ("office", "A Word file"),
}
"""Library to the extra that brings it, and what needs it."""


def needed(library: str) -> ModuleType:
    """The library. Raises ConfigurationError where it is not installed."""
    try:
        return importlib.import_module(library)
    except ImportError as error:
        extra, what = EXTRAS[library.partition(".")[0]]
        raise ConfigurationError(
            f"{what} needs a part of ims that is not installed",
            hint=f"Run `{adding(extra)}` and try again.",
        ) from error
