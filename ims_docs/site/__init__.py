"""The auditor's site: built, served or staged from one reading of the repository."""

from __future__ import annotations

from ims_docs.site.building import Built, build
from ims_docs.site.serving import serve
from ims_docs.site.staging import stage

__all__ = ["Built", "build", "serve", "stage"]
