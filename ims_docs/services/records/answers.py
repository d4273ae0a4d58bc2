"""What a person said for a key, as the value that is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ims_docs.errors import ConfigurationError
from ims_docs.formats import frontmatter
from ims_docs.model.content import Value
from ims_docs.model.day import UnclearDayError, read_day
from ims_docs.model.naming import meant, people_with
from ims_docs.model.repository import Repository
from ims_docs.model.type import Property

_WHOLE = re.compile(r"([+-]?[0-9]+)(?:[.,]0{1,2})?")
_DECIMAL = re.compile(r"([+-]?[0-9]+)[.,]([0-9]{1,2}|[0-9]{4,12})")
_SPAN = re.compile(r"([0-9]{1,2})\s*(?:-|–|to|bis|until)\s*([0-9]{1,2})")
_YES_OR_NO = {"yes": 0, "y": 0, "no": -1}
"""Answers to a question whose first choice agrees and whose last one denies."""
_NOTHING = ("none", "no", "nothing", "-", "–")
_EVERYTHING = ("all", "all clauses", "everything", "the whole system", "whole system")
_OPEN = "[TODO:"
_TEXTS = ("line", "text", "email", "person", "role", "id", "choice", "date")


@dataclass(frozen=True, slots=True)
class Reader:
    """Understands answers in one repository: days and names in the forms that people write.

    What it does not understand it leaves as it is, for the rules to judge.
    """

    repository: Repository
    by_part: bool = False
    """Whether a part of a name stands for the only person who has it; for those who read that back."""

    def read(self, key: Property, text: str) -> Value:
        """What a person typed. Raises ConfigurationError for what can mean nothing here."""
        if text.strip().startswith(_OPEN):
            return [text] if key.form == "list" else text
        if key.form not in ("list", "group"):
            return self.value(key, text)
        if key.each and key.each[0].names and text.strip().casefold() in _NOTHING:
            return []
        if text.strip()[:1] in "[{":
            return self.value(key, _flow(key, text.strip()))
        return self.value(key, list(self._parts(key, text)))

    def _parts(self, key: Property, text: str) -> Iterator[str]:
        """What stands between semicolons; clauses also between commas, as a span, or all of them."""
        if not (key.each and key.each[0].names == "clause"):
            yield from filter(None, map(str.strip, text.split(";")))
            return
        main = sorted(int(one) for one in self.repository.clause_numbers if one.isdigit())
        for part in filter(None, map(str.strip, re.split(r"[;,]", text))):
            if part.casefold().rstrip(".") in _EVERYTHING:
                yield from map(str, main)
                continue
            span = _SPAN.fullmatch(part)
            within = [one for one in main if span and int(span[1]) <= one <= int(span[2])]
            yield from map(str, within) if within else [part]

    def value(self, key: Property, value: Value) -> Value:
        """A value as it is kept, whoever wrote it. Raises ConfigurationError."""
        if isinstance(value, list):
            return [self._each(key, one) for one in value]
        if isinstance(value, dict):
            parts = {part.name: part for part in key.parts}
            return {
                name: self.value(parts[name], one) if name in parts else one
                for name, one in value.items()
            }
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value) if key.form in _TEXTS else value
        if not isinstance(value, str) or value.startswith(_OPEN):
            return value
        return self._text(key, value)

    def _each(self, key: Property, one: Value) -> Value:
        if isinstance(one, dict) and key.form == "list":
            return self.value(key, one)
        return self.value(key.each[0]._replace(name=key.name), one) if key.each else one

    def _text(self, key: Property, text: str) -> Value:
        if key.form == "number":
            return _number(key, text)
        if key.form == "date":
            try:
                return read_day(text).isoformat()
            except UnclearDayError as error:
                raise ConfigurationError(f"{key.name}: {error.message}", hint=error.hint) from None
        if key.choices:
            return _choice(key, text)
        return self._named(key, text) if key.names not in ("", "clause") else text

    def _named(self, key: Property, text: str) -> str:
        """The id of what is named; the text where nothing or too much is."""
        found = meant(self.repository, key.names, text)
        if not found and self.by_part and key.names == "people":
            found = people_with(self.repository, text)
        if len(found) > 1:
            several = ", ".join(map(str, found))
            raise ConfigurationError(
                f"{key.name}: {text!r} can mean several: {several}",
                hint=f"Write the id, such as {found[0].id}.",
            )
        return found[0].id if found else text.strip()


def _flow(key: Property, text: str) -> Value:
    """A list or a group as YAML on one line."""
    try:
        return frontmatter.parse(f"value: {text}").values["value"]
    except frontmatter.MalformedError as error:
        form = shape(key) if key.parts else "[a, b]"
        raise ConfigurationError(f"{key.name}: {error.message}", hint=f"Write {form}.") from error


def shape(key: Property) -> str:
    """How a value is written on one line, with a word for each thing that has to be said."""
    if key.parts:
        said = [part for part in key.parts if part.required or part.required_in]
        inner = ", ".join(f"{part.name}: {shape(part)}" for part in said or key.parts)
        return f"[{{{inner}}}]" if key.form == "list" else f"{{{inner}}}"
    if key.form == "list" and key.each:
        return f"{shape(key.each[0])}; …"
    words = {"date": "YYYY-MM-DD", "person": "PER-…", "number": "0"}
    return "|".join(key.choices) if key.choices else words.get(key.form, "…")


def _number(key: Property, text: str) -> Value:
    try:
        if whole := _WHOLE.fullmatch(text.strip()):
            number = int(whole[1])
            frontmatter.scalar(number)
            return number
        if parts := _DECIMAL.fullmatch(text.strip()):
            return float(f"{parts[1]}.{parts[2]}")
    except ValueError:
        pass
    raise ConfigurationError(
        f"{key.name}: {text!r} is not a whole number of at most 18 digits",
        hint="Write digits only.",
    )


def _choice(key: Property, text: str) -> str:
    said = _loose(text)
    exact = [one for one in key.choices if _loose(one) == said]
    starting = [one for one in key.choices if said and _loose(one).startswith(said)]
    if len(found := exact or starting) == 1:
        return found[0]
    if said in _YES_OR_NO and key.title.endswith("?") and "not" in key.choices[-1].split():
        return key.choices[_YES_OR_NO[said]]
    raise ConfigurationError(
        f"{key.name}: {text!r} is not one of the choices",
        hint=f"Choose one of: {', '.join(key.choices)}.",
    )


def _loose(text: str) -> str:
    return " ".join(text.replace("_", " ").replace("-", " ").split()).casefold()
