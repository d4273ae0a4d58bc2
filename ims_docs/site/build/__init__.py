"""The auditor's site: built, staged or served from one reading of the repository."""

from __future__ import annotations

from ims_docs.site.build.folder import Asked, Built, build, build_from, read, stage
from ims_docs.site.build.output import MARKER
from ims_docs.site.build.serve import serve

__all__ = ["MARKER", "Asked", "Built", "build", "build_from", "read", "serve", "stage"]
