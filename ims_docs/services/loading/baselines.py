"""Baselines as they lie in a tree, and what each is worth by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ims_docs.adapters.disk.tree import Tree
from ims_docs.model.baseline import FOLDER, Baseline, StoredBaseline, stamp_of
from ims_docs.model.repository import Repository
from ims_docs.model.tree_entry import EntryKind, TreeEntry
from ims_docs.model.trust import LIST, Level, Trust

_BASELINE, _SIGNATURE = ".txt", ".txt.sig"
_AGAIN = "Bring the file back from the history: a baseline is never changed."


def with_baselines(
    repository: Repository, tree: Tree, entries: Mapping[str, TreeEntry]
) -> Repository:
    """The repository with the baselines that are judged; `entries` are its files."""
    wanted = _wanted(entries, repository.focus)
    if not wanted:
        return replace(repository, baselines=()) if repository.baselines else repository
    around = (one for path in wanted for one in (path, f"{path}.sig", stamp_of(path)))
    names = dict.fromkeys((LIST, *around))
    read = dict(tree.read(entries[one] for one in names if one in entries))
    files = {entry.path: data for entry, data in read.items()}
    return replace(
        repository,
        baselines=tuple(_stored_baselines(wanted, files, repository.settings.approval_level)),
    )


def signers(data: bytes | None) -> Trust:
    """Who may sign baselines, by the bytes of the list."""
    from ims_docs.formats.signatures import BASELINES, read_list

    keys, errors = read_list(data or b"", BASELINES)
    return Trust(keys=keys, errors=errors, is_kept=data is not None)


def stored(
    path: str, data: bytes | None, signature: bytes | None, trust: Trust, level: Level
) -> StoredBaseline:
    """One baseline, judged by its form and its signature; what the history holds is not asked."""
    from ims_docs.formats.signatures import BASELINES, judge

    if data is None:
        return StoredBaseline(path, None, "It cannot be read", _AGAIN)
    try:
        baseline = Baseline.parse(data)
    except ValueError as error:
        return StoredBaseline(path, None, str(error), _AGAIN)
    if baseline.path != path:
        return StoredBaseline(path, baseline, f"It calls itself {baseline.name}", _AGAIN)
    if signature is None and level is Level.RECORDED:
        return StoredBaseline(path, baseline)
    if signature is None:
        return StoredBaseline(path, baseline, "It is not signed", "Bring the file .sig back.")
    verdict = judge(
        data,
        signature,
        person=baseline.made_by,
        when=baseline.made_at,
        trust=trust,
        use=BASELINES,
    )
    return StoredBaseline(path, baseline, verdict.refused, verdict.hint, key=verdict.key)


def _wanted(entries: Mapping[str, TreeEntry], focus: frozenset[str] | None) -> list[str]:
    """Baselines, and signatures that may have lost theirs; with `focus` those that it touches."""
    paths: Iterable[str] = entries
    if focus is not None:  # the smaller of the two: a push has thousands of commits
        touched = {
            one
            for path in focus
            for one in (path, path.removesuffix(".sig"), f"{path.removesuffix('.tsr')}.txt")
        }
        paths = touched & entries.keys()
    return [
        path
        for path in paths
        if path.startswith(f"{FOLDER}/")
        and path.endswith((_BASELINE, _SIGNATURE))
        and entries[path].kind is EntryKind.FILE
    ]


def _stored_baselines(
    wanted: list[str], files: Mapping[str, bytes | str], level: Level
) -> Iterator[StoredBaseline]:
    trust = signers(_bytes(files, LIST))
    for path in sorted(wanted):
        if path.endswith(_BASELINE):
            one = stored(path, _bytes(files, path), _bytes(files, f"{path}.sig"), trust, level)
            yield one.stamped(_bytes(files, stamp_of(path)))
        elif path.removesuffix(".sig") not in wanted:
            why = "There is no baseline that this signature belongs to"
            yield StoredBaseline(path, None, why, "Bring the baseline back from the history.")


def _bytes(files: Mapping[str, bytes | str], path: str) -> bytes | None:
    data = files.get(path)
    return data if isinstance(data, bytes) else None
