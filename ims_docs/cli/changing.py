"""Changing files for a person at a terminal: asked, judged, written whole, saved on request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import click

from ims_docs.cli.answering import Answers
from ims_docs.cli.asking import Asking
from ims_docs.cli.group import Context
from ims_docs.cli.writing import tell, terminal_width
from ims_docs.model.content import Value
from ims_docs.model.directory import directory
from ims_docs.model.repository import Repository
from ims_docs.reporters import text as text_report
from ims_docs.services.records.answers import Reader
from ims_docs.services.records.trial import Trial
from ims_docs.services.workspace import Workspace
from ims_docs.services.workspace.identity import known_person, require_person
from ims_docs.services.workspace.kept import Kept
from ims_docs.services.workspace.transaction import NonconformingError, Transaction

FINDINGS = 1
_MEMBERS = 12
"""So many people are still a list that one can choose from."""

Decorated = TypeVar("Decorated", bound=Callable[..., object])

commit_option = click.option("--commit", is_flag=True, help="Save it to git at once.")
edit_option = click.option(
    "--edit", is_flag=True, help="Open the text in your editor before it is written."
)


def refused_report(context: Context, refused: NonconformingError) -> click.exceptions.Exit:
    """Show what a gate would refuse; the end of the command that is to be raised."""
    shown = text_report.render(refused.report, width=terminal_width(), colour=context.colour)
    click.echo(shown, err=True, nl=False)
    click.echo(refused.message, err=True)
    return click.exceptions.Exit(refused.exit_code)


@dataclass
class ChangeCommand:
    """What the commands that change something share: ask, judge, write, save and say."""

    context: Context
    commit: bool = False
    workspace: Workspace = field(init=False)
    transaction: Transaction = field(init=False)
    _drafts: list[Kept] = field(default_factory=list, init=False)
    """Texts of an editor that are kept until they are written."""

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

    def asking(self, trial: Trial, answers: Answers, kept: Answers, *, state: str = "") -> Asking:
        """A conversation about some answers; people may be chosen when they are few enough."""
        who = directory(self.repository)
        return Asking(
            people=who.people if len(who.people) <= _MEMBERS else {},
            roles=who.roles if len(who.roles) <= 2 * _MEMBERS else {},
            person=self.person,
            today=self.workspace.today,
            reader=Reader(self.repository, by_part=True),
            trial=trial,
            kept=kept,
            answers=answers,
            state=state,
        )

    @property
    def reader(self) -> Reader:
        """Understands the answers that somebody gives here."""
        return Reader(self.repository)

    @contextmanager
    def keeping(self, name: str, answers: Answers) -> Iterator[Answers]:
        """Hand out what was said the last time; keep the answers when something goes wrong."""
        kept = Kept.beside(self.workspace.lock, name)
        found = kept.answers()
        texts = {title: str(words) for title, words in found.get("sections", {}).items()}
        try:
            yield Answers(dict(found.get("keys", {})), texts)
        except BaseException:
            said: dict[str, dict[str, Value]] = {
                "keys": {**answers.unfinished, **answers.keys},
                "sections": dict(answers.sections),
            }
            if any(said.values()) and kept.keep(said):
                self.say("Your answers are kept. Run the command again, and it offers them to you.")
            raise
        kept.forget()

    def edited(self, name: str, text: str, *, base: str) -> str:
        """The text as it comes back from the editor. Raises click.Abort when it was not saved.

        It is kept until it is written. Where a text of the last time was refused, and began
        from the same `base`, that one is in the editor.
        """
        kept = Kept.beside(self.workspace.lock, f"{name}-text")
        last = kept.answers().get("text", {})
        if last.get("base") == base and isinstance(last.get("text"), str):
            self.say("The editor shows your text of the last time, which was not written.")
            text = str(last["text"])
        changed = click.edit(text, extension=".md", require_save=True)
        if changed is None:
            raise click.Abort
        changed = changed.replace("\r\n", "\n")
        if kept.keep({"text": {"text": changed, "base": base}}):
            self._drafts.append(kept)
        return changed

    def replace(self, path: str, text: str) -> None:
        """Put a text in place of what was read: shown and refused as a gate would, or written."""
        self.transaction.replace(path, text)
        self.finish()

    def finish(self, *, is_only_moved: bool = False) -> None:
        """Write everything that is prepared, unless a gate would refuse it."""
        self.judge(is_only_moved=is_only_moved)
        self.transaction.write()

    def judge(self, *, is_only_moved: bool = False) -> None:
        """Show what a gate would refuse, and end there; otherwise nothing."""
        try:
            self.transaction.judge(is_only_moved=is_only_moved)
        except NonconformingError as refused:
            raise refused_report(self.context, refused) from refused

    def done(self, sentence: str, message: str, *others: str) -> None:
        """Say in a sentence what happened; with --commit, save it to git before that."""
        for kept in self._drafts:
            kept.forget()
        commit = self.transaction.save(message, *others)
        saved = f" Saved to git as {commit[:10]}." if commit else ""
        self.say(f"{sentence}{saved}")

    def say(self, sentence: str) -> None:
        """Tell the person something, unless only results are wanted."""
        if not self.context.quiet:
            tell(sentence)
