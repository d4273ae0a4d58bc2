"""Many rows of a register at once: what is wrong cell by cell, and the text that they lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ims_docs.domain.runner import Selection, check
from ims_docs.errors import ConfigurationError, RefusedError
from ims_docs.formats import frontmatter
from ims_docs.model.content import Value
from ims_docs.model.finding import Finding, Severity
from ims_docs.model.register import Register
from ims_docs.model.type import Property, Type
from ims_docs.services.records.answers import Reader
from ims_docs.services.records.next_ids import free_ids, past_ids
from ims_docs.services.records.pasted import Cell, Rows, as_cell, columns
from ims_docs.services.records.register_text import with_rows
from ims_docs.services.workspace.transaction import Transaction

_NEEDED = "Fill this in."


@dataclass
class Plan:
    """What would become of the register. It is right when there is no problem."""

    path: str
    before: str
    text: str = ""
    changed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    problems: dict[Cell, str] = field(default_factory=dict)
    rest: list[Finding] = field(default_factory=list)
    """What a gate would refuse, about no cell."""

    @property
    def is_right(self) -> bool:
        """Whether all of it can be saved."""
        return not self.problems and not self.rest and bool(self.changed or self.added)


def plan(transaction: Transaction, type_: Type, rows: Rows, usual: Mapping[str, Value]) -> Plan:
    """What the register would say with these rows, judged as a gate would. Nothing is written.

    A row with a known id changes that entry: what its cells say takes the place of what stood
    there, and an empty cell takes a value away. A row without one is added; `usual` holds what
    a new one says where nobody says anything. Raises RefusedError where there is no register yet.
    """
    register = transaction.repository.register(type_.name)
    if register is None:
        raise RefusedError(
            f"{type_.title} is not begun yet", hint="Add its first entry with the form."
        )
    made = Plan(register.path, transaction.read(register.path))
    sorting = _Sorting(transaction, type_, register, usual, made)
    sorting.all(rows)
    if made.problems:
        return made
    with frontmatter.naming(register.path):
        made.text = with_rows(made.before, sorting.changes, sorting.added)
    made.changed, made.added = list(sorting.changes), [str(one["id"]) for one in sorting.added]
    if made.changed or made.added:
        _judge(transaction, made, sorting.numbers)
    return made


@dataclass
class _Sorting:
    """Sorts rows into changes of entries and new ones."""

    transaction: Transaction
    type: Type
    register: Register
    usual: Mapping[str, Value]
    made: Plan
    changes: dict[str, dict[str, Value]] = field(default_factory=dict)
    added: list[dict[str, Value]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    """By id the row that it came from."""

    def all(self, rows: Rows) -> None:
        """Every row, with what is wrong in its cells."""
        held = {one.id: one.values for one in self.register.entries}
        known = {one.name: one for one in columns(self.type)}
        reader = Reader(self.transaction.repository)
        free = iter(self._free() if self.type.prefix else ())
        for number, row in rows.each():
            name = row.pop("id", "").strip()
            is_change = name in held and name not in self.numbers
            before = held[name] if is_change else {}
            said = {
                key: _read(reader, known[key], text, Cell(number, key), self.made)
                for key, text in row.items()
                if not is_change or text.strip() != as_cell(before.get(key))
            }
            if is_change:
                self._change(name, before, said)
            elif why := self._refusal(name):
                self.made.problems[Cell(number, "id")] = why
            else:
                name = name or next(free, "")
                self._add(number, name, said)
            if name:
                self.numbers[name] = number

    def _refusal(self, name: str) -> str:
        if name and name in self.numbers:
            return f"{name} is in an earlier row too."
        if name and self.type.prefix:
            return f"Nothing here has the id {name}. Leave the cell empty to add a row."
        if not name and not self.type.prefix:
            return "Give it a short name of its own, such as a-short-name."
        return ""

    def _change(self, name: str, before: Mapping[str, Value], said: Mapping[str, Value]) -> None:
        different = {
            key: value for key, value in said.items() if value is not None or key in before
        }
        if different:
            self.changes[name] = different

    def _add(self, number: int, name: str, said: Mapping[str, Value]) -> None:
        values = {"id": name, **self.usual}
        values |= {key: one for key, one in said.items() if one is not None}
        properties = self.type.properties
        self.added.append({one.name: values[one.name] for one in properties if one.name in values})
        for key in properties:
            if key.required and key.name not in values and key.name != "type":
                self.made.problems.setdefault(Cell(number, key.name), _NEEDED)

    def _free(self) -> list[str]:
        past = past_ids(self.transaction.workspace.history, self.type)
        return free_ids(self.type, self.transaction.repository, past, self.made.before)


def _read(reader: Reader, key: Property, text: str, cell: Cell, made: Plan) -> Value:
    if not text.strip():
        return None
    try:
        return reader.read(key, text.strip())
    except ConfigurationError as error:
        said = error.message.removeprefix(f"{key.name}: ")
        made.problems[cell] = f"{said[:1].upper()}{said[1:]}. {error.hint}".strip()
        return None


def _judge(transaction: Transaction, made: Plan, numbers: Mapping[str, int]) -> None:
    transaction.replace(made.path, made.text)
    found = check(transaction.after(), Selection(paths=(made.path,))).findings
    wrong = [one for one in found if one.severity is Severity.ERROR]
    parsed = frontmatter.parse(made.text) if wrong else None
    places = sorted((place, at) for at, place in parsed.positions.items() if at) if parsed else []
    listed = parsed.values.get("entries") if parsed else None
    names = (
        [str(one.get("id")) if isinstance(one, dict) else "" for one in listed]
        if isinstance(listed, list)
        else []
    )
    for one in wrong:
        where = (one.where.line, one.where.column)
        at = next((pointer for place, pointer in reversed(places) if place <= where), ())
        entry = at[1] if len(at) > 1 and at[0] == "entries" else None
        name = names[entry] if isinstance(entry, int) else ""
        if one.where.path == made.path and name in numbers:
            cell = Cell(numbers[name], str(at[2]) if len(at) > 2 else "id")
            made.problems.setdefault(cell, f"{one.message}. {one.hint}".strip())
        else:
            made.rest.append(one)
