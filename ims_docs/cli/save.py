"""`ims save`: keep what was changed, with a reason, in one step."""

from __future__ import annotations

from collections.abc import Sequence

import click

from ims_docs.adapters.git.unsaved import Act
from ims_docs.cli.answering import is_asking
from ims_docs.cli.changing import refused_report
from ims_docs.cli.group import Context
from ims_docs.cli.prompting import agreed
from ims_docs.cli.writing import tell
from ims_docs.services.saving import Unsaved, author, everything, named, require_reason, save
from ims_docs.services.workspace.transaction import NonconformingError

_LISTED = 30
"""So many files are listed one by one."""
NOT_SAVED = 1


@click.command("save")
@click.argument("names", metavar="[ID]…", nargs=-1)
@click.option("--reason", default="", metavar="TEXT", help="Why, in one sentence.")
@click.option("--yes", is_flag=True, help="Do not ask whether everything is meant.")
@click.option("--as", "person", default="", metavar="PERSON", help="Who you are: a name or an id.")
@click.pass_context
def command(
    context: click.Context, names: tuple[str, ...], *, reason: str, yes: bool, person: str
) -> None:
    """Save what you changed, with the reason: as one state that everybody can look at later.

    ID is an id such as POL-0001, the name of a register, a file or a folder; its approvals
    are saved with it. Without one, everything that is not saved yet is shown, and saved.
    What a gate would refuse is not saved. Exit code: 0 saved or nothing to save, 1 refused,
    2 wrong usage.
    """
    obj: Context = context.obj
    workspace = obj.workspace()
    workspace.require_history()
    repository = workspace.files()
    all_files = everything(workspace, repository)
    files = named(workspace, repository, names, all_files) if names else all_files
    if not files:
        _say(obj, f"{', '.join(names)}: saved already." if names else "Everything is saved.")
        return
    identity = author(workspace, repository, person)
    if not obj.quiet:
        _show(files)
    if reason:  # nobody answers a question for nothing
        require_reason(reason, [one.path for one in files])
    if not names and not yes and not _confirmed():
        _say(obj, "Nothing was saved.")
        context.exit(NOT_SAVED)
    reason = reason or _asked()
    require_reason(reason, [one.path for one in files])
    try:
        saved = save(workspace, files, reason, identity)
    except NonconformingError as refused:
        raise refused_report(obj, refused) from refused
    rest = len(all_files) - len(files)
    _say(obj, f"Saved {_counted(len(files))}: {reason.strip()}")
    if rest:
        _say(obj, f"{_counted(rest).capitalize()} more {'is' if rest == 1 else 'are'} not saved.")
    click.echo(saved.commit)


def _show(files: Sequence[Unsaved]) -> None:
    width = max(map(len, Act))
    for one in files[:_LISTED]:
        place = f"  {one.path}" if one.id else ""
        tell(f"  {one.act:<{width}}  {one.called}{place}")
    if len(files) > _LISTED:
        click.echo(f"  and {len(files) - _LISTED} more", err=True)


def _counted(number: int) -> str:
    return "one file" if number == 1 else f"{number} files"


def _confirmed() -> bool:
    """Whether everything is meant; where nobody can be asked, what was shown is."""
    if not is_asking(no_input=False):
        return True
    return agreed("Save all of it?", default=True)


def _asked() -> str:
    if not is_asking(no_input=False):
        raise click.UsageError('Say why: --reason "…". In a terminal you are asked.')
    return str(click.prompt("Why, in one sentence", err=True))


def _say(context: Context, sentence: str) -> None:
    if not context.quiet:
        tell(sentence)
