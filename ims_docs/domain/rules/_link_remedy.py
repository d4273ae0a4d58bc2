"""Remedies for links and names that lead nowhere: what may have been meant."""

from __future__ import annotations

import difflib
import posixpath

from ims_docs.domain.rules._remedy import for_text, who_was_meant
from ims_docs.model.content import Reference
from ims_docs.model.document import Document
from ims_docs.model.naming import registered
from ims_docs.model.page import Page
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository
from ims_docs.model.text import Link

_NAMED = 8
"""So many people or roles are named that may have been meant."""
_COMPARED = 500
"""Names that a dead link is compared with; comparing is slow."""


def instead(repository: Repository, reference: Reference) -> str:
    """What may have been meant by an id, otherwise how to add what it names."""
    if said := who_was_meant(repository, reference):
        return said
    if reference.wanted == "any":
        return "Name an id that is there, or delete the line."
    return f"Name one that is there, or add it first: `ims add {reference.wanted}`."


def for_page(repository: Repository, text: Document | Record | Page, hint: str) -> str:
    """The remedy where the text may be edited, and what else it takes where it may not."""
    return hint if isinstance(text, Page) else for_text(repository, text, hint)


def nearest(repository: Repository, page: str, link: Link, path: str) -> str:
    """A file of the same name elsewhere, or of a similar name in the same folder."""
    folder, _, name = path.rpartition("/")
    inside = [one for one in repository.paths if one.startswith("docs/")]
    same_name = [one for one in inside if one.rpartition("/")[2] == name]
    beside = [one for one in inside if one.rpartition("/")[0] == folder]
    close = same_name or difflib.get_close_matches(path, sorted(beside)[:_COMPARED], 1, 0.8)
    if not close:
        return "Correct the path, or delete the link."
    written = posixpath.relpath(min(close), posixpath.dirname(page))
    _, hash_, fragment = link.target.partition("#")
    return f"Write `{written}{hash_}{fragment}`, if that is meant."


def one_of(repository: Repository, wanted: str) -> str:
    """Those who may be named, and how to add one."""
    there = registered(repository, wanted)
    named = ", ".join(map(str, there[:_NAMED])) + (" …" if len(there) > _NAMED else "")
    return (
        f"Name one of {named}, or add one: `ims add {wanted}`."
        if there
        else f"Add one: `ims add {wanted}`."
    )
