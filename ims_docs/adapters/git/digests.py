"""Every file of a commit with the SHA-256 of its bytes, which does not rest on git's own names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from ims_docs.adapters.git.history import History
from ims_docs.adapters.git.listing import listed
from ims_docs.errors import UnreadableError
from ims_docs.model.baseline import Listed

_BLOB = "blob"


def files_of(history: History, commit: str) -> tuple[Listed, ...]:
    """Every file of a commit with its digest. Raises UnreadableError."""
    rows = list(listed(history, commit))
    blobs = list(dict.fromkeys(row.name for row in rows if row.kind == _BLOB))
    found = dict(zip(blobs, digests(history, blobs), strict=True))
    if missing := [blob for blob, digest in found.items() if not digest]:
        raise UnreadableError(
            f"The object {missing[0]} is missing", hint="Take a fresh clone, and compare the two."
        )
    return tuple(Listed(found.get(row.name, "0" * 64), row.mode, row.path) for row in rows)


def digests(history: History, blobs: Iterable[str]) -> Iterator[str]:
    """The SHA-256 of each, however large it is; empty where it is missing."""
    wanted = list(blobs)
    for one in history.coming(wanted) if wanted else ():
        known = hashlib.sha256()
        for piece in one.pieces:
            known.update(piece)
        yield known.hexdigest() if one.kind else ""
