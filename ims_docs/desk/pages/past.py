"""The past of one thing: who changed it, when and why, and each change word by word."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from ims_docs.desk.asking import Answer, Call, NoPageError, page
from ims_docs.desk.office import Sight
from ims_docs.desk.redlines import between
from ims_docs.domain.approval_state import Subject
from ims_docs.model.reason import words
from ims_docs.model.revision import Revision
from ims_docs.services.timeline import approval_lookup, locate, trace, with_approvals


def past(call: Call) -> Answer:
    """Every saved change, the newest first; the one that the address names with its words."""
    sight, name = call.look(), call.path["id"]
    history = sight.workspace.history
    history.require_whole()
    place = locate(sight.repository, history, name)
    found = trace(history, place)
    subjects: tuple[Subject, ...] = (*sight.repository.documents, *sight.repository.registers)
    for subject in subjects:
        if subject.path == place:
            found = with_approvals(history, found, approval_lookup(sight.repository, subject))
    if not found:
        raise NoPageError
    wanted = call.query.get("at", found[0].commit)
    return page(
        "past.html",
        call,
        name=name,
        title=sight.titles.get(name, place),
        place=place,
        revisions=[replace(one, subject=words(one.subject)) for one in found],
        at=wanted,
        changed={one.commit: _changed(sight, one) for one in found if one.commit == wanted},
    )


def _changed(sight: Sight, one: Revision) -> Markup:
    blobs = [name for name in (one.former_blob, one.blob) if name]
    bodies = dict(zip(blobs, sight.workspace.history.blobs(blobs), strict=True))
    before, after = bodies.get(one.former_blob) or b"", bodies.get(one.blob) or b""
    return between(before, after, one.path)
