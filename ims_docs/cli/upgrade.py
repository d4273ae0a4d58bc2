"""`ims upgrade`: a newer template, or other answers, in a repository that is at work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

from ims_docs.cli.answering import is_asking
from ims_docs.cli.changing import refused_report
from ims_docs.cli.group import Context
from ims_docs.cli.writing import emit, format_option, terminal_width
from ims_docs.errors import ConfigurationError
from ims_docs.formats.diff import compare
from ims_docs.reporters.printable import printable
from ims_docs.reporters.upgrade import as_json, as_text, item_text
from ims_docs.services.exchange import Choice, Clash
from ims_docs.services.saving import author
from ims_docs.services.scaffold.answers import given
from ims_docs.services.upgrade.fitting import fitting
from ims_docs.services.upgrade.items import Wanted
from ims_docs.services.upgrade.plan import Item, Kind, Plan
from ims_docs.services.upgrade.planning import make_plan
from ims_docs.services.upgrade.taking import take
from ims_docs.services.workspace import Workspace
from ims_docs.services.workspace.identity import require_person
from ims_docs.services.workspace.transaction import NonconformingError

Command = TypeVar("Command", bound=Callable[..., Any])

_CHOICES = {"yours": Choice.MINE, "template": Choice.THEIRS, "both": Choice.BOTH}
_SHOWN = 12
"""So many lines of a text that clashes are shown."""


def _named(command: Command) -> Command:
    """The options that name what is taken, put off or decided."""
    for name, words in (
        ("both", "Both texts stay where they clash, yours first."),
        ("template", "The text of the template stays where it clashes."),
        ("yours", "Your text stays where it clashes."),
        ("later", "Put it off."),
        (
            "take",
            "Make it the draft of the next version, though it is approved. Does the rest too.",
        ),
    ):
        command = click.option(f"--{name}", multiple=True, metavar="ID", help=words)(command)
    return command


@click.command("upgrade")
@click.option("--apply", "applies", is_flag=True, help="Do it, and save it in one step.")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="KEY=VALUE",
    help="Another answer than `ims new` was given, such as sites=… or profile=full.",
)
@_named
@click.option("--show", metavar="ID", help="Show word by word what would change in it.")
@click.option(
    "--from",
    "base",
    default="",
    metavar="VERSION",
    help="The template that the texts here come from, or first: what was saved first.",
)
@format_option(["text", "json"])
@click.pass_obj
def command(  # noqa: PLR0913 - the options of one command
    context: Context,
    /,
    *,
    applies: bool,
    settings: tuple[str, ...],
    show: str | None,
    base: str,
    format_name: str,
    **named: tuple[str, ...],
) -> None:
    """Take a newer template, or other answers, into the texts that are here.

    Shows what would happen to each file; nothing is written without --apply or --take. What
    you wrote stays: where you and the template changed the same place, you decide, and what
    nobody decides is put off. An approved text is never written: taken, it becomes the draft
    of its next version. Guidance and places to fill in do not come back into a text that is
    written. ID is an id, the name of a register, or a path. Exit code: 0 shown, done or
    nothing to do, 1 refused, 2 wrong usage.
    """
    workspace = context.workspace()
    workspace.require_history()
    writes = applies or bool(named["take"])
    wanted = Wanted(
        answers=given(None, settings).values,
        base=base,
        take=_folded(named["take"]),
        later=_folded(named["later"]),
        decide=Deciding(named, asks=writes and is_asking(no_input=False)),
    )
    plan = make_plan(workspace, wanted)
    _require_known(plan, [*(one for some in named.values() for one in some), *filter(None, [show])])
    if show:
        _show(context, plan, show)
    elif writes and not plan.is_done:
        _take(context, workspace, plan, format_name)
    else:
        _tell(fitting(workspace, plan), format_name)


def _tell(plan: Plan, format_name: str, *, is_done: bool = False) -> None:
    shown = as_text(plan, width=terminal_width(), is_done=is_done)
    emit(as_json(plan) if format_name == "json" else shown, None)


def _take(context: Context, workspace: Workspace, plan: Plan, format_name: str) -> None:
    repository = workspace.files()
    identity = author(workspace, repository)
    try:
        done = take(workspace, plan, require_person(repository, workspace.address), identity)
    except NonconformingError as refused:
        raise refused_report(context, refused) from refused
    _tell(done.plan, format_name, is_done=True)
    if not context.quiet:
        later = [one.name for one in done.plan.items if one.kind in (Kind.LATER, Kind.CONFLICT)]
        click.echo(f"Saved as {done.commit[:10]}; {done.record} tells it.", err=True)
        if later:
            click.echo(f"Put off: {printable(', '.join(later))}. See: ims upgrade", err=True)


def _show(context: Context, plan: Plan, name: str) -> None:
    item = next(one for one in plan.items if name.casefold() in _names(one))
    after = item.data if item.data is not None else item.before
    text = item_text(
        plan,
        item,
        compare(item.before, after, item.path),
        width=terminal_width(),
        colour=context.colour,
    )
    emit(text, None)


def _require_known(plan: Plan, names: Sequence[str]) -> None:
    """Raise ConfigurationError for a name that the plan says nothing of."""
    known = {one for item in plan.items for one in _names(item)}
    for name in names:
        if name.casefold() not in known:
            raise ConfigurationError(
                f"Nothing is to be done in {name}",
                hint="`ims upgrade` lists what there is.",
            )


def _names(item: Item) -> frozenset[str]:
    return frozenset((item.name.casefold(), item.path.casefold()))


def _folded(names: Sequence[str]) -> frozenset[str]:
    return frozenset(one.casefold() for one in names)


class Deciding:
    """Asks which text stays, or knows it from the command line."""

    def __init__(self, named: Mapping[str, Sequence[str]], *, asks: bool) -> None:
        self._asks = asks
        self._choices = {
            name.casefold(): choice for word, choice in _CHOICES.items() for name in named[word]
        }

    def __call__(self, clash: Clash) -> Choice | str | None:
        """The choice; None puts it off."""
        for name in (clash.called.split(" ", 1)[0], clash.path):
            if choice := self._choices.get(name.casefold()):
                return choice
        if not self._asks:
            return None
        click.echo(_question(clash), err=True, nl=False)
        words = ["yours", "template", *([] if clash.is_whole else ["both", "edit"]), "later"]
        answer = click.prompt(
            f"Which stays: {', '.join(words)}?",
            type=click.Choice([one[0] for one in words]),
            show_choices=True,
            err=True,
        )
        if answer == "l":
            return None
        if answer == "e":
            written = click.edit(clash.mine + clash.theirs, extension=".md")
            return None if written is None else written.replace("\r\n", "\n")
        return next(one for word, one in _CHOICES.items() if word.startswith(answer))


def _question(clash: Clash) -> str:
    """Both texts, and where they stand."""
    where = f"{clash.called}, {clash.section}" if clash.section else clash.called
    lines = ["", f"You and the template changed {where}:"]
    for name, text in (("yours", clash.mine), ("template", clash.theirs)):
        rows = text.rstrip("\n").split("\n") if text.strip() else ["(nothing: it is gone there)"]
        lines += [f"  {name}:", *(f"    {row}" for row in rows[:_SHOWN])]
        lines += [f"    … {len(rows) - _SHOWN} lines more"] if len(rows) > _SHOWN else []
    return "".join(f"{printable(line)}\n" for line in lines)
