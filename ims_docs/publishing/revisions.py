"""Revisions of many files from one pass over the history, and their table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ims_docs.model.revision import Revision
from ims_docs.publishing import markup


def by_path(revisions: Iterable[Revision]) -> Mapping[str, tuple[Revision, ...]]:
    """Changes of every file, newest first, grouped under the name that the file has now."""
    found: dict[str, list[Revision]] = {}
    for revision in revisions:
        found.setdefault(revision.current_path or revision.path, []).append(revision)
    return {path: tuple(changes) for path, changes in found.items()}


def table(revisions: Iterable[Revision]) -> str:
    """The revisions of one file for a reader: what changed, when, by whom, why."""
    rows = [
        (
            one.authored.date().isoformat(),
            markup.inline(one.version) or "–",
            markup.inline(one.author),
            markup.inline(_reason(one)),
            markup.code(one.commit[:10]),
        )
        for one in revisions
    ]
    if not rows:
        return "This file is in no revision yet: it was never committed."
    return markup.table(("Date", "Version", "Author", "Reason", "Commit"), rows)


def _reason(revision: Revision) -> str:
    if revision.change == "renamed":
        return f"{revision.subject} (renamed from {revision.former_path})"
    return f"{revision.subject} (removed)" if revision.change == "removed" else revision.subject
