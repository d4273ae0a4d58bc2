"""REC: what a record concludes has its grounds in the rows that it holds or names."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from ims_docs.domain.rules._remedy import for_key
from ims_docs.domain.rules._rule import rule
from ims_docs.domain.worksheets.assumptions import assumptions, concept_of
from ims_docs.domain.worksheets.offers import CHOSEN, NOBODY, offers
from ims_docs.domain.worksheets.sheet import said, whole
from ims_docs.domain.worksheets.survey import MOST, STATEMENTS, answers
from ims_docs.model.content import Value
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.repository import Repository


@rule(
    "REC015",
    title="The assumption that an experiment tests is one of its concept",
    severity=Severity.WARNING,
    hint="Write it as the concept does, or add it there.",
    clause="8.3.4",
)
def experiments_test_an_assumption(repository: Repository) -> Iterator[Problem]:
    """A test of something that the concept does not rest on decides nothing.

    Looked at are experiments that name an assumption. It is compared word for word with those of
    the concept.
    """
    for record in repository.judged_records:
        if "assumptions" not in repository.types[record.type].sheets:
            continue
        words = said(record.content.values, "assumption")
        concept = concept_of(repository, record.content.values) if words else None
        known = [one.words for one in assumptions(concept.content.values)] if concept else []
        if concept and words not in known:
            close = difflib.get_close_matches(words, known, 1)
            hint = f"Write “{close[0]}”" if close else "Write it as it is there"
            yield Problem(
                where=Location(record.path, *record.content.position("assumption")),
                message=f"{concept.id} holds no such assumption: “{words}”",
                hint=for_key(
                    repository, record, f"{hint}, or add it to {concept.id}.", "assumption"
                ),
            )


@rule(
    "REC016",
    title="The shares of a survey follow from its counts",
    severity=Severity.WARNING,
    hint="Correct the count or the share.",
    clause="5.4",
)
def shares_follow_from_counts(repository: Repository) -> Iterator[Problem]:
    """A share that its own counts do not make, or more answers than people, tells nobody anything."""
    for record in repository.judged_records:
        if "survey" not in repository.types[record.type].sheets:
            continue
        people = whole(record.content.values.get("answered"), 0, MOST)
        for one in answers(record.content.values):
            if one.written is not None and one.share is not None and one.written != one.share:
                told = f"`agree_percent` says {one.written}, but the counts make {one.share}"
                hint, key = f"Write {one.share}, or take it out.", "agree_percent"
            elif people is not None and one.base > people:
                told = f"{one.base} answers are counted, but {people} people answered"
                hint, key = "Correct the counts, or `answered`.", "agree"
            else:
                continue
            yield Problem(
                where=Location(record.path, *record.content.position(STATEMENTS, one.place, key)),
                message=told,
                hint=for_key(repository, record, hint, STATEMENTS),
            )


@rule(
    "REC017",
    title="The certification body that is chosen made an offer and may certify us",
    severity=Severity.WARNING,
    hint="Choose one that is accredited for ISO 56001 and has not advised you.",
    clause="4.4",
)
def a_chosen_body_may_certify(repository: Repository) -> Iterator[Problem]:
    """A certificate without accreditation convinces few, and one of your own adviser nobody.

    Looked at is the offer of the body named under `chosen`. Accreditation is looked up in the
    public list of the accreditation body.
    """
    for record in repository.judged_records:
        if "offers" not in repository.types[record.type].sheets:
            continue
        told, hint = _against(record.content.values)
        if told:
            yield Problem(
                where=Location(record.path, *record.content.position(CHOSEN)),
                message=told,
                hint=for_key(repository, record, hint, CHOSEN),
            )


def _against(values: Mapping[str, Value]) -> tuple[str, str]:
    """What speaks against the body that is chosen, and what helps; empty where nothing does."""
    name = said(values, CHOSEN)
    if not name or name.casefold() == NOBODY:
        return "", ""
    mine = next((one for one in offers(values) if one.body.casefold() == name.casefold()), None)
    if mine is None:
        return f"{name} made no offer", "Write the name as it is among the offers."
    if mine.problem:
        help_ = "Choose another, or say since when it is otherwise under `offers`."
        return f"{name} is chosen, and {mine.problem}", help_
    return "", ""


RULES = (
    experiments_test_an_assumption,
    shares_follow_from_counts,
    a_chosen_body_may_certify,
)
