"""`ims renumber`: another number for what two branches numbered alike."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from ims_docs.adapters.disk import writing
from ims_docs.adapters.git.changes import Collision, collision, companions
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
    with writing.locked(keeping.lock):
        waiting = collision(keeping.history, relative)
        plan = _planned(keeping, relative, entry, waiting)
        _write(keeping.root, plan)
    done, changed = plan.done, sorted(plan.changed)
    if waiting is not None:
        keeping.history.run_as_user("add", "--", *changed, environment=context.identity)
    keeping.tell(
        f"{done.old} is now {done.new}, in {done.path}. {_counted(plan.followed)}",
        f"Renumber {done.old} to {done.new}",
        *changed,
    )
    for other in plan.left:
        keeping.say(f"{other} names {done.old} too. Look whether {done.new} is meant there.")
    click.echo(f"{done.new} {done.path}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """Everything that will be written; while it is made, nothing is."""

    path: str
    """The file that was named."""
    done: Renumbered
    stays: str | None
    """What the file that was named holds afterwards, None when it is gone."""
    followers: dict[str, str]
    left: list[str]
    """Files that still name the old id."""

    @property
    def followed(self) -> list[str]:
        """Files that name the new id from now on."""
        return sorted(self.followers)

    @property
    def changed(self) -> set[str]:
        """Every file that is written or taken away."""
        return {self.path, self.done.path, *self.followers}


def _planned(keeping: Keeping, path: str, entry: str, waiting: Collision | None) -> _Plan:
    """What has to be written. Raises UnreadableError and ConfigurationError."""
    stays: str | None = None
    if waiting is None:
        text, near = keeping.read(path), companions(keeping.history, path)
    else:
        (stays, text), near = _sides(keeping, path, waiting), waiting.companions
    with frontmatter.naming(path):
        done = _renumbered(keeping, path, text, entry)
    if done.path != path:
        _refuse_taken(keeping, done.path)
    elif waiting is not None:
        raise ConfigurationError(
            f"Both branches added {path}, and there is room for one",
            hint=f"Put into it what is to stay of both, then run `git add {path}`.",
        )
    else:
        stays = done.text
    followers, left = _follow(keeping, done, near - {path, done.path})
    return _Plan(path=path, done=done, stays=stays, followers=followers, left=left)


def _sides(keeping: Keeping, path: str, waiting: Collision) -> tuple[str, str]:
    """The texts of this branch and of the other one."""
    ours, theirs = keeping.history.blobs((waiting.ours, waiting.theirs))
    if ours is None or theirs is None:
        raise UnreadableError(f"Git has lost a side of {path}", hint="Run `git fsck`.")
    with frontmatter.naming(path):
        return frontmatter.decode(ours), frontmatter.decode(theirs)


def _renumbered(keeping: Keeping, path: str, text: str, entry: str) -> Renumbered:
    keys, line = (frontmatter.split(text)[0], 2) if path.endswith(".md") else (text, 1)
    name = str(frontmatter.parse(keys, line).values.get("type", ""))
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


def _refuse_taken(keeping: Keeping, path: str) -> None:
    target = keeping.root / path
    if target.is_symlink() or target.exists():
        raise UnreadableError(
            f"{path} exists already", hint="Look at it, then run the command again."
        )


def _write(root: Path, plan: _Plan) -> None:
    """The new file first: when somebody was faster there, nothing else has changed."""
    if plan.done.path != plan.path and not writing.create(root, plan.done.path, plan.done.text):
        raise UnreadableError(f"{plan.done.path} exists already", hint="Run the command again.")
    for path, text in plan.followers.items():
        writing.replace(root, path, text)
    if plan.stays is None:
        (root / plan.path).unlink()
    else:
        writing.replace(root, plan.path, plan.stays)


def _follow(
    keeping: Keeping, done: Renumbered, near: frozenset[str]
) -> tuple[dict[str, str], list[str]]:
    """Files that will name the new id, with their texts, and files that still name the old one."""
    holders = {done.path, *(one.path for one in keeping.repository.holders_of(done.old))}
    naming = {
        one.path: keeping.read(one.path)
        for one in keeping.repository.controlled
        if one.path not in holders and (keeping.root / one.path).is_file()
    }
    changed = following(naming, done.old, done.new)
    closed = {one.path for one in keeping.repository.records if one.is_closed}
    followers = {
        path: text for path, text in changed.items() if path in near and path not in closed
    }
    return followers, sorted(set(changed) - set(followers))


def _counted(followed: list[str]) -> str:
    if not followed:
        return "No other file had to follow."
    return f"What named it follows: {', '.join(followed)}."
