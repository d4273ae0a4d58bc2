"""A time stamp of an authority (RFC 3161) beside a baseline: what it is of, and when it says it was made.

Whether the authority's signature is good, `openssl ts -verify` says. Here it is only described.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import NamedTuple

_OCTETS = b"\x04\x20"
"""How DER writes that 32 bytes follow: a SHA-256."""
_MOMENT = re.compile(rb"\x18[\x0f-\x17]([0-9]{14})(?:\.[0-9]{1,6})?Z")
"""How DER writes a moment (GeneralizedTime)."""
_NEAR = 64
"""Bytes after the digest within which the moment stands; a serial number lies between."""


class Stamp(NamedTuple):
    """What a time stamp says, not judged."""

    fits: bool
    """Whether it speaks of the baseline that it lies beside."""
    moment: datetime | None = None
    """When it says it was made."""


def read_stamp(data: bytes, sha256: str) -> Stamp:
    """What a token, or an answer with a token in it, says about bytes with this SHA-256."""
    wanted = _OCTETS + bytes.fromhex(sha256.removeprefix("sha256:"))
    place = data.find(wanted)
    if place < 0:
        return Stamp(fits=False)
    after = place + len(wanted)
    found = _MOMENT.search(data[after : after + _NEAR])
    return Stamp(fits=True, moment=_moment(found[1]) if found else None)


def _moment(digits: bytes) -> datetime | None:
    try:
        return datetime.strptime(digits.decode("ascii"), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
