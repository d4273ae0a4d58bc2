"""Every file of two states of the template beside the one that is saved here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from ims_docs.adapters.git.joining import pieces
from ims_docs.adapters.git.unsaved import unsaved
from ims_docs.domain.approval_state import State, Subject, standings
from ims_docs.errors import UnreadableError
from ims_docs.formats.frontmatter import MalformedError
from ims_docs.model.document import Document
from ims_docs.model.repository import Repository
from ims_docs.services.exchange.clash import Choice, Clash, Decide
from ims_docs.services.records.record_text import with_keys
from ims_docs.services.upgrade.comparing import Bases
from ims_docs.services.upgrade.merging import Way
from ims_docs.services.upgrade.origin import ANSWERS, STATE, Base
from ims_docs.services.upgrade.plan import Item, Kind
from ims_docs.services.upgrade.texts import id_in, merge_file
from ims_docs.services.workspace import Workspace

_OURS = (ANSWERS, STATE)
APPROVED = "approved, and stays in force"
SUBMITTED = "submitted for approval"
ENDED = "taken out of force"
UNSAVED = "changed here and not saved"
TAKEN_OUT = "removed here"
NAMED = "put off by you"
TWICE = "you have a file of this name, and the template brings one too; yours stays: --yours"


def nobody(_clash: Clash) -> None:
    """Where nobody decides."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody says about an upgrade."""

    answers: Mapping[str, str] = field(default_factory=dict)
    """Answers that are others from now on."""
    base: str = ""
    """The version to compare with, where it is not the one that the repository names."""
    take: frozenset[str] = frozenset()
    """Ids and paths of approved or submitted texts that are taken, in lower case; the same below."""
    later: frozenset[str] = frozenset()
    """What is put off."""
    decide: Decide = nobody


