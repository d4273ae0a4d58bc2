"""`ims selftest`: whether the program that is installed here finds what it has to find."""

from __future__ import annotations

from pathlib import Path

import click

from ims_docs.cli.writing import emit, format_option, output_option, terminal_width
from ims_docs.reporters import selftest as report
from ims_docs.services.selftest import installation, selftest
from ims_docs.services.workspace import Clock


@click.command("selftest")
@format_option(["text", "json"])
@output_option
@click.pass_context
def command(context: click.Context, *, format_name: str, output: Path | None) -> None:
    """Try the installed program: tamper with copies of the example, and see that it is found.

    Makes the example in a temporary folder, tampers with one copy after the other, and compares
    what `ims verify` says with what it has to say. Takes about a minute, needs no network, and
    leaves nothing behind. Keep the result as the record that this copy was validated. Exit code:
    0 when every trial passed, 1 otherwise.
    """
    here, day, width = installation(), Clock().today(), terminal_width()
    begin = f"{report.head(here)}{'Day:':11}{day}\n\n"
    is_live = format_name == "text" and output is None
    if is_live:
        emit(begin, None)
    rows, trials = [], []
    for trial in selftest():
        trials.append(trial)
        rows.append(report.row(trial, width))
        if is_live:
            emit(rows[-1], None)
    if is_live:
        emit(f"\n{report.closing(trials)}", None)
    elif format_name == "json":
        emit(report.as_json(here, trials, day), output)
    else:
        emit(f"{begin}{''.join(rows)}\n{report.closing(trials)}", output)
    context.exit(not all(trial.is_passed for trial in trials))
