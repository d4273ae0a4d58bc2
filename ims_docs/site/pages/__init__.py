"""From a checked repository to the pages of its site: path to Markdown. Pure."""

from __future__ import annotations

from itertools import chain

from ims_docs.site.pages import (
    about,
    baselines,
    changes,
    clauses,
    competence,
    distribution,
    edition,
    findings,
    follow_up,
    former_registers,
    guide,
    home,
    indicators,
    master_list,
    matrix,
    odd_names,
    people,
    pipeline,
    records,
    registers,
    removed,
    retention,
    texts,
    trail,
    unread,
    verdict,
)
from ims_docs.site.pages.baseline_view import BaselineView, Span, Turned
from ims_docs.site.pages.content import FINDINGS_PAGE, SiteContent
from ims_docs.site.pages.edition import Edition
from ims_docs.site.pages.file_history import (
    FileHistory,
    FormerRegister,
    FormerText,
    Removed,
    Source,
    Step,
    joined,
)
from ims_docs.site.pages.integrity import Change, Integrity, Kind, Told, Word
from ims_docs.site.pages.markup import page_title
from ims_docs.site.pages.navigation import Navigation, above, navigation
from ims_docs.site.pages.revisions import by_path

__all__ = [
    "BaselineView",
    "Change",
    "Edition",
    "FileHistory",
    "FormerRegister",
    "FormerText",
    "Integrity",
    "Kind",
    "Navigation",
    "Removed",
    "SiteContent",
    "Source",
    "Span",
    "Step",
    "Told",
    "Turned",
    "Word",
    "above",
    "by_path",
    "joined",
    "navigation",
    "page_title",
    "pages",
    "stamped",
    "verdict_line",
    "verdict_warning",
]

stamped, verdict_line, verdict_warning = verdict.stamped, verdict.line, verdict.warning

_TAKEN_UP = (home.HOME, registers.INDEX, records.INDEX)
"""Indexes that a generated page replaces, with or without the organisation's text."""


def pages(content: SiteContent) -> dict[str, str]:
    """Every page of the site. A file whose name is in the way has a page under another name."""
    made = {home.HOME: home.page(content), FINDINGS_PAGE: findings.page(content)}
    made.update({guide.PAGE: guide.page(content), about.PAGE: about.page(content)})
    made.update(edition.pages(content.edition))
    families = (
        clauses.pages,
        matrix.pages,
        registers.pages,
        records.pages,
        trail.pages,
        people.pages,
        changes.pages,
        baselines.pages,
        former_registers.pages,
        removed.pages,
        master_list.pages,
        follow_up.pages,
        competence.pages,
        indicators.pages,
        pipeline.pages,
        distribution.pages,
        retention.pages,
    )
    made.update(chain.from_iterable(family(content) for family in families))
    own = chain(unread.pages(content), texts.pages(content))
    made.update((path, text) for path, text in own if path not in _TAKEN_UP)
    return verdict.marked(content, unread.marked(content, odd_names.marked(content, made)))
