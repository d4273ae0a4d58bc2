"""Keeping the list of those who may sign: lines are added and closed, never deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ims_docs.adapters import ssh_keygen
from ims_docs.adapters.disk import writing
from ims_docs.domain.approval_state import people_of
from ims_docs.errors import ConfigurationError, RefusedError
from ims_docs.formats import signatures
from ims_docs.formats.signatures import KeyFormError, PublicKey
from ims_docs.model.repository import Repository
from ims_docs.model.trust import LIST, LIST_SIGNATURE, ROOT_KEYS, Key, Passkey
from ims_docs.services.workspace import Workspace
from ims_docs.services.workspace.identity import not_registered

_HEAD = """\
# Who may sign approvals. One line for each key: person, use, from when, key.
# Lines are never deleted: `ims trust close` ends a key, and what it signed before stays signed.
"""


@dataclass(frozen=True, kw_only=True)
class Signers:
    """The list of one repository."""

    root: Path
    repository: Repository
    lock: Path
    now: datetime

    @classmethod
    def of(cls, workspace: Workspace) -> Signers:
        """That of the files on disk."""
        return cls(
            root=workspace.root,
            repository=workspace.files(),
            lock=workspace.lock,
            now=workspace.clock.now(),
        )

    def add(self, person: str, key: PublicKey, passkey: Passkey | None = None) -> bool:
        """Let this person sign with this key; False when that is so already. Raises RefusedError."""
        people = people_of(self.repository)
        if not people.knows(person):
            raise not_registered(self.repository, person)
        for known in self._keys(key.fingerprint):
            if known.person != person:
                raise RefusedError(
                    f"This is already the key of {people.shown(known.person)}",
                    hint="One key stands for one person. Make another one with `ims key new`.",
                )
            if known.passkey != passkey:
                raise RefusedError(
                    "This key is on the list already, as one of another address",
                    hint="Set up another passkey at the address where it is to sign.",
                )
            if known.is_valid_at(self.now):
                return False
        line = signatures.line_for(person, key, self.now, people.name(person), passkey)
        with writing.locked(self.lock):
            self._replace(self._text() + line)
        return True

    def close(self, person: str, moment: datetime) -> tuple[Key, ...]:
        """Count nothing that a person signs from this moment on. Raises RefusedError."""
        last = moment - timedelta(seconds=1)
        ended = [
            key
            for key in self.repository.trust.of_person(person)
            if key.valid_before is None or key.valid_before > last
        ]
        if not ended and not people_of(self.repository).knows(person):
            raise not_registered(self.repository, person)
        if not ended:
            raise RefusedError(
                f"{person} has no open key on the list", hint="`ims trust list` shows all keys."
            )
        for key in ended:
            if key.valid_after and key.valid_after >= last:
                raise RefusedError(
                    f"The key {key.fingerprint} begins on {key.valid_after:%Y-%m-%d}, after that day",
                    hint="Name a later day.",
                )
        numbers = {key.line for key in ended}
        with writing.locked(self.lock):
            lines = self._text().split("\n")
            for number in numbers:
                lines[number - 1] = signatures.closed(lines[number - 1].strip(), last)
            self._replace("\n".join(lines))
        return tuple(ended)

    def sign(self, key: Path) -> PublicKey:
        """Let the root key vouch for the list as it stands. Raises RefusedError."""
        public = ssh_keygen.read_public(key)
        if not self.repository.trust.is_kept:
            raise RefusedError(
                "There is no list of signers yet", hint="Add somebody first: `ims trust add`."
            )
        roots = self._roots()
        if roots and public not in roots:
            raise RefusedError(
                f"This key ({public.fingerprint}) is none of the root keys in {ROOT_KEYS}",
                hint="Use the root key. A change of root keys needs the old one too.",
            )
        data = (self.root / LIST).read_bytes()
        signature = ssh_keygen.sign(data, key, signatures.TRUST_LIST)
        with writing.locked(self.lock):
            if not roots:
                writing.replace(self.root, ROOT_KEYS, f"{public.text} root\n")
            writing.replace(self.root, LIST_SIGNATURE, signature)
        return public

    def _roots(self) -> list[PublicKey]:
        path = self.root / ROOT_KEYS
        if not path.is_file():
            return []
        try:
            lines = path.read_text(encoding="utf-8").split("\n")
            return [PublicKey.parse(line)[0] for line in lines if line.strip()]
        except (KeyFormError, UnicodeDecodeError) as error:
            raise ConfigurationError(
                f"{ROOT_KEYS}: {error}", hint="Bring the file back from the history."
            ) from error

    def _keys(self, fingerprint: str) -> list[Key]:
        return [one for one in self.repository.trust.keys if one.fingerprint == fingerprint]

    def _text(self) -> str:
        path = self.root / LIST
        if not path.is_file():
            return _HEAD
        text = path.read_text(encoding="utf-8", errors="surrogateescape").replace("\r\n", "\n")
        return text if text.endswith("\n") or not text else text + "\n"

    def _replace(self, text: str) -> None:
        writing.replace(self.root, LIST, text)
