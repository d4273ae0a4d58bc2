"""`ims demo`: an example organisation, made and checked."""

from __future__ import annotations

from pathlib import Path

import click

from ims_docs.cli.group import Context
from ims_docs.cli.writing import terminal_width
from ims_docs.domain.coverage import cover
from ims_docs.domain.runner import check
from ims_docs.model.finding import Severity
from ims_docs.reporters.coverage import as_text
from ims_docs.services.scaffold.demo import create_demo
from ims_docs.services.workspace import Workspace


@click.command("demo")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.pass_obj
def command(context: Context, directory: Path) -> None:
    """Make an example repository in DIR, check it and show its coverage.

    A small manufacturer whose people worked on it for eighteen months, commit by
    commit: every document is complete and two of three are approved, records of all
    types are there, and five things are wrong on purpose.
    """
    created = create_demo(context.folder / directory)
    repository = Workspace.find(created.root).open().repository
    click.echo(
        as_text(
            cover(repository, repository.standards[repository.settings.leading]),
            width=terminal_width(),
            colour=context.colour,
        )
    )
    report = check(repository)
    counted = ", ".join(
        f"{report.count(one)} {one.value}"
        f"{'' if one is Severity.ADVICE or report.count(one) == 1 else 's'}"
        for one in Severity
    )
    click.echo(
        f"{created.root}: {created.files} files. `ims check` finds {counted}.\nNext: {report.next_step}"
    )
