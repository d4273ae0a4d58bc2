"""Answers: from a file, from the command line, from a conversation; judged one by one."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from ims_docs.adapters.disk.tree import start_of
from ims_docs.errors import ConfigurationError
from ims_docs.formats import frontmatter
from ims_docs.services.scaffold.judging import AnswerError
from ims_docs.services.scaffold.questions import (
    QUESTIONS,
    SLUG,
    STARTED,
    default_profile,
)

Answers: TypeAlias = "Mapping[str, str]"

_KNOWN = {question.name: question for question in (*QUESTIONS, SLUG, STARTED)}


@dataclass(frozen=True, slots=True)
class Given:
    """What has been answered so far, before anybody is asked."""

    values: Mapping[str, str]


def given(file: Path | None, settings: Sequence[str]) -> Given:
    """Answers of `--answers` and `--set`, the later winning. Raises ConfigurationError naming the key."""
    values: dict[str, str] = {}
    for name, value in _from_file(file) if file else ():
        values[name] = judged(name, value, str(file))
    for name, value in map(_from_setting, settings):
        values[name] = judged(name, value, "--set")
    return Given(values)


def complete(values: Mapping[str, str]) -> dict[str, str]:
    """All answers, defaults where nothing was said, and the folder's short name."""
    values = {
        "profile": default_profile(values),
        **{name: one for name, one in values.items() if one},
    }
    answers = {question.name: values.get(question.name, question.default) for question in QUESTIONS}
    answers["slug"] = values.get("slug") or slug_of(answers["organisation"])
    answers["started_on"] = values.get("started_on") or datetime.now(UTC).date().isoformat()
    return answers


def accept(answers: Mapping[str, str], source: str = "The answers") -> dict[str, str]:
    """Answers that somebody else has put into files already. Raises ConfigurationError.

    Nothing can be put right any more, so each has to be as `judged` would keep it.
    """
    for name, value in answers.items():
        if judged(name, value, source) != value:
            raise ConfigurationError(
                f"{source}: {name}: {value!r} is not written as it would be kept",
                hint=f"Write {judged(name, value, source)!r}.",
            )
    return complete(answers)


def judged(name: str, value: str, source: str) -> str:
    """One answer as it is kept. Raises ConfigurationError."""
    question = _KNOWN.get(name)
    if question is None:
        raise ConfigurationError(
            f"{source}: there is no question {name!r}", hint=f"Known: {', '.join(_KNOWN)}."
        )
    try:
        return question.judge(value)
    except AnswerError as error:
        raise ConfigurationError(
            f"{source}: {name}: {error}",
            hint=f"Change the answer to {name!r} and run the command again.",
        ) from error


def slug_of(organisation: str) -> str:
    """A folder name from a name in any script; "ims" when nothing of it is left.

    The template has the same function for people who use it with cookiecutter alone.
    """
    plain = unicodedata.normalize("NFKD", organisation).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    slug = slug if slug[:1].isalpha() else f"ims-{slug}"
    return slug[:41].rstrip("-")


def _from_setting(setting: str) -> tuple[str, str]:
    name, found, value = setting.partition("=")
    if not found:
        raise ConfigurationError(f"--set {setting!r} has no =", hint="Write --set key=value.")
    return name.strip(), value


def _from_file(file: Path) -> list[tuple[str, str]]:
    try:
        data = start_of(file)
        is_json = file.suffix == ".json"
        values = _json(frontmatter.decode(data)) if is_json else frontmatter.read_keys(data).values
    except OSError as error:
        raise ConfigurationError(
            f"{file} cannot be read: {error.strerror}", hint="Check the path."
        ) from error
    except frontmatter.MalformedError as error:
        raise ConfigurationError(error.located(file), hint=error.hint) from error
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(
            f"{file} cannot be read as JSON: {error}", hint="Check it in an editor."
        ) from error
    inner = values.get("answers") if isinstance(values, dict) else None
    found = inner if isinstance(inner, dict) else values
    if not isinstance(found, dict):
        raise ConfigurationError(
            f"{file} does not hold keys with values", hint="Write `key: value` lines."
        )
    for name, value in found.items():
        if not isinstance(value, str | int) or isinstance(value, bool):
            raise ConfigurationError(
                f"{file}: the answer to {name!r} is not text", hint="Put it in quotes."
            )
    return [(name, str(value)) for name, value in found.items()]


def _json(text: str) -> object:
    return json.loads(text, object_pairs_hook=_without_duplicates)


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key!r} is there twice")
        found[key] = value
    return found
