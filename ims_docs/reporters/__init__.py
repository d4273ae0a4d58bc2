"""Reporters: pure functions from a Report to text that ends with a newline. They print nothing."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TypeAlias

from ims_docs.model.finding import Report

Reporter: TypeAlias = Callable[[Report], str]


def _of(module: str) -> Reporter:
    """The reporter of a module that is imported when it is called."""

    def render(report: Report) -> str:
        return str(importlib.import_module(f"ims_docs.reporters.{module}").render(report))

    return render


REPORTERS: dict[str, Reporter] = {
    name: _of(name) for name in ("text", "json", "sarif", "junit", "github")
}

__all__ = ["REPORTERS", "Reporter"]
