"""`ims hooks`: putting the gates in, and seeing which are in force."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ims_docs.cli.group import Context
from ims_docs.cli.writing import format_option
from ims_docs.services.hook_setup import GATES

if TYPE_CHECKING:
    from ims_docs.adapters.git import History
    from ims_docs.services.hook_setup.install import Outcome

NOT_IN_FORCE = 1


@click.group("hooks")
def command() -> None:
    """Keep out what must not be kept: before a commit, before a push, and on a server.

    Git does not hand hooks on with a clone, so everybody installs them once.
    """


@command.command("install")
@click.option(
    "--server",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="BARE_REPOSITORY",
    help="Put the gate of a server into the repository that everybody pushes to.",
)
@click.pass_context
def install_command(context: click.Context, server: Path | None) -> None:
    """Put the gates where git looks for them. What somebody else put there stays.

    Exit code: 0 every gate is in its place, 1 something is in the way, 3 cannot be written.
    """
    from ims_docs.adapters.git import History
    from ims_docs.adapters.git.commits import require_store
    from ims_docs.reporters.gates import shown
    from ims_docs.services.hook_setup.install import install

    obj: Context = context.obj
    if server is None:
        history = obj.workspace().history
    else:
        history = History(server.absolute())
        require_store(history)
    start = history.root if server is None else Path.cwd()
    outcomes = install(history, sys.executable, server=server is not None)
    for outcome in outcomes:
        click.echo(f"{shown(outcome.path, start)}: {outcome.placed}")
        for line in _explained(outcome, history):
            click.echo(f"    {line}", err=True)
    context.exit(0 if all(one.stands for one in outcomes) else NOT_IN_FORCE)


def _explained(outcome: Outcome, history: History) -> list[str]:
    """What was found instead of a free place, and how to join the two."""
    from ims_docs.reporters.printable import printable
    from ims_docs.services.hook_setup.install import Placed

    stage = outcome.gate.stage
    call = f'ims hooks run {stage} "$@" || exit 1'
    if outcome.placed is Placed.OCCUPIED:
        return [
            "This is a hook of somebody else; it was left as it is.",
            f"To have both, put this line into it, above its own commands: {call}",
        ]
    if outcome.placed is Placed.SHARED:
        value, scope = history.setting("core.hooksPath")
        return [
            f"The {scope} setting core.hooksPath of git names {printable(value)}, for all your repositories.",
            f"To have the gate in all of them, put this line into the {stage} there: {call}",
            "To have it here alone: git config --local core.hooksPath .git/hooks, then ims hooks install",
        ]
    if outcome.placed is Placed.MANAGED:
        return [
            f"{outcome.manager} is called here; it runs the gates that .pre-commit-config.yaml names."
        ]
    return []


@command.command("status")
@format_option(["text", "json"])
@click.pass_context
def status_command(context: click.Context, format_name: str) -> None:
    """Say which gates are in force here, and what no tool can see from here.

    Exit code: 0 some gate is in force, 1 none is, 3 could not look.
    """
    from ims_docs.cli.writing import emit
    from ims_docs.reporters import gates
    from ims_docs.services.hook_setup.status import look

    obj: Context = context.obj
    workspace = obj.workspace()
    standing = look(workspace.root, workspace.history)
    emit(gates.REPORTERS[format_name](standing), None)
    context.exit(0 if standing.any_in_force else NOT_IN_FORCE)


@command.command("run", context_settings={"ignore_unknown_options": True})
@click.argument("gate", type=click.Choice([one.stage for one in GATES]), metavar="GATE")
@click.argument("arguments", nargs=-1, metavar="[ARGUMENT]…")
@click.option(
    "--commits", "span", metavar="FROM..TO", default="",
    help="With pre-push: judge these commits instead of what git says on its way.",
)  # fmt: skip
@click.pass_context
def run_command(
    context: click.Context, gate: str, arguments: tuple[str, ...], *, span: str
) -> None:
    """Judge as one gate does. This is what git calls: pre-commit, commit-msg, pre-push, pre-receive.

    Exit code: 0 git may go on, 1 it may not, 3 could not judge.
    """
    from ims_docs.cli.gate import run_gate

    run_gate(context, gate, arguments, span)
