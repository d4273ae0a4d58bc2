"""`ims verify`: whether the whole history can be believed."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from ims_docs.adapters.cache import cache_folder
from ims_docs.adapters.git import History
from ims_docs.adapters.git.places import top_folder
from ims_docs.cli.group import Context
from ims_docs.cli.options import against_option, calendar_date, codes_option, root_option
from ims_docs.cli.writing import emit, format_option, terminal_width
from ims_docs.errors import ImsDocsError
from ims_docs.reporters import verification as text_report
from ims_docs.reporters.packs import PACK_REPORTERS
from ims_docs.reporters.verification_data import VERIFICATION_REPORTERS
from ims_docs.services.verification import (
    LATE_AFTER,
    Copy,
    Elsewhere,
    Question,
    Verdict,
    Verification,
    not_saved,
    not_seen,
    own_copy,
    verify,
    verify_pack,
)
from ims_docs.services.workspace import Clock

_CODES = {Verdict.INTACT: 0, Verdict.NOT_INTACT: 1, Verdict.CANNOT_TELL: 3}


@click.command("verify")
@root_option
@codes_option
@click.option(
    "--bundle", type=click.Path(path_type=Path), metavar="PATH",
    help="Verify a copy that you were given: a git bundle, a folder, or a zip file of a folder.",
)  # fmt: skip
@click.option(
    "--pack", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Verify an audit pack (`ims export pack`): the file, its manifest, and the history in it.",
)  # fmt: skip
@against_option
@click.option(
    "--late-after", type=click.IntRange(0), metavar="DAYS", default=LATE_AFTER, show_default=True,
    help="Name records that came in so many days after the day they speak of.",
)  # fmt: skip
@click.option(
    "--as-of", type=calendar_date, metavar="DATE", help="Ask on this day (default: today in UTC)."
)
@format_option(["text", *VERIFICATION_REPORTERS])
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the report there.",
)
@click.option(
    "--all", "in_full", is_flag=True,
    help="List also what the report only counts: every effect of a cause, and content.",
)  # fmt: skip
@click.option(
    "--fresh", is_flag=True,
    help="Judge every commit again. Otherwise those are passed over in which this program found "
    "nothing before, as it remembers in your cache folder.",
)  # fmt: skip
@click.pass_context
def command(  # noqa: PLR0913 - the options of one command
    context: click.Context,
    *,
    root: str,
    codes: tuple[str, ...],
    bundle: Path | None,
    pack: Path | None,
    against: tuple[Path, ...],
    late_after: int,
    as_of: date | None,
    format_name: str,
    output: Path | None,
    in_full: bool,
    fresh: bool,
) -> None:
    """Verify the whole history of a clone: objects, commits, dates, approvals, controls.

    Works offline, writes nothing into the repository, runs nothing that the repository names, and works on a
    bare repository too. Exit code: 0 intact, 1 not intact, 3 cannot tell. Changed controls,
    odd dates and faults of content are notes, and leave a history intact.
    """
    obj: Context = context.obj
    here = top_folder(obj.folder.absolute())
    memory = None if fresh else cache_folder(os.environ, here)
    day = as_of or Clock().today()
    question = Question(as_of=day, root=root, codes=codes, late_after=late_after, memory=memory)
    if pack is not None:
        alone = not (bundle or against)
        context.exit(_pack(obj.folder / pack, question, format_name, output, alone=alone))

    def told(found: Verification) -> None:
        width = 0 if output is not None else terminal_width()
        emit(_reported(found, format_name, width, in_full=in_full), output)

    found = _seen(obj.folder, here, question, bundle, against, told)
    told(found)
    context.exit(_CODES[found.verdict])


def _seen(  # noqa: PLR0913, PLR0917 - what is looked at, and who is told
    folder: Path,
    here: Path,
    question: Question,
    bundle: Path | None,
    against: tuple[Path, ...],
    told: Callable[[Verification], None],
) -> Verification:
    """The verdict; where nothing could be looked at, that is told before the error."""
    try:
        return _verified(folder, here, question, bundle, against)
    except ImsDocsError as error:
        if error.exit_code == _CODES[Verdict.CANNOT_TELL]:
            told(not_seen(question, str(here if bundle is None else bundle), error.message))
        raise


def _pack(
    file: Path, question: Question, format_name: str, output: Path | None, *, alone: bool
) -> int:
    """The verdict about a pack; the exit code."""
    if not alone:
        raise click.UsageError("A pack is verified alone: leave --bundle and --against out.")
    if format_name not in PACK_REPORTERS:
        raise click.UsageError(f"A pack is reported as {' or '.join(PACK_REPORTERS)}.")
    found = verify_pack(file, replace(question, memory=None))
    emit(PACK_REPORTERS[format_name](found), output)
    return _CODES[found.verdict]


def _verified(
    folder: Path, here: Path, question: Question, bundle: Path | None, against: tuple[Path, ...]
) -> Verification:
    """What comes of looking at the repository, or at a copy that somebody handed over."""
    with ExitStack() as stack:
        others = list(stack.enter_context(Elsewhere(copies=against).opened(folder)))
        place, name = here, str(here)
        if bundle is not None:
            place, name = stack.enter_context(own_copy(folder / bundle)), f"a copy of {bundle}"
            if History(here).has_commits:
                others.append(Copy(f"The repository {here}", History(here), must_fit=False))
        found = verify(History(place), replace(question, against=tuple(others)), name)
        return found if bundle is not None else replace(found, not_saved=not_saved(History(here)))


def _reported(found: Verification, format_name: str, width: int, *, in_full: bool) -> str:
    if format_name in VERIFICATION_REPORTERS:
        return VERIFICATION_REPORTERS[format_name](found)
    return text_report.render(found, width=width, in_full=in_full)
