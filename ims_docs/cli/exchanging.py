"""What getting and sending share: who works here, which text stays, and telling what came."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

import click

from ims_docs.adapters.git.commits import head_of
from ims_docs.cli.answering import is_asking
from ims_docs.cli.group import Context
from ims_docs.cli.writing import tell as put_to_person
from ims_docs.cli.writing import terminal_width
from ims_docs.errors import RefusedError
from ims_docs.model.naming import id_called
from ims_docs.model.repository import Repository
from ims_docs.reporters import push
from ims_docs.reporters.printable import printable
from ims_docs.services.exchange import Choice, Clash, Got, UndecidedError
from ims_docs.services.exchange.clash import Decide
from ims_docs.services.exchange.get import UnfitError
from ims_docs.services.exchange.send import NotSentError
from ims_docs.services.saving import author
from ims_docs.services.workspace import Workspace

Command = TypeVar("Command", bound=Callable[..., Any])
Result = TypeVar("Result")
Exchange: TypeAlias = Callable[[Workspace, Mapping[str, str], Decide], Result]
"""Getting or sending: where, as whom, and how it is decided which text stays."""

_SHOWN = 12
"""So many saves are told one by one; so many lines of a text that clashes are shown."""
_KEYS = {"m": Choice.MINE, "t": Choice.THEIRS, "b": Choice.BOTH}


def choice_options(command: Command) -> Command:
    """The options that say beforehand whose text stays."""
    for choice, words in (
        (Choice.BOTH, "Keep both texts, theirs first, where they clash in this."),
        (Choice.THEIRS, "Keep their text where they clash in this."),
        (Choice.MINE, "Keep my text where they clash in this."),
    ):
        option = click.option(f"--{choice}", choice, multiple=True, metavar="ID", help=words)
        command = option(command)
    return command


class Deciding:
    """Asks which text stays, or knows it from the command line."""

    def __init__(self, repository: Repository, named: Mapping[Choice, Sequence[str]]) -> None:
        self._choices = {
            id_called(repository, name).casefold(): choice
            for choice, names in named.items()
            for name in names
        }

    def __call__(self, clash: Clash) -> Choice | str | None:
        """The choice; None when nobody can be asked."""
        names = (clash.called.split(" ", 1)[0], clash.called, clash.path)
        for name in names:
            if choice := self._choices.get(name.casefold()):
                return choice
        if not is_asking(no_input=False):
            return None
        click.echo(shown(clash), err=True, nl=False)
        keys = "m/t" if clash.is_whole else "m/t/b/e"
        words = "mine, theirs" if clash.is_whole else "mine, theirs, both, edit"
        answer = click.prompt(
            f"Which stays: {words}?",
            type=click.Choice(keys.split("/")),
            show_choices=True,
            err=True,
        )
        if answer == "e":
            return click.edit(clash.theirs + clash.mine) or clash.theirs + clash.mine
        return _KEYS[answer]


def shown(clash: Clash) -> str:
    """Both texts, and where they stand."""
    where = f"{clash.called}, under “{clash.section}”" if clash.section else clash.called
    lines = ["", f"You and somebody else changed {where}:"]
    for name, text in (("mine", clash.mine), ("theirs", clash.theirs)):
        lines += [f"  {name}:", *_quoted(text)]
    return "".join(f"{printable(line)}\n" for line in lines)


def _quoted(text: str) -> list[str]:
    lines = [f"    {line}" for line in text.rstrip("\n").split("\n")] if text.strip() else []
    more = [f"    … {len(lines) - _SHOWN} lines more"] if len(lines) > _SHOWN else []
    return [*lines[:_SHOWN], *more] or ["    (nothing: it is gone there)"]


def tell(context: Context, workspace: Workspace, got: Got) -> None:
    """Say in sentences what came."""
    others = [one for one in got.commits if len(one.parents) < 2]
    for one in others[:_SHOWN]:
        say(context, f"  {head_of(workspace.history, one.name).author}: {one.subject}")
    if len(others) > _SHOWN:
        say(context, f"  and {len(others) - _SHOWN} more: ims history")
    for sentence in got.renumbered:
        say(context, sentence)


def exchanged(
    context: Context, act: Exchange[Result], named: Mapping[Choice, Sequence[str]]
) -> tuple[Workspace, Repository, Result]:
    """Get or send in the name of whoever works here; what is refused is shown."""
    workspace = context.workspace()
    workspace.require_history()
    repository = workspace.files()
    identity = author(workspace, repository)
    try:
        return workspace, repository, act(workspace, identity, Deciding(repository, named))
    except RefusedError as error:
        if end := _refusal(context, error):
            raise end from error
        raise


def _refusal(context: Context, error: Exception) -> click.exceptions.Exit | None:
    """Show what stands against it; the end of the command, None for any other error."""
    width = terminal_width()
    if isinstance(error, UndecidedError):
        for clash in error.clashes:
            click.echo(shown(clash), err=True, nl=False)
    if isinstance(error, NotSentError):
        text = push.render(
            error.verdict, happened="Nothing was sent.", width=width, colour=context.colour
        )
        click.echo(text, err=True, nl=False)
        return click.exceptions.Exit(error.exit_code)
    if isinstance(error, UnfitError):
        from ims_docs.reporters import text as text_report

        found = text_report.render_findings(
            error.judged.findings, width=width, colour=context.colour
        )
        click.echo(found, err=True)
    return None


def say(context: Context, sentence: str) -> None:
    """Tell the person something, unless only results are wanted."""
    if not context.quiet:
        put_to_person(sentence)
