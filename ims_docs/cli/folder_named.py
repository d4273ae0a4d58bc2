"""The folder that somebody names for a new repository."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from ims_docs.cli.group import Context
from ims_docs.errors import ConfigurationError, ImsDocsError
from ims_docs.model.naming import type_called
from ims_docs.model.quoting import quoted
from ims_docs.model.type import Type


def folder_named(context: Context, words: tuple[str, ...]) -> Path | None:
    """The folder that was named; who names a type wants one of it, and no new repository."""
    word = " ".join(words)
    is_path = word.startswith(".") or "/" in word or (context.folder / word).exists()
    if word and not is_path and (type_ := type_called(_types(context), word)):
        raise ConfigurationError(
            f"`ims new` makes a whole new system, and {word!r} is a type of this one",
            hint=f"To add one here: `ims add {type_.name}`. "
            f"For a folder of that name: `ims new {quoted(f'./{word}')}`.",
        )
    if len(words) > 1:
        raise click.UsageError(f"Put the name of the folder in quotation marks: {quoted(word)}")
    return Path(word) if word else None


def _types(context: Context) -> Mapping[str, Type]:
    """The types of the repository here; none where there is no repository."""
    try:
        return context.workspace().types().types
    except ImsDocsError:
        return {}
