"""What people record: adding, moving from state to state, correcting, renumbering."""

from ims_docs.services.records.add import add
from ims_docs.services.records.drafting import Draft, Drafting

__all__ = ["Draft", "Drafting", "add"]
