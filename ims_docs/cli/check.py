"""`ims check`: what is not right, with place and remedy."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from ims_docs.cli.group import Context
from ims_docs.cli.options import as_of_option, past_state, rules_at_option
from ims_docs.cli.writing import emit, format_option, terminal_width
from ims_docs.domain.runner import Selection, check
from ims_docs.domain.unread import why_unread
from ims_docs.model.clause import Clause
from ims_docs.model.finding import Finding, Report, Severity
from ims_docs.model.naming import id_called, type_called
from ims_docs.reporters import REPORTERS, text
from ims_docs.services.workspace import THEN, At, Staged, State, find_root

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
@rules_at_option
@click.option(
    "--select",
    multiple=True,
    metavar="CODE",
    callback=_codes,
    help="Only these rules: a code or its first letters.",
)
@click.option("--ignore", multiple=True, metavar="CODE", callback=_codes, help="Not these rules.")
@click.option("--errors", "errors_only", is_flag=True, help="Errors only.")
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
@format_option(REPORTERS)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the report to a file.",
)
@click.option("--watch", is_flag=True, help="Judge again whenever a file is saved; Ctrl-C ends it.")
@click.pass_context
def command(  # noqa: PLR0913 - the options of one command
    context: click.Context,
    paths: tuple[Path, ...],
    *,
    staged: bool,
    at: str,
    as_of: date | None,
    rules_at: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    errors_only: bool,
    clause: Clause | None,
    fail_on: str,
    format_name: str,
    output: Path | None,
    watch: bool,
) -> None:
    """Say what is missing, incomplete or wrong, with file, line and remedy.

    Exit code: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage, 3 could not check.
    With --watch: 0 when Ctrl-C ended it.
    """
    obj: Context = context.obj
    state = _state(staged=staged, at=at, as_of=as_of, rules_at=rules_at)
    if watch:
        _refuse_watching(state, output)
    looked_at = inside(obj, paths, past=bool(at or as_of))
    selection = Selection(
        select=select, ignore=ignore, errors_only=errors_only, clause=clause, paths=looked_at
    )
    width = 0 if watch else terminal_width(without_terminal=0)
    form = Form(format_name, output, width)
    judge = partial(_judge, obj, state, rules_at, selection, form)
    if watch:
        from ims_docs.cli.watch import repeat

        repeat(find_root(obj.folder), judge)
        return
    context.exit(FINDINGS if judge().fails(Severity(fail_on)) else 0)


def _state(*, staged: bool, at: str, as_of: date | None, rules_at: str) -> State:
    """The state that is judged. Raises UsageError for options that exclude each other."""
    if staged and at:
        raise click.UsageError("--staged and --at exclude each other.")
    if staged and rules_at != THEN:
        raise click.UsageError("--staged judges by what is staged; leave --rules-at out.")
    return Staged(as_of) if staged else past_state(at, as_of)


def _refuse_watching(state: State, output: Path | None) -> None:
    """Raise UsageError for what cannot be judged again and again."""
    if isinstance(state, Staged | At):
        raise click.UsageError("--watch looks at the files on disk; leave --staged and --at out.")
    if output:
        raise click.UsageError("--watch prints its findings again and again; leave --output out.")


class Form(NamedTuple):
    """How the report is written, and where to."""

    name: str
    output: Path | None
    width: int


def _judge(obj: Context, state: State, rules: str, selection: Selection, form: Form) -> Report:
    """Judge once and say what was found."""
    workspace = obj.workspace()
    repository = workspace.open(state, rules=rules).repository
    more: tuple[Finding, ...] = ()
    if isinstance(state, Staged):
        from ims_docs.services.commit_gate import excused_by_staged

        more = excused_by_staged(workspace.history, repository, workspace.cache, workspace.memory)
    report = check(repository, selection, more)
    if form.name == "text":
        colour = obj.colour and form.output is None
        rendered = text.render(report, width=form.width, colour=colour)
    else:
        rendered = REPORTERS[form.name](report)
    emit(rendered, form.output)
    return report


def _named(context: Context, name: str) -> str:
    """The path of what has this id, or of the register of this name; empty when nothing has."""
    if "/" in name or "." in name:
        return ""
    repository = context.workspace().files()
    if holders := repository.holders_of(id_called(repository, name)):
        return holders[0].path
    if defect := why_unread(repository, name):
        return defect.path
    type_ = type_called(repository.types, name)
    register = repository.register(type_.name) if type_ else None
    return register.path if register else ""


def inside(context: Context, paths: tuple[Path, ...], *, past: bool = False) -> tuple[str, ...]:
    """The given paths, relative to the repository; those of a past state need not be on disk."""
    if not paths:
        return ()
    root = find_root(context.folder)
    found = []
    for path in paths:
        absolute = context.folder.absolute() / path
        if not absolute.exists() and (named := _named(context, str(path))):
            found.append(named)
            continue
        try:
            relative = Path(*absolute.parts).resolve().relative_to(root.resolve()).as_posix()
        except ValueError:
            raise click.BadParameter(f"{path} is not in the repository {root}") from None
        if not past and not absolute.exists():
            raise click.BadParameter(
                f"{path} is neither an id nor a file here; `ims list` shows what there is"
            )
        if relative == ".":
            return ()
        found.append(relative)
    return tuple(found)
