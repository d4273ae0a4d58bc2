"""Taking what a plan says: judged first, written whole with a record of the change, saved in one step."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ims_docs.adapters.git.unsaved import Act, unsaved
from ims_docs.errors import RefusedError
from ims_docs.services.hook_setup.install import install
from ims_docs.services.hook_setup.status import look
from ims_docs.services.saving import Unsaved, save
from ims_docs.services.upgrade.fitting import fitting
from ims_docs.services.upgrade.origin import ANSWERS, STATE, Base, state_text
from ims_docs.services.upgrade.plan import Kind, Plan
from ims_docs.services.upgrade.record import RECORDS, drafted
from ims_docs.services.workspace import Workspace
from ims_docs.services.workspace.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What was done."""

    plan: Plan
    """As it was carried out: what could not be taken is put off in it."""
    commit: str
    record: str
    """The id of the change that tells it."""


def take(workspace: Workspace, plan: Plan, person: str, identity: Mapping[str, str]) -> Taken:
    """Write and save it. Raises RefusedError, NonconformingError, UnreadableError; then all is as before."""
    if plan.doubt:
        raise RefusedError(plan.doubt, hint=plan.hint)
    transaction = Transaction(workspace, saves=True)
    plan = fitting(workspace, plan)
    for item in plan.items:
        if item.is_written and item.data is not None:
            _put(transaction, item.path, item.data)
    record = _prepare(transaction, plan, person)
    transaction.judge()
    with transaction.written():
        files = [Unsaved(path, Act.CHANGED) for path in transaction.paths]
        saved = save(workspace, files, _message(plan, record), identity)
    _renew_gates(workspace)
    return Taken(plan=plan, commit=saved.commit, record=record)


def _message(plan: Plan, record: str) -> str:
    return f"docs: {what(plan)} ({record})"


def what(plan: Plan) -> str:
    """What is taken, in a few words."""
    version = f"take template {plan.after.version}"
    others = f"other answers for {', '.join(plan.changed)}"
    if plan.changed:
        is_same = plan.before == plan.after.version
        return f"take {others}" if is_same else f"{version} and {others}"
    return f"{version}, as far as it was put off" if plan.is_current else version


def _prepare(transaction: Transaction, plan: Plan, person: str) -> str:
    """Add what tells of it: the answers, what is put off, and the record. Returns the record's id."""
    _put(transaction, ANSWERS, plan.answers_file)
    _put(transaction, STATE, state_text(plan.after, dict(_later(plan))).encode())
    draft = drafted(transaction, plan, person, what(plan))
    for path in unsaved(transaction.workspace.history, RECORDS):
        # A run that was killed may have written the same record already.
        name = path.rpartition("/")[2].removesuffix(".md")
        text = draft.text.replace(draft.id, name).encode()
        if (transaction.workspace.root / path).read_bytes() == text:
            transaction.replace(path, text)
            return name
    transaction.create(draft.path, draft.text)
    return draft.id


def _later(plan: Plan) -> Iterator[tuple[str, Base]]:
    for item in plan.items:
        if item.kind in (Kind.LATER, Kind.CONFLICT):
            yield item.source, item.base


def _put(transaction: Transaction, path: str, data: bytes) -> None:
    place = transaction.workspace.root / path
    if place.is_symlink() or place.exists():
        transaction.replace(path, data)
    else:
        transaction.create(path, data)


def _renew_gates(workspace: Workspace) -> None:
    """Gates of ours are written anew; those of others stay, and none comes where none was."""
    if look(workspace.root, workspace.history).any_in_force:
        install(workspace.history, sys.executable)
