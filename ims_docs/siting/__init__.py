"""The auditor's site: built, staged or served from one reading of the repository."""

from __future__ import annotations

from ims_docs.siting.building import Built, build, stage
from ims_docs.siting.serving import Listener, serve

__all__ = ["Built", "Listener", "build", "serve", "stage"]
