"""The group `ims` and its table of commands."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ims_docs.cli.other_words import lead_on
from ims_docs.cli.version import version_options

if TYPE_CHECKING:
    from ims_docs.services.workspace import Workspace

COMMANDS = {
    "new": "Make a repository from a few answers.",
    "demo": "Make and check an example repository.",
    "desk": "Open the whole work in a browser.",
    "check": "Say what is missing, with file, line and remedy.",
    "coverage": "Show every clause on the evidence ladder.",
    "gap": "Put what people judged beside the evidence.",
    "status": "Show what is overdue, due soon, stuck or waiting.",
    "summary": "Sum a repository up in a few numbers.",
    "list": "List documents, records or entries of a type.",
    "show": "Show one document, record or register entry.",
    "table": "Show a whole register, or give it to a spreadsheet.",
    "add": "Add a document, a record or a register entry.",
    "edit": "Change what something says.",
    "move": "Take a record to its next state.",
    "close": "Close a record.",
    "correct": "Put a closed record right, visibly.",
    "remove": "Take something out, and say why.",
    "save": "Keep what you changed, with the reason.",
    "get": "Get what others sent.",
    "send": "Send what you saved to the others.",
    "share": "Name the place that you share with others.",
    "restore": "Put back what something said before.",
    "undo": "Take back the last save, visibly.",
    "rename": "Give something another title or place.",
    "renumber": "Give a number that is taken twice to one only.",
    "submit": "Say that a text is ready to be approved.",
    "approve": "Approve a text that somebody else submitted.",
    "review": "Confirm that a text in force is still valid.",
    "withdraw": "Take a text out of force.",
    "acknowledge": "Say that you have read texts in force.",
    "key": "Make the key that you sign with.",
    "trust": "Keep the list of those who may sign.",
    "audit": "Plan internal audits by risk, draw samples, open the paper.",
    "baseline": "Fix what is kept now, and compare it later.",
    "verify": "Verify that the whole history can be believed.",
    "explain": "Explain a rule, a clause or a type.",
    "measure": "Compute an indicator, and record it.",
    "indicators": "Show figures, goals and objectives over time.",
    "history": "Show who changed what, when and why.",
    "diff": "Show what changed in one thing, word by word.",
    "site": "Build the site that readers and auditors browse.",
    "portal": "See many repositories at once, on pages of their own.",
    "export": "Give texts and lists as PDF, Word, Excel or calendar.",
    "import": "Bring in what you have: Word, Excel, Markdown, PDF.",
    "upgrade": "Take a newer template, or other answers.",
    "hooks": "Put the gates in, and see which are in force.",
    "selftest": "Try the installed program on tampered copies.",
}
"""Command to short help. The help lives here so that `--help` need not load every command."""
_ROOMS = {"import": "importing"}
"""Commands whose name no module can have."""


@dataclass(frozen=True, slots=True)
class Context:
    """What every command gets."""

    folder: Path
    quiet: bool
    colour: bool
    index_file: str = ""
    """The index that a calling git hook works on."""
    inherited: Mapping[str, str] = field(default_factory=dict)
    """What a calling git hook has set; none of it reaches git unless somebody hands it on."""

    @property
    def identity(self) -> dict[str, str]:
        """What the environment says about who saves to git."""
        return {name: value for name, value in self.inherited.items() if name.startswith(_IDENTITY)}

    def workspace(self) -> Workspace:
        """The repository that the folder belongs to. Raises RepositoryNotFoundError."""
        from ims_docs.services.workspace import Workspace

        return Workspace.find(
            self.folder, identity=self.identity, index_file=self.index_file, note=self._note
        )

    def _note(self, note: str) -> None:
        if not self.quiet:
            click.echo(f"note: {note}", err=True)


_IDENTITY = ("GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM")
"""Variables about the user; those about a repository would turn git on another one."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names, in the order people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"ims_docs.cli.{_ROOMS.get(cmd_name, cmd_name)}")
        assert isinstance(module.command, click.Command)  # noqa: S101 - each module defines one
        return module.command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; a word that is none leads on to one."""
        if args[:1] == ["help"]:
            args = [*args[1:2], "--help"]
            if args == ["--help"]:
                click.echo(ctx.get_help())
                ctx.exit()
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(lead_on(args[0], COMMANDS), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands from the table."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, name="ims", context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "folder",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    help="Work in this folder.",
)
@click.option("--quiet", is_flag=True, help="Print results only.")
@click.option("--no-color", is_flag=True, envvar="NO_COLOR", help="No colours (also: NO_COLOR).")
@version_options
@click.pass_context
def ims(context: click.Context, folder: Path, *, quiet: bool, no_color: bool) -> None:
    """Keep an innovation management system (ISO 56001) in a git repository.

    Start with `ims new`, then follow what `ims check` says.
    """
    inherited = context.obj if isinstance(context.obj, dict) else {}
    colour = not no_color and sys.stdout is not None and sys.stdout.isatty()
    context.obj = Context(
        folder=folder,
        quiet=quiet,
        colour=colour,
        index_file=str(inherited.get("GIT_INDEX_FILE", "")),
        inherited=inherited,
    )
