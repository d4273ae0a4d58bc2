"""Results to stdout or into a file, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from ims_docs.adapters.disk.writing import put

Command = TypeVar("Command", bound=Callable[..., Any])

output_option = click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write it to a file.",
)


def format_option(names: Iterable[str]) -> Callable[[Command], Command]:
    """The option `--format` with these forms; text is what a person gets who asks for none."""
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(list(names)),
        default="text",
        show_default=True,
    )


def emit(text: str | bytes, output: Path | None) -> None:
    """Print a result, or put it into a file in one step."""
    if output is None:
        try:
            click.echo(text, nl=False)
        except BrokenPipeError:  # `ims check | head`: the verdict stands all the same
            silence_stdout()
        return
    put(output, text)
    click.echo(str(output), err=True)


def silence_stdout() -> None:
    """Let what is still to be written go nowhere, or Python would complain when it ends."""
    with contextlib.suppress(OSError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def terminal_width(without_terminal: int = 80) -> int:
    """Columns to write for: the terminal's or COLUMNS, between 40 and 120."""
    columns = shutil.get_terminal_size((0, 0)).columns
    return min(max(columns, 40), 120) if columns else without_terminal
