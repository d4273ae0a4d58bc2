"""`ims new`: answers to a repository."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from ims_docs.adapters.git import History
from ims_docs.cli.group import Context
from ims_docs.services.hook_setup.status import look
from ims_docs.services.scaffold import create
from ims_docs.services.scaffold.answers import complete, given
from ims_docs.services.scaffold.questions import QUESTIONS, AnswerError, Question


@click.command("new")
@click.argument("directory", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
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
@click.pass_obj
def command(
    context: Context,
    directory: Path | None,
    answers_file: Path | None,
    settings: tuple[str, ...],
    *,
    no_input: bool,
) -> None:
    """Make a repository that holds a whole innovation management system.

    Asks about a dozen questions. DIR is the new folder, by default the short name of
    the organisation followed by -ims.
    """
    answered = dict(given(answers_file, settings).values)
    if not no_input:
        for question in QUESTIONS:
            if question.name not in answered:
                answered[question.name] = _ask(question)
    answers = complete(answered)
    target = context.folder / (directory or Path(f"{answers['slug']}-ims"))
    start = target if target.is_absolute() else context.folder.absolute()
    created = create(target, answers)
    click.echo(f"{created.root}: {created.files} files, first commit {created.commit[:10]}")
    if not look(created.root, History(created.root)).any_in_force:
        click.echo("No gate is in force here yet; `ims hooks install` says why.", err=True)
    if not context.quiet:
        _next_steps(created.root, start)


def _ask(question: Question) -> str:
    if question.help:
        click.echo(f"  {question.help}", err=True)
    label = question.label + (f" ({', '.join(question.choices)})" if question.choices else "")
    while True:
        try:
            answer = click.prompt(label, default=question.default, err=True, type=str)
        except click.Abort as stop:
            if isinstance(stop.__context__, EOFError):
                raise click.UsageError(
                    f"The answers end before {question.label!r}. Add --no-input, or --answers with a file."
                ) from stop
            raise
        try:
            return question.judge(answer)
        except AnswerError as error:
            click.echo(f"  Please try again: {error}.", err=True)


def _next_steps(root: Path, start: Path) -> None:
    # Made in the folder where the person stands, it is a new folder under the old name.
    shown = root.relative_to(start) if root.is_relative_to(start) and root != start else root
    click.echo(f"""
Three things to do next:
  1. cd {shlex.quote(str(shown))}
  2. ims check          what is still to complete, with file and line
  3. Open docs/leadership/innovation-policy.md, write your own text, save, check again.
""")
