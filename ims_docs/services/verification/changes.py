"""Controls that somebody changed: what, from which state to which, in which commit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from ims_docs.adapters.git import History
from ims_docs.adapters.git.ledger import Ledger, Touch
from ims_docs.model.finding import Location
from ims_docs.services.verification import control_facts as facts
from ims_docs.services.verification.control_facts import Facts, is_list
from ims_docs.services.verification.control_files import ControlFiles
from ims_docs.services.verification.controls import began
from ims_docs.services.verification.identities import Identities
from ims_docs.services.verification.loosening import loosens
from ims_docs.services.verification.merges import Merges
from ims_docs.services.verification.result import Changed, Check, Irregularity, Kind

LEVEL_FELL = "level"
"""The name under which a lower approval level is the cause of what follows from it."""

_ASK = "Ask whether the person who answers for it decided it, and what came in since."
_NOBODY = "nothing"


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
    identities: Identities | None = None
    """Which registers lie where; without it each is looked for at its usual place."""

    def irregularities(self) -> Iterator[Irregularity]:
        """Each change of each fact, oldest first.

        What a file says is compared with what it said when it could last be read, whatever lay
        between; a register of people or roles with what such a register said last, wherever it
        lay. What was said in the beginning is no change. A merge is compared with each of its
        sides: what it takes over from one of them was told there, what it gives up was not.
        """
        last: dict[str, Facts] = {}
        for one in self.ledger.commits:
            if one.parents[1:]:
                for subject in self._files.joined(one.name):
                    yield from self._of_merge(subject, one.name, last)
                continue
            for subject, touches in self._files.changed(one.name).items():
                yield from self._of(subject, touches, one.name, last)

    @cached_property
    def _files(self) -> ControlFiles:
        return ControlFiles(self.history, self.ledger, self.identities)

    @cached_property
    def _merges(self) -> Merges:
        return Merges(self.history, self.ledger)

    def _of(
        self, subject: str, touches: Sequence[Touch], commit: str, last: dict[str, Facts]
    ) -> Iterator[Irregularity]:
        path = next((one.path for one in touches if one.after), touches[0].path)
        before, _ = self._files.together(subject, [one.before for one in touches])
        before = last.get(subject) if before is None else before
        after, why = self._files.together(subject, [one.after for one in touches])
        if after is not None:
            last[subject] = after
        elif before is not None:
            last[subject] = before
        is_new = before is None and after is not None and not why and self._is_later(commit)
        if why or after is None:
            yield _lost(path, commit, why)
        elif is_new and not is_list(subject):
            yield _found(path, commit, Changed("the file", _NOBODY, "there"))
        elif before is not None or is_new:
            for changed in _told(before or {}, after):
                yield _found(path, commit, changed, *_brings(changed))

    def _of_merge(
        self, subject: str, commit: str, last: dict[str, Facts]
    ) -> Iterator[Irregularity]:
        """What a merge says that no side says, and what of a side it gives up."""
        path = self._files.place(subject, commit)
        after, why = self._files.said(subject, commit)
        if after is None or why:
            if any(self._merges.overruled(commit, partial(self._files.bytes_of, subject))):
                yield _lost(path, commit, why)
            return
        was, last[subject] = last.get(subject, {}), after

        def said(name: str) -> Facts:
            facts, _ = self._files.said(subject, name)
            held = self._files.bytes_of(subject, name)
            return facts if facts is not None else was if held else {}

        if not any(map(said, self.ledger.by_name[commit].parents)) and not is_list(subject):
            if self._is_later(commit):
                yield _found(path, commit, Changed("the file", _NOBODY, "there"))
            return
        for parent, names in self._merges.overruled(commit, said):
            for changed in _told(said(parent), after):
                if changed.what in names:
                    yield _found(path, commit, changed, *_brings(changed))

    def _is_later(self, commit: str) -> bool:
        """Whether the system was there already."""
        return bool(self._beginning) and commit not in self._beginning

    @cached_property
    def _beginning(self) -> frozenset[str]:
        start = began(self.ledger)
        return self.ledger.leading_to(start) if start else frozenset()


def _told(before: Facts, after: Facts) -> Iterator[Changed]:
    """Each fact that is another one; that the text changed only where no fact says more.

    A detail of something that came or went is not told beside it.
    """
    told = [key for key in {**before, **after} if before.get(key, "") != after.get(key, "")]
    ends = {key for key in told if not (before.get(key) and after.get(key))}
    for key in told:
        head, _, detail = key.rpartition(", ")
        if (key != "text" or told == ["text"]) and not (detail and head in ends):
            was, now = before.get(key, ""), after.get(key, "")
            yield Changed(key, was or _NOBODY, now or _NOBODY, loosens(key, was, now))


def _brings(changed: Changed) -> Iterator[str]:
    """Of what it may be the cause."""
    what, before, after, is_looser = changed
    if what == facts.LEVEL and is_looser:
        yield LEVEL_FELL
    elif what.startswith(facts.ROLE_OF):
        gone = [one for one in before.split(", ") if one not in after.split(", ")]
        people = (one.partition(" ")[0] for one in gone if before != _NOBODY)
        yield from map(roles_name, dict.fromkeys(people))
    elif what.startswith(facts.PERSON) and after == _NOBODY:
        yield what


def _lost(path: str, commit: str, why: str) -> Irregularity:
    now = f"cannot be read: {why}" if why else "gone"
    return _found(path, commit, Changed("the file", "there", now, loosens=True))


def _found(path: str, commit: str, changed: Changed, brings: str = "", *more: str) -> Irregularity:
    return Irregularity(
        check=Check.CONTROLS,
        kind=Kind.CONTROLS,
        message=f"{changed.what}: {changed.before} → {changed.after}",
        hint=_ASK,
        where=Location(path),
        commit=commit,
        changed=changed,
        brings=brings,
        brings_too=more,
    )
