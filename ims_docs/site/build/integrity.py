"""The verdict of a verification, asked once for all pages of a site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from ims_docs.adapters.git import History
from ims_docs.adapters.git.refs import refs
from ims_docs.errors import ImsDocsError
from ims_docs.services.verification import (
    Control,
    Elsewhere,
    Irregularity,
    Question,
    Verdict,
    Verification,
    not_seen,
    verify,
)
from ims_docs.services.workspace import Workspace
from ims_docs.site.pages import Change, Integrity, Kind, Told, Word

_WORDS = {
    Verdict.INTACT: Word.INTACT,
    Verdict.NOT_INTACT: Word.NOT_INTACT,
    Verdict.CANNOT_TELL: Word.CANNOT_TELL,
}
_TITLE = re.compile(r"\A(The (?:record|entry) \S+) “.*”(?=\s)", re.DOTALL)
"""The title of a record or entry that is gone. It may name a person, and the page of it withholds it too."""
_SHORT = 10
_LAST = 3
"""So many of the commits that changed a control are named."""


class _Asked(NamedTuple):
    """What an answer depends on: while it is the same, nobody needs to ask again."""

    commit: str
    day: date
    names: tuple[tuple[str, str], ...]


@dataclass
class Verifier:
    """Asks whether the history can be believed. The last answer stays while nothing changes."""

    is_off: bool = False
    known: Verification | None = None
    """What was found already, where somebody has just asked the same."""
    elsewhere: Elsewhere = field(default=Elsewhere())
    """What the history is compared with."""
    folder: Path = field(default=Path())
    """Where the paths of other copies begin."""
    _asked: _Asked | None = field(default=None, init=False)
    _answer: Integrity = field(default_factory=Integrity, init=False)

    def integrity(
        self, workspace: Workspace, as_of: date | None, newest: datetime | None
    ) -> Integrity:
        """The verdict about everything up to the newest commit."""
        if self.is_off:
            return Integrity()
        if self.known is not None:
            return _told(self.known, frozenset())
        history = History(workspace.root)
        names = tuple(sorted(refs(history, "refs/").items()))
        asked = _Asked(history.head(), _day(workspace, as_of, newest), names)
        if asked != self._asked:
            self._answer = self._verified(history, workspace, asked.day)
            self._asked = asked
        return self._answer

    def _verified(self, history: History, workspace: Workspace, day: date) -> Integrity:
        """A copy that is not there stops everything; what is wrong with the history is told."""
        given = self.elsewhere
        with given.opened(self.folder, in_full=False) as copies:
            question = Question(
                as_of=day,
                root=given.root,
                codes=given.codes,
                against=copies,
                memory=workspace.cache,
            )
            try:
                found = verify(history, question, "")
            except ImsDocsError as error:
                found = not_seen(question, "", error.message)
        return _told(found, frozenset(one.name for one in copies))


def _day(workspace: Workspace, as_of: date | None, newest: datetime | None) -> date:
    """The day of the site, but not before the newest commit: the site shows what that holds.

    A commit that claims a day to come is judged today, so that this is found.
    """
    today = workspace.today
    asked = as_of or today
    return max(asked, min(newest.date(), today)) if newest else asked


def _told(one: Verification, copies: frozenset[str]) -> Integrity:
    return Integrity(
        word=_WORDS[one.verdict],
        day=one.as_of,
        found=tuple(_finding(one, each) for each in one.found),
        facts=tuple(_facts(one)) if one.head else (),
        missed=tuple(f"{each.what}: {each.why}" for each in one.unchecked),
        compared=tuple(_compared(one, copies)),
    )


def _compared(one: Verification, copies: frozenset[str]) -> Iterator[str]:
    """What was held against the history that does not come from itself, and how it fits.

    Branches and tags of elsewhere are in some copies only, so they are told where they do not fit.
    """
    for each in one.witnesses:
        if each.name in copies:
            fits = f"everything in it is here, and {each.later:,} later commits"
            fits = "it holds the same" if not each.later else fits
            fits = f"{each.missing:,} of its commits are NOT here" if each.missing else fits
            yield f"{each.name}: {fits}"
    for anchor in one.anchors:
        if anchor.is_pinned:
            kept = "it holds" if anchor.is_kept else "it does NOT hold"
            yield f"The code {anchor.code} is that of the baseline {anchor.name}: {kept}"
    if one.root.pinned:
        fits = "the list of signers rests on it" if one.root.is_pinned else "it is NOT the one here"
        yield f"The root key {one.root.pinned}: {fits}"


def _finding(one: Verification, each: Irregularity) -> Told:
    change = each.changed
    return Told(
        kind=Kind(each.kind.value),
        message=_TITLE.sub(r"\1", each.message),
        hint=each.hint,
        path=each.where.path,
        commit=each.commit,
        by=_by(one, each.commit),
        repaired=_named(one, each.repaired) if each.repaired else "",
        waived=each.waived,
        gone=each.lost,
        change=Change(change.what, change.before, change.after, change.loosens) if change else None,
        effects=tuple(_finding(one, effect) for effect in each.effects),
    )


def _facts(one: Verification) -> Iterator[tuple[str, str]]:
    """What the verdict rests on, as far as it is the same in every copy."""
    yield "Newest commit", _named(one, one.head)
    yield "List of signers", _root(one)
    yield "Baselines", "; ".join(_anchors(one)) or "none, so every date here is claimed"
    yield "Looked at", ", ".join(f"{number:,} {noun}" for noun, number in one.counts.items())
    start = _named(one, one.start) if one.start else "no commit has ims.yml"
    yield "In control since", start
    for control in one.controls:
        yield control.name.capitalize(), _control(one, control)
    yield "Judged by", one.tool


def _root(one: Verification) -> str:
    known = one.root.fingerprint
    if not known:
        return "no root key signed it"
    return f"signed with the root key {known}. Compare this with the organisation's minutes"


def _anchors(one: Verification) -> Iterator[str]:
    for each in one.anchors:
        kept = "holds" if each.is_kept else "does NOT hold"
        yield f"{each.name}, code {each.code}, {each.commits} commits, {kept}"


def _control(one: Verification, control: Control) -> str:
    if not control.since:
        return "never there"
    changed = ", ".join(_named(one, name) for name in control.changed[-_LAST:])
    earlier = len(control.changed) - _LAST
    more = f" and {earlier} earlier" if earlier > 0 else ""
    lapses = "; ".join(
        f"off from {_named(one, each.since)} to {_named(one, each.until) if each.until else 'now'}"
        for each in control.lapses
    )
    told = f"changed in {changed}{more}" if changed else "never changed"
    return f"since {_named(one, control.since)}, {told}{f', {lapses}' if lapses else ''}"


def _named(one: Verification, commit: str) -> str:
    """A commit with the day that it claims."""
    return f"{commit[:_SHORT]} of {_saved(one, commit)}"


def _by(one: Verification, commit: str) -> str:
    known = one.commits.get(commit)
    if known is None:
        return ""
    subject = known.commit.subject or "no reason given"
    return f"“{subject}” by {known.author or 'no name'}, {_saved(one, commit)}"


def _saved(one: Verification, commit: str) -> str:
    known = one.commits.get(commit)
    saved = known.moment if known else None
    day = f"{saved:%Y-%m-%d}" if saved else "no day of the calendar"
    anchor = one.anchored.get(commit)
    return f"{day} (claimed{f', anchored by baseline {anchor}' if anchor else ''})"
