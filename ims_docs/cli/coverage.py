"""`ims coverage`: every clause on the evidence ladder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from ims_docs.cli.group import Context
from ims_docs.cli.options import as_of_option, past_state, rules_at_option
from ims_docs.cli.writing import emit, format_option, output_option, terminal_width
from ims_docs.domain.coverage import Coverage, cover
from ims_docs.errors import ConfigurationError
from ims_docs.model.clause import Clause
from ims_docs.reporters.coverage import COVERAGE_REPORTERS, as_excel, as_text


@click.command("coverage")
@click.argument("clauses", metavar="[CLAUSE]...", nargs=-1)
@click.option(
    "--standard",
    default="",
    metavar="ID",
    help="Id of a standard, of the product or of your own. (default: the first in ims.yml)",
)
@click.option("--at", metavar="REF", default="", help="At a tag, branch or commit.")
@as_of_option
@rules_at_option
@format_option(["text", "json", "csv", "excel", "markdown"])
@output_option
@click.pass_obj
def command(  # noqa: PLR0913 - the options of one command
    context: Context,
    clauses: tuple[str, ...],
    *,
    standard: str,
    at: str,
    as_of: date | None,
    rules_at: str,
    format_name: str,
    output: Path | None,
) -> None:
    """Show how far each clause has come, why, and what would raise it.

    The ladder: 0 missing, 1 begun (template text left), 2 completed, 3 approved,
    4 current, 5 evidenced by closed records in the audit period. With CLAUSE, such as 5 or 9.2,
    only that one and those below it. The format excel is CSV as Excel opens it by a double click.
    """
    repository = context.workspace().open(past_state(at, as_of), rules=rules_at).repository
    standard = standard or repository.settings.leading
    if standard not in repository.standards:
        raise ConfigurationError(
            f"There is no standard {standard!r}",
            hint=f"Known: {', '.join(sorted(repository.standards))}.",
        )
    coverage = cover(repository, repository.standards[standard])
    if clauses:
        coverage = _only(coverage, clauses)
    rendered: str | bytes
    if format_name == "excel":
        rendered = as_excel(coverage)
    elif format_name == "text":
        rendered = as_text(
            coverage, width=terminal_width(), colour=context.colour and output is None
        )
    else:
        rendered = COVERAGE_REPORTERS[format_name](coverage)
    emit(rendered, output)


def _only(coverage: Coverage, clauses: Sequence[str]) -> Coverage:
    """The part about these clauses and those below them. Raises ConfigurationError for one unknown."""
    wanted = [one.strip().rstrip(".") for one in clauses]
    known = {str(one.text.clause): one.text.clause for one in coverage.clauses}
    if unknown := [one for one in wanted if one not in known]:
        raise ConfigurationError(
            f"{coverage.standard.name} has no clause {unknown[0]!r}",
            hint="Write it like 5 or 9.2; `ims coverage` alone shows every clause.",
        )

    def within(clause: Clause) -> bool:
        return any(known[one].contains(clause) for one in wanted)

    return replace(
        coverage,
        clauses=tuple(one for one in coverage.clauses if within(one.text.clause)),
        items=tuple(one for one in coverage.items if within(one.item.clause)),
        exclusions=tuple(one for one in coverage.exclusions if within(one.clause)),
    )
