"""The way to git: revisions, the index, any past state. The only importer of GitPython.

A repository may come from a stranger, and git runs programs that a repository's
configuration names. So: plumbing commands only, by argument list, with a fixed
environment and with every hook, pager, filter, replacement and graft switched off.
GitPython starts the processes; its object walks are not used (80 times slower).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ims_docs.errors import HistoryUnavailableError, UnreadableError
from ims_docs.model.revision import Revision
from ims_docs.model.tree_entry import FOLDERS, ROOT_FILES, EntryKind, TreeEntry

if TYPE_CHECKING:
    from git.cmd import Git as GitCommand

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
_HARDENED = (
    "git",
    "--no-pager",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
    "-c",
    "protocol.allow=never",
    "-c",
    "core.sshCommand=false",
    "-c",
    "log.mailmap=false",
    "-c",
    "log.showSignature=false",
    "-c",
    "core.quotePath=false",
    "-c",
    "core.commitGraph=false",
)
_NOTHING: Mapping[str, str] = {}
_OLDEST = (2, 34)
_KINDS = {
    "100644": EntryKind.FILE,
    "100755": EntryKind.FILE,
    "120000": EntryKind.LINK,
    "160000": EntryKind.REPOSITORY,
}
_CHANGES = {
    "A": "added",
    "M": "changed",
    "R": "renamed",
    "D": "removed",
    "T": "changed",
    "C": "added",
}


def take_git_environment() -> dict[str, str]:
    """Remove every GIT_* variable that a calling hook has set, and return them.

    A hook runs with GIT_DIR and GIT_INDEX_FILE pointing at its own repository; left
    alone they would turn any other git command on that repository.
    """
    taken = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("GIT_")}
    os.environ["GIT_PYTHON_REFRESH"] = "quiet"
    return taken


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What git keeps of one file in its index."""

    path: str
    mode: str
    blob: str
    stage: int
    hidden: str
    """assume-unchanged or skip-worktree, otherwise empty."""
    size: int
    modified_ns: int


@contextmanager
def _input(lines: bytes) -> Iterator[BinaryIO | None]:
    """What a command reads; GitPython takes a file only."""
    if not lines:
        yield None
        return
    import tempfile

    with tempfile.TemporaryFile() as stdin:
        stdin.write(lines)
        stdin.seek(0)
        yield stdin


def _hardened(command: str) -> tuple[str, ...]:
    if command == "check-ignore":
        return tuple(option for option in _HARDENED if option != "--literal-pathspecs")
    return _HARDENED


