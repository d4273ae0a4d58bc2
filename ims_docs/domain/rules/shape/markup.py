"""SHP: a page shows what the file says, and nothing but Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.domain.rules._rule import rule
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.repository import Repository
from ims_docs.model.text import MisreadingKind, Text


@rule(
    "SHP006",
    title="A page shows exactly what the file says",
    severity=Severity.ERROR,
    hint="Write it as plain Markdown.",
)
def pages_hide_nothing(repository: Repository) -> Iterator[Problem]:
    """What is approved has to be what people read.

    HTML that acts and snippets can hide text, run code or pull in other files. Very long
    or deeply nested lines stop the site from being built. Both are errors. A warning says
    that a form is shown otherwise than it was meant: a list right below its sentence as
    run-on text, a line that starts with # and a word as a heading.
    """
    for text in repository.judged_texts:
        for unsafe in text.body.unsafe_markup:
            where = Location(text.path, unsafe.line, unsafe.column)
            yield Problem(where=where, message=unsafe.message, hint=unsafe.hint)
        for problem in misreadings(text.path, text.body, MisreadingKind.FORM):
            yield problem._replace(severity=Severity.WARNING)


@rule(
    "SHP008",
    title="Texts are written in Markdown, not in HTML",
    severity=Severity.WARNING,
    hint="Write it as Markdown.",
)
def texts_are_markdown(repository: Repository) -> Iterator[Problem]:
    """A page shows the words in HTML, but not every form, and no comment.

    Who reads the file and who reads the page should read the same. HTML that could act
    is an error of its own.
    """
    for text in repository.judged_texts:
        yield from misreadings(text.path, text.body, MisreadingKind.HTML)


def misreadings(path: str, body: Text, kind: MisreadingKind) -> Iterator[Problem]:
    """What a page shows otherwise than its text means, of one kind."""
    for one in body.misreadings:
        if one.kind is kind:
            where = Location(path, one.line, one.column)
            yield Problem(where=where, message=one.message, hint=one.hint)


RULES = (pages_hide_nothing, texts_are_markdown)
