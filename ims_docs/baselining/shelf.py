"""The baselines that a commit holds, and what each is worth by itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ims_docs.errors import UnreadableError
from ims_docs.history import History
from ims_docs.history.process import path_name
from ims_docs.model.baseline import FOLDER, Baseline, Listed
from ims_docs.model.trust import LIST, Level, Trust
from ims_docs.signatures import BASELINES, judge, read_list

_BLOB = "blob"
_AT_ONCE = 500


class Shelved(NamedTuple):
    """A file under baselines/ as it was found."""

    path: str
    baseline: Baseline | None
    refused: str = ""
    """Why it proves nothing, whatever the history is."""
    hint: str = ""
    has_timestamp: bool = False
    """Whether a time stamp of an authority (RFC 3161) lies beside it."""


def shelf(history: History, level: Level) -> tuple[Shelved, ...]:
    """Every baseline in the newest commit, in the order of their length."""
    kept = history.kept(f"{FOLDER}/")
    paths = [path for path in sorted(kept) if path.endswith(".txt")]
    wanted = [*paths, *(f"{path}.sig" for path in paths)]
    found = dict(
        zip(wanted, history.blobs(kept.get(path, "0" * 40) for path in wanted), strict=True)
    )
    signers = _signers(history)
    shelved = [
        _shelved(path, found[path], found[f"{path}.sig"], signers, level)._replace(
            has_timestamp=path.removesuffix(".txt") + ".tsr" in kept
        )
        for path in paths
    ]
    return tuple(sorted(shelved, key=lambda one: one.baseline.commits if one.baseline else 0))


def newest(found: Sequence[Baseline]) -> Baseline | None:
    """The one that no other follows; of several, the longest."""
    followed = {one.previous for one in found}
    free = [one for one in found if one.sha256 not in followed]
    return max(free, key=lambda one: (one.commits, one.made_at), default=None)


def files_of(history: History, commit: str) -> tuple[Listed, ...]:
    """Every file of a commit with its digest. Raises UnreadableError."""
    rows = []
    for row in history.run("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0"):
        about, _, name = row.partition(b"\t")
        if row:
            mode, kind, blob = about.decode().split(" ")
            rows.append((path_name(name), mode, kind, blob))
    digests = _digests(history, [blob for _, _, kind, blob in rows if kind == _BLOB])
    return tuple(Listed(digests.get(blob, "0" * 64), mode, path) for path, mode, _, blob in rows)


def _digests(history: History, blobs: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for start in range(0, len(blobs), _AT_ONCE):
        some = blobs[start : start + _AT_ONCE]
        for blob, data in zip(some, history.blobs(some), strict=True):
            if data is None:
                raise UnreadableError(
                    f"The object {blob} is missing", hint="Take a fresh clone, and compare the two."
                )
            found[blob] = hashlib.sha256(data).hexdigest()
    return found


def _shelved(
    path: str, data: bytes | None, signature: bytes | None, signers: Trust, level: Level
) -> Shelved:
    again = "Bring the file back from the history: a baseline is never changed."
    if data is None:
        return Shelved(path, None, "It cannot be read", again)
    try:
        baseline = Baseline.parse(data)
    except ValueError as error:
        return Shelved(path, None, str(error), again)
    if baseline.path != path:
        return Shelved(path, baseline, f"It calls itself {baseline.name}", again)
    if signature is None and level is Level.RECORDED:
        return Shelved(path, baseline)
    if signature is None:
        return Shelved(path, baseline, "It is not signed", "Bring the file .sig back.")
    verdict = judge(
        data,
        signature,
        person=baseline.made_by,
        when=baseline.made_at,
        trust=signers,
        use=BASELINES,
    )
    return Shelved(path, baseline, verdict.refused, verdict.hint)


def _signers(history: History) -> Trust:
    """Who may sign baselines."""
    data = next(_named(history, LIST), None)
    keys, flaws = read_list(data or b"", BASELINES)
    return Trust(keys=keys, flaws=flaws, is_kept=data is not None)


def _named(history: History, path: str) -> Iterator[bytes | None]:
    yield from history.blobs([f"HEAD:{path}"])
