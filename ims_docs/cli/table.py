"""`ims table`: a whole register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from ims_docs.cli.group import Context
from ims_docs.cli.options import past_state, words_argument
from ims_docs.cli.reading import read
from ims_docs.cli.writing import emit, format_option, output_option, terminal_width
from ims_docs.domain.views import Table, names, whole
from ims_docs.domain.worksheets import sheets
from ims_docs.errors import ConfigurationError, UnreadableError, unknown
from ims_docs.model.naming import type_called
from ims_docs.model.quoting import quoted
from ims_docs.model.repository import Repository
from ims_docs.model.type import Kind, Type
from ims_docs.reporters.table import as_csv, as_excel, as_json, as_markdown
from ims_docs.reporters.thing import table_text

_FORMS: Mapping[str, Callable[[Table], str | bytes]] = {
    "csv": as_csv,
    "excel": as_excel,
    "markdown": as_markdown,
}


@click.command("table")
@words_argument("register", "REGISTER")
@click.option("--at", metavar="REF", default="", help="At a tag, branch or commit.")
@format_option(["text", "csv", "excel", "json", "markdown"])
@output_option
@click.pass_obj
def command(
    context: Context, register: str, *, at: str, format_name: str, output: Path | None
) -> None:
    """Show a whole register: every key, every entry, nothing cut.

    REGISTER is its name, such as risks. CSV is UTF-8 with a comma and starts no formula in a
    spreadsheet: a text that begins with = + - @, a tab or a line break (after spaces and
    apostrophes) has an apostrophe before it, which you take away to have the text as it was.
    Lists are joined by a semicolon; of a list of groups each has a line. The format excel is
    the same with a byte order mark, as Excel opens it by a double click in any language.
    """
    repository = read(context.workspace(), past_state(at, None)).repository
    type_ = _type(repository, register)
    held = [one for one in repository.registers if one.type == type_.name]
    table = whole(held, type_)
    text: str | bytes
    if format_name == "text":
        text = table_text(
            table,
            names(repository),
            computed=sheets(repository, type_, held[0].content.values),
            width=terminal_width(),
            colour=context.colour and output is None,
        )
    elif format_name == "json":
        text = as_json(table, unread=repository.lost)
    else:
        text = _FORMS[format_name](table)
    emit(text, output)


def _type(repository: Repository, name: str) -> Type:
    there = sorted({one.type for one in repository.registers})
    known = type_called(repository.types, name)
    if known and known.name in there:
        return known
    if known and known.kind is Kind.REGISTER:
        if known.path("") in repository.lost:
            raise UnreadableError(
                f"{known.path('')} cannot be read",
                hint=f"`ims check {quoted(known.path(''))}` says where and why.",
            )
        raise ConfigurationError(
            f"There is no register {name!r} here yet",
            hint=f"`ims add {known.name}` makes it with its first entry.",
        )
    if known:
        raise ConfigurationError(f"{name!r} is no register", hint=f"Run `ims list {known.name}`.")
    registers = f"There are: {', '.join(there)}." if there else "There is none here yet."
    raise unknown("register", name, there, otherwise=registers)
