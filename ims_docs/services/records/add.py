"""One new document, record or entry with the next free id."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ims_docs.adapters import resources
from ims_docs.adapters.disk import writing
from ims_docs.errors import ConfigurationError, UnreadableError
from ims_docs.formats import frontmatter
from ims_docs.model.article import starting_with_article
from ims_docs.model.content import Value
from ims_docs.model.repository import Repository
from ims_docs.model.type import Kind, Property, Type
from ims_docs.services.records.free_ids import free_ids
from ims_docs.services.records.record_text import with_section
from ims_docs.services.records.register_text import with_entry

TemplateFile = Callable[[str], str]
"""Renders one file of the template, such as docs/leadership/culture-plan.md; "" when it has none."""


@dataclass(frozen=True, slots=True)
class Added:
    """What was added, and where."""

    id: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """Adds to one repository."""

    root: Path
    repository: Repository
    lock: Path
    """The lock file, in the git folder."""
    past: Callable[[Type], frozenset[str]]
    """The ids of a type that history knows, so that none is given again."""
    template_file: TemplateFile
    person: Callable[[Sequence[str]], str]
    """Gives the id of the person who stands in these keys; empty leaves them open."""

    def add(
        self,
        type_: Type,
        answers: Mapping[str, Value],
        sections: Mapping[str, str] = MappingProxyType({}),
    ) -> Added:
        """Add one of this type. Raises ConfigurationError for an answer to a key it does not have.

        `sections` are words for sections, by title. Raises as `person` does, too.
        """
        _refuse_unknown(type_, answers)
        with writing.locked(self.lock):
            if type_.kind is Kind.REGISTER:
                return self._add_entry(type_, answers)
            if type_.kind is Kind.DOCUMENT:
                return self._add_document(type_, answers, sections)
            return self._add_record(type_, answers, sections)

    def _add_record(
        self, type_: Type, answers: Mapping[str, Value], sections: Mapping[str, str]
    ) -> Added:
        body = self._form(type_)
        for identifier in self._free_ids(type_):
            values = self._filled(type_, identifier, answers)
            text = _written(f"---\n{frontmatter.dump(values)}---\n\n{body}", sections)
            path = type_.path(identifier)
            if writing.create(self.root, path, text):
                return Added(identifier, path)
        raise UnreadableError(
            f"There is no free id {type_.prefix}-…", hint="Look at the records of this type."
        )

    def _add_document(
        self, type_: Type, answers: Mapping[str, Value], sections: Mapping[str, str]
    ) -> Added:
        first = type_.path("")
        rendered = self.template_file(first)
        for identifier in self._free_ids(type_):
            if rendered:
                form = frontmatter.read_text(first, rendered)
                values, body = {**form.values, **answers, "id": identifier}, form.body
            else:
                values, body = (
                    self._filled(type_, identifier, answers),
                    f"\n# {type_.title}\n\n" + _empty_sections(type_),
                )
            number = identifier.rpartition("-")[2]
            path = (
                first
                if first not in self.repository.paths
                else first.replace(".md", f"-{number}.md")
            )
            text = _written(f"---\n{frontmatter.dump(values)}---\n{body}", sections)
            if writing.create(self.root, path, text):
                return Added(identifier, path)
        raise UnreadableError(
            f"There is no free id {type_.prefix}-…", hint="Look at the documents of this type."
        )

    def _add_entry(self, type_: Type, answers: Mapping[str, Value]) -> Added:
        path = type_.path("")
        existing = self.root / path
        if not existing.exists():
            text = self.template_file(path) or _empty_register(type_)
            if not answers:
                writing.create(self.root, path, text)
                return Added(type_.name, path)
        else:
            with frontmatter.naming(path):
                text = frontmatter.decode(existing.read_bytes())
        with frontmatter.naming(path):
            identifier = str(answers.get("id") or next(iter(self._free_ids(type_, text))))
            extended = with_entry(text, self._filled(type_, identifier, answers))
        if existing.exists():
            writing.replace(self.root, path, extended)
        else:
            writing.create(self.root, path, extended)
        return Added(identifier, path)

    def _filled(
        self, type_: Type, identifier: str, answers: Mapping[str, Value]
    ) -> dict[str, Value]:
        """The keys of a new one: what was answered, and a placeholder for what is needed."""
        people = [
            key.name
            for key in type_.properties
            if key.required and key.form == "person" and key.name not in answers
        ]
        person = self.person(people) if people else ""
        values: dict[str, Value] = {}
        for key in type_.properties:
            if key.name == "id":
                values["id"] = identifier
            elif key.name == "type":
                values["type"] = type_.name
            elif key.name in answers:
                values[key.name] = answers[key.name]
            elif key.name == "status" and type_.life.first:
                values[key.name] = type_.life.first.name
            elif key.required:
                values[key.name] = self._default(key, person)
        return values

    def _default(self, key: Property, person: str) -> Value:
        """What a new one holds before anybody says more: a sensible value, or a placeholder."""
        if key.form == "person" and person:
            return person
        known = {
            "date": self.repository.as_of.isoformat(),
            "version": "0.1",
            "classification": "internal",
        }
        if key.name == "owner" and key.form == "role":
            return "innovation-manager"
        if key.name == "status" and "open" in key.choices:
            return "open"
        placeholder = f"[TODO: {_asked(key)}]"
        return known.get(key.name) or ([placeholder] if key.form == "list" else placeholder)

    def _free_ids(self, type_: Type, text: str = "") -> list[str]:
        return free_ids(type_, self.repository, self.past(type_), text)

    def _form(self, type_: Type) -> str:
        form = resources.resource("template") / "forms" / f"{type_.name}.md"
        return form.read_text(encoding="utf-8") if form.is_file() else _empty_sections(type_)


def _refuse_unknown(type_: Type, answers: Mapping[str, Value]) -> None:
    known = [key.name for key in type_.properties]
    for name in answers:
        if name not in known:
            raise ConfigurationError(
                f"{starting_with_article(type_.name)} has no key {name!r}",
                hint=f"Keys: {', '.join(known)}.",
            )


def _written(text: str, sections: Mapping[str, str]) -> str:
    for title, words in sections.items():
        text = with_section(text, title, words)
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
