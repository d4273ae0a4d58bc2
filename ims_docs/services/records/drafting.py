"""The text of a new document, record or entry, before it is judged and written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ims_docs.errors import ConfigurationError, UnreadableError
from ims_docs.formats import frontmatter
from ims_docs.model.article import starting_with_article
from ims_docs.model.content import Value
from ims_docs.model.type import Kind, Property, Type
from ims_docs.services.records.next_ids import free_ids, past_ids
from ims_docs.services.records.record_text import with_examples, with_keys, with_section
from ims_docs.services.records.register_text import with_entry
from ims_docs.services.records.scope import cut_form, form_of, scope_of
from ims_docs.services.records.starting import start_of
from ims_docs.services.scaffold.template_file import template_file
from ims_docs.services.workspace.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Draft:
    """One that is not written yet."""

    id: str
    path: str
    text: str
    exists: bool = False
    """Whether the text takes the place of one that is there, as in a register."""


@dataclass(frozen=True, kw_only=True)
class Drafting:
    """Drafts new ones of one type from what was answered."""

    transaction: Transaction
    type: Type
    person: Callable[[Sequence[str]], str]
    """Gives the id of the person who stands in these keys; empty leaves them open."""

    @cached_property
    def template_file(self) -> Callable[[str], str]:
        """Renders one file of the template; empty where it has none."""
        return template_file(self.transaction.workspace.root)

    def drafts(
        self, answers: Mapping[str, Value], sections: Mapping[str, str], written: str | None = None
    ) -> Iterator[Draft]:
        """The same with one free id after the other, so that somebody faster can be given way.

        `written` is the text as somebody left it in an editor. Raises ConfigurationError for an
        answer to a key that the type does not have, and as `person` does.
        """
        self._refuse_unknown(answers)
        if self.type.kind is Kind.REGISTER:
            while True:
                yield self._entry(answers)
        for identifier in self._free_ids():
            draft = self.text_of(identifier, answers, sections)
            place = self.transaction.workspace.root / draft.path
            if not (place.is_symlink() or place.exists()):
                yield (
                    replace(draft, text=_as(draft.path, written, identifier))
                    if written is not None
                    else draft
                )
        raise UnreadableError(
            f"There is no free id {self.type.prefix}-…",
            hint=f"Look at what there is: `ims list {self.type.name}`.",
        )

    def text_of(
        self, identifier: str, answers: Mapping[str, Value], sections: Mapping[str, str]
    ) -> Draft:
        """The text of a new document or record under this id."""
        if self.type.kind is Kind.DOCUMENT:
            path, front, body = self._document(identifier, answers)
        else:
            path = self.type.path(identifier)
            front, body = self.filled(identifier, answers), f"\n{self._form(answers)}"
        text = f"---\n{frontmatter.dump(front)}---\n{body}"
        for title, words in sections.items():
            text = with_section(text, title, words)
        return Draft(identifier, path, text)

    def _document(
        self, identifier: str, answers: Mapping[str, Value]
    ) -> tuple[str, dict[str, Value], str]:
        first = self.type.path("")
        rendered = self.template_file(first)
        if rendered:
            form = frontmatter.read_text(first, rendered)
            values, body = {**form.values, **answers, "id": identifier}, form.body
        else:
            values = self.filled(identifier, answers)
            title = values.get("title", self.type.title)
            body = f"\n# {title}\n\n{_empty_sections(self.type)}"
        number = identifier.rpartition("-")[2]
        taken = first in self.transaction.repository.paths
        return first.replace(".md", f"-{number}.md") if taken else first, values, body

    def _entry(self, answers: Mapping[str, Value]) -> Draft:
        held = self.transaction.repository.register(self.type.name)
        path = held.path if held else self.type.path("")
        exists = (self.transaction.workspace.root / path).exists()
        with frontmatter.naming(path):
            if exists:
                text = self.transaction.read(path)
            else:
                text = self.begun(path)
                if not answers:
                    return Draft(self.type.name, path, text)
            identifier = str(answers.get("id") or self._free_ids(text)[0])
            return Draft(
                identifier, path, with_entry(text, self.filled(identifier, answers)), exists
            )

    def begun(self, path: str) -> str:
        """A register before its first entry of ours."""
        return self.template_file(path) or _empty_register(self.type)

    def filled(self, identifier: str, answers: Mapping[str, Value]) -> dict[str, Value]:
        """The keys of a new one: what was answered, and a placeholder for what is needed."""
        people = [
            key.name
            for key in self.type.properties
            if self._names_whoever_writes(key) and key.name not in answers
        ]
        person = self.person(people) if people else ""
        values: dict[str, Value] = {}
        for key in self.type.properties:
            if key.name == "id":
                values["id"] = identifier
            elif key.name == "type":
                values["type"] = self.type.name
            elif key.name in answers:
                values[key.name] = answers[key.name]
            elif key.name == "status" and self.type.life.first:
                values[key.name] = self.type.life.first.name
            elif key.start is not None:
                values[key.name] = start_of(self.transaction.repository, key)
            elif key.required:
                values[key.name] = self._default(key, person)
        return values

    def _names_whoever_writes(self, key: Property) -> bool:
        """Whether a needed key is that person's, unless it is said; nobody becomes an auditor so."""
        return key.required and key.form == "person" and not self.type.asks_an_auditor(key.name)

    def _default(self, key: Property, person: str) -> Value:
        """What a new one holds before anybody says more: a sensible value, or a placeholder."""
        if person and self._names_whoever_writes(key):
            return person
        known = {
            "date": self.transaction.repository.as_of.isoformat(),
            "version": "0.1",
            "classification": "internal",
        }
        if key.name == "owner" and key.form == "role":
            return "innovation-manager"
        if key.name == "status" and "open" in key.choices:
            return "open"
        placeholder = f"[TODO: {_asked(key)}]"
        return known.get(key.name) or ([placeholder] if key.form == "list" else placeholder)

    def _free_ids(self, text: str = "") -> list[str]:
        past = past_ids(self.transaction.workspace.history, self.type)
        return free_ids(self.type, self.transaction.repository, past, text)

    def _form(self, answers: Mapping[str, Value]) -> str:
        form = form_of(self.type)
        if not form:
            return _empty_sections(self.type)
        told = self.template_file("examples.yaml")
        examples = frontmatter.parse(told).values.get(self.type.name) if told else None
        return with_examples(cut_form(form, scope_of(self.type, answers)), examples)

    def _refuse_unknown(self, answers: Mapping[str, Value]) -> None:
        known = [key.name for key in self.type.properties]
        for name in answers:
            if name not in known:
                raise ConfigurationError(
                    f"{starting_with_article(self.type.name)} has no key {name!r}",
                    hint=f"Keys: {', '.join(known)}.",
                )


def _as(path: str, text: str, identifier: str) -> str:
    """A text of somebody's own under the id that is free now, where it names one of that kind."""
    try:
        said = frontmatter.read_text(path, text).values.get("id")
        same = isinstance(said, str) and said.partition("-")[0] == identifier.partition("-")[0]
        return with_keys(text, {"id": identifier}) if same else text
    except frontmatter.MalformedError:  # the rules will say what is wrong with it
        return text


def _asked(key: Property) -> str:
    words = f"{key.title}: {', '.join(key.choices)}" if key.choices else key.title
    return words.replace("[", "(").replace("]", ")")


def _empty_sections(type_: Type) -> str:
    return "\n".join(f"## {title}\n\n[TODO: write this section]\n" for title in type_.sections)


def _empty_register(type_: Type) -> str:
    return frontmatter.dump(
        {
            "type": type_.name,
            "title": type_.title,
            "owner": "innovation-manager",
            "classification": "internal",
            "entries": [],
        }
    )