class History:
    """A repository's git side. Reads; `commit_all` alone writes."""

    def __init__(self, root: Path, *, index_file: str = "") -> None:
        self.root = root
        self._index_file = index_file

    @cached_property
    def _git(self) -> GitCommand:
        os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
        from git.cmd import Git

        return Git(str(self.root))

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

        `own_settings` lets git see the user's configuration; for `config` alone.
        `fine` are the exit codes that are no failure, `environment` variables for this call.
        """
        from git.exc import GitCommandNotFound

        variables = {**({} if own_settings else _ENVIRONMENT), **environment}
        if self._index_file:
            variables["GIT_INDEX_FILE"] = self._index_file
        with _input(lines) as stdin:
            try:
                status, output, error = self._git.execute(
                    [*_hardened(arguments[0]), *arguments],
                    istream=stdin,
                    with_extended_output=True,
                    with_exceptions=False,
                    stdout_as_string=False,
                    strip_newline_in_stdout=False,
                    env=variables,
                )
            except GitCommandNotFound as missing:
                raise HistoryUnavailableError(
                    "git is not installed", hint="Install git 2.34 or newer."
                ) from missing
        if check and status not in fine:
            raise _failure(error, arguments)
        return b"" if status else bytes(output)

    def require(self) -> None:
        """Raise HistoryUnavailableError unless this is a git repository that a fit git can read."""
        version = self.run("version").decode(errors="replace").split()[2]
        numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
        if numbers < _OLDEST:
            raise HistoryUnavailableError(
                f"git {version} is too old", hint="Install git 2.34 or newer."
            )
        try:
            facts = self.run(
                "rev-parse", "--show-object-format", "--is-inside-work-tree", "--show-prefix"
            )
        except UnreadableError as error:
            raise HistoryUnavailableError(
                f"{self.root} is not a git repository",
                hint="Run `git init` there, or work in the folder that `ims new` made.",
            ) from error
        names, inside, prefix = facts.split(b"\n", 2)
        if inside != b"true":
            raise HistoryUnavailableError(
                f"{self.root} is a bare git repository, which has no files to work on",
                hint="Work in a clone: git clone --no-local PATH COPY.",
            )
        if prefix.strip(b"\n"):
            raise HistoryUnavailableError(
                f"{self.root} is a folder inside a git repository, not the whole of it",
                hint="Run `git init` there, or move its files to the top of a repository of their own.",
            )
        if names != b"sha1":
            raise HistoryUnavailableError(
                f"This repository names its objects by {_name(names)}; only sha1 can be read",
                hint="Make a repository with `git init --object-format=sha1`.",
            )

    @property
    def has_commits(self) -> bool:
        """Whether there is a first commit yet."""
        return bool(self.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}", check=False))

    def resolve(self, ref: str) -> str:
        """The commit that a name stands for. Raises UnreadableError."""
        if ref.startswith("-"):
            raise UnreadableError(
                f"{ref!r} is not a revision", hint="Name a tag, a branch or a commit."
            )
        try:
            return (
                self.run(
                    "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"
                )
                .decode()
                .strip()
            )
        except UnreadableError as error:
            raise UnreadableError(
                f"There is no revision {ref!r} here", hint="Name a tag, a branch or a commit."
            ) from error

    def head(self) -> str:
        """The commit that is checked out, empty before the first one."""
        return self.run("rev-parse", "--verify", "--quiet", "HEAD", check=False).decode().strip()

    def is_shallow(self) -> bool:
        """Whether the history is cut off."""
        return self.run("rev-parse", "--is-shallow-repository").strip() == b"true"

    def staged_paths(self) -> frozenset[str]:
        """Files that the next commit would add or change."""
        base = self.head() or "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
        names = self.run(
            "diff-index",
            "--cached",
            "-r",
            "-z",
            "--no-renames",
            "--name-only",
            "--diff-filter=ACMRT",
            base,
        )
        return frozenset(_names(names))

    def index(self) -> Iterator[IndexEntry]:
        """Every entry of the index, with what git remembers of the file on disk."""
        flags = {}
        for record in self.run("ls-files", "-v", "-z", "--", *FOLDERS, *ROOT_FILES).split(b"\0"):
            if record[:1] not in (b"H", b"M", b""):
                flags[_name(record[2:])] = (
                    "skip-worktree" if record[:1] in b"Ss" else "assume-unchanged"
                )
        output = self.run("ls-files", "--stage", "--debug", "-z", "--", *FOLDERS, *ROOT_FILES)
        yield from _index_entries(output, flags)

    def ignored_by(self, paths: Sequence[str]) -> dict[str, str]:
        """Which rule keeps each of these files out of git: path to "file:line pattern"."""
        # check-ignore refuses --literal-pathspecs; "./" keeps a leading colon from being magic.
        lines = "".join(f"./{path}\0" for path in paths).encode("utf-8", "surrogateescape")
        if not lines:
            return {}
        fields = self.run("check-ignore", "-v", "-z", "--stdin", lines=lines, fine=(0, 1)).split(
            b"\0"
        )
        found = {}
        for source, line, pattern, path in zip(*[iter(fields)] * 4, strict=False):
            if not pattern.startswith(b"!"):
                found[_name(path).removeprefix("./")] = (
                    f"{_name(source)}:{line.decode()} {pattern.decode(errors='replace')}"
                )
        return found

    def converted(self, paths: Sequence[str]) -> dict[str, str]:
        """Which of these files git changes at checkout: path to the attribute that says so."""
        lines = "".join(f"{path}\0" for path in paths).encode("utf-8", "surrogateescape")
        if not lines:
            return {}
        fields = self.run(
            "check-attr", "-z", "--stdin", "ident", "filter", "working-tree-encoding", lines=lines
        ).split(b"\0")
        found = {}
        for path, attribute, value in zip(*[iter(fields)] * 3, strict=False):
            if value not in {b"unspecified", b"unset"}:
                found[_name(path)] = _name(attribute)
        return found

    def revisions(self, path: str = "") -> tuple[Revision, ...]:
        """Every change of a file across renames, newest first. One pass over the history.

        Without a path: every change of every file. Merges are compared with their
        first parent, so a change that a merge brought in is seen once, as the merge.
        """
        if not self.has_commits:
            return ()
        output = self.run(
            "log",
            "--raw",
            "-z",
            "--no-abbrev",
            "-M",
            "--diff-merges=first-parent",
            "--format=%H%x00%an%x00%ae%x00%at%x00%ct%x00%s",
            "HEAD",
        )
        changes = _parse_log(output)
        return tuple(_follow(changes, path) if path else changes)

    def blobs(self, names: Iterable[str]) -> Iterator[bytes | None]:
        """The content of each object name ("commit:path" or a blob's hash), None where it is missing."""
        wanted = list(names)
        if not wanted:
            return
        output = self.run(
            "cat-file",
            "--batch",
            lines="".join(f"{name}\n" for name in wanted).encode("utf-8", "surrogateescape"),
        )
        place = 0
        for _ in wanted:
            end = output.index(b"\n", place)
            header = output[place:end].split(b" ")
            if header[-1] == b"missing" or len(header) < 3:
                yield None
                place = end + 1
                continue
            size = int(header[-1])
            yield output[end + 1 : end + 1 + size]
            place = end + size + 2

    def git_path(self, name: str) -> str:
        """Where a file of git's own lies, also in a worktree; relative to the root or absolute."""
        return (
            self.run("rev-parse", "--git-path", name)
            .decode("utf-8", "surrogateescape")
            .rstrip("\n")
        )

    def past_paths(self, folder: str) -> frozenset[str]:
        """Every path below a folder that any revision has had."""
        if not self.has_commits:
            return frozenset()
        return frozenset(
            _names(
                self.run(
                    "log",
                    "--all",
                    "--format=",
                    "--name-only",
                    "--no-renames",
                    "-m",
                    "-z",
                    "--",
                    folder,
                )
            )
        )

    def user_email(self) -> str:
        """The e-mail address that git would commit with, empty when none is set."""
        return (
            self.run("config", "user.email", check=False, own_settings=True)
            .decode("utf-8", "replace")
            .strip()
        )

    def initialise(self) -> None:
        """Make the folder a git repository on branch main."""
        self.run("init", "--quiet", "--template=", "--initial-branch=main")

    def commit_all(self, message: str, *, name: str, email: str) -> str:
        """Commit every file below the root, as this person. Returns the commit."""
        self.run("add", "--all")
        self.run(
            "commit",
            "--quiet",
            "--no-gpg-sign",
            "--message",
            message,
            environment={
                f"GIT_{who}_{what}": value
                for who in ("AUTHOR", "COMMITTER")
                for what, value in (("NAME", name), ("EMAIL", email))
            },
        )
        return self.head()


class RevisionTree:
    """The files as they were at a revision."""

    def __init__(self, history: History, ref: str) -> None:
        self._history = history
        self.commit = history.resolve(ref)
        self.described = f"the revision {ref} ({self.commit[:10]})"

    def entries(self) -> Iterator[TreeEntry]:
        """Every name under the folders that matter, in order of path."""
        for record in self._history.run("ls-tree", "-r", "-z", "--full-tree", self.commit).split(
            b"\0"
        ):
            meta, _, name = record.partition(b"\t")
            path = _name(name)
            if name and _matters(path):
                mode, _, blob = meta.decode().split(" ")
                yield TreeEntry(path, _KINDS.get(mode, EntryKind.OTHER), blob)

    def read(self, entries: Iterable[TreeEntry]) -> Iterator[tuple[TreeEntry, bytes | str]]:
        """The bytes of each entry, or a sentence saying why they cannot be read."""
        yield from _read_blobs(self._history, entries)


class IndexTree:
    """The files as they are staged: what the next commit would hold."""

    described = "what is staged for the next commit"

    def __init__(self, history: History) -> None:
        self._history = history

    def entries(self) -> Iterator[TreeEntry]:
        """Every name under the folders that matter, in order of path."""
        output = _name(self._history.run("ls-files", "--stage", "-z", "--", *FOLDERS, *ROOT_FILES))
        for record in output.split("\0"):
            meta, _, path = record.partition("\t")
            if path:
                mode, blob, stage = meta.split(" ")
                if stage != "0":
                    raise UnreadableError(
                        f"{path} has an unfinished merge",
                        hint="Decide which text stays, then `git add` the file.",
                    )
                yield TreeEntry(path, _KINDS.get(mode, EntryKind.OTHER), blob)

    def read(self, entries: Iterable[TreeEntry]) -> Iterator[tuple[TreeEntry, bytes | str]]:
        """The bytes of each entry, or a sentence saying why they cannot be read."""
        yield from _read_blobs(self._history, entries)


def _read_blobs(
    history: History, entries: Iterable[TreeEntry]
) -> Iterator[tuple[TreeEntry, bytes | str]]:
    wanted = list(entries)
    for entry, data in zip(wanted, history.blobs(entry.blob for entry in wanted), strict=True):
        yield entry, "Git does not have the content of this file" if data is None else data


def _matters(path: str) -> bool:
    return path in ROOT_FILES or path.partition("/")[0] in FOLDERS


def _name(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _names(output: bytes) -> list[str]:
    return [_name(name) for name in output.split(b"\0") if name]


def _failure(error: str, arguments: Sequence[str]) -> Exception:
    text = error.strip().removeprefix("stderr:").strip(" '\n")
    if "dubious ownership" in text:
        return HistoryUnavailableError(
            "Git refuses this repository because somebody else owns the folder",
            hint="Work on a copy of your own: git clone --no-local PATH COPY.",
        )
    if "not a git repository" in text:
        return UnreadableError(
            "This is not a git repository",
            hint="Run `git init`, or go to the folder that `ims new` made.",
        )
    first = text.splitlines()[0] if text else "no reason given"
    command = next(word for word in arguments if not word.startswith("-") and "=" not in word)
    return UnreadableError(
        f"git {command} failed: {first}",
        hint="Run `git fsck` to see whether the repository is damaged.",
    )


def _index_entries(output: bytes, flags: dict[str, str]) -> Iterator[IndexEntry]:
    """Parse `ls-files --stage --debug -z`: a NUL after each name, then lines of remembered stat data."""
    entry, *pieces = output.split(b"\0")
    for debug in pieces:
        meta, _, name = entry.partition(b"\t")
        mode, blob, stage = meta.decode().split(" ")
        facts = debug.split(b"\n", 5)
        seconds, _, nanoseconds = facts[1].strip().removeprefix(b"mtime: ").partition(b":")
        size = facts[4].strip().removeprefix(b"size: ").split(b"\t")[0]
        yield IndexEntry(
            _name(name),
            mode,
            blob,
            int(stage),
            flags.get(_name(name), ""),
            int(size),
            int(seconds) * 1_000_000_000 + int(nanoseconds),
        )
        entry = facts[5]


def _parse_log(output: bytes) -> Iterator[Revision]:
    """Parse what `revisions` asks for: six fields of a commit, then its changes, all ended by NUL.

    Fields are counted and never searched for, because a subject may hold anything but NUL.
    """
    fields = output.split(b"\0")
    place = 0
    while place + 6 <= len(fields):
        if not fields[place]:  # between two commits
            place += 1
            continue
        commit, author, email, authored, committed, subject = map(_name, fields[place : place + 6])
        place += 6
        while place < len(fields) and fields[place].lstrip(b"\n").startswith(b":"):
            status = fields[place].rsplit(b" ", 1)[1].decode()
            former, path = "", _name(fields[place + 1])
            place += 2
            if status[0] in "RC":
                former, path = path, _name(fields[place])
                place += 1
            yield Revision(
                commit=commit,
                author=author,
                email=email,
                authored=_moment(authored),
                committed=_moment(committed),
                subject=subject.rstrip("\n"),
                change=_CHANGES.get(status[0], "changed"),
                path=path,
                former_path=former,
            )


def _follow(changes: Iterable[Revision], path: str) -> Iterator[Revision]:
    """The changes of one file, back through its renames."""
    current = path
    for change in changes:
        if change.path == current:
            yield change
            if change.change == "renamed":
                current = change.former_path


def _moment(seconds: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
