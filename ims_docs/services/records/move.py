"""Taking a record from one state to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ims_docs.errors import ConfigurationError
from ims_docs.model.article import starting_with_article, with_article
from ims_docs.model.content import Value
from ims_docs.model.life import State
from ims_docs.model.record import Record
from ims_docs.model.type import Property, Type
from ims_docs.services.records.record_text import cleared, with_keys, with_section

_SET_BY_THE_MOVE = ("status", "closed_on")


@dataclass(frozen=True, slots=True)
class Move:
    """A step that a record may take."""

    record: Record
    type: Type
    target: State

    @property
    def missing_keys(self) -> tuple[Property, ...]:
        """The keys that the new state asks for and the record does not have yet."""
        return tuple(
            key
            for key in self.type.properties
            if self.target.name in key.required_in
            and key.name not in _SET_BY_THE_MOVE
            and _is_open(self.record.content.values.get(key.name))
        )

    @property
    def missing_sections(self) -> tuple[str, ...]:
        """The sections that the new state asks for and the record has not written yet."""
        body = self.record.body
        return tuple(
            title
            for title in self.target.sections
            if (section := body.section(title)) is None
            or not section.has_content
            or body.placeholder_in(section)
        )

    def text(
        self, text: str, keys: Mapping[str, Value], sections: Mapping[str, str], today: date
    ) -> str:
        """The record's text in its new state. Raises MalformedError."""
        changes: dict[str, Value] = {"status": self.target.name, **keys}
        if self.target.closes and "closed_on" not in keys:
            changes["closed_on"] = today.isoformat()
        text = with_keys(text, changes)
        for title, words in sections.items():
            text = with_section(text, title, words)
        return cleared(text, self.target.sections) if self.target.closes else text


def move(record: Record, type_: Type, name: str) -> Move | None:
    """The step to the state with this name; None when the record is there already.

    Raises ConfigurationError when no step leads there.
    """
    start, target = type_.life.state(record.state), type_.life.state(name)
    if start is None:
        raise ConfigurationError(
            f"{record.id} has no state that {with_article(type_.name)} may have",
            hint=f"Put `status` in {record.path} right: {_listed(type_.life.names)}.",
        )
    if target is None:
        raise ConfigurationError(
            f"{starting_with_article(type_.name)} has no state {name!r}",
            hint=f"States: {_listed(type_.life.names)}.",
        )
    if target == start:
        return None
    if start.closes:
        raise ConfigurationError(
            f"{record.id} is closed ({start.name}); what is closed stays closed",
            hint="`ims correct` puts a mistake right. If it goes on, add a new record.",
        )
    if name not in start.moves:
        raise ConfigurationError(
            f"{record.id} is in the state {start.name!r}; no step leads from there to {name!r}",
            hint=f"It can go to: {_listed(start.moves)}.",
        )
    return Move(record, type_, target)


def closing_state(record: Record, type_: Type) -> str:
    """The one state that closes the record from here. Raises ConfigurationError."""
    start = type_.life.state(record.state)
    if start is None or start.closes:
        return record.state
    ends = [name for name in start.moves if (end := type_.life.state(name)) and end.closes]
    if len(ends) == 1:
        return ends[0]
    if not ends:
        raise ConfigurationError(
            f"{record.id} cannot be closed yet: it is in the state {start.name!r}",
            hint=f'Next step: `ims move {record.id} "{start.moves[0]}"`.',
        )
    raise ConfigurationError(
        f"{record.id} can be closed in more than one way: {_listed(tuple(ends))}",
        hint=f'Say which: `ims move {record.id} "{ends[0]}"`.',
    )


def _is_open(value: Value) -> bool:
    """Whether a key says nothing yet."""
    return value in (None, "", []) or "[TODO:" in str(value)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names)
