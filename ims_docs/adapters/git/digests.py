"""Every file of a commit with the SHA-256 of its bytes, which does not rest on git's own names."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from ims_docs.adapters.git.history import History
from ims_docs.adapters.git.listing import listed
from ims_docs.errors import UnreadableError
from ims_docs.model.baseline import Listed

_BLOB = "blob"
_AT_ONCE = 500


def files_of(history: History, commit: str) -> tuple[Listed, ...]:
    """Every file of a commit with its digest. Raises UnreadableError."""
    rows = list(listed(history, commit))
    digests = _digests(history, [row.name for row in rows if row.kind == _BLOB])
    return tuple(Listed(digests.get(row.name, "0" * 64), row.mode, row.path) for row in rows)


def _digests(history: History, blobs: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for start in range(0, len(blobs), _AT_ONCE):
        some = blobs[start : start + _AT_ONCE]
        for blob, data in zip(some, history.blobs(some), strict=True):
            if data is None:
                raise UnreadableError(
                    f"The object {blob} is missing", hint="Take a fresh clone, and compare the two."
                )
            found[blob] = hashlib.sha256(data).hexdigest()
    return found
