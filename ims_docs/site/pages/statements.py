"""The statements that count, each with where it is kept and which key signed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ims_docs.domain.approval_state import judged
from ims_docs.model.approval import Meaning, Statement, StoredStatement
from ims_docs.model.repository import Repository


class Signed(NamedTuple):
    """A statement that counts."""

    statement: Statement
    stored: StoredStatement


def counted(repository: Repository) -> Mapping[str, tuple[Signed, ...]]:
    """By id of the document or name of the register, newest first."""
    refused = {one.stored.path for one in judged(repository).refusals}
    found: dict[str, list[Signed]] = {}
    for stored in repository.statements:
        if stored.statement and stored.path not in refused:
            found.setdefault(stored.document, []).append(Signed(stored.statement, stored))
    return {name: tuple(newest_first(some)) for name, some in found.items()}


def newest_first(signed: Iterable[Signed]) -> list[Signed]:
    """What was prepared and approved in one second was prepared before."""
    return sorted(
        signed,
        key=lambda one: (
            one.statement.signed_at,
            one.statement.meaning is not Meaning.PREPARED,
            one.stored.path,
        ),
        reverse=True,
    )
