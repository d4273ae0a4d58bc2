"""`ims add`: a new document, record or register entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

import click

from ims_docs.cli.answering import Answers, answer_options, given, is_asking
from ims_docs.cli.asking import Asking
from ims_docs.cli.changing import ChangeCommand, commit_option, edit_option
from ims_docs.cli.group import Context
from ims_docs.cli.options import words_argument
from ims_docs.model.content import Value
from ims_docs.model.naming import type_named
from ims_docs.model.quoting import quoted
from ims_docs.model.type import Kind, Type
from ims_docs.services.records import Draft, Drafting, add
from ims_docs.services.records.trial import Trial

_GIVEN = ("id", "type", "status", "closed_on")
_NOUNS = {Kind.DOCUMENT: "document", Kind.RECORD: "record", Kind.REGISTER: "register entry"}


@click.command("add")
@words_argument("type_name", "TYPE")
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
    type_ = type_named(change.repository.types, type_name)
    if edit and type_.kind is Kind.REGISTER:
        raise click.UsageError("--edit is for documents and records; give an entry with --set.")
    answers = given(type_, settings, source, change.reader)
    asked = is_asking(no_input=no_input) and not edit
    # Whoever was asked and gave no answer was told that the key stays open.
    person = (lambda _: change.person) if asked else change.require_person
    added = _added(change, _drafting(change, type_, person), answers, asked=asked, edit=edit)
    noun = _NOUNS[type_.kind]
    change.done(
        f"Added a {noun}: {type_.title}. Complete it, then run `ims check {quoted(added.path)}`.",
        f"Add {type_.name} {added.id}: {answers.keys.get('title', type_.title)}",
        added.path,
    )
    click.echo(f"{added.id} {added.path}")


def _drafting(
    change: ChangeCommand, type_: Type, person: Callable[[Sequence[str]], str]
) -> Drafting:
    return Drafting(
        transaction=change.transaction,
        type=type_,
        person=person,
    )


def _added(
    change: ChangeCommand, drafting: Drafting, answers: Answers, *, asked: bool, edit: bool
) -> Draft:
    """Ask, let it be edited, judge and write."""
    name, written = f"add-{drafting.type.name}", None
    with change.keeping(name, answers) if asked else nullcontext(Answers()) as kept:
        if asked:
            _ask(change.asking(_trial(drafting), answers, kept), drafting.type)
        if edit:
            before = next(drafting.drafts(answers.keys, answers.sections)).text
            written = change.edited(name, before, base=drafting.type.name)
        return add(drafting, answers.keys, answers.sections, judge=change.judge, written=written)


def _trial(drafting: Drafting) -> Trial:
    def text(keys: Mapping[str, Value], sections: Mapping[str, str]) -> tuple[str, str]:
        draft = next(drafting.drafts(keys, sections))
        return draft.path, draft.text

    return Trial(drafting.transaction, drafting.type, text)


def _ask(asking: Asking, type_: Type) -> None:
    if type_.kind is not Kind.DOCUMENT:
        own = () if type_.prefix else ("id",)
        wanted = [
            key
            for key in type_.properties
            if key.required and (key.name not in _GIVEN or key.name in own)
        ]
        asking.keys(wanted)
    if type_.kind is Kind.RECORD:
        asking.sections(type_.sections[:1])
