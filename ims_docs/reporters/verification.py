"""Verification -> str: the verdict, what it rests on, and what was found, the causes first."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby

from ims_docs.reporters.printable import place, printable
from ims_docs.reporters.verification_facts import (
    alone,
    first_page,
    known_elsewhere,
    left_out,
    named,
    who,
)
from ims_docs.services.verification import Irregularity, Kind, Verdict, Verification

_USUAL = 6
"""So many changes of controls are listed that ask for no less than before."""
_SHOWN = 3
"""So many effects of one cause are listed; the others are counted."""


def verdict(one: Verification) -> str:
    """The first line: the verdict, and what it is made of."""
    word = one.verdict.capitalize()
    if one.verdict is Verdict.CANNOT_TELL:
        missed = "; ".join(left_out(one)[:_SHOWN])
        found = f" {_counted(one)}." if one.found else ""
        return f"{word}. Not everything could be looked at: {missed}.{found}"
    if one.verdict is Verdict.NOT_INTACT:
        return f"{word}: {_counted(one)}."
    if one.found:
        return f"{word}, with notes: {_counted(one)}."
    return f"{word}. Nothing was found: the history is whole, and every approval in it counts."


def closing(one: Verification) -> str:
    """The last line: the verdict, and what it does not speak of."""
    number = len(one.not_saved)
    differ = "a file on disk reads" if number == 1 else f"{number} files on disk read"
    beside = f" That speaks of what was saved: {differ} otherwise." if number else ""
    return f"{one.verdict.capitalize()}.{beside}"


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
    waived = sum(bool(each.waived) for each in found)
    decided = f", {waived} of them covered by a waiver" if waived else ""
    return (
        f"{_number(len(found), 'finding')} in {_number(commits, 'commit')}{mended}{decided}. They speak of "
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
    said = []
    if each.repaired:
        said.append(f"Repaired in {named(one, each.repaired)}; it stays in the history.")
    if each.waived:
        said.append(f"Waived by {printable(each.waived)}")
    return " ".join(said)


def render(one: Verification, *, width: int = 80, in_full: bool = False) -> str:
    """The report for people; a width of 0 wraps nothing. `in_full` lists also what is only counted."""
    lines = [*_wrapped(verdict(one), width, "", "  "), ""]
    if not one.head:
        return "\n".join([*lines, closing(one)]) + "\n"
    for title, text in first_page(one):
        lines += _wrapped(f"{title}: {text}", width, "", "    ")
    for heading, found in sections(one):
        lines += ["", heading]
        if heading.lower() == Kind.CONTENT and not in_full:
            lines += _wrapped(content(found), width, "  ", "  ")
            continue
        shown = found if in_full else _short(found)
        for commit, group in groupby(shown, key=lambda each: each.commit):
            lines += _wrapped(who(one, commit), width, "", "  ") if commit else []
            hint = ""
            for each in group:
                lines += _finding(one, each, width, hint, in_full=in_full)
                hint = each.hint
        if rest := len(found) - len(shown):
            lines.append(f"  and {rest} more, which `ims verify --all` lists")
    if not known_elsewhere(one):
        lines += ["", *_wrapped(f"As far as this copy goes: {alone(one)}.", width, "", "  ")]
    lines += ["", closing(one)]
    return "\n".join(lines) + "\n"


def _finding(
    one: Verification, each: Irregularity, width: int, told: str, *, in_full: bool
) -> Iterator[str]:
    """A finding; a hint that was told just before is not told again."""
    yield from _wrapped(_head(each), width, "  ", "      ")
    if each.hint != told:
        yield from _wrapped(f"→ {printable(each.hint)}", width, "      ", "        ")
    if each.repaired or each.waived:
        yield from _wrapped(after(one, each), width, "      ", "        ")
    if each.effects:
        yield from _wrapped(because(each), width, "      ", "        ")
        shown = each.effects if in_full else each.effects[:_SHOWN]
        for effect in shown:
            yield from _wrapped(_head(effect), width, "      - ", "        ")
        if rest := len(each.effects) - len(shown):
            yield f"      and {rest} more, which `ims verify --all` lists"


def _short(found: Sequence[Irregularity]) -> list[Irregularity]:
    """All that loosens or is no change of a control, and a few of the other changes."""
    usual = [each for each in found if each.changed and not each.changed.loosens]
    left_out = {id(each) for each in usual[_USUAL:]}
    return [each for each in found if id(each) not in left_out]


def _head(each: Irregularity) -> str:
    where = f"{place(each.where)} " if each.where.path else ""
    code = f"{each.check} {each.code}".rstrip()
    return f"{where}{code}: {printable(each.message)}"


def _counted(one: Verification) -> str:
    """How many findings there are of each kind."""
    said = []
    for kind in Kind:
        if found := one.of(kind):
            looser = sum(bool(each.changed and each.changed.loosens) for each in found)
            deed = "moved to a later day" if kind is Kind.DATES else "asking for less than before"
            less = f" ({looser} {deed})" if looser else ""
            said.append(f"{len(found)} of {kind}{less}")
    return ", ".join(said)


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
