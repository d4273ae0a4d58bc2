"""Another number for what two branches numbered alike, and for what names it."""

from __future__ import annotations

from dataclasses import dataclass

from ims_docs.adapters.git.changes import Collision, collision, companions
from ims_docs.errors import ConfigurationError, UnreadableError
from ims_docs.formats import frontmatter
from ims_docs.model.type import Kind
from ims_docs.services.records.next_ids import free_ids, past_ids
from ims_docs.services.records.renumbered import (
    Renumbered,
    following,
    renumbered,
    renumbered_entry,
)
from ims_docs.services.workspace.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Renumbering:
    """What has another number now, and what names it."""

    old: str
    new: str
    path: str
    followed: tuple[str, ...]
    """Files that name the new id from now on."""
    left: tuple[str, ...]
    """Files that still name the old one."""


def renumber(transaction: Transaction, path: str, entry: str) -> Renumbering:
    """Give what lies at a path, or an entry of it, the next free id: all of it or nothing.

    Raises ConfigurationError and UnreadableError.
    """
    history = transaction.workspace.history
    waiting = collision(history, path)
    if waiting is None:
        stays, text, near = None, transaction.read(path), companions(history, path)
    else:
        (stays, text), near = _both_sides(transaction, path, waiting), waiting.companions
    with frontmatter.naming(path):
        done = _renumbered(transaction, path, text, entry)
    if done.path == path:
        if waiting is not None:
            raise ConfigurationError(
                f"Both branches added {path}, and there is room for one",
                hint=f"Put into it what is to stay of both, then run `git add {path}`.",
            )
        stays = done.text
    else:
        _create(transaction, done)
    followed, left = _follow(transaction, done, near - {path, done.path})
    if stays is None:
        transaction.remove(path)
    else:
        transaction.replace(path, stays)
    if waiting is None:
        _require_twin(transaction, done.old, path)
    transaction.write()
    if waiting is not None:
        transaction.stage()
    return Renumbering(old=done.old, new=done.new, path=done.path, followed=followed, left=left)


def _require_twin(transaction: Transaction, old: str, path: str) -> None:
    """Raise ConfigurationError for an id that one thing alone has, and that was saved with more than its form."""
    holders = transaction.repository.holders_of(old)
    saved = next(transaction.workspace.history.blobs([f"HEAD:{path}"]), None)
    is_form = any(
        one.path == path and one.body.is_unfilled for one in transaction.repository.records
    )
    if len(holders) < 2 and saved and old.encode() in saved and not is_form:
        raise ConfigurationError(
            f"Nothing but {path} has the id {old}, and what was saved under an id keeps it",
            hint="`ims renumber` is for two things with one id. To take this one out, run "
            f"`ims remove {old} --reason TEXT`.",
        )


def _both_sides(transaction: Transaction, path: str, waiting: Collision) -> tuple[str, str]:
    """The texts of this branch and of the other one."""
    ours, theirs = transaction.workspace.history.blobs((waiting.ours, waiting.theirs))
    if ours is None or theirs is None:
        raise UnreadableError(f"Git has lost a side of {path}", hint="Run `git fsck`.")
    with frontmatter.naming(path):
        return frontmatter.decode(ours), frontmatter.decode(theirs)


def _renumbered(transaction: Transaction, path: str, text: str, entry: str) -> Renumbered:
    repository = transaction.repository
    type_ = repository.types.get(str(frontmatter.read_text(path, text).values.get("type", "")))
    if type_ is None:
        raise ConfigurationError(f"{path} has no type", hint=f"Run `ims check {path}`.")
    is_register = type_.kind is Kind.REGISTER
    if is_register and not entry:
        raise ConfigurationError(f"{path} is a register", hint="Say which entry: --entry ID.")
    past = past_ids(transaction.workspace.history, type_)
    new = free_ids(type_, repository, past, text if is_register else "")[0]
    if is_register:
        return renumbered_entry(type_, path, text, entry, new)
    return renumbered(type_, path, text, new)


def _create(transaction: Transaction, done: Renumbered) -> None:
    target = transaction.workspace.root / done.path
    if target.is_symlink() or target.exists():
        raise UnreadableError(
            f"{done.path} exists already", hint="Look at it, then run the command again."
        )
    transaction.create(done.path, done.text)


def _follow(
    transaction: Transaction, done: Renumbered, near: frozenset[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Let files that came together with it name the new id; others keep the old one."""
    repository = transaction.repository
    holders = {done.path, *(one.path for one in repository.holders_of(done.old))}
    naming = {
        one.path: transaction.read(one.path)
        for one in repository.controlled
        if one.path not in holders and (transaction.workspace.root / one.path).is_file()
    }
    changed = following(naming, done.old, done.new)
    closed = {one.path for one in repository.records if one.is_closed}
    followed = sorted(path for path in changed if path in near and path not in closed)
    for path in followed:
        transaction.replace(path, changed[path])
    return tuple(followed), tuple(sorted(set(changed) - set(followed)))
