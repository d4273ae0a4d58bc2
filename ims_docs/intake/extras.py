"""Libraries that only imports need: one sentence says which is missing and how it comes."""

from __future__ import annotations

import importlib
from types import ModuleType

from ims_docs.adapters.installation import adding
from ims_docs.errors import ConfigurationError

EXTRAS = {"openpyxl": "A workbook", "pypdfium2": "The text of a PDF"}
"""Library, and what it reads."""


def needed(library: str) -> ModuleType:
    """Load one. Raises ConfigurationError where it is not installed."""
    try:
        return importlib.import_module(library)
    except ImportError as error:
        raise ConfigurationError(
            f"{EXTRAS[library]} needs a part of ims that is not installed",
            hint=f"Run `{adding('import')}` and try again.",
        ) from error
