"""Whether a folder that somebody handed over is a repository of its own, before git works in it.

Git follows links, waits for pipes, and takes objects from wherever a repository says. So
only plain files and folders may stand where git looks, and nothing that leads elsewhere.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from ims_docs.errors import UnreadableError

_OTHER = "Ask for a copy of its own: git bundle create FILE HEAD main."
_ELSEWHERE = {
    "commondir": "it is a part of another repository (commondir)",
    "gitdir": "it is a part of another repository (gitdir)",
    "objects/info/alternates": "it borrows objects from another folder (alternates)",
    "objects/info/http-alternates": "it borrows objects from another place (http-alternates)",
}
_READ = ("HEAD", "config", "config.worktree", "packed-refs", "shallow", "info", "objects", "refs",
         "reftable")  # fmt: skip
"""What git reads of a repository that it clones."""
_SETTINGS = ("config", "config.worktree")
_LARGEST = 1_048_576
"""Bytes of settings and of packed names of one commit each."""
_INCLUDES = re.compile(rb"\[\s*include", re.IGNORECASE)
"""Anywhere: git lets several heads stand in one line, and a mark of the byte order before the first."""
_MOST = 4_000_000
"""Files and folders below it; a repository of a million commits has fewer."""
_DEEPEST = 60
_KINDS = {
    stat.S_IFLNK: "a link",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def require_own(folder: Path) -> None:
    """Raise UnreadableError unless everything that git will read lies in this folder, plainly."""
    for name, why in _ELSEWHERE.items():
        if os.path.lexists(folder / name):
            raise UnreadableError(f"The copy is not whole: {why}", hint=_OTHER)
    for name in _READ:
        if os.path.lexists(folder / name):
            _require_plain(folder / name, name)
    for name in _SETTINGS:
        _require_plain_settings(folder / name, name)


def _require_plain(place: Path, name: str) -> None:
    """Look at a file, or at everything below a folder, without following anything."""
    for count, (path, mode) in enumerate(_below(place, name, 0)):
        kind = _KINDS.get(stat.S_IFMT(mode))
        if kind or not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            raise UnreadableError(
                f"The copy is not whole: {path} in it is {kind or 'no plain file'}", hint=_OTHER
            )
        if count > _MOST:
            raise UnreadableError(f"The copy holds more than {_MOST} files", hint=_OTHER)


def _below(place: Path, name: str, depth: int) -> Iterator[tuple[str, int]]:
    mode = place.lstat().st_mode
    yield name, mode
    if not stat.S_ISDIR(mode):
        return
    if depth > _DEEPEST:
        raise UnreadableError(f"The folders in the copy lie too deep: {name}", hint=_OTHER)
    with os.scandir(place) as scan:
        entries = list(scan)
    for entry in entries:
        path = f"{name}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _below(place / entry.name, path, depth + 1)
        else:
            yield path, entry.stat(follow_symlinks=False).st_mode


def _require_plain_settings(file: Path, name: str) -> None:
    """Settings say whether objects are missing; what they pull in from elsewhere is not read."""
    if not file.is_file():
        return
    if file.stat().st_size > _LARGEST:
        raise UnreadableError(f"{name} in the copy has more than {_LARGEST} bytes", hint=_OTHER)
    if _INCLUDES.search(file.read_bytes()):
        raise UnreadableError(
            "The settings of the copy pull in other files, so whether it is a partial clone "
            "cannot be said",
            hint=_OTHER,
        )
