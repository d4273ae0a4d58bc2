"""A copy that somebody handed over, taken into a clone of our own before anything looks at it.

Git runs programs that a repository's settings name. A clone holds the objects alone:
settings, hooks, replacements and grafts stay behind.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ims_docs.adapters.git import History
from ims_docs.adapters.git.branches import branches, choose_branch
from ims_docs.adapters.git.clones import clone_bare
from ims_docs.errors import HistoryUnavailableError, UnreadableError
from ims_docs.services.verification.archive import is_archive, unpack
from ims_docs.services.verification.store import require_complete
from ims_docs.services.verification.wholeness import require_own

_BUNDLE = b" git bundle\n"
_LONGEST_LINE, _MOST_LINES = 4_096, 1_000_000
"""Bytes of a line in the head of a bundle, and how many lines: one for each branch and tag."""
_MAIN = "refs/heads/main"
_FORM = "Name a git bundle, the folder of a clone, or a zip file of one."


@contextmanager
def own_copy(place: Path) -> Iterator[Path]:
    """A bare clone of what lies there, gone when the work is done. Raises UnreadableError."""
    if not place.exists():
        raise UnreadableError(f"There is nothing at {place}", hint=_FORM)
    with tempfile.TemporaryDirectory(prefix="ims-verify-") as name:
        folder = Path(name)
        source = place.absolute()
        if is_archive(source):
            unpack(source, folder / "unpacked")
            source = _repository(folder / "unpacked")
        if source.is_dir():
            _require_harmless(source)
        elif not source.is_file() or not _is_bundle(source):
            raise UnreadableError(f"{place} is no copy of a repository", hint=_FORM)
        yield _cloned(source, folder)


def _is_bundle(file: Path) -> bool:
    """Whether it begins as one, with lines that git reads in no time."""
    with file.open("rb") as opened:
        if not opened.readline(64).endswith(_BUNDLE):
            return False
        lines = 0
        while len(line := opened.readline(_LONGEST_LINE)) < _LONGEST_LINE and lines < _MOST_LINES:
            if line in (b"\n", b""):
                return True
            lines += 1
        return False


def _repository(folder: Path) -> Path:
    """The repository in an unpacked archive: at its top, or in the one folder that it holds."""
    inner = [one for one in folder.iterdir() if one.is_dir()]
    for one in (folder, *inner):
        if (one / ".git").exists() or ((one / "HEAD").is_file() and (one / "objects").is_dir()):
            return one
    raise UnreadableError(
        "The zip file holds no git repository",
        hint="Zip the whole folder of the clone, with its hidden folder .git.",
    )


def _require_harmless(folder: Path) -> None:
    """Raise unless it is a repository of its own, with everything in it: git would fetch the rest."""
    own = folder / ".git"
    if own.is_symlink() or own.is_file():
        raise UnreadableError(
            f"{folder} only points to a repository that lies elsewhere",
            hint="Ask for a clone of its own: git clone --no-local PATH COPY.",
        )
    if not own.is_dir() and not (folder / "HEAD").is_file():
        raise UnreadableError(f"{folder} is no git repository", hint=_FORM)
    require_own(own if own.is_dir() else folder)
    require_complete(History(folder))


def _cloned(source: Path, folder: Path) -> Path:
    clone = folder / "clone.git"
    if refused := clone_bare(source, clone):
        raise HistoryUnavailableError(
            f"Git could not take the copy: {refused}",
            hint="It is cut off or damaged. Ask for another one: git bundle create FILE HEAD main.",
        )
    history = History(clone)
    if not history.has_commits:
        _choose_branch(history)
    return clone


def _choose_branch(history: History) -> None:
    """A bundle need not say which branch it is about."""
    names = branches(history)
    if _MAIN in names or len(names) == 1:
        choose_branch(history, _MAIN if _MAIN in names else names[0])
