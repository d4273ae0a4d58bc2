"""Histories made up of a few commits, for tests that ask about one boundary at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from ims_docs.adapters.git.ledger import Ledger, LedgerCommit, Touch
from ims_docs.model.repository import Repository
from ims_docs.model.settings import Settings

DAY = date(2026, 6, 15)
NOON = int(datetime(2026, 6, 15, 12, tzinfo=UTC).timestamp())

Touches = Mapping[str, "tuple[tuple[Touch, ...], ...]"]


def commit(name: str, *parents: str, authored: int = NOON, committed: int = NOON) -> LedgerCommit:
    """A commit of Ada at noon."""
    return LedgerCommit(name, parents, "Ada", "ada@example.org", authored, committed, "Change")


def history(*commits: LedgerCommit, touches: Touches | None = None) -> Ledger:
    """Commits, oldest first, and what those of them that touched something touched."""
    return Ledger(
        commits,
        {one.name: ((),) * max(1, len(one.parents)) for one in commits} | dict(touches or {}),
    )


def touching(*touches: Touch) -> tuple[tuple[Touch, ...], ...]:
    """What a commit with one parent did."""
    return (touches,)


def keeping(**more: object) -> Repository:
    """A repository with nothing in it but this."""
    return Repository(
        judged="a test",
        as_of=DAY,
        settings=Settings(organisation="Acme", profile="full"),
        **{"types": {}, "standards": {}, **more},
    )
