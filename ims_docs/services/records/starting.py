"""What a new record holds before anybody fills it in: rows that wait for an answer."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.domain.coverage import exclusions
from ims_docs.model.content import Value
from ims_docs.model.repository import Repository
from ims_docs.model.standard import ClauseText, Standard
from ims_docs.model.type import QUESTIONS, Property

NOT_APPLICABLE = "not applicable"


def start_of(repository: Repository, key: Property) -> Value:
    """The value that a new one has for a key; None where it begins with nothing."""
    if key.start != QUESTIONS:
        return key.start
    standard = repository.standards.get(repository.settings.leading)
    return list(_rows(repository, key, standard)) if standard else None


def _rows(repository: Repository, key: Property, standard: Standard) -> Iterator[Value]:
    """A row for each question, clause by clause; one for a clause that was left out."""
    left_out = [one.clause for one in exclusions(repository) if one.counts]
    parts = {part.name: part for part in key.parts}
    asked = parts.get("level")
    for text in standard.clauses:
        if any(clause.contains(text.clause) for clause in left_out):
            if text.questions:
                yield {"clause": str(text.clause), "state": NOT_APPLICABLE}
        else:
            yield from _of_clause(text, asked)


def _of_clause(text: ClauseText, asked: Property | None) -> Iterator[Value]:
    for question in text.questions:
        row: dict[str, Value] = {"clause": str(text.clause), "question": question}
        if asked:
            row[asked.name] = "[TODO: 0 to 5]"
        yield row
