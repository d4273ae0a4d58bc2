"""Duties: what is overdue, due soon, stuck or waiting in a repository, and for whom. Pure."""

from __future__ import annotations

from ims_docs.duties.duty import Changes, Duties, Duty, Urgency
from ims_docs.duties.gathering import gather

__all__ = ["Changes", "Duties", "Duty", "Urgency", "gather"]
