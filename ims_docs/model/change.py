"""A record before and after the change that is judged."""

from __future__ import annotations

from typing import NamedTuple

from ims_docs.model.record import Record


class Version(NamedTuple):
    """A record and the bytes it was read from."""

    record: Record
    body: str
    """The text below its keys."""
    digest: str
    """SHA-256 of the file with LF line ends, as "sha256:" and 64 hexadecimal digits."""


class Change(NamedTuple):
    """A record that was changed or removed."""

    before: Version
    after: Version | None
    """None when it is gone."""
