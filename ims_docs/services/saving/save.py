"""Saving: exactly these files, judged first, in the name of a registered person, with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ims_docs.adapters.disk import writing
from ims_docs.adapters.git import History
from ims_docs.adapters.git import saving as git_saving
from ims_docs.adapters.git.unsaved import index_with, unsaved
from ims_docs.domain.runner import check
from ims_docs.errors import RefusedError
from ims_docs.model.finding import Severity
from ims_docs.model.repository import Repository
from ims_docs.model.tree_entry import EntryKind, kind_of
from ims_docs.services.commit_gate.precedence import controls_of
from ims_docs.services.commit_gate.reasons import is_reason, needs_reason
from ims_docs.services.hook_setup.status import are_own
from ims_docs.services.saving.author import author
from ims_docs.services.saving.unsaved import APPROVALS, Unsaved, everything
from ims_docs.services.workspace import Staged, Workspace
from ims_docs.services.workspace.transaction import NonconformingError

_GATES = ("pre-commit", "commit-msg")
_FEW = 100
"""So many files are taken into memory to be judged; more are judged as git holds them."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save kept."""

    commit: str
    files: tuple[Unsaved, ...]


def require_reason(reason: str, paths: Sequence[str]) -> None:
    """Raise RefusedError where a reason says nothing to whoever reads it in ten years."""
    first, _, rest = reason.strip().partition("\n")
    if rest.strip() and not rest.startswith("\n"):
        raise RefusedError("The reason has to be one line", hint="Say in one sentence why.")
    if needs_reason(paths) and not is_reason(first):
        raise RefusedError(
            f"The reason {first!r} does not say why" if first else "A reason is missing",
            hint="Say it in a sentence of your own, such as: Take the result of the test in.",
        )


def save(
    workspace: Workspace, files: Sequence[Unsaved], reason: str, identity: Mapping[str, str]
) -> Saved:
    """Keep these files, and nothing else, as one state with a reason.

    What a gate would refuse is not saved, also where no gate is installed. Raises
    RefusedError, NonconformingError, HistoryUnavailableError, UnreadableError; then the
    files stay as they are, and nothing is saved.
    """
    history = workspace.history
    paths = [one.path for one in files]
    require_reason(reason, paths)
    git_saving.require_savable(history, identity)
    with writing.locked(workspace.lock):
        with index_with(history, paths, identity) as index:
            judged = _judged(workspace, paths, index)
            report = check(judged)
        if report.fails(Severity.ERROR):
            raise NonconformingError(report, "Nothing was saved.")
        # Our own gates would judge the same once more, in two processes. Those of others are asked,
        # and so are ours where a change could excuse itself.
        is_judged = not controls_of(frozenset(paths), judged) and are_own(history, *_GATES)
        commit = git_saving.save(history, paths, reason.strip(), identity, is_judged=is_judged)
    return Saved(commit, tuple(files))


def _judged(workspace: Workspace, paths: Sequence[str], index: str) -> Repository:
    """What the next commit would hold, with these files judged.

    Where the files on disk are followed, what is not saved with them is only taken out of those.
    """
    history = replace(workspace, index_file=index).history
    if workspace.at_hand is not None and len(paths) <= _FEW:
        texts = _as_kept(history, workspace, paths)
        if texts is not None:
            return workspace.with_texts(texts, judged=paths)
    return replace(workspace, index_file=index).open(Staged()).repository


def _as_kept(
    history: History, workspace: Workspace, paths: Sequence[str]
) -> dict[str, bytes | None] | None:
    """What is to be kept and what stays as it was kept, by path; nothing where that is much."""
    others = [path for path in unsaved(workspace.history) if path not in paths]
    wanted = [*paths, *others]
    if len(wanted) > _FEW:
        return None
    held = {one.path: one for one in history.index(*wanted)}
    found = dict(zip(held, history.blobs(one.blob for one in held.values()), strict=True))
    is_odd = any(kind_of(one.mode) is not EntryKind.FILE for one in held.values())
    if is_odd or None in found.values():
        return None
    return {path: found.get(path) for path in wanted}


def save_signed(workspace: Workspace, subjects: Sequence[str], reason: str, person: str) -> Saved:
    """Keep what this person signed about these documents and registers. Raises as `save`."""
    repository = workspace.files()
    identity = author(workspace, repository, person)
    folders = tuple(f"{APPROVALS}/{one}/" for one in subjects)
    found = everything(workspace, repository)
    files = [one for one in found if one.path.startswith(folders)]
    return save(workspace, files, reason, identity)
