"""Controls that somebody changed: what, from which state to which, in which commit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ims_docs.adapters.git import History
from ims_docs.adapters.git.ledger import Ledger, Touch
from ims_docs.errors import UnreadableError
from ims_docs.model.finding import Location
from ims_docs.services.verification import control_facts as facts
from ims_docs.services.verification.control_facts import Facts, facts_of, is_list, subject_of
from ims_docs.services.verification.controls import began
from ims_docs.services.verification.identities import Identities, is_register, plain
from ims_docs.services.verification.loosening import loosens
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
        lay. What was said in the beginning is no change.
        """
        last: dict[str, Facts] = {}
        for one in self.ledger.commits:
            for subject, touches in self._touches(one.name).items():
                yield from self._of(subject, touches, one.name, last)

    def _touches(self, commit: str) -> Mapping[str, list[Touch]]:
        """By what they control: the files that a commit changed itself."""
        found: dict[str, list[Touch]] = defaultdict(list)
        for path, before, after in self.ledger.own(commit):
            was, now = self._subject(path, before), self._subject(path, after)
            if was == now != "":
                found[was].append(Touch(path, before, after))
            else:
                for subject, touch in (
                    (was, Touch(path, before, "")),
                    (now, Touch(path, "", after)),
                ):
                    if subject:
                        found[subject].append(touch)
        return found

    def _subject(self, path: str, blob: str) -> str:
        if not blob:
            return ""
        held = self.identities.of(path, blob) if self.identities else ()
        return subject_of(path, {plain(one) for one in held if is_register(one)})

    def _of(
        self, subject: str, touches: Sequence[Touch], commit: str, last: dict[str, Facts]
    ) -> Iterator[Irregularity]:
        path = next((one.path for one in touches if one.after), touches[0].path)
        before, _ = self._together(subject, [one.before for one in touches])
        before = last.get(subject) if before is None else before
        after, why = self._together(subject, [one.after for one in touches])
        if after is not None:
            last[subject] = after
        elif before is not None:
            last[subject] = before
        is_new = before is None and after is not None and not why and self._is_later(commit)
        if why or after is None:
            now = f"cannot be read: {why}" if why else "gone"
            yield _found(path, commit, Changed("the file", "there", now, loosens=True))
        elif is_new and not is_list(subject):
            yield _found(path, commit, Changed("the file", _NOBODY, "there"))
        elif before is not None or is_new:
            for changed in _told(before or {}, after):
                yield _found(path, commit, changed, *_brings(changed))

    def _is_later(self, commit: str) -> bool:
        """Whether the system was there already."""
        return bool(self._beginning) and commit not in self._beginning

    @cached_property
    def _beginning(self) -> frozenset[str]:
        start = began(self.ledger)
        return self.ledger.leading_to(start) if start else frozenset()

    def _together(self, subject: str, blobs: Iterable[str]) -> tuple[Facts | None, str]:
        """The facts of some files, and why one of them cannot be read; None where none says any."""
        found: dict[str, str] | None = None
        why = ""
        for said in (self._read[subject, one] for one in blobs if one):
            if isinstance(said, str):
                why = said
            else:
                found = {**(found or {}), **said}
        return found, why

    @cached_property
    def _read(self) -> Mapping[tuple[str, str], Facts | str]:
        wanted = sorted(
            {
                (subject, blob)
                for one in self.ledger.commits
                for subject, touches in self._touches(one.name).items()
                for touch in touches
                for blob in (touch.before, touch.after)
                if blob
            }
        )
        read = self.history.blobs((blob for _, blob in wanted))
        return {
            key: _facts_or_why(key[0], data or b"") for key, data in zip(wanted, read, strict=True)
        }


def _facts_or_why(subject: str, data: bytes) -> Facts | str:
    try:
        return facts_of(subject, data)
    except UnreadableError as error:
        return error.message


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
