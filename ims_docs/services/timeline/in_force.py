"""The bytes of an approved text, found again in the history by their digest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ims_docs.adapters.git import History
from ims_docs.adapters.git.lineage import revisions
from ims_docs.adapters.git.log import LoggedCommit
from ims_docs.domain.approval_state import ApprovedVersion
from ims_docs.model.approval import digest

_AT_ONCE = 500


def find_text(
    history: History, path: str, subject: str, edition: ApprovedVersion, start: str = "HEAD"
) -> bytes | None:
    """The text that was approved, None when this clone does not hold it.

    First among the revisions of the file that lead to `start`, then in every file of that
    kind that any branch or tag holds: the digest decides, wherever the bytes lie.
    """
    for blobs in (
        _of_file(history.log(start), path),
        _of_kind(history, path),
    ):
        for data in _contents(history, blobs):
            if data is not None and digest(subject, edition.version, data) == edition.digest:
                return data
    return None


def _of_file(log: Sequence[LoggedCommit], path: str) -> Iterator[str]:
    for one in revisions(log, path):
        yield from (one.blob, one.former_blob)


def _of_kind(history: History, path: str) -> Iterator[str]:
    ending = path[path.rindex(".") :]
    for commit in history.log("--all"):
        for differences in commit.differences:
            for one in differences.values():
                if one.path.endswith(ending):
                    yield from (one.blob, one.former_blob)


def _contents(history: History, blobs: Iterable[str]) -> Iterator[bytes | None]:
    waiting = iter(dict.fromkeys(blob for blob in blobs if blob))
    while some := list(islice(waiting, _AT_ONCE)):
        yield from history.blobs(some)
