"""One commit with all that leads to it, taken out of a repository: as a bundle, and as files beside their history."""

from __future__ import annotations

from pathlib import Path

from ims_docs.adapters.git.history import History
from ims_docs.adapters.git.refs import files_at, refs
from ims_docs.errors import UnreadableError
from ims_docs.model.baseline import FOLDER, TAG

_MAIN = "refs/heads/main"
_FILES_ONLY = {"GIT_ALLOW_PROTOCOL": "file", "GIT_NO_LAZY_FETCH": "1"}


def bundle(history: History, commit: str, folder: Path) -> Path:
    """A git bundle of a commit as branch main, and of the tags of baselines before it.

    Whatever else the repository holds stays out: other branches, later commits, and what was
    thrown away. It is made in `folder`, which has to be empty. Raises UnreadableError.
    """
    # Borrowing the objects costs nothing; a clone would copy them, other branches included.
    lender = Path(history.git_path("objects"))
    borrower = History(folder)
    borrower.run("init", "--bare", "--quiet", "--template=", "--initial-branch=main")
    info = folder / "objects" / "info"
    info.mkdir(parents=True, exist_ok=True)
    place = (history.root / lender).resolve()
    (info / "alternates").write_text(f"{place}\n", encoding="utf-8", newline="\n")
    earlier = _tags_before(history, commit)
    for name, target in {_MAIN: commit, **earlier}.items():
        borrower.run("update-ref", name, target)
    file = folder / "repository.bundle"
    borrower.run("bundle", "create", "--quiet", str(file.absolute()), "HEAD", _MAIN, *earlier)
    return file


def take_out(source: Path, folder: Path) -> History:
    """The files of a bundle's branch main beside their history, in `folder`, which has to be empty."""
    history = History(folder)
    history.initialise()
    status, _, message = history.attempt(
        "fetch",
        "--quiet",
        "--no-write-fetch-head",
        str(source.absolute()),
        f"{_MAIN}:refs/taken/main",
        "refs/tags/*:refs/tags/*",
        environment=_FILES_ONLY,
    )
    if status:
        raise UnreadableError(
            f"Git could not take the commit out: {message}", hint="Run `ims verify`."
        )
    history.run("update-ref", _MAIN, "refs/taken/main")
    history.run("update-ref", "-d", "refs/taken/main")
    history.run("reset", "--quiet", "--hard", "HEAD")
    return history


def _tags_before(history: History, commit: str) -> dict[str, str]:
    """The tags of the baselines that a commit holds. Another one would say that its baseline was dropped."""
    names = {one.removeprefix(f"{FOLDER}/") for one in files_at(history, commit)}
    return {
        tag: target
        for tag, target in refs(history, TAG).items()
        if f"{tag.removeprefix(TAG)}.txt" in names
    }
