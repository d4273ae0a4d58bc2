"""A change of some files: judged as a gate would, then written whole, or nothing is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ims_docs.adapters.disk import writing
from ims_docs.adapters.git.saving import require_savable, save, stage
from ims_docs.domain.runner import Selection, check, errors
from ims_docs.errors import RefusedError, UnreadableError
from ims_docs.formats.frontmatter import decode, naming
from ims_docs.model.finding import Finding, Report, Severity
from ims_docs.model.repository import Repository
from ims_docs.services.workspace.workspace import Workspace


class OvertakenError(UnreadableError):
    """Somebody else was faster; nothing was changed."""


class NonconformingError(RefusedError):
    """What would be written has errors; the report names them."""

    def __init__(self, report: Report, message: str = "Nothing was changed.") -> None:
        super().__init__(message)
        self.report = report


@dataclass
class Transaction:
    """What somebody changes in one step. Nothing is written before `write`."""

    workspace: Workspace
    saves: bool = False
    """Whether what was changed is saved to git as well."""
    repository: Repository = field(init=False)
    """What the files on disk said at the beginning."""
    _before: dict[str, bytes | None] = field(default_factory=dict)
    """What stood at each path when it was read; None where there was no file."""
    _after: dict[str, str | bytes | None] = field(default_factory=dict)
    """The text that will stand there; None where the file goes."""

    def __post_init__(self) -> None:
        if self.saves:
            require_savable(self.workspace.history, self.workspace.identity)
        self.repository = self.workspace.files()

    def read(self, path: str) -> str:
        """The text of a file. Raises UnreadableError when it cannot be worked with."""
        with naming(path):
            return decode(self._remember(path))

    def replace(self, path: str, text: str | bytes) -> None:
        """Put a text in place of what stands there."""
        self._remember(path)
        self._after[path] = text

    def create(self, path: str, text: str | bytes) -> None:
        """Write a file where there is none."""
        self._before[path], self._after[path] = None, text

    def remove(self, path: str) -> None:
        """Take a file away."""
        self._remember(path)
        self._after[path] = None

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that are changed, in order."""
        return tuple(sorted(self._after))

    def after(self) -> Repository:
        """What the files on disk would say, with the files that are changed judged."""
        return self.workspace.with_texts(self._after)

    def forget(self) -> None:
        """Change nothing of what was asked for so far, and read it anew."""
        self._before.clear()
        self._after.clear()

    def errors_in(self, path: str, text: str) -> tuple[Finding, ...]:
        """What a gate would hold against a text if it stood at this path. Nothing is changed."""
        return errors(self.workspace.with_texts({path: text}))

    def findings_in(self, path: str, text: str) -> tuple[Finding, ...]:
        """All that the rules say of a text if it stood at this path. Nothing is changed."""
        return check(self.workspace.with_texts({path: text}), Selection(paths=(path,))).findings

    def judge(self, *, is_only_moved: bool = False) -> None:
        """Raise NonconformingError when a gate would refuse the files that are changed.

        Where things are only moved, what was wrong before stops nobody.
        """
        report = check(self.after(), Selection(paths=tuple(self._after)))
        known: set[tuple[str, str]] = set()
        if is_only_moved:
            before = check(self.repository, Selection(paths=tuple(self._after)))
            known = {(one.code, one.message) for one in before.findings}
        wrong = [one for one in report.findings if one.severity is Severity.ERROR]
        if any((one.code, one.message) not in known for one in wrong):
            raise NonconformingError(report)

    def write(self) -> None:
        """Write everything, if nobody was faster. Raises UnreadableError; then nothing is changed."""
        with writing.locked(self.workspace.lock):
            for path in self._after:
                self._require_unchanged(path, self._before[path])
            done: list[str] = []
            try:
                for path in self._in_order():
                    self._put(path, self._after[path])
                    done.append(path)
            except BaseException:
                for path in reversed(done):
                    self._put(path, self._before[path])
                raise

    @contextmanager
    def written(self) -> Iterator[None]:
        """Write, for whoever saves it now. Where no save comes of it, what stood there is put back.

        Also after Ctrl-C: what lies there unsaved would count as kept the next time.
        """
        history = self.workspace.history
        before = history.head()
        self.write()
        try:
            yield
        except BaseException:
            if history.head() == before:
                self.take_back()
            raise

    def take_back(self) -> None:
        """Put what stood there before in place of what was written."""
        with writing.locked(self.workspace.lock):
            for path in reversed(self._in_order()):
                self._put(path, self._before[path])

    def save(self, message: str, *others: str) -> str:
        """Save what was changed, and some others, to git in the name of its user.

        Returns the commit, or nothing where nobody asked for it.
        """
        if not self.saves:
            return ""
        paths = sorted({*self._after, *others})
        return save(self.workspace.history, paths, message, self.workspace.identity)

    def stage(self) -> None:
        """Tell git that a merge which waits for these files is decided."""
        stage(self.workspace.history, sorted(self._after), self.workspace.identity)

    def _in_order(self) -> list[str]:
        """New files first and removals last, so that a killed process loses nothing."""
        return sorted(
            self._after,
            key=lambda path: (self._before[path] is not None, self._after[path] is None, path),
        )

    def _remember(self, path: str) -> bytes:
        """The bytes of a file, as they were when somebody looked at them first."""
        data = self._before.get(path)
        if data is None:
            data = (self.workspace.root / path).read_bytes()
            self._before[path] = data
        return data

    def _require_unchanged(self, path: str, before: bytes | None) -> None:
        place = self.workspace.root / path
        if before is None:
            if place.is_symlink() or place.exists():
                raise OvertakenError(f"{path} exists already", hint="Run the command again.")
        elif not place.is_file() or place.read_bytes() != before:
            raise OvertakenError(
                f"{path} was changed by somebody else in the meantime",
                hint="Look at it, then run the command again.",
            )

    def _put(self, path: str, text: str | bytes | None) -> None:
        root = self.workspace.root
        if text is None:
            (root / path).unlink(missing_ok=True)
        elif (root / path).exists():
            writing.replace(root, path, text)
        elif not writing.create(root, path, text):
            raise OvertakenError(f"{path} exists already", hint="Run the command again.")
