"""The repository that somebody works on: where it lies, and the one way to open a state of it."""

from ims_docs.services.workspace.clock import Clock
from ims_docs.services.workspace.place import find_root
from ims_docs.services.workspace.snapshot import Snapshot
from ims_docs.services.workspace.states import NOW, THEN, AsOf, At, Disk, Staged, State
from ims_docs.services.workspace.workspace import Workspace

__all__ = [
    "NOW",
    "THEN",
    "AsOf",
    "At",
    "Clock",
    "Disk",
    "Snapshot",
    "Staged",
    "State",
    "Workspace",
    "find_root",
]
