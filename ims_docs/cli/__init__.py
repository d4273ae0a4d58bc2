"""The command line: parse, call one use case, print, exit. Commands load when they are called."""

from __future__ import annotations

from ims_docs.cli.boundary import run
from ims_docs.cli.group import ims

__all__ = ["ims", "run"]
