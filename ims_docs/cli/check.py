"""`ims check`: what is not right, with place and remedy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ims_docs.checking import Selection, check
from ims_docs.clauses import Clause
from ims_docs.cli.group import Context
from ims_docs.cli.repository import as_of_option, find_root, open_repository
from ims_docs.cli.writing import emit, terminal_width
from ims_docs.findings import Severity
from ims_docs.reporters import REPORTERS, text

FINDINGS = 1


def _clause(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> Clause | None:
    try:
        return Clause.parse(value) if value else None
    except ValueError as error:
        raise click.BadParameter(f"{error}; write it like 7.5 or 8.3.2.") from error


def _codes(
    _context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    return tuple(
        code.strip().upper() for value in values for code in value.split(",") if code.strip()
    )


@click.command("check")
@click.argument("paths", metavar="[PATH]…", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--staged", is_flag=True, help="Judge what the next commit would hold, as a hook does."
)
@click.option("--at", metavar="REF", default="", help="Judge a tag, branch or commit.")
@as_of_option
@click.option(
    "--select",
    multiple=True,
    metavar="CODE",
    callback=_codes,
    help="Only these rules: a code or its first letters.",
)
@click.option("--ignore", multiple=True, metavar="CODE", callback=_codes, help="Not these rules.")
@click.option(
    "--clause", metavar="NUMBER", callback=_clause, help="Only findings about this clause."
)
@click.option(
    "--fail-on",
    type=click.Choice([one.value for one in Severity]),
    default="error",
    show_default=True,
    help="Exit 1 from this severity on.",
)
@click.option(
    "--format", "format_name", type=click.Choice(list(REPORTERS)), default="text", show_default=True
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the report to a file.",
)
@click.pass_context
def command(  # noqa: PLR0913 - the options of one command
    context: click.Context,
    paths: tuple[Path, ...],
    *,
    staged: bool,
    at: str,
    as_of: date | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    clause: Clause | None,
    fail_on: str,
    format_name: str,
    output: Path | None,
) -> None:
    """Say what is missing, incomplete or wrong, with file, line and remedy.

    Exit code: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage, 3 could not check.
    """
    obj: Context = context.obj
    if staged and at:
        raise click.UsageError("--staged and --at exclude each other.")
    selection = Selection(
        select=select,
        ignore=ignore,
        clause=clause,
        paths=inside(obj, paths, past=bool(at or as_of)),
    )
    report = check(open_repository(obj, staged=staged, at=at, as_of=as_of), selection)
    if format_name == "text":
        rendered = text.render(
            report, width=terminal_width(without_terminal=0), colour=obj.colour and output is None
        )
    else:
        rendered = REPORTERS[format_name](report)
    emit(rendered, output)
    context.exit(FINDINGS if report.fails(Severity(fail_on)) else 0)


def inside(context: Context, paths: tuple[Path, ...], *, past: bool = False) -> tuple[str, ...]:
    """The given paths, relative to the repository; those of a past state need not be on disk."""
    if not paths:
        return ()
    root = find_root(context.folder)
    found = []
    for path in paths:
        absolute = context.folder.absolute() / path
        try:
            relative = Path(*absolute.parts).resolve().relative_to(root.resolve()).as_posix()
        except ValueError:
            raise click.BadParameter(f"{path} is not in the repository {root}") from None
        if not past and not absolute.exists():
            raise click.BadParameter(f"{path} does not exist")
        if relative == ".":
            return ()
        found.append(relative)
    return tuple(found)
