"""`ims import`: what an organisation has already, looked at and then taken in as drafts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ims_docs.cli.group import Context
from ims_docs.model.quoting import quoted
from ims_docs.reporters.printable import printable

if TYPE_CHECKING:
    from ims_docs.intake.applying import Done
    from ims_docs.intake.plan import Plan

FINDINGS = 1
_SHOWN = 12
"""So many lines of one kind are shown of each file; the plan has them all."""


@click.command("import")
@click.argument("places", metavar="[DIR|FILE]…", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--plan",
    "plan_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    default="import-plan.yaml",
    show_default=True,
    help="Where the plan is written to.",
)
@click.option(
    "--type",
    "otherwise",
    metavar="TYPE",
    default="",
    help="The type of texts whose type is not clear.",
)
@click.option(
    "--apply",
    "applied",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Do what this plan says.",
)
@click.pass_context
def command(
    context: click.Context,
    places: Sequence[Path],
    *,
    plan_file: Path,
    otherwise: str,
    applied: Path | None,
) -> None:
    """Bring in what you have: workbooks, CSV, Word, Markdown, PDF.

    Without --apply nothing is changed. You get a plan that says for each file what it would become,
    and what would be left out. Correct it, then apply it: each file is judged as a gate would, and
    saved by itself. Documents come in as drafts; nothing that is imported counts as approved.
    A second run takes nothing twice. Exit code: 0 fine, 1 something is wrong or waits for you,
    2 wrong usage, 3 could not read.
    """
    if applied is not None:
        if places:
            raise click.UsageError("--apply takes the files that the plan names; name no others.")
        context.exit(_apply(context.obj, applied))
    if not places:
        raise click.UsageError("Name files or folders, or a plan: --apply import-plan.yaml.")
    context.exit(_look(context.obj, places, plan_file, otherwise))


def _look(obj: Context, places: Sequence[Path], plan_file: Path, otherwise: str) -> int:
    from ims_docs.adapters.disk.writing import put
    from ims_docs.intake import plan
    from ims_docs.intake.looking import look
    from ims_docs.intake.sources import found

    workspace = obj.workspace()
    workspace.require_history()
    made = look(workspace, found(places, obj.folder), otherwise)
    target = obj.folder / plan_file
    text = plan.written(made, str(plan_file))
    if target.exists() and target.read_bytes() != text.encode():
        raise click.UsageError(
            f"{plan_file} is there already, and says something else. Apply it, delete it, or write"
            " the new one elsewhere: --plan other.yaml."
        )
    put(target, text)
    waits = _show(made)
    if not obj.quiet:
        name = quoted(str(plan_file))
        click.echo(
            f"Nothing is changed. Look into {name}, then: ims import --apply {name}", err=True
        )
    return FINDINGS if waits else 0


def _show(made: Plan) -> bool:
    """One line for each file with what matters of it; whether something is wrong or waits."""
    waits = False
    for item in made.items:
        report = dict(item.report or {})
        if report == {"unchanged": report.get("unchanged")}:
            _say(f"{item.called}: everything in it is kept already")
            continue
        what = f"{item.becomes} {item.type}".strip()
        _say(f"{item.called}: {what}")
        for kind, words in (("new", "+"), ("notes", "note:")):
            listed = report.get(kind)
            _few(words, listed if isinstance(listed, list) else [])
        changed = report.get("changed")
        for name, lines in (changed if isinstance(changed, dict) else {}).items():
            _few(f"{name}", lines if isinstance(lines, list) else [])
        wrong = report.get("wrong")
        faults = wrong.items() if isinstance(wrong, dict) else ()
        _few("wrong:", [f"{place}: {words}" for place, words in faults])
        waits |= bool(faults) or item.becomes == "decide"
    return waits


def _few(start: str, lines: Sequence[object]) -> None:
    for one in lines[:_SHOWN]:
        _say(f"  {start} {one}")
    if len(lines) > _SHOWN:
        _say(f"  {start} and {len(lines) - _SHOWN} more")


def _apply(obj: Context, file: Path) -> int:
    from ims_docs.intake.applying import apply
    from ims_docs.intake.plan import read

    workspace = obj.workspace()
    workspace.require_history()
    made = read(obj.folder / file, str(file))
    results: list[Done] = []
    try:
        for done in apply(workspace, made):
            results.append(done)
            _tell(done)
    except KeyboardInterrupt:
        saved = sum(bool(one.commit) for one in results)
        click.echo(
            f"Interrupted. {saved} of {len({one.file for one in made.items})} files are saved, the"
            " others are as they were. Run the same command again.",
            err=True,
        )
        return 130
    if not results:
        _say("Nothing to do.")
    return 0 if all(one.is_fine for one in results) else FINDINGS


def _tell(done: Done) -> None:
    if done.commit:
        added = sum(len(one.added) for one in done.outcomes.values())
        changed = sum(len(one.changed) for one in done.outcomes.values())
        _say(f"{done.file}: {added} new, {changed} changed. Saved to git as {done.commit[:10]}.")
    elif done.is_fine:
        _say(f"{done.file}: everything in it is kept already.")
    else:
        _say(f"{done.file}: nothing of it was taken. {done.refused}".rstrip())
    for outcome in done.outcomes.values():
        _few("wrong:", [f"{place}: {words}" for place, words in outcome.problems.items()])


def _say(line: str) -> None:
    click.echo(printable(line))
