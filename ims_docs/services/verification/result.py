"""What a verification says: what was looked at, what was found, and what could not be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ims_docs.adapters.git.ledger import LedgerCommit
from ims_docs.model.finding import Location

NOWHERE = Location("")


class Kind(StrEnum):
    """What a finding says about the history, in the order in which it weighs."""

    INTEGRITY = "integrity"
    """Something was forged, rewritten, altered, taken away, signed again or rolled back."""
    CONTROLS = "controls"
    """What judges and keeps out was changed, or was not there."""
    DATES = "dates"
    """A date cannot be true, or something came in late."""
    CONTENT = "content"
    """Something is written wrongly, which is a matter for `ims check`."""


class Verdict(StrEnum):
    """The answer to the one question that is asked."""

    INTACT = "intact"
    NOT_INTACT = "not intact"
    CANNOT_TELL = "cannot tell"


class Check(StrEnum):
    """The parts of a verification, in the order in which they are reported."""

    STORE = "store"
    """What git is told besides the objects: replacements, grafts, hidden files."""
    OBJECTS = "objects"
    """Every object hashed again."""
    COMMITS = "commits"
    """Every commit judged against each of its parents."""
    DATES = "dates"
    APPROVALS = "approvals"
    """Statements, keys and the root key."""
    ANCHORS = "anchors"
    """Baselines."""
    CONTROLS = "controls"
    """What keeps bad changes out, and when it was off."""


class Changed(NamedTuple):
    """A control before and after."""

    what: str
    before: str
    after: str
    loosens: bool = False
    """Whether less is asked for, or fewer judge, than before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Irregularity:
    """One thing in the history that is not right: where, which commit, why, and what to do."""

    check: Check
    message: str
    hint: str
    kind: Kind = Kind.INTEGRITY
    """What nobody sorted counts against the history."""
    where: Location = NOWHERE
    commit: str = ""
    """The commit that brought it in; empty where there is none to name."""
    code: str = ""
    """The rule that it breaks, where it is a rule."""
    repaired: str = ""
    """The later commit after which it was right again. It stays in the history all the same."""
    waived: str = ""
    """Who decided in a waiver not to apply the rule, until when and why. It is found all the same."""
    changed: Changed | None = None
    """The control that was changed, where it is one."""
    brings: str = ""
    """A name for what this did, when it can be the cause of others, such as `key SHA256:…`."""
    brings_too: tuple[str, ...] = ()
    """The names of what else it did, such as to the second person who lost the same role."""
    lost: str = ""
    """The id of what is not there any more, where no statement says why."""
    cause: str = ""
    """The name of what brought this about: the `brings` of another finding, if that is found."""
    effects: tuple[Irregularity, ...] = ()
    """What it brought about, once causes and effects were brought together."""

    @property
    def deeds(self) -> tuple[str, ...]:
        """Every name under which it can be the cause of others."""
        return tuple(filter(None, (self.brings, *self.brings_too)))

    @property
    def weight(self) -> int:
        """How many findings it stands for."""
        return 1 + sum(one.weight for one in self.effects)


class Lapse(NamedTuple):
    """A time in which a control was not there."""

    since: str
    """The commit that took it away."""
    until: str
    """The commit that brought it back; empty when nobody did."""
    commits: int
    """How many commits were made without it."""


class Control(NamedTuple):
    """Something that keeps bad changes out, and how long it has been there."""

    name: str
    since: str
    """The first commit that has it; empty when none has."""
    commits: int = 0
    """How many commits of the main line were made with it."""
    changed: tuple[str, ...] = ()
    """The commits that changed it after that."""
    lapses: tuple[Lapse, ...] = ()


class Unchecked(NamedTuple):
    """What could not be looked at, and why."""

    what: str
    why: str


class Root(NamedTuple):
    """What the list of signers rests on."""

    fingerprint: str = ""
    """Of the root key that signed it; empty when none did."""
    pinned: str = ""
    """The fingerprint that the person who verifies has from elsewhere."""

    @property
    def is_pinned(self) -> bool:
        """Whether the two are the same."""
        return bool(self.pinned) and self.fingerprint == self.pinned


class Anchor(NamedTuple):
    """A baseline that the history was compared with."""

    name: str
    code: str
    commit: str
    commits: int
    is_pinned: bool
    """Whether the person who verifies has its code from elsewhere, such as minutes."""
    is_kept: bool
    """Whether the history still holds exactly what it lists."""
    has_timestamp: bool = False


class Witnessed(NamedTuple):
    """What somebody outside of this history says of it: a tag, a branch of elsewhere, another copy."""

    name: str
    """As a person would call it."""
    commit: str
    """The newest that it knows."""
    missing: int = 0
    """How many commits it knows that this history has not."""
    later: int = 0
    """How many commits this history has that it does not know, where none is missing."""
    is_ahead: bool = False
    """Whether it knows all that this history has, and more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The whole verdict."""

    judged: str
    """The repository, as a person would name it."""
    as_of: date
    head: str
    branch: str
    """Empty where no branch is checked out."""
    root: Root
    counts: Mapping[str, int]
    tool: str
    """Version and digest of the program that judged."""
    start: str = ""
    """The first commit with ims.yml: before that there was nothing to judge by."""
    anchors: tuple[Anchor, ...] = ()
    witnesses: tuple[Witnessed, ...] = ()
    controls: tuple[Control, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    not_saved: tuple[str, ...] = ()
    """Files that are on disk otherwise than the head holds them: nothing here speaks of them."""
    found: tuple[Irregularity, ...] = ()
    commits: Mapping[str, LedgerCommit] = field(default_factory=dict)
    """Every commit that is named anywhere above."""
    anchored: Mapping[str, str] = field(default_factory=dict)
    """By commit: the baseline that proves that it was there by then."""

    @property
    def is_clean(self) -> bool:
        """Whether everything was looked at and nothing was found."""
        return not (self.found or self.unchecked)

    @property
    def verdict(self) -> Verdict:
        """Not intact with one proof of it, whatever else could not be looked at."""
        if self.of(Kind.INTEGRITY):
            return Verdict.NOT_INTACT
        return Verdict.CANNOT_TELL if self.unchecked else Verdict.INTACT

    def of(self, kind: Kind) -> tuple[Irregularity, ...]:
        """The findings of one kind, in their order."""
        return tuple(one for one in self.found if one.kind is kind)
