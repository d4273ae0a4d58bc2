"""A form that asks clause by clause, cut to the clauses that a record is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ims_docs.adapters import resources
from ims_docs.formats.markdown import PLACEHOLDER, without_guidance
from ims_docs.model.clause import Clause
from ims_docs.model.content import Value
from ims_docs.model.type import Type

_HEADING = re.compile(r"(?m)^(##|###)[ \t]+(?:([0-9]{1,2}(?:\.[0-9]{1,2}){0,3})[ \t])?.*$")
_TOP = 2


class _Block(NamedTuple):
    """From one heading of the second or third level to the next."""

    level: int
    clause: Clause | None
    text: str

    @property
    def bare(self) -> str:
        """Its words without guidance, places to fill in, and blanks."""
        return re.sub(r"\s+", " ", PLACEHOLDER.sub("", without_guidance(self.text))).strip()


def form_of(type_: Type) -> str:
    """The form that a new record of a type begins with; empty where there is none."""
    form = resources.resource("template") / "forms" / f"{type_.name}.md"
    return form.read_text(encoding="utf-8") if form.is_file() else ""


def scope_of(type_: Type, values: Mapping[str, Value]) -> tuple[Clause, ...]:
    """The clauses that a record is about; none where its type does not ask by clause, or none is said."""
    said = values.get(type_.asks.scope) if type_.asks else None
    return tuple(_clauses(said if isinstance(said, list) else ()))


def is_outside(title: str, scope: Sequence[Clause]) -> bool:
    """Whether a heading begins with a clause that the scope does not touch; never without a scope."""
    found = _HEADING.match(f"## {title}")
    clause = Clause.parse(found[2]) if found and found[2] else None
    return bool(scope) and clause is not None and not _touches(clause, scope)


def cut_form(form: str, scope: Sequence[Clause]) -> str:
    """A form with the clauses of the scope alone; the whole of it without a scope."""
    if not scope:
        return form
    kept = [one for one in _blocks(form) if one.clause is None or _touches(one.clause, scope)]
    return "".join(one.text for one in kept)


def without_untouched(body: str, form: str, scope: Sequence[Clause]) -> str:
    """A body without the clauses outside the scope that still stand as the form has them.

    What somebody has written there stays, with the headings that it stands under.
    """
    if not scope:
        return body
    known: dict[Clause | None, str] = {one.clause: one.bare for one in _blocks(form) if one.clause}
    blocks = list(_blocks(body))
    kept: list[_Block] = []
    for place, one in enumerate(blocks):
        may_go = one.clause is not None and not _touches(one.clause, scope)
        if not (may_go and one.bare == known.get(one.clause) and not _leads(blocks, place, known)):
            kept.append(one)
    return "".join(one.text for one in kept)


def _leads(blocks: Sequence[_Block], place: int, known: Mapping[Clause | None, str]) -> bool:
    """Whether something that is not as the form has it stands below the heading of a block."""
    if blocks[place].level != _TOP:
        return False
    for one in blocks[place + 1 :]:
        if one.level == _TOP:
            return False
        if one.bare != known.get(one.clause):
            return True
    return False


def _touches(clause: Clause, scope: Iterable[Clause]) -> bool:
    return any(one.contains(clause) or clause.contains(one) for one in scope)


def _blocks(text: str) -> Iterator[_Block]:
    found = list(_HEADING.finditer(text))
    starts = [one.start() for one in found] + [len(text)]
    if text[: starts[0]]:
        yield _Block(0, None, text[: starts[0]])
    for one, end in zip(found, starts[1:], strict=True):
        clause = Clause.parse(one[2]) if one[2] else None
        yield _Block(len(one[1]), clause, text[one.start() : end])


def _clauses(some: Iterable[Value]) -> Iterator[Clause]:
    for one in some:
        try:
            yield Clause.parse(str(one))
        except ValueError:
            continue
