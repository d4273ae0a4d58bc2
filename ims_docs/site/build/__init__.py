"""The auditor's site: built, staged or served from one reading of the repository.

What builds it is loaded when somebody asks for it: whoever wants a verdict or a clean text
alone does not wait for MkDocs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ims_docs.site.build.folder import Asked, Built, build, build_from, read, stage
    from ims_docs.site.build.integrity import Verifier
    from ims_docs.site.build.output import MARKER
    from ims_docs.site.build.parts import Parts, read_parts, read_verified
    from ims_docs.site.build.serving import serve

_PLACES = {
    "MARKER": "output",
    "Asked": "folder",
    "Built": "folder",
    "Parts": "parts",
    "Verifier": "integrity",
    "build": "folder",
    "build_from": "folder",
    "read": "folder",
    "read_parts": "parts",
    "read_verified": "parts",
    "serve": "serving",
    "stage": "folder",
}
__all__ = [
    "MARKER", "Asked", "Built", "Parts", "Verifier", "build", "build_from", "read", "read_parts",
    "read_verified", "serve", "stage",
]  # fmt: skip


def __getattr__(name: str) -> Any:  # noqa: ANN401 - each has a type of its own, which mypy sees above
    """One of the ways to make the site."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
