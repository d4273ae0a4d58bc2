"""`ims edit`: other values for what is there."""

from __future__ import annotations

from pathlib import Path

import click

from ims_docs.cli.answering import Answers, from_option, given, set_option
from ims_docs.cli.changing import ChangeCommand, commit_option
from ims_docs.cli.group import Context
from ims_docs.formats import frontmatter
from ims_docs.model.register import Entry
from ims_docs.services.records.edit import Edited, find_edited


@click.command("edit")
@click.argument("identifier", metavar="ID")
@set_option
@from_option
@click.option("--reason", default="", metavar="TEXT", help="Why, for --commit.")
@commit_option
@click.pass_obj
def command(  # noqa: PLR0913 - the options of one command
    context: Context,
    identifier: str,
    settings: tuple[str, ...],
    source: Path | None,
    *,
    reason: str,
    commit: bool,
) -> None:
    """Change what a register entry, a document or a record says; every other line stays.

    Without --set and --from, your editor opens: with the text, or with the entry alone. What
    a gate would refuse is not written. The last line printed is: ID path.
    """
    change = ChangeCommand(context, commit)
    found = find_edited(change.repository, identifier)
    before = change.transaction.read(found.path)
    if settings or source:
        answers = given(found.type, settings, source, change.reader, dict(found.values))
        after = found.text(before, answers.keys, answers.sections)
    else:
        after = _by_hand(change, found, before)
    write(change, found, before, after, reason)


def write(change: ChangeCommand, found: Edited, before: str, after: str, reason: str = "") -> None:
    """Write it, unless nothing is different, and say so."""
    if after == before:
        change.say(f"{found.id} says that already; nothing was written.")
    else:
        change.replace(found.path, after)
        change.done(f"{found.id} is changed.", reason or f"Change {found.id} in {found.type.title}")
    click.echo(f"{found.id} {found.path}")


def _by_hand(change: ChangeCommand, found: Edited, before: str) -> str:
    name = f"edit-{found.id}"
    if not isinstance(found.item, Entry):
        return change.edited(name, before, base=before)
    shown = frontmatter.dump(dict(found.values))
    said = frontmatter.parse(change.edited(name, shown, base=shown)).values
    keys = {key: value for key, value in said.items() if value != found.values.get(key)}
    answers = Answers()
    for key, value in keys.items():
        known = found.type.property(key)
        answers.keys[key] = change.reader.value(known, value) if known else value
    return found.text(before, answers.keys, {}) if keys else before
