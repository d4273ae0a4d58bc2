"""`ims export pdf` and `ims export docx`: copies of documents, records and registers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ims_docs.cli.group import Context
from ims_docs.cli.handing_out import FINDINGS, copying_at, folder_option, tell, tell_refused, write
from ims_docs.cli.options import as_of_option
from ims_docs.errors import RefusedError, UnreadableError
from ims_docs.reporters.printable import printable

if TYPE_CHECKING:
    from ims_docs.export.copies import Copy, Unshown
    from ims_docs.export.copying import Copying
    from ims_docs.export.pdf import Fonts


def _text_options(command: Callable[..., None]) -> Callable[..., None]:
    """Which texts, of which state, and where their copies go."""
    for option in (
        folder_option,
        click.option(
            "--draft", is_flag=True, help="Also what is not in force, with a mark on every page."
        ),
        as_of_option,
        click.option("--at", metavar="REF", default="", help="At a tag, branch or commit."),
        click.option("--all", "everything", is_flag=True, help="Every document, one file each."),
        click.argument("identifiers", metavar="[ID]...", nargs=-1),
    ):
        command = option(command)
    return command


@click.command("pdf")
@_text_options
@click.option(
    "--book", "is_book", is_flag=True,
    help="Everything as one file: texts by theme, registers and records as annex.",
)  # fmt: skip
@click.option(
    "--fonts", "fonts_folder", type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR", help="A folder with fonts for letters that ims does not bring.",
)  # fmt: skip
@click.pass_context
def pdf_command(  # noqa: PLR0913 - the options of one command
    context: click.Context,
    identifiers: Sequence[str],
    *,
    everything: bool,
    at: str,
    as_of: date | None,
    draft: bool,
    is_book: bool,
    fonts_folder: Path | None,
    folder: Path,
) -> None:
    """Documents, records and registers as PDF that carries its own proof.

    ID is an id such as POL-0001, or the name of a register. The text in force is shown, with who
    approved it and its revisions. The file carries the text, the statements and their signatures,
    and says in small print how to prove them without ims. Whatever is not in force, unfinished or
    altered has a mark on every page. Exit code: 0 written, 1 something is not in force or cannot
    be shown, 2 wrong usage, 3 could not read.
    """
    from ims_docs.export.extras import needed
    from ims_docs.export.pdf import Fonts, sheet

    if is_book and (identifiers or everything):
        raise click.UsageError("A book holds everything: name no text beside --book.")
    _require_names(identifiers, everything=everything or is_book)
    needed("typst")
    copying = copying_at(context.obj, at, as_of)
    fonts = Fonts((fonts_folder,) if fonts_folder else ())
    if is_book:
        context.exit(_book(context.obj, copying, fonts, folder, draft=draft))

    def made(copy: Copy) -> Sequence[Unshown]:
        found = sheet(copy, copying.ids, fonts)
        write(context.obj, folder, f"{copy.file_name}.pdf", found.data)
        if found.fonts_of_computer:
            _tell_fonts(copy.id)
        return found.unshown

    context.exit(_each(copying, identifiers, made, draft=draft))


def _book(context: Context, copying: Copying, fonts: Fonts, folder: Path, *, draft: bool) -> int:
    """Everything as one file; the exit code."""
    from ims_docs.export.manual import TITLE, parts
    from ims_docs.export.pdf import book

    found, left_out = parts(copying, draft=draft)
    if not found:
        raise RefusedError(
            "There is nothing in force yet, so there is no book",
            hint="`--draft` takes what is not in force too, with a mark on every page.",
        )
    made = book(TITLE, found, left_out, copying.ids, fonts)
    write(context, folder, "manual.pdf", made.data)
    if made.fonts_of_computer:
        _tell_fonts("manual.pdf")
    return FINDINGS if tell(made.unshown) else 0


@click.command("docx")
@_text_options
@click.option(
    "--base", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="FILE",
    help="A Word file of yours whose styles, head and foot are taken.",
)  # fmt: skip
@click.pass_context
def docx_command(  # noqa: PLR0913 - the options of one command
    context: click.Context,
    identifiers: Sequence[str],
    *,
    everything: bool,
    at: str,
    as_of: date | None,
    draft: bool,
    base: Path | None,
    folder: Path,
) -> None:
    """Documents, records and registers as Word files, for people who go on writing elsewhere.

    Every page says that the file is an uncontrolled copy, and every file says the digest of the
    text that counts. Exit code: 0 written, 1 something is not in force or cannot be shown,
    2 wrong usage, 3 could not read.
    """
    from ims_docs.export.extras import needed
    from ims_docs.export.word import document

    _require_names(identifiers, everything=everything)
    needed("docx")
    copying = copying_at(context.obj, at, as_of)
    taken = base.read_bytes() if base else None

    def made(copy: Copy) -> Sequence[Unshown]:
        found = document(copy, copying.ids, taken)
        write(context.obj, folder, f"{copy.file_name}.docx", found.data)
        return found.unshown

    context.exit(_each(copying, identifiers, made, draft=draft))


def _tell_fonts(name: str) -> None:
    note = f"note: {printable(name)} uses fonts of this computer; another may set other bytes"
    click.echo(note, err=True)


def _require_names(identifiers: Sequence[str], *, everything: bool) -> None:
    if everything == bool(identifiers):
        raise click.UsageError("Name what to export, or everything with --all.")


def _each(
    copying: Copying,
    identifiers: Sequence[str],
    make: Callable[[Copy], Sequence[Unshown]],
    *,
    draft: bool,
) -> int:
    """A copy of each text that was named, of every document where none was; the exit code."""
    named = tuple(map(copying.find, dict.fromkeys(identifiers)))
    items = named or copying.every()
    code = 0
    taken: set[str] = set()
    for item in items:
        try:
            copy = copying.copy(item, draft=draft)
            _take(taken, copy)
            code = max(code, FINDINGS if tell(make(copy)) else 0)
        except (RefusedError, UnreadableError) as error:
            if len(items) == 1 and isinstance(error, UnreadableError):
                raise
            code = max(code, error.exit_code)
            tell_refused(item.path, error)
    return code


def _take(taken: set[str], copy: Copy) -> None:
    """A name for one text only. Raises RefusedError."""
    if copy.file_name in taken:
        raise RefusedError(f"{copy.id} is the id of another text too", hint="Run `ims renumber`.")
    taken.add(copy.file_name)
