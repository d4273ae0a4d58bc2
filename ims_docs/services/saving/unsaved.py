"""What somebody changed on disk and did not save yet, under the names that people know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from ims_docs.adapters.git.unsaved import Act, unsaved
from ims_docs.model.document import Document
from ims_docs.model.naming import type_called
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository
from ims_docs.model.type import Kind
from ims_docs.services.timeline import locate
from ims_docs.services.workspace import Workspace

APPROVALS = "approvals"


class Unsaved(NamedTuple):
    """One file that is not as it was last saved."""

    path: str
    act: Act
    id: str = ""
    """What it holds, or what a statement is about; empty for a file without an id."""
    title: str = ""

    @property
    def called(self) -> str:
        """What a person calls it."""
        if self.path.startswith(f"{APPROVALS}/"):
            return f"a statement about {self.id}"
        return f"{self.id} {self.title}".strip() or self.path


def everything(workspace: Workspace, repository: Repository) -> tuple[Unsaved, ...]:
    """Every file that is not saved, in order of path."""
    titles = dict(_titles(repository))
    found = []
    for path, act in unsaved(workspace.history).items():
        identifier, title = titles.get(path, ("", ""))
        if path.startswith(f"{APPROVALS}/"):
            identifier = PurePosixPath(path).parts[1]
        found.append(Unsaved(path, act, identifier, title))
    return tuple(found)


def named(
    workspace: Workspace, repository: Repository, names: Sequence[str], found: Sequence[Unsaved]
) -> tuple[Unsaved, ...]:
    """Those of them that somebody names: by id, by the name of a register, by path or folder.

    What belongs to an id comes with it: its approvals, and the statement about its removal.
    Raises ConfigurationError for a name that nothing has and nothing ever had.
    """
    wanted: set[str] = set()
    for name in names:
        path = _inside(workspace, name)
        below = [one.path for one in found if one.path == path or one.path.startswith(f"{path}/")]
        if path and (below or (workspace.root / path).exists()):
            wanted.update(below)
            continue
        wanted.update(_of(workspace, repository, name, found))
    return tuple(one for one in found if one.path in wanted)


def _of(
    workspace: Workspace, repository: Repository, name: str, found: Sequence[Unsaved]
) -> Iterator[str]:
    """What belongs to an id or to a register."""
    type_ = type_called(repository.types, name)
    if type_ and type_.kind is Kind.REGISTER:
        name = type_.name
    path = locate(repository, workspace.history, name)
    subjects = {name.casefold(), *(holder.casefold() for holder in _held(repository, path))}
    for one in found:
        about = one.id if one.path.startswith(f"{APPROVALS}/") else ""
        if one.path == path or about.casefold() in subjects:
            yield one.path


def _held(repository: Repository, path: str) -> Iterator[str]:
    for one in repository.controlled:
        if one.path == path:
            yield getattr(one, "id", "") or one.type


def _inside(workspace: Workspace, name: str) -> str:
    """A path as somebody types it, in or below the repository; empty for a name without a place."""
    path = PurePosixPath(name)
    if path.is_absolute():
        root = PurePosixPath(workspace.root.resolve().as_posix())
        return str(path.relative_to(root)) if path.is_relative_to(root) else ""
    return str(path)


def _titles(repository: Repository) -> Iterator[tuple[str, tuple[str, str]]]:
    items: tuple[Document | Record, ...] = (*repository.documents, *repository.records)
    for item in items:
        yield item.path, (item.id, item.title)
    for register in repository.registers:
        yield register.path, (register.type, register.title)
