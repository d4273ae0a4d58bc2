"""A git process at work, and what it means when one fails."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Sequence
from typing import IO, Self

from ims_docs.errors import HistoryUnavailableError, UnreadableError

_MOST_SECONDS = 3_600
_MOST_MEMORY = 4 * 1024**3
_MOST_WRITTEN = 16 * 1024**3
_AT = re.compile(r"repository at '(.*)'")


class Running:
    """A git process at work. What it prints goes to a file, unless somebody listens meanwhile."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        files: tuple[IO[bytes], ...],
        arguments: Sequence[str],
    ) -> None:
        self._process = process
        self.output, _, self._error, _ = self._files = files
        self._arguments = arguments

    def result(self) -> bytes:
        """The bytes that it printed, once it is done. Raises UnreadableError when it failed."""
        with self:
            self.finish()
            self.output.seek(0)
            return self.output.read()

    def finish(self) -> None:
        """Wait until it is done. Raises UnreadableError when it failed."""
        if self._process.wait():
            self._error.seek(0)
            raise failure(self._error.read().decode("utf-8", "replace").strip(), self._arguments)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Whatever happened, it does not go on."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        for file in self._files:
            file.close()


def limit() -> None:
    """Bound the work and the memory of this process and of all that it starts."""
    import resource

    for which, most in (
        (resource.RLIMIT_CPU, _MOST_SECONDS),
        (resource.RLIMIT_AS, _MOST_MEMORY),
        (resource.RLIMIT_FSIZE, _MOST_WRITTEN),
    ):
        _, hard = resource.getrlimit(which)
        resource.setrlimit(
            which, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
        )


def failure(error: str, arguments: Sequence[str]) -> Exception:
    """What a person can do about what git said."""
    if "dubious ownership" in error:
        owned = _AT.search(error)
        place = shlex.quote(owned[1].removesuffix("/.git")) if owned else "PATH"
        return HistoryUnavailableError(
            "Git refuses this repository because somebody else owns the folder",
            hint=f"Run it as the owner, or work on a copy that is yours: cp -r {place} COPY",
        )
    if "not a git repository" in error:
        return UnreadableError(
            "This is not a git repository",
            hint="Run `git init`, or go to the folder that `ims new` made.",
        )
    first = error.split("\n", maxsplit=1)[0] if error else "no reason given"
    command = next(word for word in arguments if not word.startswith("-") and "=" not in word)
    return UnreadableError(
        f"git {command} failed: {first}",
        hint="Run `git fsck` to see whether the repository is damaged.",
    )


def no_git() -> HistoryUnavailableError:
    """Why nothing can be asked where git is not installed."""
    return HistoryUnavailableError("git is not installed", hint="Install git 2.34 or newer.")


def unframed(error: str) -> str:
    """What git said, without the frame that GitPython puts around it."""
    return error.strip().removeprefix("stderr:").strip(" '\n")
