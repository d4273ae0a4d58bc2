"""`ims add`: a new document, record or register entry."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click

from ims_docs.cli.answering import Answers, answer_options, ask_keys, ask_sections, given, is_asking
from ims_docs.cli.changing import ChangeCommand, commit_option, edit_option, edited
from ims_docs.cli.group import Context
from ims_docs.errors import ConfigurationError
from ims_docs.model.repository import Repository
from ims_docs.model.type import Kind, Type
from ims_docs.services.records import Adding
from ims_docs.services.records.add import TemplateFile
from ims_docs.services.records.free_ids import past_ids

_GIVEN = ("id", "type", "status", "closed_on")
_NOUNS = {Kind.DOCUMENT: "document", Kind.RECORD: "record", Kind.REGISTER: "register entry"}


@click.command("add")
@click.argument("type_name", metavar="TYPE")
@answer_options
@edit_option
@commit_option
@click.pass_obj
def command(  # noqa: PLR0913 - the options of one command
    context: Context,
    type_name: str,
    settings: tuple[str, ...],
    source: Path | None,
    *,
    no_input: bool,
    edit: bool,
    commit: bool,
) -> None:
    """Add a document, a record or an entry of a register, with the next free id.

    What you do not say is left as a placeholder, and `ims check` will ask for it.
    The last line printed is: ID path.
    """
    change = ChangeCommand(context, commit)
    type_ = _type(change.repository, type_name)
    if edit and type_.kind is Kind.REGISTER:
        raise click.UsageError("--edit is for documents and records; give an entry with --set.")
    answers = given(type_, settings, source)
    asked = is_asking(no_input=no_input)
    if asked:
        _ask(change, type_, answers)
    # Whoever was asked and gave no answer was told that the key stays open.
    person = (lambda _: change.person) if asked else change.require_person
    added = _adding(change, person).add(type_, answers.keys, answers.sections)
    if edit:
        before = change.transaction.read(added.path)
        change.replace(added.path, edited(before))
    noun = _NOUNS[type_.kind]
    change.done(
        f"Added a {noun}: {type_.title}. Complete it, then run `ims check {added.path}`.",
        f"Add {type_.name} {added.id}: {answers.keys.get('title', type_.title)}",
        added.path,
    )
    click.echo(f"{added.id} {added.path}")


def _adding(change: ChangeCommand, person: Callable[[Sequence[str]], str]) -> Adding:
    workspace = change.workspace
    return Adding(
        root=workspace.root,
        repository=change.repository,
        lock=workspace.lock,
        past=partial(past_ids, workspace.history),
        template_file=_template_file(workspace.root),
        person=person,
    )


def _type(repository: Repository, name: str) -> Type:
    if name not in repository.types:
        close = difflib.get_close_matches(name, repository.types, 1)
        raise ConfigurationError(
            f"There is no type {name!r}",
            hint=f"Did you mean `{close[0]}`?" if close else "`ims explain` lists the types.",
        )
    return repository.types[name]


def _ask(change: ChangeCommand, type_: Type, answers: Answers) -> None:
    if type_.kind is not Kind.DOCUMENT:
        wanted = [
            key
            for key in type_.properties
            if key.required and key.name not in _GIVEN and key.form not in ("list", "group")
        ]
        ask_keys(answers, wanted, change.asking)
    if type_.kind is Kind.RECORD:
        ask_sections(answers, type_.sections[:1])


def _template_file(root: Path) -> TemplateFile:
    import json

    try:
        answers = json.loads((root / ".ims" / "answers.json").read_text(encoding="utf-8"))[
            "answers"
        ]
        answers = {str(name): str(value) for name, value in answers.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return lambda _path: ""

    def render(path: str) -> str:
        from ims_docs.services.scaffold.render import render_one

        return render_one(path, answers)

    return render
