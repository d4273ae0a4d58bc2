"""One reading of the repository: checked, covered, with the history of every file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from ims_docs.adapters.git import History, RevisionTree
from ims_docs.domain.coverage import cover
from ims_docs.domain.duties import Changes
from ims_docs.domain.runner import check
from ims_docs.model.classification import Classification
from ims_docs.model.revision import Revision
from ims_docs.model.tree_entry import EntryKind
from ims_docs.services.timeline import (
    deadline_moves,
    final_since,
    known_of,
    last_changes,
    quick_versions,
)
from ims_docs.services.workspace import Disk, Snapshot, Workspace
from ims_docs.site.build.baseline_views import baseline_views
from ims_docs.site.build.classes import classes
from ims_docs.site.build.editing import Cut
from ims_docs.site.build.file_histories import file_histories
from ims_docs.site.build.integrity import Verifier
from ims_docs.site.build.removed import last_read, removed_files
from ims_docs.site.build.shown import shown
from ims_docs.site.build.sources import as_written, source
from ims_docs.site.pages import SiteContent, by_path


def read(
    workspace: Workspace,
    *,
    as_of: date | None = None,
    verifier: Verifier | None = None,
    audience: Classification | None = None,
) -> SiteContent:
    """Everything that the site of a repository is made from. Content never makes it raise.

    `verifier` is who says whether the history can be believed, and may remember the last answer.
    With an audience it holds nothing that is classified above it.

    Raises HistoryUnavailableError when there is no whole history.
    """
    history = workspace.history
    history.require_whole(lost=", so revisions would be missing")
    snapshot = workspace.open(Disk(as_of), keep=True)
    whole = _whole(workspace, snapshot)
    newest = max((one.committed for one in whole.log), default=None)
    verdict = (verifier or Verifier()).integrity(workspace, as_of, newest)
    content = replace(whole, integrity=verdict)
    return content if audience is None else _edition(content, history, snapshot, audience)


def _whole(workspace: Workspace, snapshot: Snapshot) -> SiteContent:
    """Everything that is kept, and its past."""
    history, repository = workspace.history, snapshot.repository
    commit = history.head()
    held = _held(history) if commit else {}
    log = history.revisions()
    every = by_path(log)
    removed_items = removed_files(history, repository, every)
    documents = [one.path for one in repository.documents]
    revisions = _versioned(history, every, [*documents, *removed_items])
    used = [name for name in repository.settings.standards if name in repository.standards]
    sources = {path: source(path, data, held) for path, data in sorted(snapshot.kept.items())}
    for path in {*repository.lost} & sources.keys():
        sources[path] = as_written(sources[path], snapshot.kept[path])
    return SiteContent(
        repository=repository,
        report=check(repository),
        coverages=tuple(cover(repository, repository.standards[name]) for name in used),
        revisions=revisions,
        log=log,
        changes=Changes(last_changes(log), final_since(history, log, repository.documents)),
        sources=sources,
        commit=commit,
        removed=tuple(path for path in held if path not in repository.paths),
        past=file_histories(history, repository, revisions),
        removed_items=removed_items,
        known=known_of(history, repository, log),
        last_read=last_read(history, repository, every),
        moved=deadline_moves(history, repository, log),
        baselines=baseline_views(workspace, repository, sources, next(iter(used), "")),
    )


def _edition(
    content: SiteContent, history: History, snapshot: Snapshot, audience: Classification
) -> SiteContent:
    """The content without what is classified above its audience."""
    every = by_path(content.log)
    known = classes(history, every, snapshot.kept, snapshot.repository.paths)
    return shown(content, Cut(snapshot.repository, every, known, audience))


def _held(history: History) -> dict[str, str]:
    """The files that the commit holds: path to blob."""
    entries = RevisionTree(history, "HEAD").entries()
    return {entry.path: entry.blob for entry in entries if entry.kind is EntryKind.FILE}


def _versioned(
    history: History, revisions: Mapping[str, tuple[Revision, ...]], paths: Iterable[str]
) -> Mapping[str, tuple[Revision, ...]]:
    """Revisions of some files with the version that each gave itself then."""
    documents = [path for path in paths if path in revisions]
    known = quick_versions(history, (one for path in documents for one in revisions[path]))
    versioned = dict(revisions)
    for path in documents:
        versioned[path] = tuple(
            replace(one, version=known.get(one.blob, "")) for one in revisions[path]
        )
    return versioned
