"""Revisions of many files from one pass over the history, and their table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ims_docs.model.reason import words
from ims_docs.model.revision import Revision
from ims_docs.site.pages import markup
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.values import NOTHING

NO_REDLINES: Mapping[str, str] = MappingProxyType({})


def by_path(revisions: Iterable[Revision]) -> Mapping[str, tuple[Revision, ...]]:
    """Changes of every file, newest first, grouped under the name that the file has now."""
    found: dict[str, list[Revision]] = {}
    for revision in revisions:
        found.setdefault(revision.current_path or revision.path, []).append(revision)
    return {path: tuple(changes) for path, changes in found.items()}


def table(
    content: SiteContent, path: str, origin: str, redlines: Mapping[str, str] = NO_REDLINES
) -> str:
    """The revisions of one file for a reader: what changed, when, by whom, why.

    Each commit leads to the trail, where all that was saved with it stands. `redlines` says by
    commit where its words can be seen.
    """
    changes = content.revisions.get(path, ())
    counted = any(one.version for one in changes)
    rows = [
        (
            one.authored.date().isoformat(),
            *([markup.inline(one.version) or NOTHING] if counted else []),
            markup.inline(one.author) or NOTHING,
            _reason(one),
            markup.link(markup.code(one.commit[:10]), content.saved.place(one.commit), origin),
            *([redlines.get(one.commit, NOTHING)] if redlines else []),
        )
        for one in changes
    ]
    if not rows:
        return "This file is in no revision yet: it was never committed."
    head = ("Date", *(["Version"] if counted else []), "Author", "Reason", "Commit")
    return markup.table((*head, *(["What changed"] if redlines else [])), rows)


def _reason(revision: Revision) -> str:
    said = markup.inline(words(revision.subject))
    if revision.change == "renamed":
        return f"{said} (renamed from {markup.inline(revision.former_path)})"
    return f"{said} (removed)" if revision.change == "removed" else said
