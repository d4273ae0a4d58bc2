"""The baselines that a commit holds, and what each is worth by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ims_docs.history import History
from ims_docs.model.baseline import FOLDER, Baseline
from ims_docs.model.trust import LIST, Level, Trust
from ims_docs.signatures import BASELINES, judge, read_list


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
