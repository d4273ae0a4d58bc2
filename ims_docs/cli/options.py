"""Options that mean the same for every command, and the state that they name."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from ims_docs.services.workspace import THEN, AsOf, At, Disk, State

_Command = TypeVar("_Command", bound=Callable[..., Any])
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def calendar_date(text: str) -> date:
    """A calendar date, written one way only: YYYY-MM-DD."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise click.BadParameter(f"{text!r} is not a calendar date; write YYYY-MM-DD.")


def rules_at_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option `--rules-at`."""
    return click.option(
        "--rules-at",
        default=THEN,
        show_default=True,
        metavar="WHEN",
        callback=_judge_day,
        help="Whose settings with their waivers, types and standards of your own count: `then` "
        "those of the state asked about, `now` those on disk, or those of a day, tag, branch or "
        "commit. Rules, types and standards that ims brings are always those of this version.",
    )(command)


def as_of_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option `--as-of`."""
    return click.option(
        "--as-of",
        type=calendar_date,
        metavar="DATE",
        help="The state saved by the end of this day (UTC), asked on that day. A day after the "
        "last saved state means the files on disk. (default: today)",
    )(command)


def root_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option `--root`."""
    return click.option(
        "--root",
        metavar="FINGERPRINT",
        default="",
        help="The fingerprint of the root key (SHA256:…), as you have it from outside this repository.",
    )(command)


def codes_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option `--code`."""
    return click.option(
        "--code",
        "codes",
        metavar="CODE",
        multiple=True,
        help="The code of a baseline, as minutes give it; several are allowed.",
    )(command)


def against_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option `--against`."""
    return click.option(
        "--against",
        type=click.Path(path_type=Path),
        metavar="PATH",
        multiple=True,
        help="Compare with another copy, a git bundle, a folder or a zip file of a folder: what it "
        "holds has to be here. Repeatable.",
    )(command)


def past_state(at: str, as_of: date | None) -> State:
    """The state that `--at` and `--as-of` name; the files on disk without them."""
    if at:
        return At(at, as_of)
    return AsOf(as_of) if as_of else Disk()


def _judge_day(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if _DAY.fullmatch(value):
        calendar_date(value)
    return value


def words_argument(
    name: str, metavar: str, *, required: bool = True
) -> Callable[[_Command], _Command]:
    """An argument of one or more words: a name with blanks needs no quotation marks."""
    return click.argument(
        name,
        metavar=metavar,
        nargs=-1,
        required=required,
        callback=lambda _context, _parameter, words: " ".join(words),
    )
