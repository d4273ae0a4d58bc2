"""What lies on disk beside a history and is not as the newest commit holds it: nothing of it was judged."""

from __future__ import annotations

from ims_docs.adapters.disk.tree import WorkingTree, is_blob
from ims_docs.adapters.git import History
from ims_docs.adapters.git.trees import RevisionTree
from ims_docs.model.tree_entry import EntryKind


def not_saved(history: History) -> tuple[str, ...]:
    """The kept files that read otherwise on disk, or are gone from it, in order of path.

    A file with CRLF line ends is the same as one without. Nothing that the repository names is
    run for it, such as a filter of its configuration. A repository without files has none.
    """
    if not history.has_commits or not (history.root / ".git").exists():
        return ()
    kept = {
        entry.path: entry
        for entry in RevisionTree(history, "HEAD").entries()
        if entry.kind is EntryKind.FILE
    }
    disk = WorkingTree(history.root)
    same = {
        entry.path
        for entry, data in disk.read(kept.values())
        if isinstance(data, bytes) and is_blob(data, entry.blob)
    }
    return tuple(sorted(kept.keys() - same))
