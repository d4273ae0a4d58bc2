"""`ims add`: a new document, record or register entry."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from ims_docs import frontmatter
from ims_docs.cli.group import Context
from ims_docs.cli.repository import find_root, open_history, read_files
from ims_docs.errors import ConfigurationError
from ims_docs.history import History
from ims_docs.model.content import Value
from ims_docs.model.repository import Repository
from ims_docs.model.type import Kind, Property, Type
from ims_docs.recording import Adding
from ims_docs.recording.adding import TemplateFile, read_answer

_GIVEN = ("id", "type", "status", "closed_on")


@click.command("add")
@click.argument("type_name", metavar="TYPE")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="KEY=VALUE",
    help="One key. May be repeated. Lists: a; b or [a, b].",
)
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Keys from a YAML file.",
)
@click.option("--no-input", is_flag=True, help="Ask nothing; leave placeholders.")
@click.pass_obj
def command(
    context: Context,
    type_name: str,
    settings: tuple[str, ...],
    source: Path | None,
    *,
    no_input: bool,
) -> None:
    """Add a document, a record or an entry of a register, with the next free id.

    What you do not say is left as a placeholder, and `ims check` will ask for it.
    The last line printed is: ID path.
    """
    root = find_root(context.folder)
    history = open_history(context, root)
    repository = read_files(root)
    type_ = _type(repository, type_name)
    answers = _answers(type_, settings, source)
    if not no_input and sys.stdin.isatty():
        answers = _ask(type_, answers)
    added = Adding(
        root=root,
        repository=repository,
        lock=root / history.git_path("ims.lock"),
        past_paths=history.past_paths("docs"),
        template_file=_template_file(root),
        person=_person(repository, history),
    ).add(type_, answers)
    if not context.quiet:
        click.echo(
            f"Added a {type_.kind.value if type_.kind is not Kind.REGISTER else 'register entry'}: {type_.title}. Complete it, then run `ims check {added.path}`.",
            err=True,
        )
    click.echo(f"{added.id} {added.path}")


def _type(repository: Repository, name: str) -> Type:
    if name not in repository.types:
        close = difflib.get_close_matches(name, repository.types, 1)
        raise ConfigurationError(
            f"There is no type {name!r}",
            hint=f"Did you mean `{close[0]}`?" if close else "`ims explain` lists the types.",
        )
    return repository.types[name]


def _answers(type_: Type, settings: tuple[str, ...], source: Path | None) -> dict[str, Value]:
    answers: dict[str, Value] = {}
    if source is not None:
        try:
            answers.update(frontmatter.parse(frontmatter.decode(source.read_bytes())).values)
        except frontmatter.MalformedError as error:
            raise ConfigurationError(
                f"{source}:{error.line}:{error.column}: {error.message}", hint=error.hint
            ) from error
    keys = {key.name: key for key in type_.properties}
    for setting in settings:
        name, found, text = setting.partition("=")
        if not found:
            raise ConfigurationError(f"--set {setting!r} has no =", hint="Write --set key=value.")
        if name not in keys:
            raise ConfigurationError(
                f"A {type_.name} has no key {name!r}", hint=f"Keys: {', '.join(keys)}."
            )
        answers[name] = read_answer(keys[name], text)
    return answers


def _ask(type_: Type, answers: Mapping[str, Value]) -> dict[str, Value]:
    filled = dict(answers)
    for key in type_.properties:
        if (
            type_.kind is not Kind.DOCUMENT
            and key.required
            and key.name not in filled
            and key.name not in _GIVEN
            and key.form not in ("list", "group")
        ):
            answer = _ask_one(key)
            if answer != "":
                filled[key.name] = answer
    return filled


def _ask_one(key: Property) -> Value:
    label = key.title + (f" ({', '.join(key.choices)})" if key.choices else "")
    if key.description:
        click.echo(f"  {key.description}", err=True)
    while True:
        text = click.prompt(f"{label} (empty: later)", default="", show_default=False, err=True)
        try:
            return read_answer(key, text) if text else ""
        except ConfigurationError as error:
            click.echo(f"  Please try again: {error.message}. {error.hint}", err=True)


def _person(repository: Repository, history: History) -> str:
    """The registered person behind git's user.email; otherwise the first registered one."""
    register = repository.register("people")
    people = list(register.entries) if register else []
    email = history.user_email().casefold()
    for person in people:
        if email and str(person.values.get("email", "")).casefold() == email:
            return person.id
    return people[0].id if people else ""


def _template_file(root: Path) -> TemplateFile:
    import json

    try:
        answers = json.loads((root / ".ims" / "answers.json").read_text(encoding="utf-8"))[
            "answers"
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return lambda _path: ""

    def render(path: str) -> str:
        from ims_docs.scaffolding.rendering import render_one

        return render_one(path, answers)

    return render
