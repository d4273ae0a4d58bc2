"""The one place where errors become sentences and exit codes."""

from __future__ import annotations

import contextlib
import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from ims_docs import __version__
from ims_docs.cli.group import ims
from ims_docs.errors import ImsDocsError

INTERRUPTED = 130
OUR_FAULT = 4
COULD_NOT_CHECK = 3


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    _tolerant_streams()
    git_environment = _without_git_environment()
    try:
        result = ims.main(args=list(arguments) if arguments is not None else None, standalone_mode=False, obj=git_environment)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return int(stop.exit_code)
    except click.ClickException as error:
        error.show()
        return int(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted. Nothing was changed.", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        _silence_stdout()
        return 0
    except ImsDocsError as error:
        _say(error)
        return error.exit_code
    except OSError as error:
        click.echo(f"error: {error.strerror or error}{f': {error.filename}' if error.filename else ''}", err=True)
        _silence_stdout()
        return COULD_NOT_CHECK
    except Exception:  # noqa: BLE001 - the boundary: everything unexpected is a fault of ours
        return _report_fault()
    return result if isinstance(result, int) else 0


def _say(error: ImsDocsError) -> None:
    from ims_docs.reporters.printable import printable

    click.echo(f"error: {printable(error.message)}", err=True)
    if error.hint:
        click.echo(f"hint: {printable(error.hint)}", err=True)


def _without_git_environment() -> dict[str, str]:
    """A calling hook's GIT_* variables must not steer our own git calls."""
    taken = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("GIT_")}
    os.environ["GIT_PYTHON_REFRESH"] = "quiet"
    return taken


def _tolerant_streams() -> None:
    """A console that cannot show a character shows an escape instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def _silence_stdout() -> None:
    """Python would complain again when it closes the stream at exit."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report_fault() -> int:
    text = f"ims {__version__}, Python {platform.python_version()}, {platform.platform()}\n\n{traceback.format_exc()}"
    try:
        descriptor, name = tempfile.mkstemp(prefix="ims-fault-", suffix=".txt")
        with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
        place = f"The details are in {Path(name)}."
    except OSError:
        place = text
    click.echo(f"error: ims met a fault of its own, and is sorry. {place}", err=True)
    click.echo("hint: Please report it with that file.", err=True)
    return OUR_FAULT
