"""The programs that travel in a pack and need no ims."""

from __future__ import annotations

from ims_docs.adapters.resources import resource
from ims_docs.export.pack.telling import PAGE, SCRIPT


def verifiers() -> dict[str, bytes]:
    """Each by the name that it has in a pack. Raises TemplateError when the install is damaged."""
    folder = resource("verifiers")
    return {name: (folder / name).read_bytes().replace(b"\r\n", b"\n") for name in (PAGE, SCRIPT)}
