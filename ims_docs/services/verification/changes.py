"""Controls that somebody changed: what, from which state to which, in which commit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ims_docs.adapters.git import History
from ims_docs.adapters.git.ledger import Ledger, Touch
from ims_docs.errors import UnreadableError
from ims_docs.model.finding import Location
from ims_docs.model.trust import Level
from ims_docs.services.verification import control_facts as facts
from ims_docs.services.verification.control_facts import Facts, facts_of, is_control
from ims_docs.services.verification.result import Changed, Check, Irregularity, Kind

LEVEL_FELL = "level"
"""The name under which a lower approval level is the cause of what follows from it."""

_ASK = "Ask whether the person who answers for it decided it, and what came in since."
_NOBODY = "nothing"
_LEVELS = {level.value: number for number, level in enumerate(Level)}


def person_name(person: str) -> str:
    """The name under which a person's entry is the cause of what follows from it."""
    return f"person {person}"


def roles_name(person: str) -> str:
    """The name under which a role that a person no longer holds is the cause of what follows."""
    return f"roles {person}"


@dataclass(frozen=True, kw_only=True)
class Changes:
    """The files that control, through the history."""

    history: History
    ledger: Ledger

    def irregularities(self) -> Iterator[Irregularity]:
        """Each change of each fact, oldest first.

        What a file says is compared with what it said when it could last be read, whatever lay
        between. What it said in the beginning is no change.
        """
        last: dict[str, Facts] = {}
        for one in self.ledger.commits:
            for touch in self.ledger.own(one.name):
                if is_control(touch.path):
                    yield from self._of(touch, one.name, last)

    def _of(self, touch: Touch, commit: str, last: dict[str, Facts]) -> Iterator[Irregularity]:
        before = self._said(touch.path, touch.before)
        if not isinstance(before, Mapping):
            before = last.get(touch.path)
        after = self._said(touch.path, touch.after)
        if isinstance(after, Mapping):
            last[touch.path] = after
        elif before is not None:
            last[touch.path] = before
        if not isinstance(after, Mapping):
            now = f"cannot be read: {after}" if after else "gone"
            yield _found(touch.path, commit, Changed("the file", "there", now, loosens=True), "")
        elif before is not None:
            for changed in _told(before, after):
                yield _found(touch.path, commit, changed, _brings(changed))

    def _said(self, path: str, blob: str) -> Facts | str | None:
        """The facts, or why they cannot be read; None where there is no file."""
        return self._read.get((path, blob)) if blob else None

    @cached_property
    def _read(self) -> Mapping[tuple[str, str], Facts | str]:
        wanted = sorted(
            {
                (touch.path, blob)
                for one in self.ledger.commits
                for touch in self.ledger.own(one.name)
                if is_control(touch.path)
                for blob in (touch.before, touch.after)
                if blob
            }
        )
        read = self.history.blobs((blob for _, blob in wanted))
        return {
            key: _facts_or_why(key[0], data or b"") for key, data in zip(wanted, read, strict=True)
        }


def _facts_or_why(path: str, data: bytes) -> Facts | str:
    try:
        return facts_of(path, data)
    except UnreadableError as error:
        return error.message


def _told(before: Facts, after: Facts) -> Iterator[Changed]:
    """Each fact that is another one; that the text changed only where no fact says more."""
    told = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    for key in told:
        if key != "text" or told == ["text"]:
            was, now = before.get(key, ""), after.get(key, "")
            yield Changed(key, was or _NOBODY, now or _NOBODY, _loosens(key, was, now))


def _loosens(key: str, before: str, after: str) -> bool:
    """Whether less is asked for, or fewer judge, than before."""
    if key == facts.LEVEL:
        return _LEVELS.get(after, 0) < _LEVELS.get(before, 0)
    if key == facts.APPROVERS:
        return after < before
    if key.startswith((facts.CLAUSE, facts.WAIVER)):
        return bool(after)
    if key.startswith((facts.GATE, facts.ATTRIBUTE)):
        return not after
    return key.startswith(facts.CLOSING)


def _brings(changed: Changed) -> str:
    """Of what it may be the cause."""
    what, before, after, loosens = changed
    if what == facts.LEVEL and loosens:
        return LEVEL_FELL
    if what.startswith(facts.HOLDERS):
        gone = [one for one in before.split(", ") if one not in after.split(", ")]
        return roles_name(gone[0]) if gone and before != _NOBODY else ""
    if what.startswith(facts.PERSON) and after == _NOBODY:
        return what
    return ""


def _found(path: str, commit: str, changed: Changed, brings: str) -> Irregularity:
    return Irregularity(
        check=Check.CONTROLS,
        kind=Kind.CONTROLS,
        message=f"{changed.what}: {changed.before} → {changed.after}",
        hint=_ASK,
        where=Location(path),
        commit=commit,
        changed=changed,
        brings=brings,
    )
