"""The repository that somebody works on: where it lies, which of its states is meant."""

from ims_docs.services.workspace.place import find_root, today

__all__ = ["find_root", "today"]
