"""`ims portal`: many repositories on pages of their own."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from urllib.parse import quote

import click

from ims_docs.cli.group import Context
from ims_docs.cli.options import calendar_date
from ims_docs.cli.writing import emit, format_option, terminal_width
from ims_docs.reporters.portal import Group, as_json, as_text, pages, row_of
from ims_docs.reporters.portal.style import STYLE
from ims_docs.services.summing import Asked, Entity, Portal, look_at, read_portal, site_page
from ims_docs.services.workspace import Clock
from ims_docs.site import ASSETS
from ims_docs.site.build.output import Maker, refuse_foreign, replaced

_MAKER = Maker("ims portal", ".ims-portal")


@click.group("portal")
def command() -> None:
    """See many repositories at once: a group, its sites, its suppliers.

    The pages are a folder that opens in any browser. They run no script and load nothing
    from anywhere else.
    """


@command.command("build")
@click.argument("file", metavar="[PORTAL.YML]", default="portal.yml", type=click.Path(path_type=Path, dir_okay=False))  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="The folder to write to (default: portal beside the file).",
)  # fmt: skip
@click.option("--as-of", type=calendar_date, metavar="DATE", help="Ask on this day (default: today, UTC).")  # fmt: skip
@click.option("--no-verify", is_flag=True, help="Do not look whether a history was tampered with. Every page then says so.")  # fmt: skip
@format_option(["text", "json"])
@click.pass_obj
def build(  # noqa: PLR0913 - the options of one command
    context: Context,
    file: Path,
    output: Path | None,
    as_of: date | None,
    *,
    no_verify: bool,
    format_name: str,
) -> None:
    """Build the pages over the repositories that portal.yml names.

    Each is shown as `ims summary` sums it up, in the state of its newest commit: what lies unsaved
    in a folder is not read. Each history is verified as `ims verify` does it. A repository that is
    missing, cut off or damaged is named with the reason, and the others are shown. The folder is
    replaced in one step when all is made. Exit code: 0 built, 2 wrong usage or a portal.yml that
    is not right, 3 could not write.
    """
    portal = read_portal(context.folder / file)
    target = _target(portal, context.folder / output if output else portal.folder / "portal")
    asked = Asked(as_of=as_of or Clock().today(), is_verified=not no_verify)
    looks = look_at(portal, asked, row_of)
    group = Group(portal.title, asked.as_of, portal.silent_after, asked.is_verified, looks)
    files = pages(group, lambda one: _address(one, portal.folder, target))
    data = as_json(group)
    _write(target, {**files, "portal.json": data, "portal.css": STYLE})
    emit(data if format_name == "json" else as_text(group, terminal_width()), None)
    if not context.quiet:
        click.echo(f"{target}: {len(files)} pages", err=True)


def _target(portal: Portal, output: Path) -> Path:
    """The folder to write to. Raises ConfigurationError where it holds what somebody works on."""
    target = refuse_foreign(output, portal.folder, _MAKER)
    for one in portal.entities:
        if one.place and (portal.folder / one.place).is_dir():
            refuse_foreign(output, portal.folder / one.place, _MAKER)
    return target


def _write(target: Path, files: dict[str, str]) -> None:
    with replaced(target, _MAKER) as fresh:
        for name, text in files.items():
            (fresh / name).write_text(text, encoding="utf-8", newline="\n")
        (fresh / "ims.css").write_bytes((ASSETS / "assets/ims/ims.css").read_bytes())


def _address(entity: Entity, folder: Path, target: Path) -> str:
    """The address of the built site of an entity, from the pages; empty without one."""
    page = site_page(entity, folder)
    if not isinstance(page, Path):
        return page
    return quote(Path(os.path.relpath(page.absolute(), target)).as_posix())
