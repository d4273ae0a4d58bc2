"""Duties: what is overdue, due soon, stuck or waiting in a repository, and for whom. Pure."""

from __future__ import annotations

from ims_docs.domain.duties.all_duties import gather
from ims_docs.domain.duties.deadlines import deadlines
from ims_docs.domain.duties.duty import Changes, Duties, Duty, Urgency
from ims_docs.domain.duties.moved import Version, moved_dates

__all__ = [
    "Changes",
    "Duties",
    "Duty",
    "Urgency",
    "Version",
    "deadlines",
    "gather",
    "moved_dates",
]
