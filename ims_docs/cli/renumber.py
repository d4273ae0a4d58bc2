"""`ims renumber`: another number for what two branches numbered alike."""

from __future__ import annotations

from pathlib import Path

import click

from ims_docs.adapters.disk import writing
from ims_docs.adapters.git.changes import collision, companions
from ims_docs.cli.check import inside
from ims_docs.cli.group import Context
from ims_docs.cli.keeping import Keeping, commit_option
from ims_docs.errors import ConfigurationError, UnreadableError
from ims_docs.formats import frontmatter
from ims_docs.model.type import Kind, Type
from ims_docs.services.records.free_ids import free_ids
from ims_docs.services.records.renumber import Renumbered, following, renumbered, renumbered_entry


@click.command("renumber")
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
@click.option("--entry", metavar="ID", default="", help="The entry, when PATH is a register.")
@commit_option
@click.pass_obj
def command(context: Context, path: Path, *, entry: str, commit: bool) -> None:
    """Give a document, a record or an entry the next free id.

    For two that got the same number on two branches. Files that came together with it
    follow; others that name the old id are listed, for you to decide. When a merge waits
    because both branches added the same file, this branch's file stays and the other
    branch's gets the new number. The last line printed is: ID path.
    """
    keeping = Keeping(context, commit)
    (relative,) = inside(context, (path,))
    waiting = collision(keeping.history, relative)
    if waiting is None:
        text, near = keeping.read(relative), companions(keeping.history, relative)
    else:
        ours, theirs = keeping.history.blobs((waiting.ours, waiting.theirs))
        if ours is None or theirs is None:
            raise UnreadableError(f"Git has lost a side of {relative}", hint="Run `git fsck`.")
        text, near = frontmatter.decode(theirs), waiting.companions
        writing.replace(keeping.root, relative, frontmatter.decode(ours))
    done = _renumbered(keeping, relative, text, entry)
    with writing.locked(keeping.lock):
        _write(keeping, relative, done, moved=waiting is None)
    followed, left = _follow(keeping, done, near - {relative, done.path})
    changed = sorted({relative, done.path, *followed})
    if waiting is not None:
        keeping.history.run_as_user("add", "--", *changed, environment=context.identity)
    keeping.tell(
        f"{done.old} is now {done.new}, in {done.path}. {_counted(followed)}",
        f"Renumber {done.old} to {done.new}",
        *changed,
    )
    for other in left:
        keeping.say(f"{other} names {done.old} too. Look whether {done.new} is meant there.")
    click.echo(f"{done.new} {done.path}")


def _renumbered(keeping: Keeping, path: str, text: str, entry: str) -> Renumbered:
    keys = frontmatter.split(text)[0] if path.endswith(".md") else text
    name = str(frontmatter.parse(keys).values.get("type", ""))
    type_: Type | None = keeping.repository.types.get(name)
    if type_ is None:
        raise ConfigurationError(f"{path} has no type", hint=f"Run `ims check {path}`.")
    is_register = type_.kind is Kind.REGISTER
    if is_register and not entry:
        raise ConfigurationError(f"{path} is a register", hint="Say which entry: --entry ID.")
    past = keeping.history.past_paths("docs")
    new = free_ids(type_, keeping.repository, past, text if is_register else "")[0]
    if is_register:
        return renumbered_entry(type_, path, text, entry, new)
    return renumbered(type_, path, text, new)


def _write(keeping: Keeping, path: str, done: Renumbered, *, moved: bool) -> None:
    if done.path == path:
        writing.replace(keeping.root, path, done.text)
        return
    if not writing.create(keeping.root, done.path, done.text):
        raise UnreadableError(f"{done.path} exists already", hint="Run the command again.")
    if moved:
        (keeping.root / path).unlink()


def _follow(
    keeping: Keeping, done: Renumbered, near: frozenset[str]
) -> tuple[list[str], list[str]]:
    """Files that now name the new id, and files that still name the old one."""
    holders = {done.path, *(one.path for one in keeping.repository.holders_of(done.old))}
    naming = {
        one.path: keeping.read(one.path)
        for one in keeping.repository.controlled
        if one.path not in holders and (keeping.root / one.path).is_file()
    }
    changed = following(naming, done.old, done.new)
    closed = {one.path for one in keeping.repository.records if one.is_closed}
    followed = sorted(path for path in changed if path in near and path not in closed)
    for path in followed:
        writing.replace(keeping.root, path, changed[path])
    return followed, sorted(set(changed) - set(followed))


def _counted(followed: list[str]) -> str:
    if not followed:
        return "No other file had to follow."
    return f"What named it follows: {', '.join(followed)}."
