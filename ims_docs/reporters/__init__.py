"""Reporters: pure functions from a Report to text that ends with a newline. They print nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ims_docs.findings import Report
from ims_docs.reporters import github, json, junit, sarif, text

Reporter: TypeAlias = Callable[[Report], str]

REPORTERS: dict[str, Reporter] = {
    "text": text.render,
    "json": json.render,
    "sarif": sarif.render,
    "junit": junit.render,
    "github": github.render,
}

__all__ = ["REPORTERS", "Reporter"]
