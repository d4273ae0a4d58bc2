"""Remedies that fit the situation: what is signed or closed is not rewritten to please a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ims_docs.domain.approval_state import standings
from ims_docs.model.content import Reference, Violation
from ims_docs.model.document import Document
from ims_docs.model.naming import alike, meant, roles_of
from ims_docs.model.quoting import quoted
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository
from ims_docs.model.version import following

_OPENING = re.compile(r", or set `status:.*")
_VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")


def as_saved(path: str) -> str:
    """The command that brings a file back as the last commit holds it."""
    return f"`git checkout HEAD -- {quoted(path)}`"


def next_version(version: str) -> str:
    """The version after this one."""
    return following(version) if _VERSION.fullmatch(version) else "1.1"


def is_kept(repository: Repository, record: Record) -> bool:
    """Whether a closed record is saved, so that only a correction changes it."""
    return record.is_closed and record.path in repository.saved


def for_text(repository: Repository, one: Document | Record | Register, hint: str) -> str:
    """A remedy that edits a text, with what makes that allowed where it is signed or closed."""
    if isinstance(one, Record):
        if not is_kept(repository, one):
            return hint
        return (
            f"{hint} The record is closed and saved, so its text stays: put back what it needs, or "
            f'say what holds now: `ims correct {one.id} --reason "…" --text "…"` and a waiver.'
        )
    if (
        isinstance(one, Document)
        and repository.stored_statements
        and standings(repository).of(one).is_in_force
    ):
        return (
            f"{hint} This text is approved as version {one.version}: write the change as version "
            f'"{next_version(one.version)}" and submit it.'
        )
    return hint


def for_keys(
    repository: Repository, one: Document | Record | Register, violation: Violation
) -> str:
    """The remedy for a key that does not fit: who was meant, and the way to change it."""
    hint = violation.hint
    place = (violation.line, violation.column)
    for reference in one.content.references:
        if (reference.line, reference.column) == place and reference.wanted in ("people", "roles"):
            hint = who_was_meant(repository, reference) or hint
    if isinstance(one, Record) and is_kept(repository, one):
        hint = _OPENING.sub(".", hint)
        return (
            f"{hint} The record is closed and saved: change a key with "
            f'`ims correct {one.id} --reason "…" --set KEY=VALUE`.'
        )
    return for_text(repository, one, hint)


def who_was_meant(repository: Repository, reference: Reference) -> str:
    """Who was meant: by name, by an id in another case, or nearly so; empty when nobody knows."""
    found = meant(repository, reference.wanted, reference.value)
    if len(found) == 1:
        return f"Write `{found[0].id}`, the id of {found[0].name}."
    if reference.wanted == "roles" and (held := roles_of(repository, reference.value)):
        named = " or ".join(f"`{one.id}` ({one.name})" for one in held)
        return (
            f"A role is meant, and {reference.value} is a person who holds {named}. Write the role."
        )
    close = found or alike(repository, reference.wanted, reference.value)
    named = " or ".join(f"`{one.id}` ({one.name})" for one in close)
    return f"Did you mean {named}?" if close else ""


def violations(
    repository: Repository, one: Document | Record | Register
) -> Iterator[tuple[Violation, str]]:
    """What does not fit the type, each with the remedy that fits the situation."""
    for violation in one.content.violations:
        yield violation, for_keys(repository, one, violation)


def until_complete(repository: Repository, record: Record) -> str:
    """Complete it; a state may be taken back as long as it is not saved as closed."""
    if is_kept(repository, record):
        return for_text(repository, record, "Say what is missing.")
    life = repository.types[record.type].life
    return f"Complete it, or set `status: {life.before(record.state)}` until it is complete."


def for_key(repository: Repository, record: Record, hint: str, key: str) -> str:
    """The remedy for one key; of a saved record that is closed, by a correction."""
    if not is_kept(repository, record):
        return hint
    return (
        f"{hint} The record is closed and saved: "
        f'`ims correct {record.id} --reason "…" --set {quoted(key)}=…`.'
    )