@dataclass
class Comparing:
    """One upgrade of one repository."""

    workspace: Workspace
    bases: Bases
    wanted: Wanted
    base: Base
    after: Base
    repository: Repository = field(init=False)

    def __post_init__(self) -> None:
        self.repository = self.workspace.files()

    def own(self) -> int:
        """Files here that come from no version of the template."""
        known = {*self.bases.files(self.base), *self.bases.files(self.after), *_OURS}
        return sum(1 for path in self._kept if path not in known)

    def items(self, *, is_current: bool) -> Iterator[Item]:
        """Every file that is not as it should be; what is current has only what was put off."""
        new, later = self.bases.files(self.after), self.bases.origin.later
        paths = set(later) if is_current else {*self.bases.files(self.base), *new, *later}
        for path in sorted(paths - {*_OURS}):
            base = self.base if self.wanted.base else later.get(path, self.base)
            try:
                before = self.bases.files(base).get(path)
            except UnreadableError as error:
                yield self._known(path, path, Kind.LATER, base=base, reason=error.message)
                continue
            if item := self._item(path, base, before, new.get(path)):
                yield self._chosen(item)

    def _item(self, path: str, base: Base, before: bytes | None, new: bytes | None) -> Item | None:
        place = self._place(path, new or before or b"")
        ours = self._saved(place)
        if new in (before, ours):
            return None
        known = partial(self._known, path, place, base=base, before=ours)
        if ours is None or new is None:
            return self._of_one(known, ours, before, new)
        if before is None and place != path:
            return known(Kind.LATER, reason=f"its id is taken by {place}")
        if ours == before:
            return known(Kind.UNTOUCHED, data=new)
        item = known(Kind.MERGED, data=new)
        return self._whole(item) if before is None else self._merged(item, before, new)

    def _of_one(
        self,
        known: Callable[..., Item],
        ours: bytes | None,
        before: bytes | None,
        new: bytes | None,
    ) -> Item | None:
        """What only the template or only the repository has."""
        if ours is not None:
            return known(Kind.GONE)
        if before is not None or new is None:
            return None  # somebody took it away, and it stays away
        is_removed = id_in(new) in self.repository.removed
        return known(Kind.NEW, data=new, reason=TAKEN_OUT if is_removed else "")

    def _whole(self, item: Item) -> Item | None:
        """Of a file that both brought under one name, one stays."""
        ours, new = ((one or b"").decode("utf-8", "replace") for one in (item.before, item.data))
        clash = Clash(item.path, item.called, "", ours, "", new, is_whole=True)
        choice = self._decide(item)(clash)
        if choice is Choice.MINE:
            return None
        return item if choice is Choice.THEIRS else item.put_off(TWICE)

    def _decide(self, item: Item) -> Decide:
        """Who decides about it: nobody is asked about what is not written anyway."""
        is_held = item.hold and not self._is_taken(item)
        return nobody if is_held or self._is_later(item) else self.wanted.decide

    def _merged(self, item: Item, before: bytes, new: bytes) -> Item | None:
        ours = item.before or b""
        split, decide = partial(pieces, self.workspace.history), self._decide(item)
        try:
            merged = merge_file(Way(item.path, item.called, split, decide), ours, before, new)
        except MalformedError as error:
            return item.put_off(f"it cannot be merged: {error.located(item.path)}")
        data = merged.text.encode()
        if data == ours and not merged.questions and not merged.news:
            return None
        kind = Kind.CONFLICT if merged.questions else Kind.TOLD if data == ours else Kind.MERGED
        return replace(item, kind=kind, data=data, questions=merged.questions, news=merged.news)

    def _chosen(self, item: Item) -> Item:
        """What somebody said about it, and what nobody may do unasked."""
        if item.kind in (Kind.LATER, Kind.GONE, Kind.TOLD):
            return item
        if reason := self._objection(item):
            return item.put_off(reason)
        subject = self._subjects.get(item.path)
        if item.is_written and item.hold == APPROVED and isinstance(subject, Document):
            return self._next_version(item, subject.version)
        return item

    def _objection(self, item: Item) -> str:
        """Why it is put off; empty when it may be written."""
        if item.reason:
            return item.reason
        if self._is_later(item):
            return NAMED
        if self._is_unsaved(item):
            return UNSAVED
        return "" if item.hold != ENDED and self._is_taken(item) else item.hold

    def _is_taken(self, item: Item) -> bool:
        return bool({item.name.casefold(), item.path.casefold()} & self.wanted.take)

    def _is_later(self, item: Item) -> bool:
        return bool({item.name.casefold(), item.path.casefold()} & self.wanted.later)

    def _hold(self, subject: Subject) -> str:
        """Why nobody writes it unasked: what is approved or submitted stays as it is."""
        standing = standings(self.repository).of(subject)
        if not standing.is_open:
            return ENDED
        if standing.is_in_force:
            return APPROVED
        return SUBMITTED if standing.state is State.PREPARED else ""

    @staticmethod
    def _next_version(item: Item, version: str) -> Item:
        major, _, minor = version.partition(".")
        number = f"{major}.{int(minor) + 1 if minor.isdecimal() else 1}"
        try:
            text = with_keys((item.data or b"").decode(), {"version": number})
        except MalformedError as error:
            return item.put_off(f"it cannot be given a version: {error.located(item.path)}")
        return replace(item, data=text.encode())

    def _is_unsaved(self, item: Item) -> bool:
        """Whether the file on disk is neither what is saved nor what is to be written."""
        place = self.workspace.root / item.path
        if item.path not in self._unsaved:
            return False
        return not place.is_file() or place.read_bytes() != item.data

    def _known(  # noqa: PLR0913 - what is known of a file
        self,
        source: str,
        place: str,
        kind: Kind,
        *,
        base: Base,
        before: bytes | None = None,
        data: bytes | None = None,
        reason: str = "",
    ) -> Item:
        subject = self._subjects.get(place)
        name = subject.name if subject else ""
        return Item(
            path=place,
            source=source,
            name=name or id_in(data or b"") or place,
            title=subject.title if subject else "",
            kind=kind,
            base=base,
            before=before,
            data=data,
            reason=reason,
            hold=self._hold(subject) if subject else "",
        )

    def _saved(self, path: str) -> bytes | None:
        if path not in self._kept:
            return None
        (data,) = self.workspace.history.blobs((self._kept[path],))
        return data

    def _place(self, path: str, data: bytes) -> str:
        """Where the text lies here: a document that was moved is known by its id."""
        if path in self._kept:
            return path
        holder = next(iter(self.repository.holders.get(id_in(data), ())), None)
        return holder.path if holder and holder.path in self._kept else path

    @cached_property
    def _kept(self) -> Mapping[str, str]:
        return self.workspace.history.kept()

    @cached_property
    def _unsaved(self) -> Mapping[str, object]:
        return unsaved(self.workspace.history)

    @cached_property
    def _subjects(self) -> Mapping[str, Subject]:
        some: tuple[Subject, ...] = (*self.repository.documents, *self.repository.registers)
        return {one.path: one for one in some}
