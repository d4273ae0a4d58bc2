"""`ims correct`: a visible correction of a closed record."""

from __future__ import annotations

from pathlib import Path

import click

from ims_docs.cli.answering import Answers, from_option, given, set_option
from ims_docs.cli.changing import ChangeCommand, commit_option
from ims_docs.cli.group import Context
from ims_docs.errors import ConfigurationError
from ims_docs.formats import frontmatter
from ims_docs.model.content import Value
from ims_docs.services.records.correct import corrected
from ims_docs.services.records.lookup import find_record


@click.command("correct")
@click.argument("identifier", metavar="ID")
@click.option(
    "--reason", required=True, metavar="TEXT", help="Why it has to be put right, in a sentence."
)
@click.option("--text", "words", metavar="TEXT", default="", help="What holds instead, in words.")
@set_option
@from_option
@commit_option
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - the options of one command
    context: Context,
    identifier: str,
    reason: str,
    words: str,
    settings: tuple[str, ...],
    source: Path | None,
    *,
    commit: bool,
) -> None:
    """Put a closed record right so that everybody sees what stood there.

    The correction names the bytes it corrects, the reason, the person and the day. Former
    values stay beside the new ones, and text is added below the old one. The last line
    printed is: ID path.
    """
    change = ChangeCommand(context, commit)
    record, type_ = find_record(change.repository, identifier)
    answers = given(type_, settings, source, change.reader, dict(record.content.values))
    keys = _keys(answers)
    before = change.transaction.read(record.path)
    with frontmatter.naming(record.path):
        after = corrected(
            before,
            record,
            keys,
            reason=reason,
            words=words,
            person=change.require_person(),
            today=change.workspace.today,
        )
    change.replace(record.path, after)
    change.done(
        f'{record.id} "{record.title}" has a correction; what stood there can still be seen.',
        f"Correct {record.id}: {record.title}\n\n{reason}",
    )
    click.echo(f"{record.id} {record.path}")


def _keys(answers: Answers) -> dict[str, Value]:
    if answers.sections:
        raise ConfigurationError(
            "The sections of a closed record stay as they are",
            hint="Say what holds instead with --text.",
        )
    return answers.keys
