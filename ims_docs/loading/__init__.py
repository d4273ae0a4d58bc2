"""From a tree of files to a Repository. Content never makes it raise."""

from ims_docs.loading.memory import Memory
from ims_docs.loading.plain_files import with_changed_files
from ims_docs.loading.repository import load

__all__ = ["Memory", "load", "with_changed_files"]
