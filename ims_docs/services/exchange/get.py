"""Getting what others sent: asked for, joined with what was saved here, judged, put on disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ims_docs.adapters.disk import writing
from ims_docs.adapters.git.changes import commit_changes
from ims_docs.adapters.git.commits import Commit, commits, loses_commits
from ims_docs.adapters.git.exchange import SharedPlace, fetch, shared_place, tip
from ims_docs.adapters.git.joining import forward, join, new_state, tree_with
from ims_docs.adapters.git.saving import require_savable
from ims_docs.adapters.git.unsaved import unsaved
from ims_docs.errors import ConfigurationError, RefusedError
from ims_docs.services.commit_gate import Judge, JudgedCommit
from ims_docs.services.exchange.clash import Decide, settle
from ims_docs.services.exchange.entries import new_entries
from ims_docs.services.exchange.lines import Lines
from ims_docs.services.exchange.numbers import new_numbers
from ims_docs.services.workspace import Workspace

MESSAGE = "Bring together what others sent and what was saved here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """What came."""

    place: SharedPlace
    commits: tuple[Commit, ...]
    """What others had saved, oldest first."""
    joined: str = ""
    """The state that brings both together, where something was saved on both sides."""
    settled: tuple[str, ...] = ()
    """Files in which somebody had to choose."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """Records and entries of one's own whose number others had given too: former to new."""

    @property
    def renumbered(self) -> tuple[str, ...]:
        """The same in sentences."""
        return tuple(
            f"Somebody else gave the number {old} first; yours is {new} now."
            for old, new in self.numbers.items()
        )


class UnfitError(RefusedError):
    """Both together break a rule that each of them keeps; nothing was changed."""

    def __init__(self, judged: JudgedCommit) -> None:
        super().__init__("What came and what you saved do not fit together; nothing was changed")
        self.judged = judged


def require_place(workspace: Workspace) -> SharedPlace:
    """The shared place. Raises ConfigurationError where there is none."""
    place = shared_place(workspace.history)
    if place is None:
        raise ConfigurationError(
            "There is no shared place yet, so nobody else sees what you save",
            hint="Name a folder that all of you reach, or an address: ims share PATH",
        )
    return place


def get(workspace: Workspace, identity: Mapping[str, str], decide: Decide) -> Got:
    """Bring what others sent into the files here. All of it, or nothing.

    Raises ConfigurationError, RefusedError, UnreadableError, HistoryUnavailableError.
    """
    history = workspace.history
    place = require_place(workspace)
    require_savable(history, identity)
    known = tip(history, place)
    fetch(history, place, identity)
    theirs = tip(history, place)
    if known and theirs and loses_commits(history, known, theirs):
        raise RefusedError(
            "The shared place no longer has everything that it had: its history was rewritten",
            hint=f"Do not take it over before you know why. `ims verify --against {known[:12]}` names what is missing.",
        )
    head = history.head()
    came = commits(history, [theirs], [head] if head else []) if theirs else ()
    if not came:
        return Got(place=place, commits=())
    _require_room(workspace, head, theirs)
    with writing.locked(workspace.lock):
        if not loses_commits(history, head, theirs):
            forward(history, theirs, identity)
            return Got(place=place, commits=came)
        return _joined(workspace, place, came, identity, decide)


def _require_room(workspace: Workspace, head: str, theirs: str) -> None:
    """Raise RefusedError where what came would go over what is not saved."""
    history = workspace.history
    changed = commit_changes(history, theirs, head).paths
    both = [path for path in unsaved(history) if path in changed]
    if both:
        raise RefusedError(
            f"{both[0]} was changed here and by others, and yours is not saved",
            hint=f"Save it first: ims save {both[0]} --reason …",
        )


def _joined(
    workspace: Workspace,
    place: SharedPlace,
    came: tuple[Commit, ...],
    identity: Mapping[str, str],
    decide: Decide,
) -> Got:
    history = workspace.history
    head, theirs = history.head(), came[-1].name
    made, repository = join(history, head, theirs), workspace.files()
    lines = Lines.of(history, head, theirs)
    entered = new_entries(workspace, repository, lines)
    again = {one.path for one in entered.sides}
    clashes = (*entered.sides, *(one for one in made.clashes if one.path not in again))
    numbered = new_numbers(workspace, repository, lines, clashes, entered.numbers)
    left = [one for one in clashes if one.path not in numbered.files]
    settled = settle(history, repository, left, decide)
    files = {**numbered.files, **settled}
    tree = tree_with(history, made.tree, files) if files else made.tree
    state = new_state(history, tree, (head, theirs), MESSAGE, identity)
    judge = Judge(history=history, as_of=workspace.today, cache_folder=workspace.cache)
    for judged in judge.unfit([Commit(state, (head, theirs), MESSAGE)]):
        raise UnfitError(judged)
    forward(history, state, identity)
    return Got(
        place=place,
        commits=came,
        joined=state,
        settled=tuple(path for path in settled if path not in again),
        numbers=numbered.numbers,
    )
