"""What is said beside a prompt: the answer of the last time, and why this one is asked again."""

from __future__ import annotations

import re

import click

from ims_docs.cli.writing import fitted, tell
from ims_docs.model.content import Value, readable
from ims_docs.model.type import Property
from ims_docs.reporters.printable import printable

_DELETING = re.compile(r", or delete the (line|link|entry|section)(?=\.)")
"""Advice for a file; what is typed at a prompt is not there yet."""

_WORDS = {"": False, "y": True, "yes": True, "n": False, "no": False}
"""What is understood at a question for yes or no; Enter alone takes what is offered."""


def again(kept: Value, source: str = "") -> str:
    """What Enter alone stands for, where something was said the last time, or elsewhere."""
    said = f"as {source} says" if source else "as before"
    return f"Enter: {said}, {printable(readable(kept))}" if kept not in ("", None) else ""


def how_many(key: Property) -> str:
    """How several values are typed. Clauses are named one by one, as a span, or all."""
    names_clauses = bool(key.each) and key.each[0].names == "clause"
    if names_clauses:
        return "such as 8.3; 9.2, or 4 to 10, or all"
    return "several with a ; between them"


def again_please(message: str, hint: str) -> None:
    """Say what is wrong with an answer, before the question comes again."""
    said = f"{message.rstrip('.')}. {_DELETING.sub('', hint)}".rstrip()
    tell(f"  Please try again: {said}")


def agreed(question: str, *, default: bool) -> bool:
    """Whether somebody says yes; for any other word it is said what may be typed."""
    offer = "Y/n" if default else "y/N"
    while True:
        said = str(click.prompt(f"{question} [{offer}]", default="", show_default=False, err=True))
        word = said.strip().casefold()
        if word in _WORDS:
            return _WORDS[word] if word else default
        click.echo("  Type y for yes, or n for no.", err=True)


def asked(question: str) -> str:
    """What somebody types to a question that may stay open."""
    # Two columns for what stands behind the question.
    return str(click.prompt(fitted(question, room=2), default="", show_default=False, err=True))
