"""Changing files for a person at a terminal: asked, judged, written whole, saved on request."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import click

from ims_docs.cli.answering import Asking
from ims_docs.cli.group import Context
from ims_docs.cli.writing import terminal_width
from ims_docs.model.repository import Repository
from ims_docs.reporters import text as text_report
from ims_docs.reporters.printable import printable
from ims_docs.services.workspace import Workspace
from ims_docs.services.workspace.identity import known_person, require_person
from ims_docs.services.workspace.transaction import NonconformingError, Transaction

FINDINGS = 1
_MEMBERS = 12
"""So many people are still a list that one can choose from."""

Decorated = TypeVar("Decorated", bound=Callable[..., object])

commit_option = click.option("--commit", is_flag=True, help="Save it to git at once.")
edit_option = click.option(
    "--edit", is_flag=True, help="Open the text in your editor before it is written."
)


@dataclass
class ChangeCommand:
    """What the commands that change something share: ask, judge, write, save and say."""

    context: Context
    commit: bool = False
    workspace: Workspace = field(init=False)
    transaction: Transaction = field(init=False)

    def __post_init__(self) -> None:
        self.workspace = self.context.workspace()
        self.workspace.require_history()
        self.transaction = Transaction(self.workspace, saves=self.commit)

    @property
    def repository(self) -> Repository:
        """What the files on disk say."""
        return self.transaction.repository

    @property
    def person(self) -> str:
        """The registered person who works here, empty when nobody is known."""
        return known_person(self.repository, self.workspace.address)

    def require_person(self, keys: Sequence[str] = ()) -> str:
        """The same. Raises ConfigurationError when nobody is known."""
        return require_person(self.repository, self.workspace.address, keys)

    @property
    def asking(self) -> Asking:
        """What a person who is asked may choose from: people, when they are few enough."""
        register = self.repository.register("people")
        people = (
            {one.id: str(one.values.get("name", "")) for one in register.entries}
            if register
            else {}
        )
        return Asking(people if len(people) <= _MEMBERS else {}, self.person, self.workspace.today)

    def replace(self, path: str, text: str) -> None:
        """Put a text in place of what was read: shown and refused as a gate would, or written."""
        self.transaction.replace(path, text)
        self.finish()

    def finish(self) -> None:
        """Write everything that is prepared, unless a gate would refuse it."""
        try:
            self.transaction.judge()
        except NonconformingError as refused:
            shown = text_report.render(
                refused.report, width=terminal_width(), colour=self.context.colour
            )
            click.echo(shown, err=True, nl=False)
            click.echo(refused.message, err=True)
            raise click.exceptions.Exit(refused.exit_code) from refused
        self.transaction.write()

    def done(self, sentence: str, message: str, *others: str) -> None:
        """Say in a sentence what happened; with --commit, save it to git before that."""
        commit = self.transaction.save(message, *others)
        saved = f" Saved to git as {commit[:10]}." if commit else ""
        self.say(f"{sentence}{saved}")

    def say(self, sentence: str) -> None:
        """Tell the person something, unless only results are wanted."""
        if not self.context.quiet:
            text, width = printable(sentence), terminal_width(without_terminal=0)
            if width:
                text = textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)
            click.echo(text, err=True)


def edited(text: str) -> str:
    """The text as it comes back from the editor. Raises click.Abort when it was not saved."""
    changed = click.edit(text, extension=".md", require_save=True)
    if changed is None:
        raise click.Abort
    return changed.replace("\r\n", "\n")
