"""A new repository: rendered beside its place, committed, then moved there in one step."""

from __future__ import annotations

import glob
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ims_docs.adapters.git import History
from ims_docs.errors import UnreadableError
from ims_docs.services.hook_setup.install import install
from ims_docs.services.scaffold.editor import tie_registers
from ims_docs.services.scaffold.place import bring_clone, put, require_place
from ims_docs.services.scaffold.render import prune, render

FIRST_MESSAGE = """docs: start the innovation management system

Written by `ims new` from the answers in .ims/answers.json. Everything is template
text until somebody completes it; `ims check` says what is open.
"""

ABANDONED = 3600
"""Seconds after which the folder of a killed run is nobody's any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """What `create` made."""

    root: Path
    files: int
    commit: str


def create(
    target: Path,
    answers: Mapping[str, str],
    *,
    grow: Callable[[Path], str] | None = None,
    when: datetime | None = None,
) -> Created:
    """Make a repository at `target`, its first commit dated `when`, or now.

    `grow` adds later commits while it is still in the workshop and returns the last one.
    Nothing is at `target` until everything is ready; an empty clone keeps its git folder. Raises ConfigurationError when something is
    there already, UnreadableError when the place cannot be written.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 - resolve() would follow a link at the target
    is_clone = require_place(target)
    workshop = _workshop(target)
    try:
        root = render(answers, workshop)
        if is_clone:
            bring_clone(target, root)
        commit = finish(root, answers, when=when)
        if grow is not None:
            commit = grow(root)
        files = sum(
            1
            for path in root.rglob("*")
            if path.is_file() and ".git" not in path.relative_to(root).parts
        )
        put(root, target, workshop)
    except OSError as error:
        raise UnreadableError(
            f"{target} cannot be written: {error.strerror}",
            hint="Free some space, or choose another folder.",
        ) from error
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
    return Created(root=target, files=files, commit=commit)


def finish(root: Path, answers: Mapping[str, str], *, when: datetime | None = None) -> str:
    """Turn freshly rendered files into the repository; returns its first commit.

    Deletes what the profile and the forge leave out, puts the gates in and commits.
    """
    prune(root, answers)
    tie_registers(root)
    history = History(root)
    if not (root / ".git").is_dir():
        history.initialise()
    install(history, sys.executable)
    return history.commit_all(
        FIRST_MESSAGE, name=answers["manager_name"], email=answers["manager_email"], when=when
    )


def _workshop(target: Path) -> Path:
    """A folder beside the target, so that the finished repository is moved there in one step."""
    prefix = f".{target.name}.ims-new-"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for left in target.parent.glob(f"{glob.escape(prefix)}*"):
            if left.stat().st_mtime < time.time() - ABANDONED:
                shutil.rmtree(left, ignore_errors=True)
        return Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))
    except OSError as error:
        raise UnreadableError(
            f"{target.parent} cannot be written: {error.strerror}", hint="Choose another folder."
        ) from error
