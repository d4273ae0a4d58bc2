"""The past of deadlines, as the revisions of their files tell it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from ims_docs.adapters.git import History
from ims_docs.adapters.git.commits import merges
from ims_docs.domain.duties import Version, moved_dates
from ims_docs.formats import frontmatter
from ims_docs.formats.frontmatter import MalformedError
from ims_docs.model.content import Value
from ims_docs.model.document import Document
from ims_docs.model.moved_date import MovedDate
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision

_AT_ONCE = 100
"""Files whose revisions are read together."""

Moved: TypeAlias = Mapping[tuple[str, int], MovedDate]
"""By the file and the line on which a deadline stands."""


def deadline_moves(
    history: History,
    repository: Repository,
    revisions: Iterable[Revision],
    paths: Iterable[str] | None = None,
) -> Moved:
    """Every deadline that was moved, of what is not closed; with paths, of these files only.

    What is on disk and not saved yet counts as a move that nobody has signed for.
    """
    items = {one.path: one for one in repository.controlled if _has_deadlines(repository, one)}
    wanted = items.keys() if paths is None else items.keys() & set(paths)
    by_path: dict[str, list[Revision]] = {path: [] for path in wanted}
    for one in revisions:
        if one.current_path in by_path and one.blob:
            by_path[one.current_path].append(one)
    found: dict[tuple[str, int], MovedDate] = {}
    today = Version({}, _UNSAVED, "", repository.as_of)
    for path, saved in _versions(history, by_path):
        item = items[path]
        versions = [*saved, today._replace(values=item.content.values)] if saved else []
        for pointer, moved in moved_dates(repository.types[item.type], versions).items():
            found[path, item.content.position(*pointer)[0]] = moved
    return found


_UNSAVED = "a change that is not saved yet"


def _has_deadlines(repository: Repository, item: Document | Record | Register) -> bool:
    is_closed = isinstance(item, Record) and item.is_closed
    return not is_closed and bool(repository.types[item.type].deadlines)


def _versions(
    history: History, by_path: Mapping[str, Sequence[Revision]]
) -> Iterator[tuple[str, list[Version]]]:
    """The keys that each file had, oldest first; a file that never changed has no past."""
    paths = [path for path, some in by_path.items() if some]
    joining = merges(history) if any(by_path[path][1:] for path in paths) else frozenset()
    for start in range(0, len(paths), _AT_ONCE):
        some = paths[start : start + _AT_ONCE]
        blobs = list(dict.fromkeys(one.blob for path in some for one in by_path[path]))
        read = {blob: _values(data) for blob, data in zip(blobs, history.blobs(blobs), strict=True)}
        for path in some:
            yield (
                path,
                [
                    Version(
                        values,
                        one.author,
                        one.commit,
                        one.committed.date(),
                        one.blob,
                        one.former_blob,
                        is_joined=one.commit in joining,
                    )
                    for one in reversed(by_path[path])
                    if (values := read[one.blob]) is not None
                ],
            )


def _values(data: bytes | None) -> Mapping[str, Value] | None:
    """The keys of a file, None where it could not be read then."""
    if data is None:
        return None
    try:
        return frontmatter.read_either(data).values
    except MalformedError:
        return None
