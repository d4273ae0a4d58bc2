"""The audit pack: one ZIP with everything that an auditor needs, and with what proves it."""

from ims_docs.export.pack.making import Made, Request, make
from ims_docs.export.pack.shown import Period, Shown
from ims_docs.export.pack.taking import Taken, taken

__all__ = ["Made", "Period", "Request", "Shown", "Taken", "make", "taken"]
