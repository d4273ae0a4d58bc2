"""What is not there any more -> str: who took it out, when and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ims_docs.model.removal import Removal, statement_path
from ims_docs.reporters.columns import wrapped
from ims_docs.reporters.printable import Json, printable, report_text


class RemovedThing(NamedTuple):
    """A removal statement, and what surrounds it."""

    removal: Removal
    type_title: str
    who: str
    """The person by name and id."""
    commit: str
    """The one that brought the statement; empty while that is not saved."""


def lines(one: RemovedThing, width: int) -> Iterator[str]:
    """The removal as sentences."""
    said = one.removal
    saved = f"saved in commit {one.commit[:10]}" if one.commit else "not saved to git yet"
    yield from wrapped(printable(f"{said.removed}  removed ({one.type_title})"), width)
    told = f"Removed on {said.removed_at:%Y-%m-%d} (claimed) by {one.who}, {saved}."
    yield from wrapped(printable(told), width)
    yield from wrapped(printable(f"Reason: {said.reason}"), width)
    yield from wrapped(printable(f"It was kept in {said.path}."), width)
    yield from wrapped(printable(f"Statement: {statement_path(said.removed)}"), width)


def as_text(one: RemovedThing, *, width: int = 80) -> str:
    """What `ims show` says of an id that was removed."""
    more = f"`ims history {one.removal.removed}` tells what was done to it before."
    return "\n".join([*lines(one, width), "", *wrapped(printable(more), width)]) + "\n"


def as_json(one: RemovedThing) -> str:
    """The same for programs."""
    return report_text(
        {"id": one.removal.removed, "held": [], "removed": value(one), "referrers": []}
    )


def value(one: RemovedThing) -> Json:
    """A removal as keys and values."""
    said = one.removal
    return {
        "type": said.type,
        "path": said.path,
        "digest": said.digest,
        "person": said.person,
        "removed_at": said.removed_at.isoformat(),
        "reason": said.reason,
        "statement": statement_path(said.removed),
        "commit": one.commit,
    }
