"""Reading a repository for a command that shows something of it."""

from __future__ import annotations

import click

from ims_docs.errors import UnreadableError
from ims_docs.services.workspace import THEN, Snapshot, State, Workspace


def read(workspace: Workspace, state: State, *, rules: str = THEN) -> Snapshot:
    """A state, with a note on stderr about what cannot be read.

    Raises UnreadableError when that is everything.
    """
    snapshot = workspace.read(state, rules=rules)
    lost = snapshot.repository.lost
    files = "1 file" if len(lost) == 1 else f"{len(lost)} files"
    if lost and not any(snapshot.repository.controlled):
        raise UnreadableError(
            f"Nothing could be read: {files} with something wrong", hint="Run `ims check`."
        )
    if lost:
        click.echo(f"note: {files} could not be read, run `ims check`", err=True)
    return snapshot
