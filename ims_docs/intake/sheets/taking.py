"""A list to the entries of a register, or to records: judged by the rules, told cell by cell, not written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ims_docs.errors import ImsDocsError
from ims_docs.formats import frontmatter
from ims_docs.intake.outcome import Outcome
from ims_docs.intake.sheets.matching import TEXT
from ims_docs.intake.sheets.rows import Listing
from ims_docs.intake.sheets.rowwise import Taking
from ims_docs.model.content import Value
from ims_docs.model.type import Kind, Type
from ims_docs.services.records.record_text import with_keys
from ims_docs.services.records.register_text import with_rows
from ims_docs.services.workspace.transaction import Transaction


def take(transaction: Transaction, type_: Type, listing: Listing, outcome: Outcome) -> None:
    """Prepare everything that a list leads to, and say what it is. Nothing is written."""
    taking = (_Register if type_.kind is Kind.REGISTER else _Records)(
        transaction, type_, listing, outcome
    )
    try:
        taking.all()
    except ImsDocsError as error:  # a register that nobody can change line by line
        outcome.problems.setdefault(listing.grid.name, f"{error.message}. {error.hint}".strip())


class _Register(Taking):
    """Entries."""

    changes: dict[str, dict[str, Value]]
    entries: list[dict[str, Value]]

    def __post_init__(self) -> None:
        super().__post_init__()
        self.changes, self.entries = {}, []

    def _items(self) -> Iterator[tuple[str, Mapping[str, Value]]]:
        found = self.transaction.repository.register(self.type.name)
        for one in found.entries if found else ():
            yield one.id, one.values

    def _change(self, name: str, said: dict[str, Value]) -> None:
        self.changes[name] = said

    def _add(self, name: str, said: dict[str, Value]) -> None:
        self.entries.append(self.drafting.filled(name, {**said, "id": name}))

    def _finish(self) -> None:
        found = self.transaction.repository.register(self.type.name)
        path = found.path if found else self.type.path("")
        if found or (self.transaction.workspace.root / path).exists():
            text = self.transaction.read(path)
        else:
            text = self.drafting.begun(path)
        with frontmatter.naming(path):
            self.outcome.texts[path] = with_rows(text, self.changes, self.entries)

    def _pointed(
        self, values: Mapping[str, Value], pointer: tuple[str | int, ...]
    ) -> tuple[str, str]:
        listed = values.get("entries")
        at = pointer[1] if len(pointer) > 1 and pointer[0] == "entries" else None
        if not isinstance(listed, list) or not isinstance(at, int):
            return "", ""
        entry = listed[at]
        name = str(entry.get("id")) if isinstance(entry, dict) else ""
        return name, str(pointer[2]) if len(pointer) > 2 else "id"


class _Records(Taking):
    """Files of their own. A new one is in its first state, whatever the sheet says of it."""

    def _items(self) -> Iterator[tuple[str, Mapping[str, Value]]]:
        held = [one for one in self.transaction.repository.records if one.type == self.type.name]
        self.paths = {one.id: one.path for one in held}
        bodies = (
            {
                one.id: frontmatter.split(self.transaction.read(one.path))[1].strip("\n")
                for one in held
            }
            if TEXT in self.listing.keys
            else {}
        )
        for one in held:
            yield one.id, {**one.content.values, TEXT: bodies.get(one.id)}

    def _change(self, name: str, said: dict[str, Value]) -> None:
        path = self.paths[name]
        text = self.transaction.read(path)
        keys = {key: one for key, one in said.items() if key != TEXT}
        with frontmatter.naming(path):
            text = with_keys(text, keys) if keys else text
            self.outcome.texts[path] = _with_body(text, said[TEXT]) if TEXT in said else text

    def _add(self, name: str, said: dict[str, Value]) -> None:
        first = self.type.life.first
        state = said.pop("status", None)
        if first and state is not None and state != first.name:
            self.outcome.notes.append(
                f"{name} begins as {first.name}; the sheet says {state}. `ims move {name}` takes it on."
            )
        said.pop("closed_on", None)
        body = said.pop(TEXT, None)
        draft = self.drafting.text_of(name, said, {})
        text = _with_body(draft.text, body) if body else draft.text
        self.outcome.texts[draft.path] = text
        self.paths[name] = draft.path

    def _finish(self) -> None:
        """Every text is there already."""

    def _pointed(
        self, values: Mapping[str, Value], pointer: tuple[str | int, ...]
    ) -> tuple[str, str]:
        return str(values.get("id") or ""), str(pointer[0]) if pointer else TEXT


def _with_body(text: str, body: Value) -> str:
    front = frontmatter.split(text)[0]
    return f"---\n{front}---\n\n{str(body or '').strip(chr(10))}\n"
