"""What a list of signers says of each key: whose it is, what for, and from when until when. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from ims_docs.formats.signatures import BASELINES, STATEMENTS, read_list
from ims_docs.model.trust import Key

BEGINNING, END = TIMES = ("Beginning", "End")


class Listed(NamedTuple):
    """What one list says of one key."""

    key: Key
    uses: tuple[str, ...]


def listed(data: bytes) -> dict[str, Listed]:
    """By fingerprint: what the bytes of a list say."""
    found: dict[str, Listed] = {}
    for use in (STATEMENTS, BASELINES):
        for key in read_list(data, use)[0]:
            earlier = found.get(key.fingerprint)
            found[key.fingerprint] = Listed(key, (*(earlier.uses if earlier else ()), use))
    return found


def differences(before: Listed, after: Listed) -> Iterator[tuple[str, str, str]]:
    """What is said otherwise of the same key of the same person."""
    if before.uses != after.uses:
        yield "Uses", " and ".join(before.uses), " and ".join(after.uses)
    for what, one, other in (
        (BEGINNING, before.key.valid_after, after.key.valid_after),
        (END, before.key.valid_before, after.key.valid_before),
    ):
        if one != other:
            yield what, _day(one), _day(other)


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "none"
