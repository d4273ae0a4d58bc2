"""Trees that git keeps: any revision, and what is staged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ims_docs.adapters.git.blobs import Blobs
from ims_docs.adapters.git.completeness import only_announced
from ims_docs.adapters.git.history import History
from ims_docs.adapters.git.listing import listed
from ims_docs.adapters.git.process import path_name
from ims_docs.errors import UnreadableError
from ims_docs.model.tree_entry import (
    FOLDERS,
    ROOT_FILES,
    TreeEntry,
    is_looked_at,
    kind_of,
    too_large,
)

_EMPTY = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
"""Git's name for no bytes, which an entry has that is only announced."""


class RevisionTree:
    """The files as they were at a revision."""

    def __init__(self, history: History, ref: str, described: str = "") -> None:
        self._history = history
        self.commit = history.resolve(ref)
        self.described = f"{described or f'the revision {ref}'} ({self.commit[:10]})"

    def entries(self) -> Iterator[TreeEntry]:
        """Every name under the folders that matter, in order of path."""
        for path, mode, _, blob in listed(self._history, self.commit):
            if is_looked_at(path):
                yield TreeEntry(path, kind_of(mode), blob)

    def read(self, entries: Iterable[TreeEntry]) -> Iterator[tuple[TreeEntry, bytes | str]]:
        """The bytes of each entry, or a sentence saying why they cannot be read."""
        yield from _read_blobs(self._history, entries)


def blobs_at(history: History, commit: str, paths: Iterable[str]) -> dict[str, str]:
    """Git's names for the bytes of some files at a commit; what is not there is left out."""
    return {row.path: row.name for row in listed(history, commit, *paths)}


def is_at(history: History, commit: str, path: str) -> bool:
    """Whether a commit has anything under this name."""
    return any(listed(history, commit, path, inside=False, check=False))


class CommitTree:
    """The files of a commit where they are known already."""

    def __init__(self, commit: str, files: Mapping[str, TreeEntry], blobs: Blobs) -> None:
        self.commit = commit
        self.files = files
        self.described = f"the revision {commit} ({commit[:10]})"
        self._blobs = blobs

    def entries(self) -> Iterator[TreeEntry]:
        """Every name under the folders that matter, in order of path."""
        yield from self.files.values()

    def read(self, entries: Iterable[TreeEntry]) -> Iterator[tuple[TreeEntry, bytes | str]]:
        """The bytes of each entry, or a sentence saying why they cannot be read."""
        yield from _read_blobs(self._blobs, entries)


class IndexTree:
    """The files as they are staged: what the next commit would hold."""

    described = "what is staged for the next commit"

    def __init__(self, history: History) -> None:
        self._history = history

    def entries(self) -> Iterator[TreeEntry]:
        """Every name under the folders that matter, in order of path."""
        output = path_name(
            self._history.run("ls-files", "--stage", "-z", "--", *FOLDERS, *ROOT_FILES)
        )
        records = output.split("\0")
        announced = only_announced(self._history, [one[50:] for one in records if _EMPTY in one])
        for record in records:
            # "100644 <40 digits> 0\tpath": places, because there are tens of thousands of them.
            path = record[50:]
            if path and path not in announced:
                if record[48] != "0":
                    raise UnreadableError(
                        f"{path} has an unfinished merge",
                        hint="Decide which text stays, then `git add` the file.",
                    )
                yield TreeEntry._make((path, kind_of(record[:6]), record[7:47]))

    def read(self, entries: Iterable[TreeEntry]) -> Iterator[tuple[TreeEntry, bytes | str]]:
        """The bytes of each entry, or a sentence saying why they cannot be read."""
        yield from _read_blobs(self._history, entries)


def _read_blobs(
    source: History | Blobs, entries: Iterable[TreeEntry]
) -> Iterator[tuple[TreeEntry, bytes | str]]:
    wanted = list(entries)
    for entry, one in zip(wanted, source.contents(entry.blob for entry in wanted), strict=True):
        missing = "Git does not have the content of this file"
        yield entry, one.data if one.is_whole else too_large(one.size) if one.kind else missing
