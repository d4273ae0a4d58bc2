"""The audit pack at the desk: which state and for whom, then the file with its digest for the minutes."""

from __future__ import annotations

from datetime import date

from ims_docs.adapters.git.unsaved import unsaved
from ims_docs.desk.asking import Answer, Attachment, Call, NoPageError, Page, page
from ims_docs.desk.office import Pack
from ims_docs.desk.pages.baselines import fixed
from ims_docs.errors import ConfigurationError, ImsDocsError, unknown
from ims_docs.export.pack import (
    PARTS,
    Period,
    Wish,
    assemble,
    file_name,
    require_parts,
    state_asked,
)
from ims_docs.model.classification import WORDS, classified
from ims_docs.site import build as site_build

_FIELDS = ("baseline", "first", "last", "audience", "sample")


def packing(call: Call) -> Answer:
    """What a pack is to hold; when that was said, the pack. Nothing of the repository is written."""
    if "made" not in call.query:
        return _asked(call)
    try:
        return page("pack.html", call, pack=_made(call))
    except ImsDocsError as error:
        return _asked(call, f"{error.message}. {error.hint}".strip())


def pack_file(call: Call, name: str) -> Attachment:
    """The pack with this digest, as long as the desk keeps it."""
    pack = call.office.packs.get(name)
    if pack is None:
        raise NoPageError
    return Attachment(pack.made.data, "application/zip", pack.name)


def _made(call: Call) -> Pack:
    workspace, word = call.look().workspace, call.query.get("audience", "")
    if word and word not in WORDS:
        raise unknown("classification", word, WORDS, otherwise="Choose one of the list.")
    wish = Wish(
        period=_period(call),
        audience=classified(word) if word else None,
        sample=tuple(call.query.get("sample", "").replace(",", " ").split()),
        without=frozenset(PARTS) & frozenset(call.many.get("without", ())),
    )
    baseline = call.query.get("baseline") or None
    if baseline and wish.period:
        raise ConfigurationError(
            "A pack is of a baseline or of a period, not of both", hint="Leave one of them empty."
        )
    require_parts(wish.without)
    workspace.history.require_whole(lost=", so the history would be missing")
    state = state_asked(workspace, baseline, wish.period, None)
    with call.office.packing:  # one at a time: it takes a while, and memory
        asked = repr((state.commit, state.name, wish))
        found = next((one for one in call.office.packs.all() if one.asked == asked), None)
        if found is None:
            made = assemble(workspace.history, state, wish, site_build.read_verified)
            found = Pack(asked=asked, name=file_name(state, wish), made=made)
            call.office.packs.keep(made.sha256, found)
    return found


def _period(call: Call) -> Period | None:
    """The days that were said. Raises ConfigurationError."""
    first, last = (call.query.get(name, "").strip() for name in ("first", "last"))
    if not (first or last):
        return None
    try:
        found = Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        raise ConfigurationError(
            "A period has a first and a last day", hint="Write both, such as 2026-01-31."
        ) from None
    if found.first > found.last:
        raise ConfigurationError(
            "The first day is after the last one", hint="Exchange the two days."
        )
    return found


def _asked(call: Call, error: str = "") -> Page:
    sight = call.look()
    history = sight.workspace.history
    return page(
        "packing.html",
        call,
        status=422 if error else 200,
        error=error,
        asked={one: call.query.get(one, "") for one in _FIELDS},
        left_out=call.many.get("without", ()),
        baselines=fixed(call) if history.has_commits else (),
        audiences=WORDS,
        unsaved=len(unsaved(history)) if history.has_commits else 0,
    )
