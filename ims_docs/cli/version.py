"""`ims --version`, and with `--verbose` what exactly is installed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from ims_docs import __version__

Command = TypeVar("Command", bound=Callable[..., Any])
_VERBOSE = "ims_docs.verbose"


def version_options(command: Command) -> Command:
    """The options `--version` and `--verbose`, in any order."""
    verbose = click.option(
        "--verbose",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_remember,
        help="With --version: also the digest of the program, its libraries and the machine.",
    )
    version = click.option(
        "--version",
        is_flag=True,
        expose_value=False,
        callback=_tell,
        help="Show the version and exit.",
    )
    return verbose(version(command))


def _remember(context: click.Context, _: click.Parameter, verbose: bool) -> None:  # noqa: FBT001 - click calls it
    context.meta[_VERBOSE] = verbose


def _tell(context: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click calls it
    """Say which program this is. Not eager, so that it knows of --verbose on either side."""
    if not asked:
        return
    click.echo(f"ims {__version__}")
    if context.meta[_VERBOSE]:
        from ims_docs.reporters.selftest import head
        from ims_docs.services.selftest import installation

        click.echo(head(installation()), nl=False)
    context.exit()
