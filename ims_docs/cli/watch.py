"""`ims check --watch`: the same report again and again, as files are saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from ims_docs.adapters.watching import saves
from ims_docs.errors import ImsDocsError
from ims_docs.model.tree_entry import FOLDERS
from ims_docs.reporters.printable import printable


def repeat(root: Path, judge: Callable[[], object]) -> None:
    """Judge now and after each save, until the person presses Ctrl-C.

    The lines around each round are what an editor recognises it by (.vscode/tasks.json).
    """
    shown = printable(str(root))
    folders = ", ".join(f"{name}/" for name in FOLDERS)
    try:
        for _ in saves(root.resolve()):
            click.echo(f"Checking {shown} …")
            try:
                judge()
            except ImsDocsError as error:
                click.echo(f"error: {printable(error.message)}", err=True)
                if error.hint:
                    click.echo(f"hint: {printable(error.hint)}", err=True)
            click.echo(
                f"Watching {folders} and ims.yml. Save a file to check again; Ctrl-C ends it."
            )
    except KeyboardInterrupt:
        click.echo("Watching ended.", err=True)
