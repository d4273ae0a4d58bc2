"""Writing a changed file: judged first as a gate would, whole or not at all, saved on request."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import click

from ims_docs.adapters.disk import writing
from ims_docs.adapters.git import History
from ims_docs.adapters.git.saving import require_savable, save
from ims_docs.cli.answering import Asking
from ims_docs.cli.group import Context
from ims_docs.cli.writing import terminal_width
from ims_docs.domain.approval_state import people_of
from ims_docs.domain.check import Selection, check
from ims_docs.errors import ConfigurationError, UnreadableError
from ims_docs.formats.frontmatter import decode, naming
from ims_docs.model.finding import Severity
from ims_docs.model.repository import Repository
from ims_docs.reporters import text as text_report
from ims_docs.reporters.printable import printable
from ims_docs.services.workspace import Workspace

FINDINGS = 1
_PEOPLE = "docs/registers/people.yaml"
_MEMBERS = 12
"""So many people are still a list that one can choose from."""

Decorated = TypeVar("Decorated", bound=Callable[..., object])

commit_option = click.option("--commit", is_flag=True, help="Save it to git at once.")
edit_option = click.option(
    "--edit", is_flag=True, help="Open the text in your editor before it is written."
)


@dataclass
class Keeping:
    """Changes files of one repository for a person."""

    context: Context
    commit: bool = False
    workspace: Workspace = field(init=False)
    repository: Repository = field(init=False)

    def __post_init__(self) -> None:
        self.workspace = self.context.workspace()
        if self.commit:
            require_savable(self.history, self.context.identity)
        self.repository = self.workspace.files()

    @property
    def root(self) -> Path:
        """The folder of the repository."""
        return self.workspace.root

    @property
    def history(self) -> History:
        """Its git side."""
        return self.workspace.history

    @property
    def lock(self) -> Path:
        """The lock that every writing command holds."""
        return self.workspace.lock

    @property
    def person(self) -> str:
        """The registered person behind git's user.email, empty when nobody has that address."""
        return people_of(self.repository).by_email(self._address)

    @property
    def _address(self) -> str:
        return self.context.identity.get("GIT_AUTHOR_EMAIL") or self.history.user_email()

    def known_person(self, keys: Sequence[str] = ()) -> str:
        """The person who stands in these keys. Raises ConfigurationError when nobody is known."""
        person = self.person
        if person:
            return person
        if self._address:
            who = f"Nobody in {_PEOPLE} has your e-mail address {self._address}"
            known = "Add your address there, or set git's user.email to one that is there"
        else:
            who = "Git does not know your e-mail address"
            known = f"Set git's user.email to your address in {_PEOPLE}"
        said = " ".join(f"--set {key}=PER-…" for key in keys)
        raise ConfigurationError(
            f"{who}, so it is not clear who you are",
            hint=f"{known}, or say who it is: {said}" if said else f"{known}.",
        )

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

    def read(self, path: str) -> str:
        """The text of a file. Raises UnreadableError when it cannot be worked with."""
        with naming(path):
            return decode((self.root / path).read_bytes())

    def replace(self, path: str, before: str, after: str) -> None:
        """Write a text in place of another, if it is fit and nobody was faster."""
        self.judge(path, after)
        with writing.locked(self.lock):
            if self.read(path) != before:
                raise UnreadableError(
                    f"{path} was changed by somebody else in the meantime",
                    hint="Look at it, then run the command again.",
                )
            writing.replace(self.root, path, after)

    def judge(self, path: str, text: str) -> None:
        """Show what is wrong with a text and stop, as the gate would when it is saved."""
        report = check(self.workspace.with_texts({path: text}), Selection(paths=(path,)))
        if report.fails(Severity.ERROR):
            shown = text_report.render(report, width=terminal_width(), colour=self.context.colour)
            click.echo(shown, err=True, nl=False)
            click.echo("Nothing was changed.", err=True)
            raise click.exceptions.Exit(FINDINGS)

    def tell(self, sentence: str, message: str, *paths: str) -> None:
        """Say in a sentence what happened; with --commit, save it to git before that."""
        saved = ""
        if self.commit:
            commit = save(self.history, paths, message, self.context.identity)
            saved = f" Saved to git as {commit[:10]}."
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
