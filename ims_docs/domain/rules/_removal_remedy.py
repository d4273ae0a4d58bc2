"""Remedies for what was removed: it comes back, or a statement that is true says why it went."""

from __future__ import annotations

from ims_docs.domain.rules._remedy import as_saved
from ims_docs.model.finding import Location
from ims_docs.model.quoting import quoted
from ims_docs.model.removal import Gone, StoredRemoval, statement_path
from ims_docs.model.repository import Repository


def _said_why(name: str) -> str:
    """The command that writes a removal statement."""
    return f'`ims remove {name} --reason "…"`'


def why_or_back(one: Gone) -> str:
    """What to do about something that went without a word."""
    return f"Say why: {_said_why(one.id)}. Or bring it back."


def back(repository: Repository, one: Gone) -> str:
    """How something comes back, and what becomes of a statement that said it went."""
    if one.entry is None:
        hint = f"Bring it back: {as_saved(one.path)}."
    else:
        hint = f"Write the entry again as `git show {quoted(f'HEAD:{one.path}')}` shows it."
    if one.id in repository.removed:
        hint += f" Nothing was removed then, so take {statement_path(one.id)} out."
    return hint


def true_statement(stored: StoredRemoval) -> str:
    """How a statement that is not true gives way to one that is."""
    return (
        f"If it was saved as something else, bring that back: {as_saved(stored.path)}. One that was "
        f"never saved is taken out; if {stored.named} is gone, {_said_why(stored.named)} writes it."
    )


def another_id(place: Location, name: str) -> str:
    """How something gets another id than one that was removed."""
    if name[0].islower():
        return "Take it out again: its entries have ids that were removed with it."
    entry = f" --entry {name}" if place.path.endswith((".yaml", ".yml")) else ""
    return f"Give this one the next free id: `ims renumber {quoted(place.path)}{entry}`."
