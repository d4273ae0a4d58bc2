"""Answers of a person, given as options or in a file."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import click

from ims_docs.adapters.disk.tree import start_of
from ims_docs.errors import ConfigurationError
from ims_docs.formats import frontmatter
from ims_docs.model.article import starting_with_article
from ims_docs.model.content import Value
from ims_docs.model.type import Property, Type
from ims_docs.services.records.answers import Reader, shape

Decorated = TypeVar("Decorated", bound=Callable[..., object])

_INSIDE = re.compile(r"([a-z][a-z0-9_]*)\[([1-9][0-9]{0,3})\]\.([a-z][a-z0-9_]*)")
"""`actions[1].done_on`: a key of one group of a list, counted as people count."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said: keys of the front matter or entry, and words for sections."""

    keys: dict[str, Value] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    unfinished: dict[str, Value] = field(default_factory=dict)
    """Lists and groups that somebody has not said to the end."""

    def copy(self) -> Answers:
        """The same, to go on with."""
        return Answers(dict(self.keys), dict(self.sections))


set_option = click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="KEY=VALUE",
    help="One key, or the text of a section by its title. May be repeated. Lists: a; b or [a, b]. "
    "A key inside a list: actions[1].done_on=2026-12-31. People by name or id, days as you write them.",
)
from_option = click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Keys, and texts of sections by their titles, from a YAML file.",
)
_no_input_option = click.option("--no-input", is_flag=True, help="Ask nothing.")


def answer_options(command: Decorated) -> Decorated:
    """The options that give answers: --set, --from and --no-input."""
    return set_option(from_option(_no_input_option(command)))


def given(
    type_: Type,
    settings: tuple[str, ...],
    source: Path | None,
    reader: Reader,
    there: dict[str, Value] | None = None,
) -> Answers:
    """What the options say; `there` are the values that stand already. Raises ConfigurationError."""
    answers = Answers()
    for name, value in _from_file(source).items() if source else ():
        _take(answers, type_, name, value, reader)
    for setting in settings:
        name, found, text = setting.partition("=")
        if not found:
            raise ConfigurationError(f"--set {setting!r} has no =", hint="Write --set key=value.")
        inside = _INSIDE.fullmatch(name.strip())
        listed = type_.property(inside[1]) if inside else None
        if inside and listed:
            groups = answers.keys.get(listed.name, (there or {}).get(listed.name))
            answers.keys[listed.name] = _set_inside(listed, groups, inside, text, reader)
        else:
            _take(answers, type_, name.strip(), text, reader)
    return answers


def is_asking(*, no_input: bool) -> bool:
    """Whether there is somebody who can be asked."""
    return not no_input and sys.stdin is not None and sys.stdin.isatty()


def _from_file(source: Path) -> dict[str, Value]:
    try:
        return frontmatter.read_either(start_of(source)).values
    except OSError as error:
        raise ConfigurationError(
            f"{source} cannot be read: {error.strerror}", hint="Check the path."
        ) from error
    except frontmatter.MalformedError as error:
        raise ConfigurationError(error.located(source), hint=error.hint) from error


def _take(answers: Answers, type_: Type, name: str, value: Value, reader: Reader) -> None:
    """Take in one answer, for a key or for a section."""
    key = type_.property(name)
    is_section = name in type_.sections and isinstance(value, str)
    if key is None and not is_section:  # the title of a section as it stands is no key
        key = type_.property(name.lower().replace("-", "_").replace(" ", "_"))
    titles = {title.casefold(): title for title in type_.sections}
    if key is not None:
        said = reader.read(key, value) if isinstance(value, str) else reader.value(key, value)
        answers.keys[key.name] = said
    elif name.casefold() in titles and isinstance(value, str):
        answers.sections[titles[name.casefold()]] = value
    else:
        raise _unknown(type_, name)


def _set_inside(
    key: Property, groups: Value, inside: re.Match[str], text: str, reader: Reader
) -> Value:
    """The groups of a list with one key of one of them set."""
    _, number, name = inside.groups()
    part = next((one for one in key.parts if one.name == name), None)
    if part is None:
        known = ", ".join(one.name for one in key.parts)
        raise ConfigurationError(
            f"{key.name} has no key {name!r} inside",
            hint=f"Keys: {known}." if known else f"Write --set {key.name}=….",
        )
    if not isinstance(groups, list) or int(number) > len(groups):
        raise ConfigurationError(
            f"There is no {key.name}[{number}] yet",
            hint=f"Say the whole list: --set '{key.name}={shape(key)}'.",
        )
    return [
        {**one, part.name: reader.read(part, text)}
        if at == int(number) and isinstance(one, dict)
        else one
        for at, one in enumerate(groups, 1)
    ]


def option_for(key: Property, *, inside: str = "") -> str:
    """The option that says what a key needs, ready to be filled in."""
    name = f"{inside}.{key.name}" if inside else key.name
    if key.parts:
        return f"--set '{name}={shape(key)}'"
    return f'--set {name}="…"' if not inside else f"--set '{name}={shape(key)}'"


def _unknown(type_: Type, name: str) -> ConfigurationError:
    known = [key.name for key in type_.properties]
    close = difflib.get_close_matches(name, [*known, *type_.sections], 1)
    meant = f"Did you mean `{close[0]}`? " if close else ""
    keys = ", ".join(known)
    sections = f" Sections: {', '.join(type_.sections)}." if type_.sections else ""
    return ConfigurationError(
        f"{starting_with_article(type_.name)} has no key {name!r}",
        hint=f"{meant}Keys: {keys}.{sections}",
    )
