"""A change of some files: judged as a gate would, then written whole, or nothing is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ims_docs.adapters.disk import writing
from ims_docs.adapters.git.saving import save
from ims_docs.domain.check import Selection, check
from ims_docs.errors import ConfigurationError, RefusedError, UnreadableError
from ims_docs.formats.frontmatter import MalformedError, decode
from ims_docs.model.finding import Report, Severity
from ims_docs.model.repository import Repository
from ims_docs.services.workspace.workspace import Workspace


class NonconformingError(RefusedError):
    """What would be written has errors; the report names them."""

    def __init__(self, report: Report) -> None:
        super().__init__("Nothing was changed.")
        self.report = report


@dataclass
class Transaction:
    """What somebody changes in one step. Nothing is written before `write`."""

    workspace: Workspace
    repository: Repository
    """What the files on disk said at the beginning."""
    _before: dict[str, str | None] = field(default_factory=dict)
    """The text that stands at each path that is changed; None where there is no file."""
    _after: dict[str, str | None] = field(default_factory=dict)
    """The text that will stand there; None where the file goes."""

    def read(self, path: str) -> str:
        """The text of a file. Raises ConfigurationError when it cannot be worked with."""
        try:
            return decode((self.workspace.root / path).read_bytes())
        except MalformedError as error:
            raise ConfigurationError(
                f"{path}:{error.line}:{error.column}: {error.message}", hint=error.hint
            ) from error

    def replace(self, path: str, before: str, after: str) -> None:
        """Put a text in place of another."""
        self._before[path], self._after[path] = before, after

    def create(self, path: str, text: str) -> None:
        """Write a file where there is none."""
        self._before[path], self._after[path] = None, text

    def remove(self, path: str, before: str) -> None:
        """Take a file away."""
        self._before[path], self._after[path] = before, None

    def judge(self) -> None:
        """Raise NonconformingError when a gate would refuse the files that are changed."""
        texts = {path: text for path, text in self._after.items() if text is not None}
        report = check(self.workspace.with_texts(texts), Selection(paths=tuple(texts)))
        if report.fails(Severity.ERROR):
            raise NonconformingError(report)

    def write(self) -> None:
        """Write everything, if nobody was faster. Raises UnreadableError; then nothing is changed."""
        with writing.locked(self.workspace.lock):
            for path, before in self._before.items():
                self._require_unchanged(path, before)
            done: list[str] = []
            try:
                for path in self._in_order():
                    self._put(path, self._after[path])
                    done.append(path)
            except BaseException:
                for path in reversed(done):
                    self._put(path, self._before[path])
                raise

    def save(self, message: str) -> str:
        """Save what was changed to git, in the name of its user. Returns the commit."""
        return save(self.workspace.history, self.paths, message, self.workspace.identity)

    @property
    def paths(self) -> Sequence[str]:
        """Every path that is changed."""
        return sorted(self._after)

    def _in_order(self) -> list[str]:
        """New files first and removals last, so that a killed process loses nothing."""
        return sorted(
            self._after,
            key=lambda path: (self._before[path] is not None, self._after[path] is None, path),
        )

    def _require_unchanged(self, path: str, before: str | None) -> None:
        place = self.workspace.root / path
        if before is None:
            if place.is_symlink() or place.exists():
                raise UnreadableError(f"{path} exists already", hint="Run the command again.")
        elif self.read(path) != before:
            raise UnreadableError(
                f"{path} was changed by somebody else in the meantime",
                hint="Look at it, then run the command again.",
            )

    def _put(self, path: str, text: str | None) -> None:
        root = self.workspace.root
        if text is None:
            (root / path).unlink(missing_ok=True)
        elif (root / path).exists():
            writing.replace(root, path, text)
        elif not writing.create(root, path, text):
            raise UnreadableError(f"{path} exists already", hint="Run the command again.")
