"""Holdings -> str: every type that has something, with counts and states."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ims_docs.domain.views import Holding
from ims_docs.model.type import Kind
from ims_docs.reporters.cells import CSV, EXCEL, Dialect, csv_lines, inert, markdown_cell
from ims_docs.reporters.columns import KEPT, cut, padded, width_of, wrapped
from ims_docs.reporters.printable import printable, report_text

_HEADINGS = {Kind.DOCUMENT: "Documents", Kind.REGISTER: "Registers", Kind.RECORD: "Records"}


def as_text(holdings: Sequence[Holding], *, width: int = 80, colour: bool = False) -> str:
    """A line for each type, and its states where there is room for them."""
    if not holdings:
        return "There are no documents, registers or records yet. `ims add TYPE` makes one.\n"
    name_room = min(max(width_of(one.type.name) for one in holdings), width // 2)
    lines: list[str] = []
    for kind, some in groupby(holdings, key=lambda one: one.type.kind):
        lines += [f"\x1b[1m{_HEADINGS[kind]}\x1b[0m" if colour else _HEADINGS[kind]]
        for one in some:
            head = f"  {padded(cut(one.type.name, name_room), name_room)}  {one.number:>5}  "
            lines += wrapped(_states(one, KEPT), width, head, " " * width_of(head))
        lines.append("")
    return "\n".join(lines) + "\n`ims list TYPE` lists what there is of one type.\n"


def _states(one: Holding, space: str = " ") -> str:
    """Each state with its number, kept together by this space."""
    return ", ".join(
        f"{number} {printable(state)}".replace(" ", space) for state, number in one.states.items()
    )


def as_json(holdings: Sequence[Holding], *, unread: Sequence[str] = ()) -> str:
    """The same for programs."""
    return report_text(
        {
            "types": [
                {
                    "type": one.type.name,
                    "kind": one.type.kind.value,
                    "title": one.type.title,
                    "count": one.number,
                    "states": dict(one.states),
                }
                for one in holdings
            ],
            "unread": list(unread),
        }
    )


def as_excel(holdings: Sequence[Holding]) -> bytes:
    """The same rows, as Excel opens them by a double click."""
    return as_csv(holdings, EXCEL).encode(EXCEL.encoding)


def as_csv(holdings: Sequence[Holding], dialect: Dialect = CSV) -> str:
    """A row for each type and state; a type without states has one row."""
    rows: list[tuple[str | int, ...]] = [("type", "kind", "title", "state", "count")]
    for one in holdings:
        stateless = one.number - sum(one.states.values())
        rest = {"": stateless} if stateless or not one.states else {}
        for state, number in {**one.states, **rest}.items():
            kind = one.type.kind.value
            rows.append((one.type.name, kind, inert(one.type.title), inert(state), number))
    return csv_lines(rows, dialect)


def as_markdown(holdings: Sequence[Holding]) -> str:
    """A Markdown table."""
    lines = ["| Type | Title | Count | States |", "|---|---|---|---|"]
    for one in holdings:
        title, states = markdown_cell(one.type.title), markdown_cell(_states(one))
        lines.append(f"| {one.type.name} | {title} | {one.number} | {states} |")
    return "\n".join(lines) + "\n"
