"""What a repository's git side knows: revisions, the index, the content of any past state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from ims_docs.adapters.git.batch import READ, Answer, Coming, coming, questions
from ims_docs.adapters.git.completeness import require_whole
from ims_docs.adapters.git.identities import ComingLog
from ims_docs.adapters.git.identity import identity
from ims_docs.adapters.git.index import IndexEntry, index_entries, overlooked
from ims_docs.adapters.git.lineage import revisions
from ims_docs.adapters.git.listing import listed
from ims_docs.adapters.git.log import PATHS, WITH_DIFFERENCES, LoggedCommit
from ims_docs.adapters.git.process import Process, path_name, path_names
from ims_docs.errors import HistoryUnavailableError, UnreadableError
from ims_docs.model.revision import Revision
from ims_docs.model.tree_entry import FOLDERS, MAX_READ, ROOT_FILES

_LONG = 2_000
"""From so many commits on the log is read in two parts at once."""
_NEWER = 5_000
"""Commits in the first part. To count them all first would take as long as it saves."""


class History(Process):
    """A repository's git side. Reads; `initialise` and `commit_all` alone write."""

    def require(self) -> None:
        """Raise HistoryUnavailableError unless this is a git repository that a fit git can read."""
        self.require_git()
        self._require_repository()

    def _require_repository(self) -> None:
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
                f"This repository names its objects by {path_name(names)}; only sha1 can be read",
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

    def require_whole(self, *, lost: str = "") -> None:
        """Raise HistoryUnavailableError when a part of it is not here; `lost` says what that costs."""
        require_whole(self, lost=lost)

    def index(self, *paths: str) -> Iterator[IndexEntry]:
        """Every entry of the index, or those of some paths, with what git remembers of the file on disk."""
        wanted = paths or (*FOLDERS, *ROOT_FILES)
        flags = overlooked(self.run("ls-files", "-v", "-z", "--", *wanted))
        output = self.run("ls-files", "--stage", "--debug", "-z", "--", *wanted)
        yield from index_entries(output, flags)

    def ignored_by(self, paths: Sequence[str]) -> dict[str, str]:
        """Which rule keeps each of these files out of git: path to "file:line pattern".

        The rules are those that git follows for the person here, with the files of their own
        that core.excludesFile names: what those hide is in no revision either.
        """
        # check-ignore refuses --literal-pathspecs; "./" keeps a leading colon from being magic.
        lines = "".join(f"./{path}\0" for path in paths).encode("utf-8", "surrogateescape")
        if not lines:
            return {}
        fields = self.run(
            "check-ignore", "-v", "-z", "--stdin", lines=lines, fine=(0, 1), own_settings=True
        ).split(b"\0")
        found = {}
        for source, line, pattern, path in zip(*[iter(fields)] * 4, strict=False):
            if not pattern.startswith(b"!"):
                found[path_name(path).removeprefix("./")] = (
                    f"{path_name(source)}:{line.decode()} {pattern.decode(errors='replace')}"
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
                found[path_name(path)] = path_name(attribute)
        return found

    def log(self, ref: str = "HEAD", *paths: str) -> tuple[LoggedCommit, ...]:
        """Every commit that leads to this one, with what it changed against each parent. One pass.

        With paths only the commits that changed something there. A long history is read in two
        parts at once: comparing each commit with its parents is most of git's work.
        """
        with self.begin_log(ref, *paths) as coming:
            return coming.commits()

    def begin_log(self, ref: str = "HEAD", *paths: str) -> ComingLog:
        """The same, read by git while we do something else."""
        if not self.has_commits:
            return ComingLog((), self.blobs)
        if paths or ref.startswith("-"):
            return ComingLog((self.start(*WITH_DIFFERENCES, ref, "--", *paths),), self.blobs)
        commit = self.resolve(ref)  # nobody may move it between the two parts
        counted = self.run("rev-list", "--count", f"--max-count={_LONG}", commit)
        if int(counted) < _LONG:
            return ComingLog((self.start(*WITH_DIFFERENCES, commit, "--"),), self.blobs)
        newer = self.start(*WITH_DIFFERENCES, f"--max-count={_NEWER}", commit, "--")
        older = self.start(*WITH_DIFFERENCES, f"--skip={_NEWER}", commit, "--")
        return ComingLog((newer, older), self.blobs)

    def revisions(self, path: str = "") -> tuple[Revision, ...]:
        """Every change of a file across renames, newest first. One pass over the history.

        Without a path: every change of every file. Every commit is compared with every
        parent, so a merge that changed something itself is seen, and one that only brings
        what a side branch did is not.
        """
        return tuple(revisions(self.log(), path))

    def blobs(self, names: Iterable[str]) -> Iterator[bytes | None]:
        """The content of each object name ("commit:path" or a blob's hash).

        None where it is missing, or too large for anything that we read.
        """
        return (one.data if one.is_whole else None for one in self.contents(names))

    def contents(self, names: Iterable[str]) -> Iterator[Answer]:
        """The same with kind and size, which are known of what is too large as well."""
        return (one.taken(MAX_READ) for one in self.coming(names))

    def coming(self, names: Iterable[str]) -> Iterator[Coming]:
        """Each object piece by piece while git prints it, so that no more than one is in memory.

        Git reads the names line by line, so a name with a line break counts as missing. Raises
        UnreadableError where git gives up.
        """
        wanted = list(names)
        asked = [name for name in wanted if "\n" not in name]
        if not asked:
            yield from (Coming("") for _ in wanted)
            return
        with self.start(*READ, lines=questions(asked), heard=True) as running:
            found = coming(running.output, len(asked))
            for name in wanted:
                one = Coming("") if "\n" in name else next(found, None)
                if one is None:
                    running.finish()
                    raise UnreadableError(
                        "Git printed less than it was asked for",
                        hint="Run `git fsck` to see whether the repository is damaged.",
                    )
                yield one
            next(
                found, None
            )  # passes over what nobody read of the last one; git would wait for ever
            running.finish()

    def blob_of(self, commit: str, path: str) -> str:
        """Git's name for a file's bytes at a commit, empty when there is no such file."""
        row = next(listed(self, commit, path, inside=False), None) if path else None
        return row.name if row and row.kind == "blob" else ""

    def past_paths(self, folder: str) -> frozenset[str]:
        """Every path below a folder that any revision has had."""
        if not self.has_commits:
            return frozenset()
        return frozenset(path_names(self.run(*PATHS, "--", folder)))

    def kept(self, *folders: str) -> dict[str, str]:
        """Every file below some folders in the last commit: path to git's name for its bytes."""
        if not self.has_commits:
            return {}
        return {row.path: row.name for row in listed(self, "HEAD", *folders)}

    def initialise(self) -> None:
        """Make the folder a git repository on branch main."""
        self.run("init", "--quiet", "--template=", "--initial-branch=main")

    def commit_all(
        self, message: str, *, name: str, email: str, when: datetime | None = None
    ) -> str:
        """Commit every file below the root, as this person. Returns the commit.

        `when` is the moment that the commit claims; without it, now.
        """
        self.run("add", "--all")
        who = identity(name, email, when)
        self.run("commit", "--quiet", "--no-gpg-sign", "--message", message, environment=who)
        return self.head()
