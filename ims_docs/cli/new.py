"""`ims new`: answers to a repository."""

from __future__ import annotations

import os
import tempfile
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from ims_docs.adapters.git import History
from ims_docs.cli.answering import is_asking
from ims_docs.cli.folder_named import folder_named
from ims_docs.cli.group import Context
from ims_docs.cli.welcome import say_adopted, say_examples, say_next
from ims_docs.cli.writing import fitted, tell, terminal_width
from ims_docs.errors import ConfigurationError
from ims_docs.reporters.printable import printable
from ims_docs.services.hook_setup.status import look
from ims_docs.services.scaffold import create
from ims_docs.services.scaffold.adopt import adopt, require_adoptable
from ims_docs.services.scaffold.answers import complete, given, slug_of
from ims_docs.services.scaffold.interview import (
    TARGET,
    former_answers,
    is_asked,
    keep_answers,
    kept_answers,
    proposed,
    taken,
    usual,
)
from ims_docs.services.scaffold.judging import AnswerError
from ims_docs.services.scaffold.place import around, require_place
from ims_docs.services.scaffold.questions import QUESTIONS, STARTED, Question
from ims_docs.services.scaffold.roadmap import room
from ims_docs.services.workspace import Clock


@click.command("new")
@click.argument("words", metavar="[DIR]", nargs=-1)
@click.option(
    "--answers",
    "answers_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Answers as YAML or JSON.",
)
@click.option(
    "--set", "settings", multiple=True, metavar="KEY=VALUE", help="One answer. May be repeated."
)
@click.option(
    "--no-input", is_flag=True, help="Ask nothing; take the default where there is no answer."
)
@click.option(
    "--adopt",
    "is_adopting",
    is_flag=True,
    help="Put the system into a repository that has a history: adds what is missing, moves nothing.",
)
@click.pass_obj
def command(  # noqa: PLR0913 - the options of one command
    context: Context,
    words: tuple[str, ...],
    answers_file: Path | None,
    settings: tuple[str, ...],
    *,
    no_input: bool,
    is_adopting: bool,
) -> None:
    """Make a repository that holds a whole innovation management system.

    Asks 17 questions and proposes an answer to each. DIR is the new folder, by default
    the short name of the organisation followed by -ims; an empty clone is taken too.
    After Ctrl-C or an error your answers are offered again. With --adopt,
    DIR is a repository that is there already, by default this folder; no file in it is
    changed.
    """
    named = folder_named(context, words)
    asking = _Asking(context, (named or Path()) if is_adopting else named)
    if is_adopting:
        require_adoptable(asking.target("x"), context.identity)
    else:
        asking.look_first(no_input=no_input)
    answered = dict(given(answers_file, settings).values)
    answered.setdefault(STARTED.name, Clock().today().isoformat())
    answers = asking.all_answers(answered, no_input=no_input)
    target = asking.target(answers["slug"])
    if is_adopting:
        say_adopted(adopt(target, answers, context.identity), is_quiet=context.quiet)
        return
    _created(context, target, answers)


def _created(context: Context, target: Path, answers: Mapping[str, str]) -> None:
    """Make the repository, and say where it is and what comes next."""
    start = _standing_in() / context.folder
    created = create(target, answers)
    click.echo(f"{created.root}: {created.files} files, first commit {created.commit[:10]}")
    if not look(created.root, History(created.root)).any_in_force:
        click.echo("No gate is in force here yet; `ims hooks install` says why.", err=True)
    if not context.quiet:
        say_examples(answers)
        say_next(created.root, start)


