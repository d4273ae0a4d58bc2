"""Revisions of many files from one pass over the history, and their table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ims_docs.model.revision import Revision
from ims_docs.site.pages import markup

NO_REDLINES: Mapping[str, str] = MappingProxyType({})


def by_path(revisions: Iterable[Revision]) -> Mapping[str, tuple[Revision, ...]]:
    """Changes of every file, newest first, grouped under the name that the file has now."""
    found: dict[str, list[Revision]] = {}
    for revision in revisions:
        found.setdefault(revision.current_path or revision.path, []).append(revision)
    return {path: tuple(changes) for path, changes in found.items()}


def table(revisions: Iterable[Revision], redlines: Mapping[str, str] = NO_REDLINES) -> str:
    """The revisions of one file for a reader: what changed, when, by whom, why.

    `redlines` says by commit where its words can be seen.
    """
    rows = [
        (
            one.authored.date().isoformat(),
            markup.inline(one.version) or "–",
            markup.inline(one.author),
            markup.inline(_reason(one)),
            markup.code(one.commit[:10]),
            *([redlines.get(one.commit, "–")] if redlines else []),
        )
        for one in revisions
    ]
    if not rows:
        return "This file is in no revision yet: it was never committed."
    head = (
        "Date",
        "Version",
        "Author",
        "Reason",
        "Commit",
        *(["What changed"] if redlines else []),
    )
    return markup.table(head, rows)


def _reason(revision: Revision) -> str:
    if revision.change == "renamed":
        return f"{revision.subject} (renamed from {revision.former_path})"
    return f"{revision.subject} (removed)" if revision.change == "removed" else revision.subject
