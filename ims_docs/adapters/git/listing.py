"""What a commit holds, as `git ls-tree` lists it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ims_docs.adapters.git.process import Process, path_name


class TreeRow(NamedTuple):
    """One name in a commit."""

    path: str
    mode: str
    kind: str
    """blob, commit for a submodule, or tree where it was not asked to look inside."""
    name: str
    """Git's name for what is there."""


def listed(
    git: Process, commit: str, *paths: str, inside: bool = True, check: bool = True
) -> Iterator[TreeRow]:
    """Every file of a commit in order of path, or of some paths; `inside` of folders too.

    Raises UnreadableError; without `check`, what cannot be read has no rows.
    """
    options = ("-r", "-z", "--full-tree") if inside else ("-z", "--full-tree")
    chosen = ("--", *paths) if paths else ()
    output = git.run("ls-tree", *options, commit, *chosen, check=check)
    for record in path_name(output).split("\0"):
        about, _, path = record.partition("\t")
        if record:
            mode, kind, name = about.split(" ")
            yield TreeRow(path, mode, kind, name)
