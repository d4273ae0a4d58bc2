"""The list of signers through the history: keys that were taken away, passed on or opened again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from ims_docs.adapters.git import History
from ims_docs.adapters.git.ledger import Ledger, Touch
from ims_docs.model.finding import Location
from ims_docs.model.trust import LIST, Key
from ims_docs.services.verification.listed_keys import TIMES, Listed, differences, listed
from ims_docs.services.verification.merges import Merges
from ims_docs.services.verification.result import Changed, Check, Irregularity, Kind


def key_name(fingerprint: str) -> str:
    """The name under which what happened to a key is the cause of what follows from it."""
    return f"key {fingerprint}"


class Closing(NamedTuple):
    """When a key was closed, and by which commit."""

    moment: datetime
    commit: str


@dataclass(frozen=True, kw_only=True)
class Keys:
    """Every list of signers that a commit ever held."""

    history: History
    ledger: Ledger

    def irregularities(self) -> Iterator[Irregularity]:
        """What happened to keys, by the commits that did it, oldest first."""
        for commit, touches in self._changes:
            after = self._list(touches[0].after)
            is_own = len(touches) == len(self.ledger.touches[commit])
            is_merge = len(self.ledger.touches[commit]) > 1
            earlier = [self._list(touch.before) for touch in touches]
            for touch, before in zip(touches, earlier, strict=True):
                for fingerprint in before:
                    yield from self._taken(before[fingerprint], after, commit, touch)
                    if fingerprint in after and not is_merge:
                        yield from self._changed(before[fingerprint], after[fingerprint], commit)
            if is_merge:
                yield from self._overruled(after, commit)
            known = {one for before in earlier for one in before}
            for fingerprint, one in after.items():
                if is_own and fingerprint not in known:
                    yield from self._new(one, commit)
                if not any(_is_open(before.get(fingerprint)) for before in earlier):
                    yield from self._opened(one, commit)

    def closing(self, fingerprint: str) -> Closing | None:
        """The first time that a key was closed; what is closed stays closed."""
        return self._closings.get(fingerprint)

    @cached_property
    def _closings(self) -> Mapping[str, Closing]:
        found: dict[str, Closing] = {}
        for commit, touches in self._changes:
            for fingerprint, (key, _) in self._list(touches[0].after).items():
                if key.valid_before:
                    found.setdefault(fingerprint, Closing(key.valid_before, commit))
        return found

    @cached_property
    def _changes(self) -> list[tuple[str, list[Touch]]]:
        """Each commit that holds another list than one of its parents, with what it did against each."""
        found = []
        for one in self.ledger.commits:
            touches = [
                touch
                for group in self.ledger.touches[one.name]
                for touch in group
                if touch.path == LIST
            ]
            if touches:
                found.append((one.name, touches))
        return found

    @cached_property
    def _lists(self) -> Mapping[str, Mapping[str, Listed]]:
        """By git's name for its bytes: what a list says of each key."""
        names = {
            blob
            for _, touches in self._changes
            for touch in touches
            for blob in (touch.before, touch.after)
            if blob
        }
        wanted = sorted(names)
        read = self.history.blobs(wanted)
        return {blob: listed(data or b"") for blob, data in zip(wanted, read, strict=True)}

    def _list(self, blob: str) -> Mapping[str, Listed]:
        return self._lists.get(blob, {})

    def _overruled(self, after: Mapping[str, Listed], merge: str) -> Iterator[Irregularity]:
        """What a side said last of a key, and a merge says otherwise."""
        for parent, names in Merges(self.history, self.ledger).overruled(merge, self._at):
            before = self._at(parent)
            for fingerprint in sorted(names & before.keys() & after.keys()):
                yield from self._changed(before[fingerprint], after[fingerprint], merge)

    def _at(self, commit: str) -> Mapping[str, Listed]:
        return self._list(self._held.get(commit, ""))

    @cached_property
    def _held(self) -> Mapping[str, str]:
        """By commit: git's name for the bytes of its list."""
        found: dict[str, str] = {}
        for one in self.ledger.commits:
            before = found.get(next(iter(one.parents), ""), "")
            groups = self.ledger.touches[one.name]
            mine = (touch.after for touch in groups[0] if touch.path == LIST) if groups else ()
            found[one.name] = next(iter(mine), before)
        return found

    def _taken(
        self, one: Listed, after: Mapping[str, Listed], commit: str, touch: Touch
    ) -> Iterator[Irregularity]:
        """A key that a parent had in somebody's name, and a commit has not."""
        key, fingerprint = one.key, one.key.fingerprint
        now = after.get(fingerprint)
        if now is None:
            others = {name for name, each in after.items() if each.key.person == key.person}
            new = sorted(others - self._list(touch.before).keys())
            deed = f"was replaced by {new[0]} in" if new else "was deleted from"
            yield _found(
                f"The key {fingerprint} of {key.person} {deed} the list of signers",
                "Bring the line back, and close the key: ims trust close PERSON.",
                commit,
                fingerprint,
                repaired=self.ledger.brought_back(touch, commit),
            )
        elif now.key.person != key.person:
            yield _found(
                f"The key {fingerprint} was passed from {key.person} to {now.key.person}",
                "Bring the line back. A key belongs to one person for ever.",
                commit,
                fingerprint,
                repaired=self.ledger.brought_back(touch, commit),
            )
        elif now.key.passkey != key.passkey:
            yield _found(
                f"The key {fingerprint} of {key.person} was a {_described(key)}, "
                f"and is said to be a {_described(now.key)}",
                "Bring the line back. Who moves to another address sets up another passkey.",
                commit,
                fingerprint,
                repaired=self.ledger.brought_back(touch, commit),
            )

    def _changed(self, one: Listed, now: Listed, commit: str) -> Iterator[Irregularity]:
        """What the list says otherwise of a key."""
        for what, before, after in differences(one, now):
            about = f"{what} of the key {one.key.fingerprint} of {one.key.person}"
            yield _changed(Changed(about, before, after), commit, one.key.fingerprint)

    def _new(self, one: Listed, commit: str) -> Iterator[Irregularity]:
        """A key that came in after the list was there."""
        if commit != self._changes[0][0]:
            about = f"signers: a key of {one.key.person}"
            fingerprint = one.key.fingerprint
            yield _changed(Changed(about, "nothing", fingerprint), commit, fingerprint)

    def _opened(self, one: Listed, commit: str) -> Iterator[Irregularity]:
        """A key that is open although it was closed before, whatever lay between."""
        closing = self.closing(one.key.fingerprint)
        end = one.key.valid_before
        if closing is None or (end and end <= closing.moment):
            return
        if closing.commit != commit and closing.commit in self.ledger.leading_to(commit):
            yield _found(
                f"The key {one.key.fingerprint} of {one.key.person} was closed on "
                f"{closing.moment:%Y-%m-%d} in {closing.commit[:10]}, and was opened again",
                "Close it again: ims trust close PERSON. Who needs a key gets a new one.",
                commit,
                one.key.fingerprint,
            )


def _described(key: Key) -> str:
    return key.passkey.described if key.passkey else "key of SSH"


def _is_open(one: Listed | None) -> bool:
    return one is not None and one.key.valid_before is None


def _changed(changed: Changed, commit: str, fingerprint: str) -> Irregularity:
    found = _found(
        f"{changed.what}: {changed.before} → {changed.after}",
        "Look whether the person who answers for the list decided it.",
        commit,
        fingerprint,
    )
    brings = key_name(fingerprint) if changed.what.startswith(TIMES) else ""
    return replace(found, kind=Kind.CONTROLS, changed=changed, brings=brings)


def _found(
    message: str, hint: str, commit: str, fingerprint: str, repaired: str = ""
) -> Irregularity:
    return Irregularity(
        check=Check.APPROVALS,
        message=message,
        hint=hint,
        where=Location(LIST),
        commit=commit,
        repaired=repaired,
        brings=key_name(fingerprint),
    )
