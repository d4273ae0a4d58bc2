"""Git as a process: plumbing commands by argument list, hardened. The only importer of GitPython.

A repository may come from a stranger, and git runs programs that a repository's
configuration names. So every hook, pager, filter, replacement and graft is switched
off. GitPython saves for a person; what only reads starts git by itself, because a hook
has no time to import a library for that.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ims_docs.adapters.git.running import Running, failure, limit, no_git, unframed
from ims_docs.errors import HistoryUnavailableError
from ims_docs.model.tree_entry import MAX_READ

_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "HOME": "/nonexistent",
    "XDG_CONFIG_HOME": "/nonexistent",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": "/nonexistent/grafts",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "protocol.allow=never",
    "core.sshCommand=false",
    "log.mailmap=false",
    "log.showSignature=false",
    "core.quotePath=false",
    "core.commitGraph=false",
    f"core.bigFileThreshold={MAX_READ}",
)
_HARDENED = (
    "git",
    "--no-pager",
    "--literal-pathspecs",
    *(part for one in _SETTINGS for part in ("-c", one)),
)
_OLDEST = (2, 34)
_NOTHING: Mapping[str, str] = {}

QUARANTINE = ("GIT_QUARANTINE_PATH", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES")
"""Where git keeps what was pushed until the gate has judged it: all that a gate may hand on."""


def take_git_environment() -> dict[str, str]:
    """Remove every GIT_* variable that a calling hook has set, and return them.

    A hook runs with GIT_DIR and GIT_INDEX_FILE pointing at its own repository; left
    alone they would turn any other git command on that repository.
    """
    taken = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("GIT_")}
    os.environ["GIT_PYTHON_REFRESH"] = "quiet"
    return taken


class Process:
    """Runs git in one folder."""

    def __init__(
        self, root: Path, *, index_file: str = "", quarantine: Mapping[str, str] = _NOTHING
    ) -> None:
        self.root = root
        self._own = dict(quarantine)
        if index_file:
            self._own["GIT_INDEX_FILE"] = index_file

    def run(
        self,
        *arguments: str,
        lines: bytes = b"",
        check: bool = True,
        own_settings: bool = False,
        fine: tuple[int, ...] = (0,),
        environment: Mapping[str, str] = _NOTHING,
    ) -> bytes:
        """The bytes a plumbing command prints. Raises UnreadableError when it fails.

        `own_settings` lets git see the user's configuration; for `config` and `rev-parse` alone.
        `fine` are the exit codes that are no failure, `environment` variables for this call.
        """
        status, output, error = self.attempt(
            *arguments, lines=lines, own_settings=own_settings, environment=environment
        )
        if check and status not in fine:
            raise failure(error, arguments)
        return b"" if status else output

    def attempt(
        self,
        *arguments: str,
        lines: bytes = b"",
        own_settings: bool = False,
        environment: Mapping[str, str] = _NOTHING,
        bounded: bool = False,
    ) -> tuple[int, bytes, str]:
        """The exit code of a plumbing command, the bytes it prints, and what it says on stderr.

        `bounded` keeps git, and whatever it starts, within an hour of work and some memory.
        """
        with _git_is_there():
            done = subprocess.run(
                [*_hardened(arguments[0], own_settings=own_settings), *arguments],
                cwd=self.root,
                env=self._variables(environment, own_settings=own_settings),
                input=lines,
                capture_output=True,
                check=False,
                preexec_fn=limit if bounded and os.name == "posix" else None,
            )
        return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace").strip()

    def start(self, *arguments: str, lines: bytes = b"", heard: bool = False) -> Running:
        """A plumbing command that works while we do something else, or while it is heard."""
        import tempfile

        output, error, asked = (tempfile.TemporaryFile() for _ in range(3))  # noqa: SIM115 - Running closes them
        asked.write(lines)
        asked.seek(0)
        with _git_is_there():
            process = subprocess.Popen(
                [*_hardened(arguments[0], own_settings=False), *arguments],
                cwd=self.root,
                env=self._variables({}, own_settings=False),
                stdin=asked,
                stdout=subprocess.PIPE if heard else output,
                stderr=error,
            )
        return Running(process, (process.stdout or output, output, error, asked), arguments)

    def _variables(self, own: Mapping[str, str], *, own_settings: bool) -> dict[str, str]:
        hardened = {} if own_settings else _ENVIRONMENT
        return {**os.environ, "LANGUAGE": "C", "LC_ALL": "C", **hardened, **self._own, **own}

    def run_as_user(
        self, *arguments: str, environment: Mapping[str, str] = _NOTHING, held: Sequence[int] = ()
    ) -> tuple[int, str]:
        """Run git as its user would, with settings, hooks and all: exit code and what it said.

        Only for saving in the user's own repository, because the user asked for it. Git, and
        all that it starts, holds the open files `held` open as well.
        """
        os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
        from git.cmd import Git
        from git.exc import GitCommandNotFound

        more: dict[str, Any] = {"pass_fds": held} if held else {}
        try:
            status, output, error = Git(str(self.root)).execute(
                ["git", "--literal-pathspecs", *arguments],
                with_extended_output=True,
                with_exceptions=False,
                stdout_as_string=False,
                env=dict(environment),
                **more,
            )
        except GitCommandNotFound as missing:
            raise no_git() from missing
        message = bytes(output).decode("utf-8", "replace") + "\n" + unframed(error)
        return int(status), message.strip()

    def git_path(self, name: str) -> str:
        """Where a file of git's own lies, also in a worktree; relative to the root or absolute."""
        return self.git_paths((name,))[0]

    def git_paths(self, names: Sequence[str]) -> list[str]:
        """The same for several files of git's own, asked for at once."""
        options = [part for name in names for part in ("--git-path", name)]
        return path_name(self.run("rev-parse", *options)).rstrip("\n").split("\n")

    def hooks_folder(self) -> Path:
        """Where git really looks for hooks: core.hooksPath, or the repository's own folder."""
        found = self.run(
            "rev-parse", "--git-path", "hooks", own_settings=True, environment={"LC_ALL": "C.UTF-8"}
        )
        return self.root / path_name(found.rstrip(b"\n"))

    def setting(self, name: str) -> tuple[str, str]:
        """A setting of git and where it is made (local, worktree, global, system), or nothing."""
        found = self.run("config", "--show-scope", name, check=False, own_settings=True)
        scope, _, value = path_name(found.rstrip(b"\n")).partition("\t")
        return value, scope

    def require_git(self) -> None:
        """Raise HistoryUnavailableError where git is missing or too old."""
        version = self.run("version").decode(errors="replace").split()[2]
        numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
        if numbers < _OLDEST:
            raise HistoryUnavailableError(
                f"git {version} is too old", hint="Install git 2.34 or newer."
            )

    def user_name(self) -> str:
        """The name that git would commit with, empty when none is set."""
        return self._own_setting("user.name")

    def user_email(self) -> str:
        """The e-mail address that git would commit with, empty when none is set."""
        return self._own_setting("user.email")

    def _own_setting(self, name: str) -> str:
        said = self.run("config", name, check=False, own_settings=True)
        return said.decode("utf-8", "replace").strip()


def path_name(raw: bytes) -> str:
    """A name as git keeps it; bytes that are not UTF-8 survive."""
    return raw.decode("utf-8", "surrogateescape")


def path_names(output: bytes) -> list[str]:
    """Names that are ended by NUL."""
    return [path_name(name) for name in output.split(b"\0") if name]


def path_lines(output: bytes) -> list[str]:
    """Names that are ended by a line feed, and by nothing else that some take for the end of a line."""
    return [path_name(name) for name in output.split(b"\n") if name]


@contextmanager
def _git_is_there() -> Iterator[None]:
    """Raise HistoryUnavailableError where git is not installed."""
    if os.name == "nt":  # it would look where one stands; a stranger's folder may hold a git.exe
        os.environ.setdefault("NoDefaultCurrentDirectoryInExePath", "1")
    try:
        yield
    except FileNotFoundError as missing:
        if missing.filename != "git":
            raise
        raise no_git() from missing


def _hardened(command: str, *, own_settings: bool) -> tuple[str, ...]:
    if command == "check-ignore":
        return tuple(option for option in _HARDENED if option != "--literal-pathspecs")
    if own_settings:  # what is asked for is what the user has set
        return ("git", "--no-pager", "-c", "core.fsmonitor=false")
    return _HARDENED
