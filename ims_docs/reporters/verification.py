"""Verification -> str: the verdict, what it rests on, and what was found, the causes first."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby

from ims_docs.reporters.printable import place, printable
from ims_docs.reporters.verification_facts import alone, first_page, known_elsewhere, named, who
from ims_docs.services.verification import Irregularity, Kind, Verdict, Verification

_SHOWN = 3
"""So many effects of one cause are listed; the others are counted."""


def verdict(one: Verification) -> str:
    """The first line: the verdict, and what it is made of."""
    word = one.verdict.capitalize()
    if one.verdict is Verdict.CANNOT_TELL:
        missed = ", ".join(printable(each.what) for each in one.unchecked)
        found = f" {_counted(one)}." if one.found else ""
        return f"{word}: not everything could be looked at ({missed}).{found}"
    if one.verdict is Verdict.NOT_INTACT:
        return f"{word}: {_counted(one)}."
    if one.found:
        return f"{word}, with notes: {_counted(one)}."
    return f"{word}. Nothing was found: the history is whole, and every approval in it counts."


def closing(one: Verification) -> str:
    """The last line: the verdict alone."""
    return f"{one.verdict.capitalize()}."


def sections(one: Verification) -> Iterator[tuple[str, tuple[Irregularity, ...]]]:
    """Heading and findings of each kind that there is something of."""
    for kind in Kind:
        if found := one.of(kind):
            yield kind.capitalize(), found


def content(found: Sequence[Irregularity]) -> str:
    """What is said of content as a whole: it is a matter for another command."""
    repaired = sum(bool(each.repaired) for each in found)
    commits = len({each.commit for each in found})
    mended = f", {repaired} of them repaired later" if repaired else ""
    return (
        f"{_number(len(found), 'finding')} in {_number(commits, 'commit')}{mended}. They speak of "
        "what is written, not of tampering: `ims check` tells what is still open, and "
        "`ims verify --all` each of them with its commit."
    )


def because(each: Irregularity) -> str:
    """What a cause brought about, counted."""
    number = len(each.effects)
    if all(effect.where.path.startswith("approvals/") for effect in each.effects):
        deed = "statement under approvals does" if number == 1 else "statements under approvals do"
        return f"Because of it, {number} {deed} not count:"
    return f"It shows in {_number(number, 'more place')}:"


def after(one: Verification, each: Irregularity) -> str:
    """What became of it."""
    if each.repaired:
        return f"Repaired in {named(one, each.repaired)}; it stays in the history."
    return ""


def render(one: Verification, *, width: int = 80, in_full: bool = False) -> str:
    """The report for people; a width of 0 wraps nothing. `in_full` lists also what is only counted."""
    lines = [*_wrapped(verdict(one), width, "", "  "), ""]
    for title, text in first_page(one):
        lines += _wrapped(f"{title}: {text}", width, "", "    ")
    for heading, found in sections(one):
        lines += ["", heading]
        if heading.lower() == Kind.CONTENT and not in_full:
            lines += _wrapped(content(found), width, "  ", "  ")
            continue
        for commit, group in groupby(found, key=lambda each: each.commit):
            lines += _wrapped(who(one, commit), width, "", "  ") if commit else []
            for each in group:
                lines += _finding(one, each, width, in_full=in_full)
    if not known_elsewhere(one):
        lines += ["", *_wrapped(f"As far as this copy goes: {alone(one)}.", width, "", "  ")]
    lines += ["", closing(one)]
    return "\n".join(lines) + "\n"


def _finding(one: Verification, each: Irregularity, width: int, *, in_full: bool) -> Iterator[str]:
    yield from _wrapped(_head(each), width, "  ", "      ")
    yield from _wrapped(f"→ {printable(each.hint)}", width, "      ", "        ")
    if each.repaired:
        yield from _wrapped(after(one, each), width, "      ", "        ")
    if each.effects:
        yield from _wrapped(because(each), width, "      ", "        ")
        shown = each.effects if in_full else each.effects[:_SHOWN]
        for effect in shown:
            yield from _wrapped(_head(effect), width, "      - ", "        ")
        if rest := len(each.effects) - len(shown):
            yield f"      and {rest} more, which `ims verify --all` lists"


def _head(each: Irregularity) -> str:
    where = f"{place(each.where)} " if each.where.path else ""
    code = f"{each.check} {each.code}".rstrip()
    return f"{where}{code}: {printable(each.message)}"


def _counted(one: Verification) -> str:
    """How many findings there are of each kind."""
    return ", ".join(f"{len(one.of(kind))} of {kind}" for kind in Kind if one.of(kind))


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _wrapped(text: str, width: int, first: str, later: str) -> list[str]:
    if not width:
        return [first + text]
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    )
