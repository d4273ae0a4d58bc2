"""LNK: what says which one is the latest names the latest."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.domain.rules._rule import rule
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository


@rule(
    "LNK010",
    title="The portfolio names the last decision on each initiative",
    severity=Severity.WARNING,
    hint="Write the id of the last decision under `last_decision`.",
    clause="6.4",
    whole=True,
)
def the_last_decision_is_named(repository: Repository) -> Iterator[Problem]:
    """Whoever steers by the portfolio steers by the decision that it names.

    Looked at are closed decisions that name the initiative of an entry.
    """
    newest = _newest(repository)
    portfolio = repository.register("portfolio")
    for entry in portfolio.entries if portfolio else ():
        last = newest.get(str(entry.values.get("initiative")))
        named = entry.values.get("last_decision")
        if portfolio and last and named != last.id:
            yield Problem(
                where=Location(portfolio.path, *entry.position),
                message=f"{entry.id} names {named or 'no decision'}; the last one on "
                f"{entry.values.get('initiative')} is {last.id} of {last.date}",
                hint=f"Write `last_decision: {last.id}`, and look whether the status is still right.",
            )


def _newest(repository: Repository) -> dict[str, Record]:
    """The newest closed decision on each initiative."""
    found: dict[str, Record] = {}
    decisions = (one for one in repository.records if one.type == "portfolio-decision")
    for record in sorted(decisions, key=lambda one: (str(one.date or ""), one.id)):
        named = record.content.values.get("initiatives")
        if record.is_closed:
            found.update((str(one), record) for one in (named if isinstance(named, list) else ()))
    return found


RULES = (the_last_decision_is_named,)
