"""`ims show`: one document, record or register entry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import click

from ims_docs import frontmatter
from ims_docs.cli.group import Context
from ims_docs.cli.repository import as_of_option, open_tree, read_tree, unknown
from ims_docs.cli.writing import emit, terminal_width
from ims_docs.errors import ImsDocsError
from ims_docs.model.repository import Repository
from ims_docs.model.tree_entry import TreeEntry
from ims_docs.model.type import Kind
from ims_docs.reporters.thing import as_json, as_text
from ims_docs.tree import Tree, WorkingTree
from ims_docs.viewing import View, names, referrers, things


@click.command("show")
@click.argument("identifier", metavar="ID")
@click.option("--at", metavar="REF", default="", help="At a tag, branch or commit.")
@as_of_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
)
@click.pass_obj
def command(
    context: Context, identifier: str, *, at: str, as_of: date | None, format_name: str
) -> None:
    """Show one document, record or register entry: its keys, its text, and what refers to it.

    People and roles stand there by name. Of a record it says which states may follow.
    """
    tree = open_tree(context, at=at, as_of=as_of)
    repository = read_tree(context, tree, as_of=as_of)
    shown = things(repository, identifier)
    if not shown:
        raise _nothing(repository, identifier)
    bodies = _bodies(tree, [one.path for one in shown])
    view = View(identifier, shown, bodies, referrers(repository, shown))
    if format_name == "text":
        text = as_text(view, names(repository), width=terminal_width(), colour=context.colour)
    else:
        text = as_json(view, unread=repository.lost)
    emit(text, None)


def _nothing(repository: Repository, identifier: str) -> ImsDocsError:
    known = repository.types.get(identifier)
    if known:
        look = "table" if known.kind is Kind.REGISTER else "list"
        return unknown("id", identifier, (), otherwise=f"Run `ims {look} {identifier}`.")
    prefix = identifier.upper().partition("-")[0]
    alike = [one for one in repository.holders if one.partition("-")[0] == prefix]
    name = identifier.upper() if alike else identifier
    return unknown(
        "id", name, alike or repository.holders, otherwise="`ims list TYPE` shows the ids."
    )


def _bodies(tree: Tree, paths: Iterable[str]) -> dict[str, str]:
    """The Markdown below the keys of each file; a register has none."""
    wanted = {path for path in paths if path.endswith(".md")}
    entries = (
        map(TreeEntry, wanted)
        if isinstance(tree, WorkingTree)
        else [one for one in tree.entries() if one.path in wanted]
    )
    bodies = {}
    for entry, data in tree.read(entries):
        if isinstance(data, bytes):
            _, bodies[entry.path], _ = frontmatter.split(frontmatter.decode(data))
    return bodies
