"""The baselines that a commit holds, and what each is worth by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ims_docs.adapters.git import History
from ims_docs.adapters.git.digests import files_of
from ims_docs.model.baseline import FOLDER, Baseline, StoredBaseline, stamp_of
from ims_docs.model.trust import LIST, Level
from ims_docs.services.loading.baselines import signers, stored


def stored_baselines(history: History, level: Level) -> tuple[StoredBaseline, ...]:
    """Every baseline in the newest commit, in the order of their length."""
    kept = history.kept(f"{FOLDER}/")
    paths = [path for path in sorted(kept) if path.endswith(".txt")]
    wanted = [*paths, *(f"{path}.sig" for path in paths), *map(stamp_of, paths)]
    found = dict(
        zip(wanted, history.blobs(kept.get(path, "0" * 40) for path in wanted), strict=True)
    )
    trust = signers(next(_named(history, LIST), None))
    there = [
        stored(path, found[path], found[f"{path}.sig"], trust, level).stamped(found[stamp_of(path)])
        for path in paths
    ]
    return tuple(sorted(there, key=lambda one: one.baseline.commits if one.baseline else 0))


def newest(found: Sequence[Baseline]) -> Baseline | None:
    """The one that no other follows; of several, the longest."""
    followed = {one.previous for one in found}
    free = [one for one in found if one.sha256 not in followed]
    return max(free, key=lambda one: (one.commits, one.made_at), default=None)


def other_files(history: History, baseline: Baseline, most: int) -> str:
    """Files that its commit holds otherwise than it lists, so many by name; empty when there is none."""
    differing = set(baseline.files) ^ set(files_of(history, baseline.commit))
    paths = sorted({one.path for one in differing})
    more = f" and {len(paths) - most} more" if len(paths) > most else ""
    return f"{', '.join(paths[:most])}{more}"


def _named(history: History, path: str) -> Iterator[bytes | None]:
    yield from history.blobs([f"HEAD:{path}"])
