"""A standard as a catalog of OSCAL. It holds no sentence of the standard."""

from __future__ import annotations

from ims_docs.export.oscal.subject import Data, Subject
from ims_docs.model.clause import Clause
from ims_docs.model.standard import ClauseText


def catalog(subject: Subject) -> Data:
    """The clauses of a standard: numbers, short titles and our own summaries."""
    head = subject.head(f"{subject.standard.name}: clauses with summaries of our own")
    head["remarks"] = (
        "Numbers, short titles and our own summaries. It holds no text of the standard."
    )
    return {
        "uuid": subject.uuid("catalog"),
        "metadata": head,
        "groups": [
            {
                "id": subject.control_id(one.clause),
                "class": "clause",
                "title": one.title,
                "props": [{"name": "label", "value": str(one.clause)}],
                "parts": [_statement(subject, one)],
                **_controls(subject, one.clause),
            }
            for one in subject.standard.clauses
            if one.clause.parent is None
        ],
    }


def _controls(subject: Subject, clause: Clause) -> Data:
    found = [
        {
            "id": subject.control_id(one.clause),
            "class": "clause",
            "title": one.title,
            "props": [{"name": "label", "value": str(one.clause)}],
            "parts": [_statement(subject, one)],
            **_controls(subject, one.clause),
        }
        for one in subject.standard.children(clause)
    ]
    return {"controls": found} if found else {}


def _statement(subject: Subject, one: ClauseText) -> Data:
    return {
        "id": f"{subject.control_id(one.clause)}_smt",
        "name": "statement",
        "prose": one.summary or one.title,
    }
