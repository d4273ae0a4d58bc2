"""The git that is installed here."""

from __future__ import annotations

from pathlib import Path

from ims_docs.adapters.git.process import Process
from ims_docs.errors import ImsDocsError


def git_version() -> str:
    """Its version as it says it, such as 2.39.5; empty where there is none."""
    try:
        output = Process(Path()).run("version")
    except ImsDocsError:
        return ""
    return output.decode("utf-8", "replace").strip().removeprefix("git version ")
