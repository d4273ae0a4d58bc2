"""What was done when, by whom and why; and two states of one file to compare."""

from ims_docs.services.timeline.approvals import approval_lookup, with_approvals
from ims_docs.services.timeline.catalogue import known_of, revisions_to
from ims_docs.services.timeline.deadlines import deadline_moves
from ims_docs.services.timeline.file_states import FileState, FileStates
from ims_docs.services.timeline.in_force import find_text, text_in_force
from ims_docs.services.timeline.locating import files_about, locate
from ims_docs.services.timeline.revisions import (
    Wanted,
    formerly,
    select,
    states,
    trace,
    types_of,
    with_versions,
)
from ims_docs.services.timeline.statements import StatementEvent, Statements, statement_events
from ims_docs.services.timeline.versions import (
    changes_known,
    final_since,
    last_changes,
    quick_versions,
)

__all__ = [
    "FileState",
    "FileStates",
    "StatementEvent",
    "Statements",
    "Wanted",
    "approval_lookup",
    "changes_known",
    "deadline_moves",
    "files_about",
    "final_since",
    "find_text",
    "formerly",
    "known_of",
    "last_changes",
    "locate",
    "quick_versions",
    "revisions_to",
    "select",
    "statement_events",
    "states",
    "text_in_force",
    "trace",
    "types_of",
    "with_approvals",
    "with_versions",
]
