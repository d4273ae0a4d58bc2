"""`ims export pdf` and `ims export docx`: copies of documents, records, registers, working pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ims_docs.cli.group import Context
from ims_docs.cli.handing_out import FINDINGS, folder_option, tell, tell_refused, write
from ims_docs.cli.options import as_of_option
from ims_docs.cli.seeing import audience_option, seen
from ims_docs.errors import RefusedError, UnreadableError
from ims_docs.model.classification import Classification
from ims_docs.reporters.printable import printable

if TYPE_CHECKING:
    from ims_docs.export.copies import Copy, Unshown
    from ims_docs.export.copying import Copying
    from ims_docs.export.pdf import Fonts
    from ims_docs.model.document import Document
    from ims_docs.model.page import Page
    from ims_docs.model.record import Record
    from ims_docs.model.register import Register


def _text_options(command: Callable[..., None]) -> Callable[..., None]:
    """Which texts, of which state, and where their copies go."""
    for option in (
        folder_option,
        click.option(
            "--draft", is_flag=True, help="Also what is not in force, with a mark on every page."
        ),
        audience_option,
        as_of_option,
        click.option("--at", metavar="REF", default="", help="At a tag, branch or commit."),
        click.option(
            "--toolkit",
            "is_toolkit",
            is_flag=True,
            help="Every page of the toolkit, one file each.",
        ),
        click.option("--all", "everything", is_flag=True, help="Every document, one file each."),
        click.argument("identifiers", metavar="[ID]...", nargs=-1),
    ):
        command = option(command)
    return command


fonts_option = click.option(
    "--fonts", "fonts_folder", type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR", help="A folder with fonts for letters that ims does not bring.",
)  # fmt: skip
"""The option `--fonts`."""


@click.command("pdf")
@_text_options
@click.option(
    "--book", "is_book", is_flag=True,
    help="Everything as one file: texts by theme, registers and records as annex.",
)  # fmt: skip
@fonts_option
@click.pass_context
def pdf_command(  # noqa: PLR0913 - the options of one command
    context: click.Context,
    identifiers: Sequence[str],
    *,
    everything: bool,
    is_toolkit: bool,
    at: str,
    as_of: date | None,
    audience: Classification | None,
    draft: bool,
    is_book: bool,
    fonts_folder: Path | None,
    folder: Path,
) -> None:
    """Documents, records, registers and working pages as PDF that carries its own proof.

    ID is an id such as POL-0001, the name of a register, or that of a page of the toolkit such as
    consent-form. The text in force is shown, with who approved it and its revisions. The file
    carries the text, the statements and their signatures, and says in small print how to prove
    them without ims. Whatever is not in force, unfinished or altered has a mark on every page.
    Exit code: 0 written, 1 something is not in force or cannot be shown, 2 wrong usage, 3 could
    not read.
    """
    from ims_docs.export.extras import needed
    from ims_docs.export.pdf import Fonts

    if is_book and (identifiers or everything or is_toolkit):
        raise click.UsageError("A book holds everything: name no text beside --book.")
    _require_names(identifiers, is_named=everything or is_toolkit or is_book)
    needed("typst")
    copying = seen(context.obj, at, as_of, audience).texts
    fonts = Fonts((fonts_folder,) if fonts_folder else ())
    if is_book:
        context.exit(_book(context.obj, copying, fonts, folder, draft=draft))

    def made(copy: Copy) -> Sequence[Unshown]:
        return _sheet(context.obj, copy, copying, fonts, folder)

    items = meant(copying, identifiers, everything=everything, is_toolkit=is_toolkit)
    context.exit(each(copying, items, made, draft=draft))


def _sheet(
    context: Context, copy: Copy, copying: Copying, fonts: Fonts, folder: Path
) -> Sequence[Unshown]:
    """One copy as a file, and what it does not show."""
    from ims_docs.export.pdf import sheet

    found = sheet(copy, copying.ids, fonts)
    write(context, folder, f"{copy.file_name}.pdf", found.data)
    if found.fonts_of_computer:
        tell_fonts(copy.id)
    return found.unshown


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
        tell_fonts("manual.pdf")
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
    is_toolkit: bool,
    at: str,
    as_of: date | None,
    audience: Classification | None,
    draft: bool,
    base: Path | None,
    folder: Path,
) -> None:
    """Documents, records, registers and working pages as Word files, to go on writing elsewhere.

    Every page says that the file is an uncontrolled copy, and every file says the digest of the
    text that counts. A page of the toolkit goes by its name, such as consent-form, and is there to
    be filled in. Exit code: 0 written, 1 something is not in force or cannot be shown,
    2 wrong usage, 3 could not read.
    """
    from ims_docs.export.extras import needed
    from ims_docs.export.word import document

    _require_names(identifiers, is_named=everything or is_toolkit)
    needed("docx")
    copying = seen(context.obj, at, as_of, audience).texts
    taken = base.read_bytes() if base else None

    def made(copy: Copy) -> Sequence[Unshown]:
        found = document(copy, copying.ids, taken)
        write(context.obj, folder, f"{copy.file_name}.docx", found.data)
        return found.unshown

    items = meant(copying, identifiers, everything=everything, is_toolkit=is_toolkit)
    context.exit(each(copying, items, made, draft=draft))


def tell_fonts(name: str) -> None:
    """That another computer may set other bytes."""
    note = f"note: {printable(name)} uses fonts of this computer; another may set other bytes"
    click.echo(note, err=True)


def _require_names(identifiers: Sequence[str], *, is_named: bool) -> None:
    if is_named == bool(identifiers):
        raise click.UsageError(
            "Name what to export, or every document with --all, every working page with --toolkit."
        )


def meant(
    copying: Copying, identifiers: Sequence[str], *, everything: bool, is_toolkit: bool
) -> tuple[Document | Record | Register | Page, ...]:
    """What was named, or every document, every working page, or both. Raises RefusedError."""
    from ims_docs.export.toolkit import toolkit

    named = tuple(map(copying.find, dict.fromkeys(identifiers)))
    pages = toolkit(copying.repository) if is_toolkit else ()
    if is_toolkit and not pages:
        raise RefusedError(
            "There is no toolkit here", hint="Its pages are in docs/toolkit/ of a new repository."
        )
    return (*named, *(copying.every() if everything else ()), *pages)


def each(
    copying: Copying,
    items: Sequence[Document | Record | Register | Page],
    make: Callable[[Copy], Sequence[Unshown]],
    *,
    draft: bool,
) -> int:
    """A copy of each text; the exit code."""
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
