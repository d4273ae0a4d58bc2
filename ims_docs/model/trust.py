"""Who may sign: persons, their keys, and from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

LIST = "trust/allowed_signers"
LIST_SIGNATURE = "trust/allowed_signers.sig"
ROOT_KEYS = "trust/root.pub"


class Level(StrEnum):
    """How much stands behind an approval; the organisation chooses in ims.yml."""

    RECORDED = "recorded"
    """Names and digests only: anybody who can write here could have written them."""
    SIGNED = "signed"
    """Signed with a key that the list of signers knows."""
    ANCHORED = "anchored"
    """Signed, and the list of signers is signed by a root key whose fingerprint is kept elsewhere."""


class Passkey(NamedTuple):
    """What is known of a key that a browser asks for, beside the key itself."""

    origin: str
    """The address at which it was set up, with scheme and port: it signs nowhere else."""
    credential: str
    """The name by which a browser asks for it."""
    is_synced: bool
    """Whether it may be copied to other devices, by way of its maker's cloud."""

    @property
    def described(self) -> str:
        """In words."""
        return f"passkey at {self.origin}, {'synced' if self.is_synced else 'on one device'}"


class Key(NamedTuple):
    """One key of one person."""

    person: str
    kind: str
    """ssh-ed25519 and the like."""
    fingerprint: str
    line: int = 0
    valid_after: datetime | None = None
    valid_before: datetime | None = None
    name: str = ""
    """The remark behind the key."""
    passkey: Passkey | None = None
    """What a browser needs to know to ask for it; None for all other keys."""
    blob: bytes = b""
    """The public key as SSH writes it."""

    def is_valid_at(self, moment: datetime) -> bool:
        """Whether a signature made then counts."""
        return not (
            (self.valid_after and moment < self.valid_after)
            or (self.valid_before and moment > self.valid_before)
        )


class KeyListError(NamedTuple):
    """A line of the list that cannot be trusted; it gives nobody a key."""

    line: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """The list of signers as it was read."""

    keys: tuple[Key, ...] = ()
    errors: tuple[KeyListError, ...] = ()
    is_kept: bool = False
    """Whether there is a list at all."""
    is_signed: bool = False
    """Whether somebody signed the list."""
    root: str = ""
    """Fingerprint of the root key that signed the list, empty when none did or it does not fit."""

    def of_person(self, person: str) -> tuple[Key, ...]:
        """The keys of one person, in the order of the list."""
        return tuple(key for key in self.keys if key.person == person)

    def holder(self, fingerprint: str) -> str:
        """The person whose key this is, empty when nobody's."""
        return next((key.person for key in self.keys if key.fingerprint == fingerprint), "")
