"""Results to stdout or into a file, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from ims_docs.adapters.disk.writing import put

Command = TypeVar("Command", bound=Callable[..., Any])

_COMMAND = re.compile(r"`[^`]+`")

output_option = click.option(
    "-o",
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


def fitted(text: str, room: int = 0) -> str:
    """The text in lines that fit the terminal, `room` columns left; as it is where nobody sees one.

    No word is cut, and a command in backticks stays on one line, so that it can be copied.
    """
    from ims_docs.reporters.columns import KEPT, wrapped

    width = terminal_width(without_terminal=0)
    if not width:
        return text
    found: list[str] = []
    for line in text.split("\n"):
        words = line.lstrip(" ")
        indent = line[: len(line) - len(words)]
        whole = _COMMAND.sub(lambda one: one[0].replace(" ", KEPT), words)
        found += wrapped(whole, width - room, indent, f"{indent}  " if room == 0 else indent)
    return "\n".join(found)


def tell(text: str) -> None:
    """Say something to the person, beside the results, in lines that fit the terminal."""
    from ims_docs.reporters.printable import printable

    shown = "\n".join(map(printable, text.split("\n")))
    click.echo(fitted(shown), err=True)


def terminal_width(without_terminal: int = 80) -> int:
    """Columns to write for: the terminal's or COLUMNS, between 40 and 120."""
    columns = shutil.get_terminal_size((0, 0)).columns
    return min(max(columns, 40), 120) if columns else without_terminal
