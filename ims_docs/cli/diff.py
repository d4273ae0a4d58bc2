"""`ims diff`: what changed in one thing from one state to another."""

from __future__ import annotations

from pathlib import Path

import click

from ims_docs.cli.group import Context
from ims_docs.cli.history import locate
from ims_docs.cli.repository import find_root, open_history, read_files, today
from ims_docs.cli.writing import emit, output_option, terminal_width
from ims_docs.comparing import compare
from ims_docs.model.tree_entry import TreeEntry
from ims_docs.reporters.comparison import Redline, as_json, as_text
from ims_docs.reporters.comparison_html import as_html
from ims_docs.tracing import Sides
from ims_docs.tree import WorkingTree


@click.command("diff")
@click.argument("identifier", metavar="ID")
@click.argument("before", metavar="[A]", default="")
@click.argument("after", metavar="[B]", default="")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "html", "json"]),
    default="text",
    show_default=True,
)
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
    last), a day such as 2026-03-01 (what was saved by its end), or a tag, branch or
    commit. Without B: the file on disk. Without both: what was changed on disk since the
    last saved state; or when nothing was, the last two revisions.

    [-words that went-] and {+words that came+} are marked so, or coloured in a terminal.
    Keys, and entries of a register, are shown one by one. The rest is folded.
    """
    root = find_root(context.folder)
    history = open_history(context, root)
    history.require_whole()
    path = locate(read_files(root), history, identifier)
    first, second = Sides(history, path, _on_disk(root, path), today()).pair(before, after)
    told = Redline(identifier, path, first, second, compare(first.data, second.data, path))
    if format_name == "text":
        colour = context.colour and output is None
        emit(as_text(told, width=terminal_width(), colour=colour), output)
    else:
        emit(as_json(told) if format_name == "json" else as_html(told), output)


def _on_disk(root: Path, path: str) -> bytes | None:
    """The bytes of a file, None when it is not there or no file. Follows no link."""
    _, data = next(iter(WorkingTree(root).read([TreeEntry(path)])))
    return data if isinstance(data, bytes) else None
