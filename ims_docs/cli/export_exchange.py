"""`ims export oscal` and `ims export ciso-assistant`: what other programs for audits read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ims_docs.cli.group import Context
from ims_docs.cli.handing_out import folder_option, write
from ims_docs.cli.options import as_of_option
from ims_docs.cli.seeing import audience_option, seen, standard_named
from ims_docs.model.classification import Classification

_standard = click.option(
    "--standard", metavar="NAME", default="", help="Which standard (default: the leading one)."
)


@click.command("oscal")
@_standard
@click.option("--at", metavar="REF", default="", help="At a tag, branch or commit.")
@audience_option
@as_of_option
@folder_option
@click.pass_obj
def oscal_command(  # noqa: PLR0913 - the options of one command
    context: Context,
    *,
    standard: str,
    at: str,
    audience: Classification | None,
    as_of: date | None,
    folder: Path,
) -> None:
    """Clauses, documents and how far each clause has come, as OSCAL.

    Three files of JSON: a catalog with numbers, short titles and our own summaries, a component
    definition with the documents that serve each clause, and assessment results with the evidence
    for each. Exit code: 0 written, 2 wrong usage, 3 could not read.
    """
    from ims_docs.export.oscal import Subject, files

    found = seen(context, at, as_of, audience)
    subject = Subject(copying=found.texts, coverage=found.coverage(standard))
    for name, data in files(subject).items():
        write(context, folder, name, data)


@click.command("ciso-assistant")
@_standard
@folder_option
@click.pass_obj
def ciso_assistant_command(context: Context, *, standard: str, folder: Path) -> None:
    """A standard as a library for CISO Assistant, and the ways that lead to it.

    Clauses have our own summaries; what has to be kept is typical evidence. Exit code: 0 written,
    2 wrong usage, 3 could not read.
    """
    from ims_docs.export.ciso_assistant import library, mapping

    repository = context.workspace().types()
    target = standard_named(repository, standard)
    found = {f"{target.id}.yaml": library(target)}
    for one in repository.crosswalks:
        origin = repository.standards.get(one.origin)
        if one.target == target.id and origin:
            found[f"{origin.id}.yaml"] = library(origin)
            found[f"{origin.id}-to-{target.id}.yaml"] = mapping(one, origin, target)
    for name, data in found.items():
        write(context, folder, name, data)
