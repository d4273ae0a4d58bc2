"""The way to git: revisions, the index, any past state."""

from ims_docs.adapters.git.history import History
from ims_docs.adapters.git.index import IndexEntry
from ims_docs.adapters.git.process import take_git_environment
from ims_docs.adapters.git.trees import IndexTree, RevisionTree

__all__ = ["History", "IndexEntry", "IndexTree", "RevisionTree", "take_git_environment"]
