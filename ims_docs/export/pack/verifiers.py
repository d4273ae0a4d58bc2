"""The programs that travel in a pack and need no ims."""

from __future__ import annotations

from ims_docs.adapters.resources import resource
from ims_docs.export.pack.telling import PAGE, SCRIPT


def verifiers() -> dict[str, bytes]:
    """Each by the name that it has in a pack. Raises TemplateError when the install is damaged."""
    found = [resource("verifiers") / name for name in (PAGE, SCRIPT)]
    return {one.name: one.read_bytes().replace(b"\r\n", b"\n") for one in found if one.is_file()}
