"""The repository as a page sees it: read at one moment, each answer worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from ims_docs.adapters.git.begun import Begun, left
from ims_docs.domain.duties import Changes, Duties, gather
from ims_docs.domain.runner import check
from ims_docs.domain.views import inventory
from ims_docs.domain.views.table import Table
from ims_docs.model.directory import Directory, directory
from ims_docs.model.document import Document
from ims_docs.model.finding import Finding, Report
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision
from ims_docs.model.trust import Level
from ims_docs.services.saving import Unsaved, everything
from ims_docs.services.timeline import final_since, last_changes
from ims_docs.services.workspace import Snapshot, Workspace
from ims_docs.services.workspace.identity import known_person

DAYS = 30
"""So many days ahead count as soon, as in `ims status`."""


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
    def signs_by_touch(self) -> bool:
        """Whether whoever sits here has a passkey that signs, where signatures are asked for."""
        settings, trust = self.repository.settings, self.repository.trust
        keys = trust.of_person(self.person) if self.person else ()
        return settings.approval_level is not Level.RECORDED and any(one.passkey for one in keys)

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
        return gather(self.repository, self.changes, days=DAYS)

    @cached_property
    def changes(self) -> Changes:
        """What only the history knows of days."""
        history, revisions = self.workspace.history, self.revisions
        return Changes(
            touched=last_changes(revisions),
            final=final_since(history, revisions, self.repository.documents),
        )

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
        if identifier in self._registers:
            return f"/{self._registers[identifier]}"
        for holder in self.repository.holders_of(identifier):
            is_entry = holder.path.endswith((".yaml", ".yml"))
            return f"/{holder.path}{f'#{identifier}' if is_entry else ''}"
        return ""

    @cached_property
    def _registers(self) -> Mapping[str, str]:
        """The path of each register by its name; the first one where two have one name."""
        return {one.type: one.path for one in reversed(self.repository.registers)}

    @cached_property
    def records(self) -> Table:
        """Every record, as one table."""
        return inventory(self.repository, "records")

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
