"""A copy of a repository, made by git from a folder or a bundle of this computer."""

from __future__ import annotations

from pathlib import Path

from ims_docs.adapters.git.history import History


def clone_bare(source: Path, target: Path) -> str:
    """Copy everything, and run or fetch nothing that the source names, within bounds. Returns why git refused."""
    status, _, message = History(target.parent).attempt(
        "-c",
        "core.bigFileThreshold=16m",
        "clone",
        "--quiet",
        "--bare",
        "--no-local",
        "--reject-shallow",
        "--template=",
        "--",
        str(source),
        str(target),
        environment={"GIT_ALLOW_PROTOCOL": "file", "GIT_NO_LAZY_FETCH": "1"},
        bounded=True,
    )
    lines = message.split("\n") if message else ["no reason given"]
    return lines[-1].removeprefix("fatal: ") if status else ""


def lay_out(clone: Path, folder: Path) -> Path:
    """A folder, still without files, as the working copy of a bare clone of our own."""
    folder.mkdir()
    (folder / ".git").write_text(f"gitdir: {clone.resolve()}\n", encoding="utf-8", newline="\n")
    History(clone).run("config", "core.bare", "false")
    return folder
