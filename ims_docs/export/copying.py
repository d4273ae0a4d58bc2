"""Texts of one state gathered into copies, each with its state, its revisions and its proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import cached_property

from ims_docs.adapters.disk.tree import WorkingTree, blob_name
from ims_docs.adapters.git.lineage import revisions
from ims_docs.adapters.git.log import LoggedCommit
from ims_docs.adapters.git.trees import blobs_at
from ims_docs.domain.approval_state import Subject, people_of, standings
from ims_docs.domain.views import Names, names
from ims_docs.export.choosing import Chosen, choose, find, require_readable
from ims_docs.export.copies import SAYS, Copy, Mark
from ims_docs.export.proving import Proof, proof_of
from ims_docs.export.reading import body_of, pictures_of
from ims_docs.export.wording import heading, paragraph, table
from ims_docs.export.working_pages import working_copy
from ims_docs.model.classification import Classification
from ims_docs.model.document import Document
from ims_docs.model.page import Page
from ims_docs.model.prose import Block
from ims_docs.model.reason import words
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision
from ims_docs.services.timeline import with_versions
from ims_docs.services.workspace import Snapshot

_MOST_REVISIONS = 30


@dataclass(frozen=True, kw_only=True, eq=False)
class Copying:
    """One state, and what copies of its texts have to know."""

    snapshot: Snapshot
    today: Repository
    """What is kept now: a copy of a past text says when another one took its place."""
    audience: Classification | None = None
    """Who may read the copies; None means everybody who may read the repository."""
    told: Mapping[str, tuple[Revision, ...]] | None = None
    """The saved changes of each file as they may be told; None means all, as they are."""

    @property
    def repository(self) -> Repository:
        """What the state means."""
        return self.snapshot.repository

    def every(self) -> tuple[Document | Record | Register, ...]:
        """Every document that has an id, in order of id."""
        return tuple(
            sorted((one for one in self.repository.documents if one.id), key=lambda one: one.id)
        )

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """Path of each document and record to its id."""
        kept = self.repository
        texts: tuple[Document | Record, ...] = (*kept.documents, *kept.records)
        return {one.path: one.id for one in texts}

    def copy(self, item: Document | Record | Register | Page, *, draft: bool) -> Copy:
        """A copy of one text. Raises RefusedError, UnreadableError."""
        if isinstance(item, Page):
            return working_copy(self.snapshot, item, self.commit, self.moment, self.differs)
        chosen = choose(self.snapshot, item, draft=draft)
        require_readable(chosen, self.audience)
        chosen = replace(chosen, marks=self._marks(chosen))
        made = self._bare(chosen)
        proof = proof_of(self.snapshot, chosen, made.file_name)
        if self._is_unsaved(chosen, proof):
            made = replace(made, marks=(*made.marks, Mark.UNCONTROLLED))
            proof = proof_of(self.snapshot, chosen, made.file_name)
        text = body_of(chosen, self._known, self.repository.types.get(item.type))
        pictures = pictures_of(self.snapshot, text, item)
        marks = (*made.marks, Mark.INCOMPLETE) if pictures.lost else made.marks
        return replace(
            made,
            marks=marks,
            notices=tuple(self._notices(chosen, marks)),
            blocks=text.blocks,
            annex=(*proof.approvals, *self._revisions(chosen)),
            proof=proof.small_print,
            attachments=proof.attachments,
            pictures=pictures.held,
            picture_lines=pictures.lines,
            unshown=(*text.unshown, *pictures.lost),
        )

    def find(self, identifier: str) -> Document | Record | Register | Page:
        """What somebody means. Raises ConfigurationError."""
        return find(self.repository, identifier)

    def _bare(self, chosen: Chosen) -> Copy:
        item = chosen.item
        return Copy(
            organisation=self.repository.settings.organisation,
            id=chosen.name,
            title=item.title,
            path=item.path,
            version=chosen.version,
            state=chosen.state,
            classification=item.content.text("classification") or "internal",
            language=self.repository.settings.language,
            digest=chosen.digest,
            commit=self.commit,
            moment=self.moment,
            marks=chosen.marks,
            facts=tuple(self._facts(chosen)),
        )

    @property
    def commit(self) -> str:
        """The commit that holds the state, or that the files on disk follow; empty before the first."""
        return self._log[0].name if self._log else ""

    @cached_property
    def moment(self) -> datetime:
        """When the state was saved; the day that is asked about while nothing is."""
        day = datetime.combine(self.repository.as_of, time(), UTC)
        return self._log[0].committed if self._log else day

    @cached_property
    def _log(self) -> tuple[LoggedCommit, ...]:
        history = self.snapshot.history
        return history.log(self.snapshot.commit) if history.has_commits else ()

    @cached_property
    def _known(self) -> Names:
        return names(self.repository)

    @cached_property
    def _by_path(self) -> Mapping[str, tuple[Revision, ...]]:
        if self.told is not None:
            return self.told
        found: dict[str, list[Revision]] = {}
        for one in revisions(self._log):
            found.setdefault(one.current_path or one.path, []).append(one)
        return {path: tuple(some) for path, some in found.items()}

    def _marks(self, chosen: Chosen) -> tuple[Mark, ...]:
        marks = list(chosen.marks)
        if later := self._later(chosen):
            marks.append(later)
        if chosen.item.template_text:
            marks.append(Mark.UNFINISHED)
        return tuple(dict.fromkeys(marks))

    def _later(self, chosen: Chosen) -> Mark | None:
        """What became of a text that was in force in the past state."""
        if self.today is self.repository or chosen.approved is None:
            return None
        subjects: tuple[Subject, ...] = (*self.today.documents, *self.today.registers)
        known = standings(self.today)
        now = next((at for one in subjects if (at := known.of(one)).subject == chosen.name), None)
        if now is None or now.in_force is None:
            return Mark.WITHDRAWN
        return None if now.in_force.digest == chosen.digest else Mark.SUPERSEDED

    def _is_unsaved(self, chosen: Chosen, proof: Proof) -> bool:
        """Whether something that the copy shows is not as the commit holds it."""
        here = (chosen.item.path,) if chosen.is_here else ()
        return self.differs((*proof.paths, *here))

    def differs(self, paths: Iterable[str]) -> bool:
        """Whether one of these files is not as the commit holds it."""
        if not isinstance(self.snapshot.tree, WorkingTree):
            return False
        if not self._log:
            return True
        found = self.snapshot.bodies(paths)
        held = blobs_at(self.snapshot.history, self.commit, found) if found else {}
        return any(
            held.get(path) not in (blob_name(data), blob_name(data.replace(b"\r\n", b"\n")))
            for path, data in found.items()
        )

    def _notices(self, chosen: Chosen, marks: tuple[Mark, ...]) -> Iterator[str]:
        yield from (SAYS[one] for one in marks)
        standing = chosen.standing
        if standing and standing.in_force and chosen.approved is None:
            yield f"In force is version {standing.in_force.version}, since {standing.in_force.day}."

    def _facts(self, chosen: Chosen) -> Iterator[tuple[str, str]]:
        item = chosen.item
        known = self.repository.types.get(item.type)
        if not isinstance(item, Register):
            yield "Identifier", chosen.name
        if chosen.version:
            yield "Version", chosen.version
        yield "Type", known.title if known else item.type
        yield "Owner", self._known.who.called(item.content.text("owner")) or "nobody is named"
        yield "State", chosen.state
        if chosen.approved:
            people = people_of(self.repository)
            by = " and ".join(map(people.name, chosen.approved.approved_by))
            alone = f", alone: {chosen.approved.alone}" if chosen.approved.alone else ""
            yield "Approved", f"{chosen.approved.day} (claimed) by {by}{alone}"
        if chosen.standing and chosen.approved and chosen.standing.next_review:
            yield "Next review due", f"{chosen.standing.next_review}"
        if known and known.retention_years and isinstance(item, Record):
            yield "Kept for", f"{known.retention_years} years"
        yield "Classification", item.content.text("classification") or "internal"
        yield "Clauses served", "; ".join(self._clauses(chosen)) or "none"
        yield "File", item.path
        yield "Digest", chosen.digest
        saved = f"commit {self.commit[:16]} of {self.moment.date()}"
        yield "As of", saved if self.commit else "not saved yet"

    def _clauses(self, chosen: Chosen) -> Iterator[str]:
        known = self.repository.types.get(chosen.item.type)
        for name in self.repository.settings.standards:
            standard = self.repository.standards.get(name)
            numbers = known.clauses.get(name, ()) if known else ()
            if standard and numbers:
                yield f"{standard.number}: {', '.join(map(str, numbers))}"

    def _revisions(self, chosen: Chosen) -> Iterator[Block]:
        yield heading("Revisions")
        found = self._by_path.get(chosen.item.path, ())
        wanted = blob_name(chosen.data)
        start = next((at for at, one in enumerate(found) if one.blob == wanted), 0)
        found = found[start:]
        if not found:
            yield paragraph("This text is in no saved state yet.")
            return
        shown = with_versions(self.snapshot.history, found[:_MOST_REVISIONS])
        yield table(
            ("Date", "Version", "Author", "Reason", "Commit"),
            [
                (
                    one.authored.date().isoformat(),
                    one.version or "–",
                    one.author,
                    words(one.subject),
                    one.commit[:10],
                )
                for one in shown
            ],
        )
        if found[_MOST_REVISIONS:]:
            more = len(found) - _MOST_REVISIONS
            yield paragraph(f"And {more} more: `ims history {chosen.name}` tells all.")
