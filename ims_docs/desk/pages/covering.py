"""How far each clause has come, what is missing, and what `ims check` says."""

from __future__ import annotations

from ims_docs.desk.asking import Answer, Call, NoPageError, page
from ims_docs.domain.coverage import Coverage, cover

_SHOWN = 500
"""So many findings are on one page."""


def coverage(call: Call) -> Answer:
    """Every clause on the ladder."""
    return page("coverage.html", call, coverage=covered(call))


def clause(call: Call) -> Answer:
    """One clause: what serves it, what is missing, what questions it."""
    found = covered(call)
    one = next(
        (each for each in found.clauses if str(each.text.clause) == call.path["clause"]), None
    )
    if one is None:
        raise NoPageError
    return page("clause.html", call, coverage=found, clause=one)


def findings(call: Call) -> Answer:
    """What is not right, with place and remedy."""
    report = call.look().report
    return page("findings.html", call, report=report, shown=report.findings[:_SHOWN])


def covered(call: Call) -> Coverage:
    """Every clause of the standard that leads. Raises NoPageError where there is none."""
    repository = call.look().repository
    standard = repository.standards.get(repository.settings.leading)
    if standard is None:
        raise NoPageError
    return cover(repository, standard)
