"""A new repository: rendered beside its place, committed, then moved there in one step."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ims_docs.errors import ConfigurationError, UnreadableError
from ims_docs.gates import install
from ims_docs.history import History
from ims_docs.scaffolding.rendering import render

FIRST_MESSAGE = """docs: start the innovation management system

Written by `ims new` from the answers in .ims/answers.json. Everything is template
text until somebody completes it; `ims check` says what is open.
"""

OVERLAY_MESSAGE = "docs: complete the first documents and keep the first records\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """What `create` made."""

    root: Path
    files: int
    commit: str


def create(target: Path, answers: Mapping[str, str], *, overlay: Path | None = None) -> Created:
    """Make a repository at `target`.

    The files of `overlay` are laid over it and committed as a second revision. Nothing is at `target` until everything is ready. Raises ConfigurationError when
    something is there already, UnreadableError when the place cannot be written.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 - resolve() would follow a link at the target
    _refuse_occupied(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        workshop = Path(tempfile.mkdtemp(prefix=f".{target.name}.ims-new-", dir=target.parent))
    except OSError as error:
        raise UnreadableError(f"{target.parent} cannot be written: {error.strerror}", hint="Choose another folder.") from error
    try:
        root = render(answers, workshop)
        history = History(root)
        history.initialise()
        install(root, sys.executable)
        who = {"name": answers["manager_name"], "email": answers["manager_email"]}
        commit = history.commit_all(FIRST_MESSAGE, **who)
        if overlay is not None:
            shutil.copytree(overlay, root, dirs_exist_ok=True)
            commit = history.commit_all(OVERLAY_MESSAGE, **who)
        files = sum(1 for path in root.rglob("*") if path.is_file() and ".git" not in path.relative_to(root).parts)
        _move(root, target)
    except OSError as error:
        raise UnreadableError(f"{target} cannot be written: {error.strerror}", hint="Free some space, or choose another folder.") from error
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
    return Created(root=target, files=files, commit=commit)


def _refuse_occupied(target: Path) -> None:
    if target.is_symlink() or (target.exists() and (not target.is_dir() or any(target.iterdir()))):
        raise ConfigurationError(f"{target} exists already and is not an empty folder", hint="Name a folder that does not exist yet.")


def _move(root: Path, target: Path) -> None:
    _refuse_occupied(target)
    if target.is_dir():
        target.rmdir()
    root.rename(target)
