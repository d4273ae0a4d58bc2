"""What git calls: one gate, with what git says to it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ims_docs.adapters.git import History
from ims_docs.adapters.git.process import QUARANTINE
from ims_docs.cli.group import Context
from ims_docs.cli.writing import emit, terminal_width
from ims_docs.errors import UnreadableError
from ims_docs.services.workspace import Clock

if TYPE_CHECKING:
    from ims_docs.services.commit_gate import Judge, Verdict

REFUSED = 1
_COMMIT = re.compile("[0-9a-f]{40}")


def run_gate(context: click.Context, gate: str, arguments: Sequence[str], span: str) -> None:
    """Judge, and end with the exit code that git waits for."""
    if span and gate != "pre-push":
        raise click.UsageError("--commits belongs to pre-push.")
    context.exit(_GATES[gate](context, arguments, span))


def _pre_commit(context: click.Context, _arguments: Sequence[str], _span: str) -> int:
    from ims_docs.cli.check import command

    return int(context.invoke(command, staged=True) or 0)


def _commit_msg(context: click.Context, arguments: Sequence[str], _span: str) -> int:
    from ims_docs.adapters.git.changes import staged_changes
    from ims_docs.services.commit_gate.reasons import Writing, first_line, is_reason, needs_reason

    obj: Context = context.obj
    if len(arguments) != 1:
        raise click.UsageError("commit-msg needs the file that holds the message.")
    history = _history(obj, obj.folder.absolute())
    if not needs_reason(staged_changes(history).paths):
        return 0
    writing = Writing(
        edited=obj.inherited.get("GIT_EDITOR") != ":",
        cleanup=history.setting("commit.cleanup")[0],
        comment=history.setting("core.commentChar")[0] or "#",
    )
    line = first_line(_message(obj.folder / arguments[0]), writing)
    if is_reason(line):
        return 0
    from ims_docs.reporters import push

    click.echo(push.no_reason(line), nl=False)
    return REFUSED


def _message(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise UnreadableError(
            f"{file} cannot be read: {error.strerror}", hint="Git names the file itself."
        ) from error


def _pre_push(context: click.Context, arguments: Sequence[str], span: str) -> int:
    from ims_docs.services.commit_gate import judge_sent, sent_updates

    obj: Context = context.obj
    root = obj.folder.absolute()
    history = _history(obj, root)
    remote = arguments[0] if arguments else os.environ.get("PRE_COMMIT_REMOTE_NAME", "")
    lines = [_span_line(history, span)] if span else _managed_lines(history) or _pushed_lines()
    verdict = judge_sent(_judge(history, root), sent_updates(lines), "" if span else remote)
    return _show(obj, verdict, "Nothing was sent.")


def _pre_receive(context: click.Context, _arguments: Sequence[str], _span: str) -> int:
    from ims_docs.adapters.git.commits import require_store
    from ims_docs.services.commit_gate import judge_received, received_updates

    obj: Context = context.obj
    root = obj.folder.absolute()
    quarantine = {name: obj.inherited[name] for name in QUARANTINE if name in obj.inherited}
    history = History(root, quarantine=quarantine)
    require_store(history)
    verdict = judge_received(_judge(history, root), received_updates(_pushed_lines()))
    return _show(obj, verdict, "The server accepted nothing.")


_GATES: dict[str, Callable[[click.Context, Sequence[str], str], int]] = {
    "pre-commit": _pre_commit,
    "commit-msg": _commit_msg,
    "pre-push": _pre_push,
    "pre-receive": _pre_receive,
}


def _history(obj: Context, root: Path) -> History:
    """The git side of the folder that git calls the gate in, with the index that git works on."""
    history = History(root, index_file=obj.index_file)
    history.require()
    return history


def _judge(history: History, root: Path) -> Judge:
    from ims_docs.adapters.cache import cache_folder
    from ims_docs.services.commit_gate import Judge

    return Judge(
        history=history, as_of=Clock().today(), cache_folder=cache_folder(os.environ, root)
    )


def _show(obj: Context, verdict: Verdict, happened: str) -> int:
    from ims_docs.reporters import push

    width = terminal_width(without_terminal=0)
    emit(push.render(verdict, happened=happened, width=width, colour=obj.colour), None)
    return 0 if verdict.passes else REFUSED


def _pushed_lines() -> list[str]:
    """What git writes to a hook, a line for each branch."""
    if sys.stdin is None or sys.stdin.isatty():
        raise click.UsageError("Git calls this gate and passes it what is pushed.")
    return sys.stdin.read().split("\n")


def _managed_lines(history: History) -> list[str]:
    """The line that pre-commit and prek have read and hand on as variables; nothing without them."""
    from ims_docs.adapters.git.commits import NOTHING

    variables = {
        name: os.environ.get(f"PRE_COMMIT_{name}", "")
        for name in ("LOCAL_BRANCH", "REMOTE_BRANCH", "FROM_REF", "TO_REF")
    }
    tip = variables["TO_REF"] or variables["LOCAL_BRANCH"]
    if not tip or not variables["REMOTE_BRANCH"]:
        return []
    before = variables["FROM_REF"]
    ends = [history.resolve(one) if one else NOTHING for one in (tip, before)]
    return [f"{variables['LOCAL_BRANCH']} {ends[0]} {variables['REMOTE_BRANCH']} {ends[1]}"]


def _span_line(history: History, span: str) -> str:
    """FROM..TO as git would say it. Raises UnreadableError for a name that nothing has.

    Forges name the commit of before, also when a forced push has thrown it away: where a
    commit is named in full and is not here, everything that TO leads to counts.
    """
    from ims_docs.adapters.git.commits import NOTHING, commit_of

    before, dots, after = span.partition("..")
    if not dots:
        raise click.UsageError("Write the commits as FROM..TO.")
    in_full = _COMMIT.fullmatch(before) or not before.strip("0")
    known = commit_of(history, before) if in_full else history.resolve(before)
    tip = history.resolve(after or "HEAD")
    return f"{after} {tip} {after} {known or NOTHING}"
