"""What the desk works on: the repository, read anew when a file of it changed, and who sits here."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from ims_docs.adapters.git.begun import Begun, left
from ims_docs.desk.marks import Marks
from ims_docs.desk.newest import Newest
from ims_docs.domain.duties import Changes, Duties, gather
from ims_docs.domain.runner import check
from ims_docs.model.directory import Directory, directory
from ims_docs.model.document import Document
from ims_docs.model.finding import Finding, Report
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision
from ims_docs.services.loading.lasting import LastingMemory
from ims_docs.services.saving import Unsaved, author, everything
from ims_docs.services.signing import BegunEnrolment, BegunSigning
from ims_docs.services.timeline import final_since, last_changes
from ims_docs.services.workspace import Snapshot, Workspace
from ims_docs.services.workspace.identity import known_person
from ims_docs.site.build.integrity import Verifier
from ims_docs.site.pages import Integrity, Word

DAYS = 30
"""So many days ahead count as soon, as in `ims status`."""
_MOMENT = 1.0
"""Seconds for which whoever was shown the repository need not look at each file again."""
_GIT = ("HEAD", "index", "logs/HEAD", "packed-refs")


@dataclass(frozen=True, eq=False)
class Sight:
    """The repository as it stands at one moment, with what pages ask of it. Each is worked out once."""

    workspace: Workspace
    snapshot: Snapshot

    @property
    def repository(self) -> Repository:
        """What the files on disk say."""
        return self.snapshot.repository

    @cached_property
    def who(self) -> Directory:
        """Who is who."""
        return directory(self.repository)

    @cached_property
    def person(self) -> str:
        """The id of whoever sits here, empty when git knows nobody of the people register."""
        return known_person(self.repository, self.workspace.address)

    @cached_property
    def report(self) -> Report:
        """What `ims check` says."""
        return check(self.repository)

    @cached_property
    def findings(self) -> Mapping[str, tuple[Finding, ...]]:
        """The same by file."""
        found: dict[str, list[Finding]] = {}
        for one in self.report.findings:
            found.setdefault(one.where.path, []).append(one)
        return {path: tuple(some) for path, some in found.items()}

    @property
    def is_judged(self) -> bool:
        """Whether the whole was judged already."""
        return "report" in self.__dict__

    def findings_in(self, path: str) -> tuple[Finding, ...]:
        """What `ims check` says of one file; the other files are looked at when somebody asks for them."""
        if self.is_judged:
            return self.findings.get(path, ())
        return check(replace(self.repository, focus=frozenset((path,)))).findings

    @cached_property
    def duties(self) -> Duties:
        """What `ims status` says."""
        history, revisions = self.workspace.history, self.revisions
        changes = Changes(
            touched=last_changes(revisions),
            final=final_since(history, revisions, self.repository.documents),
        )
        return gather(self.repository, changes, days=DAYS)

    @cached_property
    def revisions(self) -> tuple[Revision, ...]:
        """Every saved change of every file, the newest first."""
        history = self.workspace.history
        return history.revisions() if history.has_commits else ()

    @cached_property
    def unsaved(self) -> tuple[Unsaved, ...]:
        """What somebody changed and nobody saved."""
        return everything(self.workspace, self.repository)

    @cached_property
    def cut_off(self) -> Begun | None:
        """A save that was begun and killed, as long as some of it is not saved."""
        found = left(self.workspace.history)
        waits = {one.path for one in self.unsaved}
        return found if found and waits & {*found.paths} else None

    @cached_property
    def by_path(self) -> Mapping[str, Document | Record | Register]:
        """Everything with keys, by its file."""
        return {one.path: one for one in self.repository.controlled}

    def place(self, identifier: str) -> str:
        """The address of the page of an id, empty when nothing has it."""
        for register in self.repository.registers:
            if identifier == register.type:
                return f"/{register.path}"
        for holder in self.repository.holders_of(identifier):
            is_entry = holder.path.endswith((".yaml", ".yml"))
            return f"/{holder.path}{f'#{identifier}' if is_entry else ''}"
        return ""

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What every id is called."""
        found = {**self.who.roles, **self.who.people}
        for one in self.repository.controlled:
            if isinstance(one, Register):
                for entry in one.entries:
                    title = entry.values.get("title") or entry.values.get("name")
                    found.setdefault(entry.id, title if isinstance(title, str) else entry.id)
            elif one.id:
                found[one.id] = one.title
        return found


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
    questions: Newest[BegunEnrolment | BegunSigning] = field(default_factory=Newest)
    """To passkeys, that wait for their answer. Each is answered once."""
    _memory: LastingMemory = field(default_factory=LastingMemory, init=False)
    _lock: threading.RLock = field(default_factory=threading.RLock, init=False)
    _verifying: threading.Lock = field(default_factory=threading.Lock, init=False)
    _verifier: Verifier = field(default_factory=Verifier, init=False)
    _verified: tuple[str, Integrity] = field(default=("", Integrity()), init=False)
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
                if day == self.workspace.today and marks.hold():
                    return self._sight.snapshot
            return self._followed(besides).snapshot

    def _followed(self, besides: Collection[str]) -> Sight:
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

    def verify(self) -> Integrity:
        """The verdict of `ims verify`; asked again only when the history went on."""
        with self._verifying:
            answer = self._verifier.integrity(self.workspace, None, None)
            self._verified = self.workspace.history.head(), answer
            return answer

    @property
    def verdict(self) -> Word:
        """The last verdict, as long as nothing was saved since."""
        head, answer = self._verified
        is_fresh = head == self.workspace.history.head()
        return answer.word if is_fresh else Word.NOT_VERIFIED

    def forget(self) -> None:
        """Read everything anew at the next look."""
        with self._lock:
            self._seen = None

    def mine(self, person: str = "") -> Workspace:
        """The workspace of whoever sits here, who saves. Raises ConfigurationError when that is nobody."""
        sight = self.look()
        told = author(sight.workspace, sight.repository, person)
        return replace(sight.workspace, identity=told)

    @cached_property
    def _git(self) -> tuple[Path, ...]:
        history = self.workspace.history
        return tuple(self.workspace.root / history.git_path(name) for name in _GIT)
