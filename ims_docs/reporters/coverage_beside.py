"""What stands beside the rung of a clause -> str: lower items, what questions it, what is settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ims_docs.domain.coverage import ClauseCoverage, Coverage, Exclusion, Question
from ims_docs.reporters.printable import Json, printable


def notes(one: ClauseCoverage, why: str) -> Iterator[str]:
    """What stands below the line of a clause.

    Without a `why` it is a whole whose parts say the rest; it repeats nothing of them.
    """
    own = bool(one.items) or bool(why)
    if why:
        yield why
    if one.lower and own:
        yield printable(f"Expected items that stand lower: {lower(one)}")
    for said in one.questions:
        if own or said.clause == one.text.clause:
            yield printable(f"Questioned: {said.told}")
    if one.settled and own:
        yield printable(
            f"Settled: {', '.join(f'{said.id} ({said.state})' for said in one.settled)}"
        )


def lower(one: ClauseCoverage) -> str:
    """The expected items that stand lower than the clause, each with its rung."""
    return ", ".join(f"{item.item.id} ({item.reach.rung.word})" for item in one.lower)


def named(said: Iterable[Question]) -> str:
    """What questions a clause, each in a sentence."""
    return "; ".join(one.told for one in said)


def question_value(one: Question) -> dict[str, Json]:
    """One of them for programs."""
    return {
        "id": one.id,
        "type": one.type,
        "title": one.title,
        "state": one.state,
        "clause": str(one.clause),
        "date": one.day.isoformat() if one.day else None,
        "why": one.why,
        "path": one.path,
        "line": one.line,
    }


def applies(coverage: Coverage, one: ClauseCoverage) -> str:
    """Whether a clause applies, and that somebody declared otherwise against the standard."""
    if not one.applicable:
        return "not applicable"
    clause = one.text.clause
    against = any(not out.counts and out.clause.contains(clause) for out in coverage.exclusions)
    return "applicable, although declared not applicable" if against else "applicable"


def exclusion_value(one: Exclusion) -> dict[str, Json]:
    """One declaration for programs."""
    waiver = one.waiver
    return {
        "clause": str(one.clause),
        "justification": one.justification,
        "allowed": one.allowed,
        "counts": one.counts,
        "waived": {
            "person": waiver.person,
            "reason": waiver.reason,
            "until": waiver.until.isoformat(),
        }
        if waiver
        else None,
    }
