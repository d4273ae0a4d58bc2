"""`ims diff`: what changed in one thing from one state to another."""

from __future__ import annotations

from pathlib import Path

import click

from ims_docs.cli.group import Context
from ims_docs.cli.writing import emit, format_option, output_option, terminal_width
from ims_docs.domain.approval_state import Subject, standings
from ims_docs.errors import RefusedError
from ims_docs.formats.diff import compare
from ims_docs.reporters.comparison import Redline, as_json, as_text
from ims_docs.reporters.comparison_html import as_html
from ims_docs.services.timeline import FileState, FileStates, locate, text_in_force
from ims_docs.services.workspace import Snapshot

APPROVED = "approved"


@click.command("diff")
@click.argument("identifier", metavar="ID")
@click.argument("before", metavar="[A]", default="")
@click.argument("after", metavar="[B]", default="")
@format_option(["text", "html", "json"])
@output_option
@click.pass_obj
def command(  # noqa: PLR0913 - the options of one command
    context: Context,
    identifier: str,
    before: str,
    after: str,
    *,
    format_name: str,
    output: Path | None,
) -> None:
    """Show what changed in one document, record or register, word by word.

    A and B are states: a version such as 0.1 (where the document called itself that
    last), a day such as 2026-03-01 (what was saved by its end), the name of a baseline, a
    tag, branch or commit, or `approved`: the approved text that is in force. Without B: the file on disk. Without both: what was changed on disk since the
    last saved state; or when nothing was, the last two revisions.

    [-words that went-] and {+words that came+} are marked so, or coloured in a terminal.
    Keys, and entries of a register, are shown one by one. The rest is folded.
    """
    workspace = context.workspace()
    history = workspace.history
    history.require_whole()
    snapshot = workspace.read()
    path = locate(snapshot.repository, history, identifier)
    named = {APPROVED: _in_force(snapshot, path)} if APPROVED in (before, after) else {}
    sides = FileStates(history, path, snapshot.body(path), workspace.today, named)
    first, second = sides.pair(before, after)
    redline = Redline(identifier, path, first, second, compare(first.data, second.data, path))
    if format_name == "text":
        colour = context.colour and output is None
        emit(as_text(redline, width=terminal_width(), colour=colour), output)
    else:
        emit(as_json(redline) if format_name == "json" else as_html(redline), output)


def _in_force(snapshot: Snapshot, path: str) -> FileState:
    """The approved text that is in force. Raises RefusedError, UnreadableError."""
    repository = snapshot.repository
    subjects: tuple[Subject, ...] = (*repository.documents, *repository.registers)
    subject = next((one for one in subjects if one.path == path), None)
    if subject is None or standings(repository).of(subject).in_force is None:
        raise RefusedError(
            f"No approved text of {path} is in force",
            hint="Name a version, a day, a baseline or a commit instead.",
        )
    _, approved, data = text_in_force(snapshot, subject)
    return FileState(name=f"version {approved.version}, approved on {approved.day}", data=data)
