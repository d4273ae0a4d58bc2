"""What the desk works on: the repository, read anew when a file of it changed, and who sits here."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

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
from ims_docs.model.tree_entry import FOLDERS, ROOT_FILES
from ims_docs.services.saving import Unsaved, author, everything
from ims_docs.services.signing import BegunEnrolment, BegunSigning
from ims_docs.services.timeline import final_since, last_changes
from ims_docs.services.workspace import Snapshot, Workspace
from ims_docs.services.workspace.identity import known_person
from ims_docs.site.build.integrity import Verifier
from ims_docs.site.pages import Integrity, Word

DAYS = 30
"""So many days ahead count as soon, as in `ims status`."""
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

    @property
    def home(self) -> str:
        """A word for this copy: what a browser keeps for one is not shown in another."""
        return sha256(str(self.workspace.root).encode()).hexdigest()[:12]

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
    questions: Newest[BegunEnrolment | BegunSigning] = field(default_factory=Newest)
    """To passkeys, that wait for their answer. Each is answered once."""
    _lock: threading.RLock = field(default_factory=threading.RLock, init=False)
    _verifying: threading.Lock = field(default_factory=threading.Lock, init=False)
    _verifier: Verifier = field(default_factory=Verifier, init=False)
    _verified: tuple[str, Integrity] = field(default=("", Integrity()), init=False)
    _seen: object = field(default=None, init=False)
    _sight: Sight | None = field(default=None, init=False)

    def look(self) -> Sight:
        """The repository as it stands now; read again only when something of it changed."""
        with self._lock:
            seen = (self.workspace.today, tuple(_marks(self.workspace.root, self._git)))
            if self._sight is None or seen != self._seen:
                workspace = replace(self.workspace)  # what git says of the person is asked anew
                self._sight, self._seen = Sight(workspace, workspace.open()), seen
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


def _marks(root: Path, others: tuple[Path, ...]) -> Iterator[tuple[str, int, int]]:
    """For each file that matters what shows that it was written: name, time and size."""
    for name in FOLDERS:
        yield from _below(str(root / name))
    for path in (*(root / name for name in ROOT_FILES), *others):
        try:
            found = path.stat()
        except OSError:
            yield str(path), 0, -1
        else:
            yield str(path), found.st_mtime_ns, found.st_size


def _below(folder: str) -> Iterator[tuple[str, int, int]]:
    waiting = [folder]
    while waiting:
        try:
            found = list(os.scandir(waiting.pop()))
        except OSError:
            continue
        for one in found:
            if one.is_dir(follow_symlinks=False):
                waiting.append(one.path)
                continue
            try:
                said = one.stat(follow_symlinks=False)
            except OSError:
                continue
            yield one.path, said.st_mtime_ns, said.st_size
