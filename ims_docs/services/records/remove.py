"""Taking something out: the file or the entry goes, and a statement says who, when and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from ims_docs.domain.removal import refusal
from ims_docs.domain.unread import refuse_unread
from ims_docs.errors import ConfigurationError, RefusedError
from ims_docs.formats import frontmatter
from ims_docs.model.quoting import quoted
from ims_docs.model.reason import reason_problem
from ims_docs.model.removal import Gone, Removal, statement_path
from ims_docs.model.repository import Repository
from ims_docs.services.records.register_text import without_entry
from ims_docs.services.timeline.last_held import LastHeld, last_held
from ims_docs.services.workspace import Disk
from ims_docs.services.workspace.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What was taken out, and where the statement lies."""

    id: str
    statement: str
    path: str
    again: bool = False
    """Whether a statement said so before, and nothing was written."""
    was_gone: bool = False
    """Whether it was gone from the disk already, so that only the statement is new."""
    is_saved: bool = True
    """Whether git knows already that it is gone, or will learn it from what is written."""


def remove(
    transaction: Transaction,
    identifiers: Sequence[str],
    *,
    reason: str,
    person: str,
    now: datetime,
) -> tuple[Removed, ...]:
    """Prepare all of it in a transaction. Raises ConfigurationError, RefusedError."""
    if problem := reason_problem(reason):
        raise RefusedError(problem, hint="Say in one sentence why.")
    account = Account(reason, person, now)
    repository = transaction.repository
    wanted = [one for one in dict.fromkeys(identifiers) if one not in repository.removed]
    _take_out(transaction, [one for one in wanted if _path(repository, one)])
    after = transaction.after()
    found: dict[str, Gone | LastHeld] = {one.id: one for one in after.gone}
    found |= _gone_before(transaction, [one for one in wanted if one not in found])
    for name in wanted:
        one = found[name]
        if isinstance(one, Gone) and (why := refusal(after, one)):
            raise RefusedError(f"{name} may not be removed: {why}", hint="Nothing was changed.")
        transaction.create(statement_path(name), account.of(name, one))
    return tuple(_told(repository, one, found) for one in dict.fromkeys(identifiers))


class Account(NamedTuple):
    """Who says why something goes, and when."""

    reason: str
    person: str
    now: datetime

    def of(self, name: str, one: Gone | LastHeld) -> str:
        """The statement about one thing."""
        said = Removal(
            removed=name,
            type=one.type,
            path=one.path,
            digest=one.digest,
            person=self.person,
            removed_at=self.now.replace(microsecond=0),
            reason=self.reason,
        )
        return said.text


def state_removals(transaction: Transaction, account: Account) -> tuple[str, ...]:
    """Say of everything that the transaction lets go why it went: the ids, where one has to be told.

    Raises RefusedError where something may not go.
    """
    after = transaction.after()
    gone = [one for one in after.gone if not one.is_suggestion and one.id not in after.removed]
    for one in gone:
        if why := refusal(after, one):
            raise RefusedError(
                f"{one.id} would go, and may not: {why}", hint="Nothing was changed."
            )
        transaction.create(statement_path(one.id), account.of(one.id, one))
    return tuple(one.id for one in gone)


def _told(repository: Repository, name: str, found: Mapping[str, Gone | LastHeld]) -> Removed:
    before = repository.removed.get(name)
    was_gone = before is None and not _path(repository, name)
    return Removed(
        id=name,
        statement=statement_path(name),
        path=before.path if before else found[name].path,
        again=before is not None,
        was_gone=was_gone,
        is_saved=not (was_gone and isinstance(found[name], Gone)),
    )


def _take_out(transaction: Transaction, identifiers: Sequence[str]) -> None:
    """Files go, entries are taken out of their registers."""
    registers: dict[str, str] = {}
    for name in identifiers:
        path = _path(transaction.repository, name)
        if path.endswith(".md") or transaction.repository.register(name):
            transaction.remove(path)
            continue
        text = registers.get(path) or transaction.read(path)
        with frontmatter.naming(path):
            registers[path] = without_entry(text, name)
    for path, text in registers.items():
        transaction.replace(path, text)


def _path(repository: Repository, name: str) -> str:
    """The file that holds it now, empty when none does. Raises ConfigurationError for two."""
    register = repository.register(name)
    if register:
        return register.path
    holders = repository.holders_of(name)
    if len(holders) > 1:
        raise ConfigurationError(
            f"{name} is held twice: {holders[0].path} and {holders[1].path}",
            hint=f"Give one of them another number first: `ims renumber {holders[1].path}`.",
        )
    if not holders:
        refuse_unread(repository, name)
    return holders[0].path if holders else ""


def _gone_before(
    transaction: Transaction, identifiers: Sequence[str]
) -> dict[str, Gone | LastHeld]:
    """What is not on disk: deleted and not saved yet, or in an earlier commit."""
    if not identifiers:
        return {}
    workspace = transaction.workspace
    for name in identifiers:
        if path := _path(transaction.repository, name):
            raise ConfigurationError(
                f"{name} was never saved to git, so nobody can miss it",
                hint=f"Take its lines out of {path}."
                if path.endswith((".yaml", ".yml"))
                else f"Delete the file {quoted(path)}; no statement is needed.",
            )
    found: dict[str, Gone | LastHeld] = {
        one.id: one for one in workspace.open(Disk()).repository.gone
    }
    missing = [one for one in identifiers if one not in found]
    workspace.history.require_whole()
    revisions = workspace.history.revisions() if missing else ()
    for name in missing:
        held = last_held(workspace.history, transaction.repository, revisions, name)
        if held is None:
            raise ConfigurationError(
                f"Nothing has the id {name!r}, and nothing ever had",
                hint="`ims list TYPE` shows the ids.",
            )
        found[name] = held
    return found
