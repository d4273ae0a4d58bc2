"""Adding to a repository: a document, a record, an entry of a register."""

from ims_docs.recording.adding import Added, Adding

__all__ = ["Added", "Adding"]
