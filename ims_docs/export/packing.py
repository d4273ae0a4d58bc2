"""ZIP files with the same bytes whenever they are written: in order of name, without a clock."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100644 << 16


def packed(files: Mapping[str, bytes], *, first: str = "") -> bytes:
    """A ZIP of these files in order of name; `first` comes before all others."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for name in sorted(files, key=lambda one: (one != first, one)):
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = _MODE
            target.writestr(entry, files[name])
    return stream.getvalue()


def repacked(data: bytes, *, first: str = "") -> bytes:
    """The same ZIP without anything that depends on when and where it was written."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return packed({name: source.read(name) for name in source.namelist()}, first=first)
