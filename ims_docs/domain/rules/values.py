"""VAL: a limit and a decision have one home, and texts say what it says."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from ims_docs.domain.citing import citations_of, cited, contradictions
from ims_docs.domain.rules._remedy import for_text
from ims_docs.domain.rules._rule import rule
from ims_docs.domain.unread import why_unread
from ims_docs.model.citation import DECISION, LIMIT, register_of
from ims_docs.model.document import Document
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.page import Page
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository


@rule(
    "VAL001",
    title="Every limit and every decision that is cited is registered",
    severity=Severity.ERROR,
    hint="Correct the id, or add the limit or decision to its register.",
    clause="7.5.3",
)
def citations_exist(repository: Repository) -> Iterator[Problem]:
    """A reader who looks up LIM-0003 has to find it.

    Ids of limits and decisions are looked up wherever a text names them, also in running text.
    """
    known = cited(repository)
    for item in _judged(repository):
        for citation in citations_of(item):
            for name in citation.ids:
                if name in known or repository.holders_of(name) or name in repository.removed:
                    continue
                if why_unread(repository, name):
                    continue  # another finding says so
                kind = register_of(name)
                close = difflib.get_close_matches(name, sorted(known), 1)
                near = f"Did you mean `{close[0]}`? " if close else ""
                hint = f"{near}`ims list {kind}` shows what is registered; `ims add {kind}` adds to it."
                yield Problem(
                    where=Location(item.path, citation.line, citation.column),
                    message=f"Nothing has the id {name}",
                    hint=_for_item(repository, item, hint),
                )


@rule(
    "VAL002",
    title="What is written beside the citation of a limit is its value",
    severity=Severity.ERROR,
    hint="Write what the register says, or change the register.",
    clause="7.5.3",
)
def values_agree(repository: Repository) -> Iterator[Problem]:
    """Two texts that state different limits make both worthless, and auditors look for that.

    A limit has its value in the register of limits. A text states it and cites it, such as
    "no more than 3,000 euros (LIM-0003)", in any spelling: "EUR 3,000", "three thousand euros".
    Brackets with an id alone say that the value is written beside them; without brackets an id only
    refers. Records tell of their day and are not compared.
    """
    yield from _contradictions(repository, LIMIT)


@rule(
    "VAL003",
    title="What is written beside the citation of a decision is the role that takes it",
    severity=Severity.ERROR,
    hint="Write the role that the register names, or change the register.",
    clause="5.5",
)
def deciders_agree(repository: Repository) -> Iterator[Problem]:
    """Who decides is what auditors ask first, and two answers are none.

    A decision has its decider in the register of decisions. A text names the role by its title
    and cites the decision, such as "the portfolio board (DEC-0004)".
    """
    yield from _contradictions(repository, DECISION)


def _contradictions(repository: Repository, prefix: str) -> Iterator[Problem]:
    for item in _judged(repository):
        if isinstance(item, Record):
            continue
        for citation, one, said in contradictions(repository, item, prefix):
            register = repository.register(register_of(one.id))
            what = "value" if prefix == LIMIT else "role"
            told = (
                f"“{said}” is written beside {one.id}"
                if said
                else f"No {what} is written beside ({one.id})"
            )
            mend = (
                f"Write “{one.words}” in place of “{said}”"
                if said
                else f"Write “{one.words}” right before ({one.id})"
            )
            hint = (
                f"{mend}. If the text is right, change {one.id}: the check then names the others."
            )
            home = register.path if register else ""
            yield Problem(
                where=Location(item.path, citation.line, citation.column),
                message=f"{told}; {home} says “{one.words}” ({one.title})",
                hint=_for_item(repository, item, hint),
            )


def _for_item(repository: Repository, item: Document | Record | Register | Page, hint: str) -> str:
    """The remedy, and what else it takes where the text is in force."""
    return hint if isinstance(item, Page) else for_text(repository, item, hint)


@rule(
    "VAL004",
    title="A limit that the tool works by is that of the settings",
    severity=Severity.ERROR,
    hint="Write the same value in the register of limits and in ims.yml.",
    clause="7.5.2",
)
def limits_are_those_of_the_settings(repository: Repository) -> Iterator[Problem]:
    """The register says how often texts are reviewed, and ims.yml makes it happen."""
    limits = repository.register("limits")
    for entry in limits.entries if limits else ():
        name = entry.values.get("setting")
        if not limits or name != "review_months":
            continue
        value, kept = entry.values.get("value"), repository.settings.review_months
        if value != kept:
            yield Problem(
                where=Location(limits.path, *entry.position),
                message=f"{entry.id} is {value}, and ims.yml says `{name}: {kept}`",
                hint=f"Write {kept} here, or `{name}: {value}` in ims.yml.",
            )


def _judged(repository: Repository) -> Iterator[Document | Record | Register | Page]:
    yield from repository.judged_texts
    yield from repository.judged_registers


RULES = (citations_exist, values_agree, deciders_agree, limits_are_those_of_the_settings)
