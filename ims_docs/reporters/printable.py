"""Text from a repository made safe to show: nothing in it acts on a terminal, a log or a parser.

File names, titles and messages come from whoever wrote the repository. Shown as they
are, they could move a cursor, turn a line around or give orders to a build server.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from ims_docs.model.finding import Location

Json: TypeAlias = "str | int | float | Mapping[str, Json] | Sequence[Json] | None"

REPORT_VERSION = 1
"""Of a report in JSON. It grows when a key goes or means something else."""

# Build servers obey lines of the log: GitHub what starts with `::` or has `##[` anywhere,
# Azure Pipelines `##vso[`, TeamCity `##teamcity[`.
_COMMAND = re.compile(r"(?<=:):|(?<=#)#(?=\w*\[)")
_SURROGATE = re.compile("[\ud800-\udfff]")


def printable(text: str) -> str:
    r"""The text on one line; what is not plainly visible is shown as \n, \x1b, \u202e."""
    shown = text if text.isprintable() else "".join(map(_shown, text))
    return _COMMAND.sub(lambda match: f"\\x{ord(match[0]):02x}", shown)


def place(where: Location) -> str:
    """The place as `path:line:column`, which editors and terminals open on a click."""
    return printable(str(where)) or "(repository)"


def json_text(value: Json) -> str:
    """The value as JSON in plain ASCII, so that no console or log can spoil or obey it."""
    # Outside strings JSON has no #, so that the replacement reads back as the same value.
    return json.dumps(_sound(value), indent=2).replace("##", "#\\u0023") + "\n"


def report_text(value: Mapping[str, Json], version: int = REPORT_VERSION) -> str:
    """A report as JSON, with its version first."""
    return json_text({"schema_version": version, **value})


def json_line(value: Json) -> str:
    """The same on one line, for one of very many values."""
    line = json.dumps(value)
    if "\\ud" in line:  # perhaps half a character
        line = json.dumps(_sound(value))
    return line.replace("##", "#\\u0023")


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    if "\udc80" <= character <= "\udcff":  # a byte of a file name that is not UTF-8
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")


def _sound(value: Json) -> Json:
    """The value without lone surrogates, which many readers of JSON refuse."""
    if isinstance(value, str):
        return _SURROGATE.sub(lambda match: _shown(match[0]), value)
    if isinstance(value, Mapping):
        return {key: _sound(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [_sound(inner) for inner in value]
    return value
