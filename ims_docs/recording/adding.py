"""One new document, record or entry with the next free id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ims_docs import frontmatter, resources, storage
from ims_docs.errors import ConfigurationError, UnreadableError
from ims_docs.model.content import Value
from ims_docs.model.repository import Repository
from ims_docs.model.type import Kind, Property, Type
from ims_docs.recording.register_text import with_entry

TemplateFile = Callable[[str], str]
"""Renders one file of the template, such as docs/leadership/culture-plan.md; "" when it has none."""

_TRIES = 1000


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
    past_paths: frozenset[str]
    """Every path that history knows, so that the id of a deleted record is not given again."""
    template_file: TemplateFile
    person: str
    """Id of the person who adds, empty when unknown."""

    def add(self, type_: Type, answers: Mapping[str, Value]) -> Added:
        """Add one of this type. Raises ConfigurationError for an answer to a key it does not have."""
        _refuse_unknown(type_, answers)
        with storage.locked(self.lock):
            if type_.kind is Kind.REGISTER:
                return self._add_entry(type_, answers)
            if type_.kind is Kind.DOCUMENT:
                return self._add_document(type_, answers)
            return self._add_record(type_, answers)

    def _add_record(self, type_: Type, answers: Mapping[str, Value]) -> Added:
        body = self._form(type_)
        for identifier in self._free_ids(type_):
            values = self._filled(type_, identifier, answers)
            text = f"---\n{frontmatter.dump(values)}---\n\n{body}"
            path = type_.path(identifier)
            if storage.create(self.root, path, text):
                return Added(identifier, path)
        raise UnreadableError(
            f"There is no free id {type_.prefix}-…", hint="Look at the records of this type."
        )

    def _add_document(self, type_: Type, answers: Mapping[str, Value]) -> Added:
        first = type_.path("")
        rendered = self.template_file(first)
        for identifier in self._free_ids(type_):
            if rendered:
                front, body, _ = frontmatter.split(rendered)
                values = {**frontmatter.parse(front).values, **answers, "id": identifier}
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
            if storage.create(self.root, path, f"---\n{frontmatter.dump(values)}---\n{body}"):
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
                storage.create(self.root, path, text)
                return Added(type_.name, path)
        else:
            text = existing.read_text(encoding="utf-8")
        identifier = str(answers.get("id") or next(iter(self._free_ids(type_, text))))
        entry = self._filled(type_, identifier, answers)
        extended = with_entry(text, entry)
        if existing.exists():
            storage.replace(self.root, path, extended)
        else:
            storage.create(self.root, path, extended)
        return Added(identifier, path)

    def _filled(
        self, type_: Type, identifier: str, answers: Mapping[str, Value]
    ) -> dict[str, Value]:
        """The keys of a new one: what was answered, and a placeholder for what is needed."""
        values: dict[str, Value] = {}
        for key in type_.properties:
            if key.name == "id":
                values["id"] = identifier
            elif key.name == "type":
                values["type"] = type_.name
            elif key.name in answers:
                values[key.name] = answers[key.name]
            elif key.required:
                values[key.name] = self._default(key)
        return values

    def _default(self, key: Property) -> Value:
        """What a new one holds before anybody says more: a sensible value, or a placeholder."""
        if key.form == "person" and self.person:
            return self.person
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
        prefix = type_.prefix
        if not prefix:
            raise ConfigurationError(
                f"An entry of {type_.name} needs an id of your own",
                hint="Add --set id=a-short-name.",
            )
        names = [
            *self.repository.holders,
            *(path.rpartition("/")[2].removesuffix(".md") for path in self.past_paths),
        ]
        if text:
            entries = frontmatter.parse(text).values.get("entries")
            names += [
                str(one.get("id"))
                for one in (entries if isinstance(entries, list) else [])
                if isinstance(one, dict)
            ]
        used = [
            int(name[len(prefix) + 1 :])
            for name in names
            if name.startswith(f"{prefix}-") and name[len(prefix) + 1 :].isdecimal()
        ]
        start = max(used, default=0) + 1
        return [f"{prefix}-{number:04}" for number in range(start, min(start + _TRIES, 10_000))]

    def _form(self, type_: Type) -> str:
        form = resources.resource("template") / "forms" / f"{type_.name}.md"
        return form.read_text(encoding="utf-8") if form.is_file() else _empty_sections(type_)


def read_answer(key: Property, text: str) -> Value:
    """What a person typed for a key, as the kind of value that the key holds."""
    if key.form == "number":
        try:
            return int(text)
        except ValueError:
            raise ConfigurationError(
                f"{key.name}: {text!r} is not a whole number", hint="Write digits only."
            ) from None
    if key.form == "date":
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            raise ConfigurationError(
                f"{key.name}: {text!r} is not a calendar date", hint="Write YYYY-MM-DD."
            ) from None
    if key.form in ("list", "group"):
        if text[:1] in "[{":
            try:
                parsed = frontmatter.parse(f"value: {text}").values["value"]
            except frontmatter.MalformedError as error:
                raise ConfigurationError(
                    f"{key.name}: {error.message}", hint="Write a list as [a, b]."
                ) from error
            return parsed
        return [part.strip() for part in text.split(";") if part.strip()]
    if key.choices and text not in key.choices:
        raise ConfigurationError(
            f"{key.name}: {text!r} is not one of the choices",
            hint=f"Choose one of: {', '.join(key.choices)}.",
        )
    return text


def _refuse_unknown(type_: Type, answers: Mapping[str, Value]) -> None:
    known = [key.name for key in type_.properties]
    for name in answers:
        if name not in known:
            raise ConfigurationError(
                f"A {type_.name} has no key {name!r}", hint=f"Keys: {', '.join(known)}."
            )


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
