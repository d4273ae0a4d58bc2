"""Revisions -> str: the history of one document as text and JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from typing import TypeAlias

from ims_docs.model.revision import Revision
from ims_docs.reporters.printable import json_text, printable

RevisionsReporter: TypeAlias = Callable[[str, str, Sequence[Revision]], str]


def as_text(identifier: str, path: str, revisions: Sequence[Revision], *, width: int = 80) -> str:
    """A block for each revision, newest first. Dates are what the committer's clock claimed."""
    lines = [
        f"{printable(identifier)}  {printable(path)}: {len(revisions)} revisions, newest first",
        "",
    ]
    for one in revisions:
        version = f"  version {printable(one.version)}" if one.version else ""
        author = printable(one.author) if one.author else "no name"
        lines.append(
            f"{one.committed:%Y-%m-%d} (claimed)  {one.commit[:10]}  {one.change}{version}  {author}"
        )
        if one.former_path:
            lines.append(f"    renamed from {printable(one.former_path)}")
        if one.approval:
            lines.append(f"    {printable(one.approval)}")
        lines.extend(
            textwrap.wrap(
                printable(one.subject), width, initial_indent="    ", subsequent_indent="    "
            )
        )
    return "\n".join(lines) + "\n"


def as_json(identifier: str, path: str, revisions: Sequence[Revision]) -> str:
    """The same for programs."""
    return json_text(
        {
            "id": identifier,
            "path": path,
            "revisions": [
                {
                    "commit": one.commit,
                    "authored": one.authored.isoformat(),
                    "committed": one.committed.isoformat(),
                    "author": one.author,
                    "email": one.email,
                    "reason": one.subject,
                    "change": one.change,
                    "path": one.path,
                    "former_path": one.former_path,
                    "version": one.version,
                    "approval": one.approval,
                }
                for one in revisions
            ],
        }
    )


REVISIONS_REPORTERS: dict[str, RevisionsReporter] = {"text": as_text, "json": as_json}
