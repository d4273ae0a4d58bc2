"""Which program judged: its version, and a digest of everything that its verdict depends on."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import ims_docs
from ims_docs.adapters import resources


@cache  # of the files that this process began with: what runs stays what it is
def described() -> str:
    """Version and digest of this program."""
    known = hashlib.sha256()
    package = Path(ims_docs.__file__).parent
    for folder, pattern in (
        (package, "*.py"),
        (resources.standards(), "*.yaml"),
        (resources.resource("schemas"), "*.json"),
    ):
        for path in sorted(folder.rglob(pattern)):
            data = path.read_bytes()
            name = path.relative_to(folder).as_posix()
            known.update(f"{name}\0{len(data)}\0".encode() + data)
    return f"ims {ims_docs.__version__}, sha256:{known.hexdigest()}"
