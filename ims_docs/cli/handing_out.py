"""What the commands that export share: the state, the folder, the digest of each file, what is not shown."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ims_docs.adapters.disk.writing import put
from ims_docs.cli.group import Context
from ims_docs.cli.options import past_state
from ims_docs.cli.reading import read
from ims_docs.errors import UnreadableError
from ims_docs.reporters.printable import printable

if TYPE_CHECKING:
    from ims_docs.errors import ImsDocsError
    from ims_docs.export.copies import Unshown
    from ims_docs.export.copying import Copying

FINDINGS = 1
_USUAL = "exports"
"""Where copies go if nobody says otherwise: a folder that git is told to leave alone."""
_ELSEWHERE = "Name a folder that you may write to: `-o DIR`."
_Command = TypeVar("_Command", bound=Callable[..., Any])


def folder_option(command: _Command) -> _Command:
    """The option `-o`."""
    return click.option(
        "-o",
        "--output",
        "folder",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        default=_USUAL,
        show_default=True,
        help="The folder to write to.",
    )(command)


def copying_at(context: Context, at: str, as_of: date | None) -> Copying:
    """A state, and what is kept now."""
    from ims_docs.export.copying import Copying
    from ims_docs.services.workspace import Disk

    workspace = context.workspace()
    workspace.history.require_whole(lost=", so the revisions of a text are missing")
    snapshot = read(workspace, past_state(at, as_of))
    is_past = bool(at or as_of)
    today = workspace.read(Disk()).repository if is_past else snapshot.repository
    return Copying(snapshot=snapshot, today=today)


def write(context: Context, folder: Path, name: str, data: bytes) -> None:
    """A file whole or not at all, and its digest for the minutes."""
    target = context.folder / folder / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if folder == Path(_USUAL) and not (ignored := target.parent / ".gitignore").exists():
            put(ignored, "*\n")
        put(target, data)
    except OSError as error:
        raise _unwritable(folder, error.strerror or str(error)) from error
    except UnreadableError as error:
        raise UnreadableError(error.message, hint=f"{error.hint} {_ELSEWHERE}") from error
    click.echo(f"{printable(str(folder / name))}  sha256:{sha256(data).hexdigest()}")


def require_writable(context: Context, folder: Path) -> None:
    """Raise UnreadableError where nothing could be written, before anything takes time."""
    place = (context.folder / folder).absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    if not place.is_dir():
        raise _unwritable(folder, f"{place} is no folder")
    if not os.access(place, os.W_OK | os.X_OK):
        raise _unwritable(folder, os.strerror(errno.EACCES))


def _unwritable(folder: Path, why: str) -> UnreadableError:
    return UnreadableError(f"Nothing can be written to {folder}: {why}", hint=_ELSEWHERE)


def tell(unshown: Sequence[Unshown]) -> bool:
    """What a copy does not show as its page does; whether a reader of it lacks something."""
    for one in unshown:
        text = f"{one.path}:{one.line}: {one.message}"
        click.echo(printable(text if one.is_lost else f"note: {text}"), err=not one.is_lost)
        if one.is_lost:
            click.echo(f"    {printable(one.hint)}")
    return any(one.is_lost for one in unshown)


def tell_refused(path: str, error: ImsDocsError) -> None:
    """Why there is no copy of a text."""
    click.echo(f"{printable(path)}: {printable(error.message)}")
    click.echo(f"    {printable(error.hint)}")
