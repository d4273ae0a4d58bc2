"""The page behind a word: a rule's code, a clause's number, a type's name."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from ims_docs.errors import ConfigurationError
from ims_docs.model.clause import Clause
from ims_docs.model.naming import type_called
from ims_docs.model.standard import ClauseText, Standard
from ims_docs.model.type_words import types_like
from ims_docs.services.explain.clause import clause_page, standard_page
from ims_docs.services.explain.knowledge import Knowledge
from ims_docs.services.explain.overview import family_page, overview
from ims_docs.services.explain.rule import rule_page
from ims_docs.services.explain.type import type_page


def explain(word: str, known: Knowledge) -> str:
    """Markdown about a word; about everything when there is none.

    A number that standards share is answered by the leading one, which names the others
    in use. Raises ConfigurationError, with the nearest word, for anything else.
    """
    word = word.strip()
    if not word:
        return overview(known)
    page = _rule(word.upper(), known) or _type(word.lower(), known) or _clause(word.lower(), known)
    if not page:
        raise ConfigurationError(f"There is nothing called {word!r}", hint=_hint(word, known))
    return page


def _rule(code: str, known: Knowledge) -> str:
    for rule in known.rules:
        if rule.code == code:
            return rule_page(rule, known)
    return family_page(code, known) if any(rule.family == code for rule in known.rules) else ""


def _type(name: str, known: Knowledge) -> str:
    type_ = type_called(known.types, name)
    return type_page(type_, known) if type_ else ""


def _clause(word: str, known: Knowledge) -> str:
    if word in known.standards:
        return standard_page(known.standards[word])
    name, colon, number = word.rpartition(":")
    if colon and name not in known.standards:
        return ""
    owner, number = _of_item(number, known)
    found = [
        (standard, text)
        for standard in known.in_order
        if name in {"", standard.id} and (text := _text(standard, number))
    ]
    if not found:
        return ""
    (standard, text), *others = sorted(found, key=lambda one: one[0].id != owner)
    used = known.used or known.standards
    named = [one for one, _ in others if one.id in used]
    return clause_page(standard, text, known, others=named)


def _of_item(word: str, known: Knowledge) -> tuple[str, str]:
    """The standard and the clause that an item such as DI-03 belongs to; no standard and the word for others."""
    for standard in known.in_order:
        for item in standard.items:
            if item.id.lower() == word:
                return standard.id, str(item.clause)
    return "", word


def _text(standard: Standard, number: str) -> ClauseText | None:
    try:
        return standard.find(Clause.parse(number))
    except ValueError:
        return None


def _hint(word: str, known: Knowledge) -> str:
    names = {name.lower(): name for name in _words(known)}
    close = difflib.get_close_matches(word.lower(), names, 1)
    if close:
        return f"Did you mean `{names[close[0]]}`?"
    if found := types_like(known.types, word):
        return f"Did you mean {' or '.join(f'`{one}`' for one in found)}?"
    return "`ims explain` lists the rules, clauses and types."


def _words(known: Knowledge) -> Iterator[str]:
    yield from (rule.code for rule in known.rules)
    yield from known.types
    for standard in known.in_order:
        yield standard.id
        for text in standard.clauses:
            yield str(text.clause)
            yield f"{standard.id}:{text.clause}"
