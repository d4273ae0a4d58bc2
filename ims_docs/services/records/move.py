"""Taking a record from one state to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ims_docs.errors import ConfigurationError
from ims_docs.formats import frontmatter, markdown
from ims_docs.model.article import starting_with_article, with_article
from ims_docs.model.clause import Clause
from ims_docs.model.content import Value
from ims_docs.model.life import State
from ims_docs.model.record import Record
from ims_docs.model.type import Property, Type
from ims_docs.services.records.record_text import cleared, with_keys, with_section
from ims_docs.services.records.scope import form_of, is_outside, scope_of, without_untouched

_SET_BY_THE_MOVE = ("status", "closed_on")


@dataclass(frozen=True, slots=True)
class Move:
    """A step that a record may take."""

    record: Record
    type: Type
    target: State
    said: Mapping[str, Value] = field(default_factory=dict)
    """Keys that the step brings, as far as they are known."""

    @property
    def missing_keys(self) -> tuple[Property, ...]:
        """The keys that the new state asks for and the record does not have yet.

        What is closed holds no placeholder, so all that were left for later are asked for then.
        """
        values = self.record.content.values
        return tuple(
            key
            for key in self.type.properties
            if (self.target.name in key.required_in or (self.target.closes and key.name in values))
            and key.name not in _SET_BY_THE_MOVE
            and not (key.parts and key.name in values and self.target.name not in key.required_in)
            and _is_open(values.get(key.name))
        )

    def value(self, key: Property) -> Value:
        """What the record says under a key."""
        return self.record.content.values.get(key.name)

    def gaps_inside(self, keys: Mapping[str, Value]) -> tuple[tuple[Property, Property, int], ...]:
        """Keys that the new state asks for in groups of a list: list, key, number of the group."""
        return tuple(
            (key, part, number)
            for key in self.type.properties
            for part in key.parts
            if self.target.name in part.required_in
            for number, group in enumerate(_groups(keys.get(key.name, self.value(key))), 1)
            if _is_open(group.get(part.name))
        )

    def missing_inside(
        self, keys: Mapping[str, Value]
    ) -> tuple[tuple[Property, tuple[Property, ...]], ...]:
        """The lists in whose groups the new state asks for more, each with the keys."""
        found: dict[str, tuple[Property, dict[str, Property]]] = {}
        for key, part, _ in self.gaps_inside(keys):
            found.setdefault(key.name, (key, {}))[1][part.name] = part
        return tuple((key, tuple(parts.values())) for key, parts in found.values())

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
        ) + tuple(self._begun)

    @property
    def _begun(self) -> Iterator[str]:
        """Of what is to be closed: sections with words beside a placeholder; empty ones go by themselves."""
        body = self.record.body
        for section in body.sections if self.target.closes else ():
            is_begun = section.has_content and body.placeholder_in(section)
            is_left_out = is_outside(section.title, self._scope({}))
            if is_begun and section.title not in self.target.sections and not is_left_out:
                yield section.title

    def _scope(self, keys: Mapping[str, Value]) -> tuple[Clause, ...]:
        return scope_of(self.type, {**self.record.content.values, **self.said, **keys})

    def knowing(self, keys: Mapping[str, Value]) -> Move:
        """The same step with keys that it brings: what they leave out is not asked for."""
        return replace(self, said=keys)

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
        if not self.target.closes:
            return text
        return cleared(self._cut(text, keys), self.target.sections)

    def _cut(self, text: str, keys: Mapping[str, Value]) -> str:
        """The text without the questions that are not in its scope and that nobody answered."""
        scope = self._scope(keys)
        if not scope:
            return text
        front, body, _ = frontmatter.split(text)
        return f"---\n{front}---\n{without_untouched(body, form_of(self.type), scope)}"


def move(record: Record, type_: Type, name: str) -> Move | None:
    """The step to the state with this name; None when the record is there already.

    Raises ConfigurationError when no step leads there.
    """
    start, target = type_.life.state(record.state), type_.life.called(name)
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
    if target.name not in start.moves:
        raise ConfigurationError(
            f"{record.id} is in the state {start.name!r}; no step leads from there to {target.name!r}",
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
    return value in (None, "", []) or any(markdown.placeholders(str(value), 1, 1))


def _groups(value: Value) -> list[dict[str, Value]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names)
