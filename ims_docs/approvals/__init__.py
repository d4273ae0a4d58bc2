"""Which statements count, and the state of each document and register that follows. Pure."""

from ims_docs.approvals.clauses import described
from ims_docs.approvals.counting import Refusal, judged
from ims_docs.approvals.people import People, approver_role, people_of
from ims_docs.approvals.standing import Edition, Standing, State, Subject
from ims_docs.approvals.states import Standings, later, review_months, standings
from ims_docs.approvals.suspects import Doubt, suspects

__all__ = [
    "Doubt",
    "Edition",
    "People",
    "Refusal",
    "Standing",
    "Standings",
    "State",
    "Subject",
    "approver_role",
    "described",
    "judged",
    "later",
    "people_of",
    "review_months",
    "standings",
    "suspects",
]
