"""The auditor's site: built, staged or served from one reading of the repository."""

from __future__ import annotations

from ims_docs.site.build.folder import Built, build, stage
from ims_docs.site.build.integrity import Verifier
from ims_docs.site.build.serve import serve

__all__ = ["Built", "Verifier", "build", "serve", "stage"]
