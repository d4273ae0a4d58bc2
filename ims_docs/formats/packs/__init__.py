"""The audit pack as a file: a ZIP that has one form only, and its manifest."""

from ims_docs.formats.packs.container import LARGEST, Fault, PackFormError, read, written
from ims_docs.formats.packs.manifest import MANIFEST, compare, manifest_of

__all__ = [
    "LARGEST",
    "MANIFEST",
    "Fault",
    "PackFormError",
    "compare",
    "manifest_of",
    "read",
    "written",
]
