"""Why the people of the example organisation took something out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from ims_docs.errors import TemplateError
from ims_docs.formats import frontmatter
from ims_docs.model.removal import Removal, entry_digest, file_digest
from ims_docs.model.type import Kind, Type


def removal(  # noqa: PLR0913, PLR0917 - each is one fact about the removal
    root: Path,
    types: Mapping[str, Type],
    identifier: str,
    person: str,
    when: datetime,
    reason: str,
) -> Removal:
    """The statement about something that lies below `root` still. Raises TemplateError."""
    prefix = identifier.partition("-")[0]
    type_ = next((one for one in types.values() if one.prefix == prefix), None)
    path = type_.path(identifier) if type_ else ""
    if type_ is None or not (root / path).is_file():
        raise TemplateError(
            f"history.yaml: there is no {identifier} to remove",
            hint="This is a fault in ims-docs; please report it.",
        )
    data = (root / path).read_bytes()
    digest = file_digest(data)
    if type_.kind is Kind.REGISTER:
        digest = _entry(data, identifier)
    return Removal(
        removed=identifier,
        type=type_.name,
        path=path,
        digest=digest,
        person=person,
        removed_at=when,
        reason=reason,
    )


def _entry(data: bytes, identifier: str) -> str:
    entries = frontmatter.read_keys(data).values.get("entries")
    for one in entries if isinstance(entries, list) else ():
        if isinstance(one, dict) and one.get("id") == identifier:
            return entry_digest(one)
    raise TemplateError(
        f"history.yaml: there is no entry {identifier} to remove",
        hint="This is a fault in ims-docs; please report it.",
    )
