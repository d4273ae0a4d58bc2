"""Which statements count, and the state of each document and register that follows. Pure."""

from ims_docs.domain.approval_state.clauses import described
from ims_docs.domain.approval_state.people import People, approver_role, people_of, role_acted_in
from ims_docs.domain.approval_state.reviews import Review, review_of
from ims_docs.domain.approval_state.standing import ApprovedVersion, Standing, State, Subject
from ims_docs.domain.approval_state.states import Standings, review_months, standings, unapproved
from ims_docs.domain.approval_state.suspects import SuspectReason, suspects
from ims_docs.domain.approval_state.validity import Refusal, judged

__all__ = [
    "ApprovedVersion",
    "People",
    "Refusal",
    "Review",
    "Standing",
    "Standings",
    "State",
    "Subject",
    "SuspectReason",
    "approver_role",
    "described",
    "judged",
    "people_of",
    "review_months",
    "review_of",
    "role_acted_in",
    "standings",
    "suspects",
    "unapproved",
]
