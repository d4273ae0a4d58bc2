"""The audit pack: one ZIP with everything that an auditor needs, and with what proves it."""

from ims_docs.export.pack.assembling import PARTS, Wish, assemble, file_name, require_parts
from ims_docs.export.pack.making import Made, Request, make
from ims_docs.export.pack.shown import Period, Shown
from ims_docs.export.pack.state import PackState, state_asked
from ims_docs.export.pack.taking import Taken, taken

__all__ = [
    "PARTS", "Made", "PackState", "Period", "Request", "Shown", "Taken", "Wish", "assemble", "file_name",
    "make", "require_parts", "state_asked", "taken",
]  # fmt: skip
