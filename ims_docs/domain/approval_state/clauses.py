"""What a text was approved against: the clauses that it serves, as they were described then."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from ims_docs.model.clause import Clause
from ims_docs.model.repository import Repository
from ims_docs.model.standard import Standard
from ims_docs.model.type import Type

_DIGITS = 16


def described(standards: Mapping[str, Standard], type_: Type | None) -> tuple[str, ...]:
    """Each clause that the type of a text serves, as a statement keeps it: `iso56001:5.2=…`."""
    served = type_.clauses if type_ else {}
    return tuple(
        f"{name}:{clause}={known}"
        for name, clauses in sorted(served.items())
        if name in standards
        for clause in sorted(set(clauses))
        if (known := _digest(standards[name], clause))
    )


def changed_clauses(
    repository: Repository, serves: Iterable[str]
) -> Iterator[tuple[str, str, str]]:
    """What is not as it was said: the clause in words, what became of it, what shows it."""
    for one in serves:
        where, _, then = one.partition("=")
        name, _, number = where.partition(":")
        standard = repository.standards.get(name)
        if standard is None:
            unknown = f"the standard {name}, which this text serves"
            yield unknown, "is not known any more", "ims explain"
            continue
        clause = _clause(number)
        text = standard.find(clause) if clause else None
        if clause is None or text is None:
            words = f"clause {number} of {standard.name}, which this text serves"
            yield words, "is not in the standard any more", f"ims explain {name}"
        elif _digest(standard, clause) != then:
            words = f"clause {number} ({text.title}) of {standard.name}, which this text serves"
            yield words, "was described anew", f"ims explain {where}"


def _digest(standard: Standard, clause: Clause) -> str:
    """The first digits of a digest over what is known of a clause; empty when it is not there.

    Title, summary, how binding it is, and the documented information it asks for. Questions
    and examples help to meet a clause and are no part of what it asks. Blanks do not count.
    """
    text = standard.find(clause)
    if text is None:
        return ""
    known = hashlib.sha256()
    asked = [one for one in standard.items if clause in (one.clause, *one.also)]
    items = [
        part
        for one in sorted(asked, key=lambda one: one.id)
        for part in (one.id, one.what, one.keep.value, str(one.required))
    ]
    for part in (text.title, text.summary, text.modality, *items):
        data = " ".join(part.split()).encode()
        known.update(len(data).to_bytes(8, "big"))
        known.update(data)
    return known.hexdigest()[:_DIGITS]


def _clause(number: str) -> Clause | None:
    try:
        return Clause.parse(number)
    except ValueError:
        return None
