"""What git makes of .gitattributes files: asked of git itself, in an empty repository of its own.

So the answer is the same for the files on disk, for what is staged and for any past state,
and no setting of this computer changes it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from ims_docs.adapters.git.process import Process, path_name

Pair = tuple[str, str]
"""An attribute, and its value as git says it: "set", "unset", or what stands behind "="."""


class Attributes:
    """Some .gitattributes files, and git to say what they mean."""

    def __init__(self, git: Process) -> None:
        self._git = git

    def given(self, paths: Sequence[str], names: Sequence[str]) -> dict[str, frozenset[Pair]]:
        """By path: the attributes of these names that it has. Paths that have none are left out."""
        lines = "".join(f"{path}\0" for path in paths).encode("utf-8", "surrogateescape")
        if not lines or not names:
            return {}
        output = self._git.run("check-attr", "-z", "--stdin", *names, lines=lines)
        found: dict[str, set[Pair]] = {}
        for path, attribute, value in zip(*[iter(output.split(b"\0"))] * 3, strict=False):
            if value != b"unspecified":
                pair = (path_name(attribute), path_name(value))
                found.setdefault(path_name(path), set()).add(pair)
        return {path: frozenset(pairs) for path, pairs in found.items()}


@contextmanager
def attributes_in(files: Mapping[str, bytes]) -> Iterator[Attributes]:
    """Git's reading of these .gitattributes files, by their path."""
    with tempfile.TemporaryDirectory(prefix="ims-attributes-") as name:
        root = Path(name)
        git = Process(root)
        git.run("init", "--quiet", "--template=")
        for path, data in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        yield Attributes(git)
