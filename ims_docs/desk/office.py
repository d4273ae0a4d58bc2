"""What the desk works on: the repository, read anew when a file of it changed, and who sits here."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ims_docs.adapters.git.branches import current_branch
from ims_docs.desk.marks import Marks
from ims_docs.desk.newest import Newest
from ims_docs.desk.sight import Sight
from ims_docs.errors import RefusedError, RepositoryNotFoundError
from ims_docs.services.loading.lasting import LastingMemory
from ims_docs.services.saving import author
from ims_docs.services.workspace import Snapshot, Workspace

if TYPE_CHECKING:
    from ims_docs.export.pack import Made
    from ims_docs.services.signing import BegunEnrolment, BegunSigning
    from ims_docs.site.build.integrity import Verifier
    from ims_docs.site.pages import Integrity, Word

__all__ = ["Office", "Pack", "Sight"]

_MOMENT = 1.0
"""Seconds for which whoever was shown the repository need not look at each file again."""
_GIT = ("HEAD", "index", "logs/HEAD", "packed-refs")


@dataclass(frozen=True, kw_only=True)
class Pack:
    """An audit pack that somebody asked for and may take away."""

    asked: str
    """What was asked for, and of which state."""
    name: str
    made: Made


@dataclass
class Office:
    """One repository at one desk."""

    workspace: Workspace
    origin: str = ""
    """The address of the desk, to which passkeys are bound."""
    told: Callable[[], object] = lambda: None
    """Hears that the repository was read anew."""
    opened: threading.Event | None = None
    """Set when it was read for the first time, where somebody does that on his own."""
    verified_at: datetime | None = field(default=None, init=False)
    """When the verdict was reached that `verify` gives."""
    questions: Newest[BegunEnrolment | BegunSigning] = field(default_factory=Newest)
    """To passkeys, that wait for their answer. Each is answered once."""
    packs: Newest[Pack] = field(default_factory=lambda: Newest(most=1))
    """By digest. A pack is large, so only the newest is kept."""
    packing: threading.Lock = field(default_factory=threading.Lock, init=False)
    """Held by whoever makes a pack."""
    _memory: LastingMemory = field(default_factory=LastingMemory, init=False)
    _lock: threading.RLock = field(default_factory=threading.RLock, init=False)
    _verifying: threading.Lock = field(default_factory=threading.Lock, init=False)
    _verifier: Verifier | None = field(default=None, init=False)
    _verified: tuple[str, Integrity] | None = field(default=None, init=False)
    _seen: tuple[date, Marks] | None = field(default=None, init=False)
    _looked: float = field(default=0.0, init=False)
    _sight: Sight | None = field(default=None, init=False)

    def look(self) -> Sight:
        """The repository as it stands now; read again only when something of it changed."""
        with self._lock:
            return self._followed(())

    def opens_in(self, seconds: float) -> bool:
        """Whether it can be looked at without a long wait, or can be after this time."""
        return self.opened is None or self.opened.wait(seconds)

    @property
    def last(self) -> Sight | None:
        """The repository as it was read the last time, without looking again."""
        return self._sight

    def _at_hand(self, besides: Collection[str]) -> Snapshot:
        """The same for one who was shown it a moment ago, and asks whether somebody wrote since.

        What was written to the files `besides` does not matter.
        """
        with self._lock:
            if self._sight and self._seen and time.monotonic() - self._looked < _MOMENT:
                day, marks = self._seen
                places = [str(self.workspace.root / path) for path in besides]
                if day == self.workspace.today and marks.hold(places):
                    return self._sight.snapshot
            return self._followed(besides).snapshot

    def _require_folder(self) -> None:
        root = self.workspace.root
        if not root.is_dir():
            raise RepositoryNotFoundError(
                f"The folder {root} is not there any more",
                hint="Bring it back to this place, or start the desk in the place where it is now.",
            )

    def _followed(self, besides: Collection[str]) -> Sight:
        self._require_folder()
        root, today = self.workspace.root, self.workspace.today
        marks = Marks.of(root, self._git)
        if self._sight and self._seen and self._seen[0] == today:
            places = [str(root / path) for path in besides]
            if self._seen[1].differ_only_in(marks, places):
                if self._seen[1] == marks:
                    self._looked = time.monotonic()
                return self._sight
        # what git says of the person is asked anew
        workspace = replace(self.workspace, memory=self._memory, at_hand=self._at_hand)
        self._sight, self._seen = Sight(workspace, workspace.open()), (today, marks)
        self._looked = time.monotonic()
        self.told()
        return self._sight

    def verify(self, *, anew: bool = False) -> Integrity:
        """The verdict of `ims verify`; asked again only when the history went on, or somebody says so.

        Then nothing that was judged before is taken over.
        """
        from ims_docs.site.build.integrity import Verifier

        self._require_folder()
        workspace = replace(self.workspace, cache=None) if anew else self.workspace
        with self._verifying:
            if anew or self._verifier is None:
                self._verifier = Verifier()
            answer = self._verifier.integrity(workspace, None, None)
            if self._verified is None or answer is not self._verified[1]:
                self.verified_at = self.workspace.clock.now()
            self._verified = self.workspace.history.head(), answer
            return answer

    @property
    def verdict(self) -> Word | None:
        """The last verdict, as long as nothing was saved since."""
        head, answer = self._verified or ("", None)
        return answer.word if answer and head == self.workspace.history.head() else None

    def forget(self) -> None:
        """Read everything anew at the next look."""
        with self._lock:
            self._seen = None

    def mine(self, sight: Sight, person: str = "") -> Workspace:
        """The workspace of whoever sits here and saw this, who saves.

        Raises ConfigurationError when that is nobody, and RefusedError where nothing that is
        saved would be found again.
        """
        if not current_branch(sight.workspace.history):
            raise RefusedError(
                "This copy stands on a state of the past, and what is saved here would be lost",
                hint="Go back to the newest state, in a terminal: git switch main",
            )
        told = author(sight.workspace, sight.repository, person)
        return replace(sight.workspace, identity=told)

    @cached_property
    def _git(self) -> tuple[Path, ...]:
        history = self.workspace.history
        return tuple(self.workspace.root / history.git_path(name) for name in _GIT)
