"""Which file went on under another name: by the id that it holds, where it holds one.

Git takes a file that goes and one that comes for a rename when they are much alike. Two
records of one form are much alike. What has an id is known by it: a likeness with another
id is no rename, and the same id is one, however much of the text changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Self, TypeAlias

from ims_docs.adapters.git.log import Difference, Differences, LoggedCommit, parse_log
from ims_docs.adapters.git.running import Running

Blobs: TypeAlias = Callable[[Iterable[str]], Iterator["bytes | None"]]
"""The bytes of each of git's names, None for those that are missing."""

_CONTENT = ("docs/",)
_ENDINGS = (".md", ".yaml", ".yml")
_ID = re.compile(rb"^id:[ \t]*[\"']?([A-Z][A-Z0-9]*-[0-9]+)", re.MULTILINE)
_TYPE = re.compile(rb"^type:[ \t]*[\"']?([a-z][a-z0-9-]*)", re.MULTILINE)
_RECORD = re.compile(r"docs/records/(?:.+/)?([A-Z][A-Z0-9]*-[0-9]+)\.md")
"""A record is called by its id, so that its text need not be read."""
_HEAD = 4_096
"""Bytes in which the id stands, if there is one."""
_AT_ONCE = 500


class ComingLog:
    """A log that git is reading, in parts that follow one another."""

    def __init__(self, parts: Sequence[Running], blobs: Blobs) -> None:
        self._parts = parts
        self._blobs = blobs

    def commits(self) -> tuple[LoggedCommit, ...]:
        """Every commit, once git is done. Raises UnreadableError."""
        found = parse_log(b"".join([part.result() for part in self._parts]))
        return by_identity(found, self._blobs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for part in self._parts:
            part.__exit__()


def by_identity(commits: Sequence[LoggedCommit], blobs: Blobs) -> tuple[LoggedCommit, ...]:
    """The commits, with renames that follow ids."""
    unsure = [one for commit in commits for one in commit.differences if _may_rename(one)]
    if not unsure:
        return tuple(commits)
    names = _identities(blobs, (one for some in unsure for one in some.values()))
    return tuple(
        replace(commit, differences=tuple(_settled(one, names) for one in commit.differences))
        if any(map(_may_rename, commit.differences))
        else commit
        for commit in commits
    )


def _may_rename(differences: Differences) -> bool:
    """Whether content went and came in one step."""
    content = [one for one in differences.values() if _is_content(one.path)]
    changes = {one.change for one in content}
    alike = any(one.former_path and one.blob != one.former_blob for one in content)
    return alike or {"added", "removed"} <= changes


def _is_content(path: str) -> bool:
    return path.startswith(_CONTENT) and path.endswith(_ENDINGS)


def _identities(blobs: Blobs, differences: Iterable[Difference]) -> dict[str, bytes]:
    """By git's name for the bytes: the id in them."""
    wanted: dict[str, str] = {}
    for one in differences:
        if _is_content(one.path) and (one.former_path or one.change in {"added", "removed"}):
            for blob, path in ((one.blob, one.path), (one.former_blob, one.former_path)):
                if not _RECORD.fullmatch(path or one.path):
                    wanted.setdefault(blob, path or one.path)
    wanted.pop("", None)
    found = {}
    names = list(wanted)
    for start in range(0, len(names), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        for name, data in zip(some, blobs(some), strict=True):
            if identity := _identity(wanted[name], data or b""):
                found[name] = identity
    return found


def _identity(path: str, data: bytes) -> bytes:
    """The id of a document or record, the type of a register; empty where there is none."""
    head = data[:_HEAD]
    if path.endswith(".md"):
        head = head.split(b"\n---", 1)[0] if head.startswith(b"---") else b""
        named = _ID.search(head)
    else:
        named = _TYPE.search(head)
    return named[1] if named else b""


def _named(path: str, blob: str, names: Mapping[str, bytes]) -> bytes:
    record = _RECORD.fullmatch(path)
    return record[1].encode() if record else names.get(blob, b"")


def _settled(differences: Differences, names: Mapping[str, bytes]) -> Differences:
    """The same with renames between files of one identity alone."""
    found: dict[str, Difference] = {}
    gone: dict[bytes, Difference] = {}
    for one in differences.values():
        was = _named(one.former_path or one.path, one.former_blob, names)
        now = _named(one.path, one.blob, names)
        if one.former_path and was and now and was != now:
            came = one._replace(change="added", former_path="", former_blob="")
            went = Difference("removed", one.former_path, "", "", one.former_blob)
            found[one.path] = came
            found.setdefault(one.former_path, went)
            gone[was] = went
        else:
            found.setdefault(one.path, one)
            if one.change == "removed" and was:
                gone[was] = one
    for path, one in list(found.items()):
        same = gone.get(_named(path, one.blob, names)) if one.change == "added" else None
        if same is not None and found.get(same.path) is same:
            del found[same.path]
            found[path] = Difference("renamed", path, same.path, one.blob, same.former_blob)
    return found
