"""From a checked repository to the pages of its site: path to Markdown. Pure."""

from __future__ import annotations

from itertools import chain

from ims_docs.errors import ConfigurationError
from ims_docs.publishing import (
    about,
    baselines,
    changes,
    clauses,
    findings,
    former_registers,
    gone,
    guide,
    home,
    matrix,
    records,
    registers,
    texts,
    trail,
    who,
)
from ims_docs.publishing.edition import FINDINGS_PAGE, Edition, primary
from ims_docs.publishing.fixed import Fixed, Span, Turned
from ims_docs.publishing.markup import page_title
from ims_docs.publishing.navigation import Navigation, navigation
from ims_docs.publishing.past import FormerRegister, FormerText, Gone, Past, Source, Step, joined
from ims_docs.publishing.revisions import by_path

__all__ = [
    "Edition",
    "Fixed",
    "FormerRegister",
    "FormerText",
    "Gone",
    "Navigation",
    "Past",
    "Source",
    "Span",
    "Step",
    "Turned",
    "by_path",
    "joined",
    "navigation",
    "page_title",
    "pages",
    "primary",
]

_TAKEN_UP = (home.HOME, registers.INDEX, records.INDEX)
"""Indexes that a generated page replaces, with or without the organisation's text."""


def pages(edition: Edition) -> dict[str, str]:
    """Every page of the site. Raises ConfigurationError when a file has the name of a generated page."""
    made = {home.HOME: home.page(edition), FINDINGS_PAGE: findings.page(edition)}
    made.update({guide.PAGE: guide.page(edition), about.PAGE: about.page(edition)})
    families = (
        clauses.pages,
        matrix.pages,
        registers.pages,
        records.pages,
        trail.pages,
        who.pages,
        changes.pages,
        baselines.pages,
        former_registers.pages,
        gone.pages,
    )
    made.update(chain.from_iterable(family(edition) for family in families))
    for path, text in texts.pages(edition):
        if path in _TAKEN_UP:
            continue
        if path in made:
            raise ConfigurationError(
                f"docs/{path} has the name of a page that the site makes itself",
                hint="Rename the file.",
            )
        made[path] = text
    return made
