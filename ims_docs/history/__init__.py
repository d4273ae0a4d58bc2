"""The way to git: revisions, the index, any past state."""

from ims_docs.history.index import IndexEntry
from ims_docs.history.past import History
from ims_docs.history.process import take_git_environment
from ims_docs.history.trees import IndexTree, RevisionTree

__all__ = ["History", "IndexEntry", "IndexTree", "RevisionTree", "take_git_environment"]
