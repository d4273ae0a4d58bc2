"""`ims explain`: what a rule, a clause or a type is."""

from __future__ import annotations

import click

from ims_docs.cli.group import Context
from ims_docs.cli.options import words_argument
from ims_docs.cli.writing import emit, terminal_width
from ims_docs.errors import ImsDocsError
from ims_docs.reporters.terminal import as_text
from ims_docs.services.explain import Knowledge, explain, knowledge_of


@click.command("explain")
@words_argument("word", "[WORD]", required=False)
@click.pass_obj
def command(context: Context, *, word: str) -> None:
    """Explain a rule, a clause or a type; without WORD, list them all.

    WORD is a rule (DOC004), a clause (5.2, or iso56002:5.2), an item of documented
    information (DI-03), a standard (iso56001) or a type (innovation-policy). In a
    repository its own types and standards are known too.
    """
    page = explain(word, _knowledge(context))
    emit(as_text(page, width=terminal_width(), colour=context.colour), None)


def _knowledge(context: Context) -> Knowledge:
    """What the repository here knows; what the product knows where there is none."""
    try:
        return knowledge_of(context.workspace().types())
    except ImsDocsError:
        return knowledge_of()
