"""`ims export slides`: what is presented, as pages for a screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ims_docs.cli.export_texts import each, fonts_option, meant, tell_fonts
from ims_docs.cli.handing_out import folder_option, write
from ims_docs.cli.options import as_of_option
from ims_docs.cli.seeing import audience_option, seen
from ims_docs.model.classification import Classification

if TYPE_CHECKING:
    from ims_docs.export.copies import Copy, Unshown


@click.command("slides")
@click.argument("identifiers", metavar="ID...", nargs=-1, required=True)
@click.option("--at", metavar="REF", default="", help="At a tag, branch or commit.")
@as_of_option
@audience_option
@click.option("--draft", is_flag=True, help="Also what is not in force, with a mark on every page.")
@fonts_option
@folder_option
@click.pass_context
def slides_command(  # noqa: PLR0913 - the options of one command
    context: click.Context,
    identifiers: Sequence[str],
    *,
    at: str,
    as_of: date | None,
    audience: Classification | None,
    draft: bool,
    fonts_folder: Path | None,
    folder: Path,
) -> None:
    """Working pages, documents and records as slides: PDF pages of 16:9.

    ID is an id such as MRV-0001, or the name of a page of the toolkit such as kick-off. Each
    section of the text is a slide; one that is too long goes on on the next. Every slide says what
    text it shows, in which version and state, and its digest. Whatever is not in force has a mark
    across every slide. Exit code: 0 written, 1 something is not in force or cannot be shown,
    2 wrong usage, 3 could not read.
    """
    from ims_docs.export.extras import needed
    from ims_docs.export.pdf import Fonts, slides

    needed("typst")
    copying = seen(context.obj, at, as_of, audience).texts
    fonts = Fonts((fonts_folder,) if fonts_folder else ())

    def made(copy: Copy) -> Sequence[Unshown]:
        found = slides(copy, copying.ids, fonts)
        write(context.obj, folder, f"{copy.file_name}-slides.pdf", found.data)
        if found.fonts_of_computer:
            tell_fonts(copy.id)
        return found.unshown

    items = meant(copying, identifiers, everything=False, is_toolkit=False)
    context.exit(each(copying, items, made, draft=draft))
