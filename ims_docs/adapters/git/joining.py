"""Two lines of history joined outside the files on disk: what fits, what clashes, the new state."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ims_docs.adapters.git.history import History
from ims_docs.adapters.git.process import path_name
from ims_docs.adapters.git.running import failure
from ims_docs.errors import HistoryUnavailableError, UnreadableError

_OLDEST = (2, 38)
_MARKS = 31
"""Signs of a marker: more than any text has in a row."""
_FILE = "100644"


class Sides(NamedTuple):
    """A file that both lines have, each in its way; empty where a line has none."""

    path: str
    base: str = ""
    """Git's name for the bytes before the two went apart; the same below."""
    ours: str = ""
    theirs: str = ""


class Joined(NamedTuple):
    """What git made of two lines."""

    tree: str
    clashes: tuple[Sides, ...]


class Piece(NamedTuple):
    """A part of a text: what both agree on, or what each says."""

    ours: bytes
    base: bytes = b""
    theirs: bytes = b""
    agreed: bool = False


def join(history: History, ours: str, theirs: str) -> Joined:
    """Join two commits. Nothing on disk changes."""
    _require_joining(history)
    status, output, error = history.attempt(
        "merge-tree", "--write-tree", "-z", "--no-messages", ours, theirs
    )
    if status not in (0, 1):
        raise failure(error, ("merge-tree",))
    tree, *rows = path_name(output).split("\0")
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        about, _, path = row.partition("\t")
        if path:
            _, blob, stage = about.split(" ")
            found.setdefault(path, {})[stage] = blob
    return Joined(
        tree,
        tuple(
            Sides(path, one.get("1", ""), one.get("2", ""), one.get("3", ""))
            for path, one in found.items()
        ),
    )


def pieces(history: History, ours: bytes, base: bytes, theirs: bytes) -> tuple[Piece, ...]:
    """Three texts as what agrees and what clashes, in order."""
    with tempfile.TemporaryDirectory(prefix="ims-") as folder:
        files = [Path(folder) / name for name in ("ours", "base", "theirs")]
        for file, data in zip(files, (ours, base, theirs), strict=True):
            file.write_bytes(data)
        status, output, error = history.attempt(
            "merge-file", "-p", "-q", "--diff3", f"--marker-size={_MARKS}", *map(str, files)
        )
    if status < 0 or status > 127:
        raise UnreadableError(f"Git cannot compare the two texts: {error}")
    return tuple(_pieces(output))


def _pieces(output: bytes) -> list[Piece]:
    marks = [sign * _MARKS for sign in (b"<", b"|", b"=", b">")]
    parts: list[Piece] = []
    sides: list[list[bytes]] = [[], [], []]
    agreed: list[bytes] = []
    at = -1
    for line in _lines(output):
        mark = next((number for number, one in enumerate(marks) if line.startswith(one)), -1)
        if mark == 0:
            parts.append(Piece(b"".join(agreed), agreed=True))
            agreed, sides, at = [], [[], [], []], 0
        elif mark == 3:
            mine, before, other = (b"".join(one) for one in sides)
            parts.append(Piece(mine, before, other))
            at = -1
        elif mark > 0:
            at = mark
        else:
            (agreed if at < 0 else sides[at]).append(line)
    parts.append(Piece(b"".join(agreed), agreed=True))
    return parts


def _lines(output: bytes) -> list[bytes]:
    """Lines that end with a line feed alone, as git counts them."""
    found = [line + b"\n" for line in output.split(b"\n")]
    return [*found[:-1], *([found[-1][:-1]] if found[-1] != b"\n" else [])]


def keep_bytes(history: History, data: bytes) -> str:
    """Git's name for bytes that it keeps from now on."""
    return history.run("hash-object", "-w", "--stdin", lines=data).decode().strip()


def tree_with(history: History, tree: str, files: Mapping[str, str]) -> str:
    """A tree in which some files have other bytes (git's names), or are gone (empty)."""
    with tempfile.TemporaryDirectory(prefix="ims-") as folder:
        environment = {"GIT_INDEX_FILE": f"{folder}/index"}
        history.run("read-tree", tree, environment=environment)
        rows = b"".join(
            f"{_FILE if blob else 0} {blob or '0' * 40}\t{path}\0".encode(
                "utf-8", "surrogateescape"
            )
            for path, blob in files.items()
        )
        history.run("update-index", "-z", "--index-info", lines=rows, environment=environment)
        return history.run("write-tree", environment=environment).decode().strip()


def new_state(
    history: History,
    tree: str,
    parents: Sequence[str],
    message: str,
    identity: Mapping[str, str],
) -> str:
    """A commit that nothing leads to yet. Raises UnreadableError with what git says."""
    options = [part for one in parents for part in ("-p", one)]
    status, answer = history.run_as_user(
        "commit-tree", *options, "-m", message, tree, environment=identity
    )
    if status:
        raise UnreadableError(f"Git joined nothing:\n{answer}")
    return answer.split("\n", 1)[0].strip()


def forward(history: History, commit: str, identity: Mapping[str, str]) -> None:
    """Let the branch and the files on disk go on to a commit that follows. Raises UnreadableError."""
    status, answer = history.run_as_user(
        "merge", "--ff-only", "--quiet", commit, environment=identity
    )
    if status:
        raise UnreadableError(
            f"What came cannot be put into the files here:\n{answer}",
            hint="Save what you changed, then get again. Nothing was lost.",
        )


def _require_joining(history: History) -> None:
    version = history.run("version").decode(errors="replace").split()[2]
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if numbers < _OLDEST:
        raise HistoryUnavailableError(
            f"You and others saved something at the same time; git {version} is too old to join it here",
            hint="Install git 2.38 or newer.",
        )