def _standing_in() -> Path:
    """The folder that the command was called in; where it is gone, one that is surely there."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        return Path(tempfile.gettempdir())


class _Asking:
    """Where the repository goes, and the conversation about it."""

    def __init__(self, context: Context, directory: Path | None) -> None:
        self.context = context
        self.directory = directory
        self._kept = kept_answers(_standing_in() / context.folder / (directory or ""))
        self._former: dict[str, str] = {}

    def all_answers(self, answered: dict[str, str], *, no_input: bool) -> dict[str, str]:
        """What was said, what is asked now, and the usual for the rest."""
        if no_input:
            answers = complete(answered)
            self.say_room(answers)
            return answers
        with self.keeping(answered):
            for question in QUESTIONS:
                if question.name not in answered:
                    answered[question.name] = self.answer(question, answered)
            answers = complete(answered)
            self.say_room(answers)
        return answers

    def target(self, slug: str) -> Path:
        """The folder that will be made."""
        return self.context.folder / (self.directory or Path(f"{slug}-ims"))

    def look_first(self, *, no_input: bool) -> None:
        """Say what stands in the way before anybody has answered anything."""
        git = History(_standing_in())
        git.require_git()
        if self.directory is not None:
            self._refuse_occupied("")
        outer = around(self.target("x"))
        if outer is not None and not self.context.quiet:
            _note(
                f"{outer} is a git repository, and the new one will lie inside it. They will not "
                "see each other. Stop with Ctrl-C and choose another folder if you do not want that."
            )
        if not (no_input or self.context.quiet or (git.user_name() and git.user_email())):
            _note(
                "Git does not know who you are. Before you save something, tell it once: "
                'git config --global user.name "Your Name", and the same with user.email.'
            )

    def _refuse_occupied(self, slug: str) -> None:
        require_place(Path(os.path.abspath(self.target(slug))))  # noqa: PTH100 - a link is no place

    @contextmanager
    def keeping(self, answered: dict[str, str]) -> Iterator[None]:
        """Keep the answers when something goes wrong, and offer those of the last time."""
        if not is_asking(no_input=False):  # a script has its answers
            yield
            return
        self._former = former_answers(self._kept)
        if self._former:
            _note("Your answers of the last time are offered; Enter takes each of them.")
        before = dict(answered)
        try:
            yield
        except BaseException:
            said = {name: one for name, one in answered.items() if before.get(name) != one}
            if said and keep_answers(self._kept, {**self._former, **said}):
                _note("Your answers are kept. Run the command again, and it offers them to you.")
            raise
        self._kept.forget()

    def say_room(self, answers: Mapping[str, str]) -> None:
        """Say what a near target goes without. Raises ConfigurationError where it has no room."""
        try:
            short = room(answers, Clock().today())
        except AnswerError as error:
            raise ConfigurationError(
                f"{TARGET}: {error}", hint=f"Change the answer to {TARGET!r} and run it again."
            ) from error
        if short and not self.context.quiet:
            _note(short)

    def answer(self, question: Question, answered: Mapping[str, str]) -> str:
        """One answer; the first steps lead to no certificate, so nobody is asked for a date."""
        return self.ask(question, answered) if is_asked(question, answered) else question.default

    def ask(self, question: Question, answered: Mapping[str, str]) -> str:
        """One answer, as it is kept."""
        if question.help:
            tell(f"  {question.help}")
        label = question.label + (f" ({', '.join(question.choices)})" if question.choices else "")
        known = proposed(question, answered, _standing_in())
        default = self._former.get(question.name) or known
        while True:
            answer = _typed(label, default, question)
            try:
                judged = taken(question, answer, answered, Clock().today())
            except AnswerError as error:
                tell(f"  Please try again: {error}.")
                default = usual(question, answered)
                continue
            if question.name == "organisation" and self.directory is None:
                self._refuse_occupied(answered.get("slug") or slug_of(judged))
            return judged


def _fitting(label: str, default: str) -> str:
    """The question in lines that fit, the answer that is offered with them."""
    offer = f"{label} [{default}]"
    return fitted(offer, room=2).removesuffix(f" [{default}]")


def _typed(label: str, default: str, question: Question) -> str:
    try:
        return str(click.prompt(_fitting(label, default), default=default, err=True, type=str))
    except click.Abort as stop:
        if isinstance(stop.__context__, EOFError):
            raise click.UsageError(
                f"The answers end before {question.label!r}. Add --no-input to take what is usual, or give it "
                f"as `{question.name}` in the file of --answers, or with --set {question.name}=VALUE."
            ) from stop
        raise


def _note(text: str) -> None:
    lines = textwrap.fill(
        f"note: {printable(text)}", terminal_width(), break_long_words=False, break_on_hyphens=False
    )
    click.echo(lines, err=True)
