"""The bytes of an approved text, found again in the history by their digest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ims_docs.adapters.git import History
from ims_docs.adapters.git.lineage import revisions
from ims_docs.adapters.git.log import LoggedCommit
from ims_docs.domain.approval_state import ApprovedVersion, State, Subject, standings
from ims_docs.errors import RefusedError, UnreadableError
from ims_docs.model.approval import digest
from ims_docs.services.workspace import Snapshot

_AT_ONCE = 500


def text_in_force(snapshot: Snapshot, subject: Subject) -> tuple[str, ApprovedVersion, bytes]:
    """What a text is called, the approved version of it that counts in a state, and its bytes.

    Raises RefusedError where nothing is in force, UnreadableError where its text is not here.
    """
    standing = standings(snapshot.repository).of(subject)
    name, approved = standing.subject, standing.in_force
    if approved is None:
        ended = standing.state in (State.WITHDRAWN, State.SUPERSEDED)
        why = f"it is {standing.state}" if ended else "nobody has approved it"
        raise RefusedError(
            f"No version of {name} is in force: {why}",
            hint=f"`ims show {name}` shows the text that is there; `ims history {name}` tells what was.",
        )
    data = snapshot.body(subject.path) if standing.is_in_force else None
    if data is None:
        snapshot.history.require()
        data = find_text(snapshot.history, subject.path, name, approved, snapshot.commit)
    if data is None:
        raise UnreadableError(
            f"The text of {name} that was approved as version {approved.version} on {approved.day} "
            "is not in this copy of the repository",
            hint="It lies in another copy: run `git fetch --all`, or `git fetch --unshallow` where "
            f"the history is cut off. Its digest is {approved.digest}.",
        )
    return name, approved, data


def find_text(
    history: History, path: str, subject: str, approved: ApprovedVersion, start: str = "HEAD"
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
            if data is not None and digest(subject, approved.version, data) == approved.digest:
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
