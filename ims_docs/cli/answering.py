"""Answers of a person: given as options or in a file, or asked for one by one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from ims_docs.adapters.disk.tree import start_of
from ims_docs.errors import ConfigurationError
from ims_docs.formats import frontmatter
from ims_docs.model.content import Value
from ims_docs.model.type import Property, Type
from ims_docs.reporters.printable import printable
from ims_docs.services.records.answers import read_answer

Decorated = TypeVar("Decorated", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said: keys of the front matter or entry, and words for sections."""

    keys: dict[str, Value] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)


set_option = click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="KEY=VALUE",
    help="One key, or the text of a section by its title. May be repeated. Lists: a; b or [a, b].",
)
from_option = click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Keys from a YAML file.",
)
_no_input_option = click.option("--no-input", is_flag=True, help="Ask nothing.")


def answer_options(command: Decorated) -> Decorated:
    """The options that give answers: --set, --from and --no-input."""
    return set_option(from_option(_no_input_option(command)))


def given(type_: Type, settings: tuple[str, ...], source: Path | None) -> Answers:
    """What the options say. Raises ConfigurationError."""
    answers = Answers()
    if source is not None:
        try:
            answers.keys.update(frontmatter.parse(frontmatter.decode(start_of(source))).values)
        except frontmatter.MalformedError as error:
            raise ConfigurationError(error.told(source), hint=error.hint) from error
    titles = {title.casefold(): title for title in type_.sections}
    for setting in settings:
        name, found, text = setting.partition("=")
        if not found:
            raise ConfigurationError(f"--set {setting!r} has no =", hint="Write --set key=value.")
        key = type_.property(name)
        if key is not None:
            answers.keys[name] = read_answer(key, text)
        elif name.casefold() in titles:
            answers.sections[titles[name.casefold()]] = text
        else:
            raise _unknown(type_, name)
    for name in answers.keys:
        if type_.property(name) is None:
            raise _unknown(type_, name)
    return answers


def is_asking(*, no_input: bool) -> bool:
    """Whether there is somebody who can be asked."""
    return not no_input and sys.stdin is not None and sys.stdin.isatty()


@dataclass(frozen=True, slots=True)
class Asking:
    """What somebody who is asked may choose from, and what an empty answer means."""

    people: Mapping[str, str]
    """Names by id; none when there are too many to choose from."""
    person: str
    """Id of the person who is asked, empty when unknown."""
    today: date

    def default(self, key: Property) -> str:
        """What an empty answer stands for."""
        return {"date": self.today.isoformat(), "person": self.person}.get(key.form, "")


def ask_keys(answers: Answers, keys: Iterable[Property], asking: Asking) -> None:
    """Ask for each key that was not given yet; an empty answer leaves it out."""
    for key in keys:
        if key.name not in answers.keys and key.form != "group":
            answer = _ask_one(key, asking)
            if answer != "":
                answers.keys[key.name] = answer


def ask_sections(answers: Answers, titles: Iterable[str]) -> None:
    """Ask for the text of each section that was not given yet."""
    for title in titles:
        if title not in answers.sections:
            text = click.prompt(
                f"{title} (one or two sentences; empty: later)",
                default="",
                show_default=False,
                err=True,
            )
            if text.strip():
                answers.sections[title] = text


def _ask_one(key: Property, asking: Asking) -> Value:
    label = key.title + (f" ({', '.join(key.choices)})" if key.choices else "")
    is_person = "person" in (key.form, key.items)
    if key.description and not (is_person and key.description.startswith("Id")):
        click.echo(f"  {key.description}", err=True)
    if is_person and asking.people:
        shown = ", ".join(f"{identifier} {name}" for identifier, name in asking.people.items())
        click.echo(f"  People: {printable(shown)}", err=True)
    default = asking.default(key)
    note = f"empty: {default}" if default else "empty: later"
    if key.form == "list":
        note = f"several with a ; between them, {note}"
    while True:
        text = click.prompt(f"{label} ({note})", default=default, show_default=False, err=True)
        try:
            return read_answer(key, text) if text else ""
        except ConfigurationError as error:
            click.echo(f"  Please try again: {error.message}. {error.hint}", err=True)


def _unknown(type_: Type, name: str) -> ConfigurationError:
    keys = ", ".join(key.name for key in type_.properties)
    sections = f" Sections: {', '.join(type_.sections)}." if type_.sections else ""
    return ConfigurationError(
        f"A {type_.name} has no key {name!r}", hint=f"Keys: {keys}.{sections}"
    )
