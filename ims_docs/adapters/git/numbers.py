"""The ids that any branch or any past state has given, so that none is given twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ims_docs.adapters.git.history import History
from ims_docs.adapters.git.log import SIDES
from ims_docs.adapters.git.process import path_name

_AT_ONCE = 50
"""Texts in memory at a time: a register may have thousands of versions."""


def ids_in_names(history: History, folder: str) -> frozenset[str]:
    """The names, without `.md`, of every file below a folder that any revision has had."""
    paths = history.past_paths(folder)
    return frozenset(path.rpartition("/")[2].removesuffix(".md") for path in paths)


def ids_in_texts(history: History, folder: str, stem: str, prefix: str) -> frozenset[str]:
    """The ids with a prefix in every past text of the files below a folder whose names begin so."""
    given = re.compile(rf"\bid[\"']?:[ \t]*[\"']?({re.escape(prefix)}-[0-9]+)".encode())
    found: set[bytes] = set()
    blobs = _past_blobs(history, folder, stem)
    for start in range(0, len(blobs), _AT_ONCE):
        for data in history.blobs(blobs[start : start + _AT_ONCE]):
            found.update(given.findall(data or b""))
    return frozenset(one.decode() for one in found)


def _past_blobs(history: History, folder: str, stem: str) -> Sequence[str]:
    if not history.has_commits:
        return ()
    fields = history.run(*SIDES, "--", folder).split(b"\0")
    wanted: dict[str, None] = {}
    for about, name in zip(fields[::2], fields[1::2], strict=False):
        if path_name(name).rpartition("/")[2].startswith(stem):
            wanted |= dict.fromkeys(one for one in about.decode().split(" ")[2:4] if one.strip("0"))
    return tuple(wanted)
