"""A commit judged by what controlled it before it was made, so that no commit excuses itself.

What a commit changes in the settings, own types, standards, people, roles or signers counts
for the commits that follow it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from ims_docs.domain.runner import errors
from ims_docs.formats.settings import FILE
from ims_docs.model.approval import StoredStatement
from ims_docs.model.finding import Finding, Location, Severity
from ims_docs.model.repository import Repository
from ims_docs.model.trust import LIST, Key
from ims_docs.model.waiver import INTEGRITY

_WHO = ("people", "roles")
_RULES = (FILE, "schemas/", "standards/")
_FIRST = "Save the change of {} first, in a commit of its own; what it allows comes after."


def controls_of(paths: frozenset[str], own: Repository) -> frozenset[str]:
    """Those of some files that say how the others are judged, or who may judge."""
    who = {one.path for one in own.registers if one.type in _WHO}
    found = {path for path in paths if path.startswith((*_RULES, "trust/"))}
    return frozenset(found | (paths & {*who, *map(_register_path, _WHO)}))


class Excused(NamedTuple):
    """What a commit excuses by what it changes itself."""

    by_rules: frozenset[Finding] = frozenset()
    """By settings, types and standards."""
    by_people: frozenset[Finding] = frozenset()
    """By people, roles and signers."""
    by_keys: frozenset[Finding] = frozenset()
    """What it did to keys that were on the list."""


def excused(sides: Iterable[Precedence]) -> Excused:
    """What a commit excuses against any of its parents; people that one parent knew excuse nothing."""
    by_rules: set[Finding] = set()
    by_people: list[set[Finding]] = []
    by_keys: set[Finding] = set()
    for one in sides:
        by_keys |= set(one.by_keys())
        by_rules |= set(one.by_rules())
        by_people.append(set(one.by_people()))
    return Excused(
        frozenset(by_rules),
        frozenset(set.intersection(*by_people) if by_people else ()),
        frozenset(by_keys),
    )


@dataclass(frozen=True, kw_only=True)
class Precedence:
    """One commit, what it is judged by itself, and what stood before it."""

    changed: frozenset[str]
    """The controls that the commit itself changes."""
    differs: bool
    """Whether its list of signers is another one than before, also where a merge took it from a side."""
    own: Repository
    before: Repository
    by_former_rules: Callable[[], Repository]
    """Reads the commit by the settings, types and standards of before."""

    def by_rules(self) -> Iterator[Finding]:
        """What proves that evidence was altered by the settings and types before, and not by its own."""
        if not any(path.startswith(_RULES) for path in self.changed):
            return
        known = set(errors(self.own, ()))
        for one in errors(self.by_former_rules(), ()):
            if one.code.startswith(INTEGRITY) and one not in known:
                yield _excused(one, "settings and types")

    def by_people(self) -> Iterator[Finding]:
        """What would not count by the people, roles and signers before."""
        if not self.before.stored_statements:  # the first approvals come with those who give them
            return
        if any(not path.startswith((*_RULES, "trust/")) for path in self.changed):
            yield from self._unapproved(self._with_former_people(), "people and roles")
        if LIST in self.changed and not self._root_vouches():
            yield from self._unapproved(self._without_new_signers(), "signers")

    def by_keys(self) -> Iterator[Finding]:
        """Keys that were opened again, passed on or taken off the list, whatever signed with them."""
        if not self.differs:
            return
        now = {one.fingerprint: one for one in self.own.trust.keys}
        for one in self.before.trust.keys:
            if deed := _undone(one, now.get(one.fingerprint)):
                yield Finding(
                    code="APR003",
                    severity=Severity.ERROR,
                    where=Location(LIST, 1, 1),
                    message=f"The key {one.fingerprint} of {one.person} {deed}",
                    hint="Bring its line back as it was. `ims trust close PERSON` closes a key for good.",
                )

    def _unapproved(self, otherwise: Repository, what: str) -> Iterator[Finding]:
        known = set(errors(self.own, ()))
        for one in errors(otherwise, ()):
            if one.code.startswith("APR") and one not in known:
                yield _excused(one, what)

    def _with_former_people(self) -> Repository:
        former = tuple(one for one in self.before.registers if one.type in _WHO)
        others = tuple(one for one in self.own.registers if one.type not in _WHO)
        registers = tuple(sorted((*others, *former), key=lambda one: one.path))
        return replace(self.own, registers=registers, held_by=None)

    def _root_vouches(self) -> bool:
        return bool(self.own.trust.root) and self.own.trust.root == self.before.trust.root

    def _without_new_signers(self) -> Repository:
        """The statements of the commit, where none counts whose key was not on the list before."""
        known = {(one.person, one.fingerprint) for one in self.before.trust.keys}
        focus = self.own.focus or frozenset()

        def seen(one: StoredStatement) -> StoredStatement:
            is_new = one.key and not one.refused and {one.path, f"{one.path}.sig"} & focus
            if not is_new or not one.statement or (one.statement.signer, one.key) in known:
                return one
            why = f"{one.statement.signer} got the key that signed it in the same commit"
            return one._replace(refused=why)

        stored = {name: tuple(map(seen, some)) for name, some in self.own.stored_statements.items()}
        return replace(self.own, stored_statements=stored)


def _undone(before: Key, now: Key | None) -> str:
    """What happened to a key that may not happen to one; empty where nothing did."""
    if now is None:
        return "is not on the list of signers any more"
    if now.person != before.person:
        return f"was passed on to {now.person}"
    if now.passkey != before.passkey:
        return "is said to be of another address than the one at which it was set up"
    end = before.valid_before
    if end and (now.valid_before is None or now.valid_before > end):
        return f"was closed on {end:%Y-%m-%d}, and was opened again"
    return ""


def _register_path(name: str) -> str:
    return f"docs/registers/{name}.yaml"


def _excused(finding: Finding, what: str) -> Finding:
    return replace(
        finding,
        message=f"{finding.message}; its own commit changed the {what} so that it passes",
        hint=_FIRST.format(what),
    )
