"""From a tree of files to a Repository. Content never makes it raise."""

from ims_docs.services.loading.plain_files import with_changed_files
from ims_docs.services.loading.repository import LoadRequest, load
from ims_docs.services.loading.shared import Memory

__all__ = ["LoadRequest", "Memory", "load", "with_changed_files"]
