"""Results to stdout or into a file, whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from ims_docs.storage import write_whole


def emit(text: str, output: Path | None) -> None:
    """Print a result, or put it into a file in one step."""
    if output is None:
        click.echo(text, nl=False)
        return
    write_whole(output, text)
    click.echo(str(output), err=True)


def terminal_width() -> int:
    """Columns to write for: the terminal's, 80 when there is none."""
    return min(max(shutil.get_terminal_size((80, 24)).columns, 40), 120)
