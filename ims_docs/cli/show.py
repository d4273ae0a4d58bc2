"""`ims show`: one document, record or register entry."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date

import click

from ims_docs.adapters.disk.tree import Tree, WorkingTree
from ims_docs.adapters.git import RevisionTree
from ims_docs.cli.group import Context
from ims_docs.cli.repository import (
    as_of_option,
    open_history,
    open_tree,
    read_tree,
    rules_at_option,
    unknown,
)
from ims_docs.cli.signing import find_subject
from ims_docs.cli.writing import emit, format_option, terminal_width
from ims_docs.domain.approval_state import State, standings
from ims_docs.domain.views import View, approval_of, names, referrers, things
from ims_docs.errors import HistoryUnavailableError, ImsDocsError, RefusedError, UnreadableError
from ims_docs.formats import frontmatter
from ims_docs.model.repository import Repository
from ims_docs.model.tree_entry import TreeEntry
from ims_docs.model.type import Kind
from ims_docs.reporters import in_force as reported
from ims_docs.reporters.thing import as_json, as_text
from ims_docs.services.loading import with_changed_files
from ims_docs.services.timeline import find_text
from ims_docs.services.workspace import find_root


@click.command("show")
@click.argument("identifier", metavar="ID")
@click.option(
    "--in-force",
    is_flag=True,
    help="The approved text of a document or register, while its next version is written.",
)
@click.option("--at", metavar="REF", default="", help="At a tag, branch or commit.")
@as_of_option
@rules_at_option
@format_option(["text", "json"])
@click.pass_obj
def command(  # noqa: PLR0913 - the options of one command
    context: Context,
    identifier: str,
    *,
    in_force: bool,
    at: str,
    as_of: date | None,
    rules_at: str,
    format_name: str,
) -> None:
    """Show one document, record or register entry: its keys, its text, and what refers to it.

    People and roles stand there by name. Of a record it says which states may follow, of a
    document whether this text is in force. With --in-force it prints the text that is in
    force, found in the history by the digest that was signed. Exit code then: 0 printed,
    1 nothing is in force, 3 the approved text is not in this clone.
    """
    tree = open_tree(context, at=at, as_of=as_of)
    repository = read_tree(context, tree, as_of=as_of, rules_at=rules_at)
    if in_force:
        when = f"at {at}" if at else f"on {as_of}" if as_of else ""
        found = _in_force(context, tree, repository, identifier)._replace(when=when)
        emit(reported.as_text(found) if format_name == "text" else reported.as_json(found), None)
        return
    with suppress(HistoryUnavailableError):  # what statements alone say has to do
        history = open_history(context, find_root(context.folder))
        repository = with_changed_files(repository, tree, history)
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


def _in_force(
    context: Context, tree: Tree, repository: Repository, identifier: str
) -> reported.InForce:
    """The approved text that counts. Raises RefusedError, UnreadableError."""
    subject = find_subject(repository, identifier)
    standing = standings(repository).of(subject)
    name, edition = standing.subject, standing.in_force
    if edition is None:
        ended = standing.state in (State.WITHDRAWN, State.SUPERSEDED)
        why = f"it is {standing.state}" if ended else "nobody has approved it"
        raise RefusedError(
            f"No version of {name} is in force: {why}",
            hint=f"`ims show {name}` shows the text that is there; `ims history {name}` tells what was.",
        )
    data = _read(tree, subject.path) if standing.is_in_force else None
    if data is None:
        history = open_history(context, find_root(context.folder))
        start = tree.commit if isinstance(tree, RevisionTree) else "HEAD"
        data = find_text(history, subject.path, name, edition, start)
    if data is None:
        raise UnreadableError(
            f"The text of {name} that was approved as version {edition.version} on {edition.day} "
            "is not in this copy of the repository",
            hint="It lies in another copy: run `git fetch --all`, or `git fetch --unshallow` where "
            f"the history is cut off. Its digest is {edition.digest}.",
        )
    told = approval_of(repository, edition)
    return reported.InForce(name, subject.title, subject.path, edition, "", told, data)


def _read(tree: Tree, path: str) -> bytes | None:
    entries = [one for one in tree.entries() if one.path == path]
    return next((data for _, data in tree.read(entries) if isinstance(data, bytes)), None)


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
