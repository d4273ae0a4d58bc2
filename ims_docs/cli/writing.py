"""Results to stdout or into a file, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from ims_docs.errors import UnreadableError


def emit(text: str, output: Path | None) -> None:
    """Print a result, or put it into a file in one step."""
    if output is None:
        click.echo(text, nl=False)
        return
    write_whole(output, text)
    click.echo(str(output), err=True)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it holds the old text or the new one, never half."""
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise UnreadableError(f"{path} cannot be written: {error.strerror}", hint="Check the folder.") from error
    try:
        with open(descriptor, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except OSError as error:
        raise UnreadableError(f"{path} cannot be written: {error.strerror}", hint="Check the space and the permissions.") from error
    finally:
        Path(name).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
