"""One entity -> its row of the table, and the orders that the rows can be in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

from ims_docs.reporters.portal.group import Row
from ims_docs.reporters.printable import printable
from ims_docs.services.summing import Look, Standing

_CLASSES = {
    Standing.SILENT: "portal-silent",
    Standing.UNSEEN: "portal-unseen",
    Standing.LINKED: "portal-linked",
}
_VERDICTS = ("not intact", "cannot tell", "not asked", "intact")
"""The worst first."""


class Column(NamedTuple):
    """A column of the table of entities."""

    key: str
    heading: str
    value: Callable[[Row], int] | None = None
    """The number in it; None for the first three, which are words."""
    highest_first: bool = True

    @property
    def is_number(self) -> bool:
        """Whether numbers stand in it."""
        return self.value is not None

    def order(self, one: Look[Row]) -> tuple[object, ...]:
        """What rows are ordered by. Who could not be read stands last among numbers, first among words."""
        name = one.entity.name.casefold()
        if self.value is not None:
            number = self.value(one.kept) if one.kept else 0
            return one.kept is None, -number if self.highest_first else number, name
        if self.key == "saved":
            return one.kept is None, one.kept.saved if one.kept else "", name
        if self.key == "integrity":
            is_linked = one.standing is Standing.LINKED
            return is_linked, one.kept is not None, _VERDICTS.index(one.integrity), name
        return (name,)

    def total(self, rows: Sequence[Row]) -> int:
        """The sum over all entities that could be read."""
        return sum(map(self.value, rows)) if self.value else 0


COLUMNS = (
    Column("name", "Entity"),
    Column("integrity", "Integrity"),
    Column("saved", "Saved"),
    Column("errors", "Errors", lambda row: row.errors),
    Column("overdue", "Overdue", lambda row: row.overdue),
    Column("in-force", "In force", lambda row: row.in_force, highest_first=False),
    Column("missing", "Clauses without evidence", lambda row: row.missing),
    Column("questioned", "Clauses questioned", lambda row: row.questioned),
    Column("alarms", "Indicators in alarm", lambda row: row.alarms),
)


def row_class(one: Look[Row]) -> str:
    """The attribute that gives a row its colour."""
    name = _CLASSES.get(one.standing, "")
    return f' class="{name}"' if name else ""


def cells(one: Look[Row], address: str, *, is_verified: bool) -> str:
    """The cells of a row; one that could not be read says why in their place."""
    name = _safe(one.entity.name)
    head = f'<th scope="row">{name}'
    if address:
        head += f' (<a href="{escape(address)}">site</a>)'
    if one.kept is None:
        said = "; ".join(one.reasons) if one.reasons else "only its site is known here"
        word = one.standing.value
        return f'{head}</th><td>{word}</td><td colspan="{len(COLUMNS) - 2}">{_safe(said)}</td>'
    silent = " (silent)" if one.standing is Standing.SILENT else ""
    numbers = "".join(
        f'<td class="portal-number">{column.value(one.kept)}</td>'
        for column in COLUMNS
        if column.value
    )
    integrity = _integrity(one.integrity) if is_verified else "not verified"
    saved = f"{_safe(one.kept.saved)}{silent}"
    if one.kept.organisation != one.entity.name:
        head += f"<br><small>{_safe(one.kept.organisation)}</small>"
    return f"{head}</th><td>{integrity}</td><td>{saved}</td>{numbers}"


def _integrity(verdict: str) -> str:
    kind = "fine" if verdict == "intact" else "wrong"
    return f'<span class="portal-{kind}">{_safe(verdict)}</span>'


def _safe(text: str) -> str:
    return escape(printable(text))
