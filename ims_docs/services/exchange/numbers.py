"""Two people gave the same number: whoever sent first keeps it, the other record gets the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ims_docs.adapters.git.joining import Sides, keep_bytes
from ims_docs.errors import ImsDocsError
from ims_docs.formats import frontmatter
from ims_docs.model.repository import Repository
from ims_docs.model.type import Kind, Type
from ims_docs.services.exchange.lines import Lines
from ims_docs.services.records.next_ids import free_ids, past_ids
from ims_docs.services.records.renumbered import Renumbered, following, renumbered
from ims_docs.services.workspace import Workspace

_AS_IT_IS = "surrogateescape"
"""Bytes that are no UTF-8 come out as they went in."""


class NewNumbers(NamedTuple):
    """What has another number now."""

    files: dict[str, str]
    """By path: git's name for the bytes that stand there."""
    numbers: dict[str, str]
    """Former id to new one."""


def new_numbers(
    workspace: Workspace,
    repository: Repository,
    lines: Lines,
    clashes: Sequence[Sides],
    entries: Mapping[str, str],
) -> NewNumbers:
    """Give records that both sides added under one number, and that were not sent yet, another one.

    What was saved here and names the former number follows, unless others changed it too; it
    follows `entries` as well, which have other numbers already.
    """
    found = NewNumbers({}, dict(entries))
    taken: list[str] = []
    for sides in clashes:
        done = _renumbered(workspace, repository, sides, taken)
        if done is None:
            continue
        taken.append(done.new)
        found.numbers[done.old] = done.new
        found.files[sides.path] = sides.theirs
        found.files[done.path] = keep_bytes(workspace.history, done.text.encode())
    if found.numbers:
        for path, text in _following(workspace, repository, lines, found).items():
            found.files[path] = keep_bytes(workspace.history, text.encode("utf-8", _AS_IT_IS))
    return found


def _renumbered(
    workspace: Workspace, repository: Repository, sides: Sides, taken: Sequence[str]
) -> Renumbered | None:
    if sides.base or not (sides.ours and sides.theirs):
        return None
    data = next(workspace.history.blobs([sides.ours])) or b""
    try:
        text = frontmatter.decode(data)
        type_: Type | None = repository.types.get(
            str(frontmatter.read_text(sides.path, text).values.get("type", ""))
        )
        if type_ is None or type_.kind is not Kind.RECORD:
            return None
        past = past_ids(workspace.history, type_) | set(taken)
        return renumbered(type_, sides.path, text, free_ids(type_, repository, past)[0])
    except ImsDocsError:
        return None  # what cannot be read is shown, and somebody chooses


def _following(
    workspace: Workspace, repository: Repository, lines: Lines, found: NewNumbers
) -> dict[str, str]:
    mine = lines.mine.present
    paths = [path for path in mine if path not in lines.theirs.paths and path not in found.files]
    texts = {}
    blobs = workspace.history.blobs(mine[path].blob for path in paths)
    for path, data in zip(paths, blobs, strict=True):
        if data is not None and path.endswith((".md", ".yaml")):
            texts[path] = data.decode("utf-8", _AS_IT_IS)
    closed = {one.path for one in repository.records if one.is_closed}
    changed: dict[str, str] = {}
    for old, new in found.numbers.items():
        changed |= following({**texts, **changed}, old, new)
    return {path: text for path, text in changed.items() if path not in closed}
