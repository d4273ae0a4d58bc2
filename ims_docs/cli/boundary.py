"""The one place where errors become sentences and exit codes."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from ims_docs.adapters.git.process import take_git_environment
from ims_docs.cli.group import ims
from ims_docs.cli.writing import fitted, silence_stdout
from ims_docs.errors import ImsDocsError

INTERRUPTED = 130
OUR_FAULT = 4
COULD_NOT_CHECK = 3
_MAY = "Look at who may read and write it, or choose another place."
_REMEDIES = {
    errno.EACCES: _MAY,
    errno.EPERM: _MAY,
    errno.EROFS: "Choose another place: nothing can be written to this disk.",
    errno.ENOSPC: "Make room on the disk, or choose another place.",
    errno.EDQUOT: "Make room on the disk, or choose another place.",
    errno.ENOTDIR: "Something on the way there is a file. Choose another place.",
    errno.EEXIST: "A file has this name already. Choose another place.",
    errno.ENAMETOOLONG: "Choose a shorter name.",
}
"""What helps against what the computer refuses."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    _tolerant_streams()
    git_environment = take_git_environment()
    try:
        return _run(arguments, git_environment)
    finally:
        os.environ.update(git_environment)


def _run(arguments: Sequence[str] | None, git_environment: dict[str, str]) -> int:
    code = 0
    try:
        result = ims.main(
            args=list(arguments) if arguments is not None else None,
            standalone_mode=False,
            obj=git_environment,
        )
        if sys.stdout is not None:
            sys.stdout.flush()
        code = result if isinstance(result, int) else 0
    except click.exceptions.Exit as stop:
        code = int(stop.exit_code)
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(file=shown)
        _report(*shown.getvalue().rstrip("\n").split("\n"))
        code = int(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _report("Interrupted. Nothing was changed.")
        code = INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # Nobody reads any more; click turns that into SystemExit.
        silence_stdout()
    except ImsDocsError as error:
        hint = f"\nhint: {error.hint}" if error.hint else ""
        _report(*f"error: {error.message}{hint}".splitlines())
        code = error.exit_code
    except OSError as error:
        if isinstance(error, FileNotFoundError) and error.filename is None and not _stands():
            error = FileNotFoundError(error.errno, "The folder that you are in is gone")
        place = f": {error.filename}" if error.filename else ""
        _report(f"error: {error.strerror or error}{place}", *_remedy(error))
        silence_stdout()
        code = COULD_NOT_CHECK
    except Exception as error:  # noqa: BLE001 - the boundary: everything unexpected is a fault of ours
        code = _report_fault(error)
    return code


def _remedy(error: OSError) -> tuple[str, ...]:
    """What helps against what the computer refused, as a line, where it is known."""
    hint = _REMEDIES.get(error.errno or 0)
    return (f"hint: {hint}",) if hint else ()


def _stands() -> bool:
    """Whether the folder that the command was called in is still there."""
    try:
        return bool(Path.cwd())
    except OSError:
        return False


def _report(*lines: str) -> None:
    """Lines on stderr, if anybody is there, with nothing in them that acts on a terminal."""
    from ims_docs.reporters.printable import printable

    with contextlib.suppress(OSError):
        click.echo(fitted("\n".join(map(printable, lines))), err=True)


def _tolerant_streams() -> None:
    """A console that cannot show a character shows an escape instead of failing."""
    for stream, errors in (
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
        (sys.stdin, "surrogateescape"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def _report_fault(error: Exception) -> int:
    from ims_docs.cli.faults import HINT, written

    _report("error: ims stopped because of a fault in its own code.", *written(error))
    _report(HINT)
    return OUR_FAULT
