"""Duties: what is overdue, due soon, stuck or waiting in a repository, for whom, and how it went on. Pure."""

from __future__ import annotations

from ims_docs.domain.duties.actions import Action, Progress, actions
from ims_docs.domain.duties.all_duties import gather
from ims_docs.domain.duties.deadlines import deadlines
from ims_docs.domain.duties.duty import Changes, Duties, Duty, Urgency
from ims_docs.domain.duties.moved import Version, moved_dates

__all__ = [
    "Action",
    "Changes",
    "Duties",
    "Duty",
    "Progress",
    "Urgency",
    "Version",
    "actions",
    "deadlines",
    "gather",
    "moved_dates",
]
