"""What people record: adding, moving from state to state, correcting, renumbering."""

from ims_docs.services.records.add import Added, Adding

__all__ = ["Added", "Adding"]
