"""The past of every file that a site shows: redlines from version to version, and former texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise, zip_longest

from ims_docs.adapters.git import History
from ims_docs.domain.approval_state import ApprovedVersion as Approved
from ims_docs.domain.approval_state import Standing, Subject, standings
from ims_docs.formats.diff import compare
from ims_docs.model.approval import digest
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision
from ims_docs.services.timeline.former import read_again
from ims_docs.site.build.sources import saved_source
from ims_docs.site.pages import FileHistory, FormerRegister, FormerText, Step, joined

_AT_ONCE = 200
_MOST_STEPS = 20
"""How many redlines one file shows; `ims diff` shows the others."""
_MOST_VERSIONS = 20
"""How many former versions one register shows; git has the others."""


def file_histories(
    history: History, repository: Repository, revisions: Mapping[str, tuple[Revision, ...]]
) -> Mapping[str, FileHistory]:
    """The past of every document, register and closed record that was changed after it came."""
    items = iter(
        one
        for one in repository.controlled
        if len(revisions.get(one.path, ())) > 1 or _standing(repository, one)
    )
    found: dict[str, FileHistory] = {}
    while some := list(islice(items, _AT_ONCE)):
        asked = {one.path: _File(repository, one, revisions.get(one.path, ())) for one in some}
        names = dict.fromkeys(blob for file in asked.values() for blob in file.wanted())
        known = dict(zip(names, history.blobs(names), strict=True))
        for path, file in asked.items():
            past = file.past(known)
            if past.steps or past.approved_in:
                found[path] = past
    return found


def _standing(repository: Repository, item: Document | Record | Register) -> Standing | None:
    """What was ever approved of it, None when nothing was."""
    if isinstance(item, Record):
        return None
    subject: Subject = item
    standing = standings(repository).of(subject)
    return standing if standing.versions else None


class _File:
    """One file with its revisions, newest first."""

    def __init__(
        self,
        repository: Repository,
        item: Document | Record | Register,
        revisions: Sequence[Revision],
    ) -> None:
        self.item = item
        self.revisions = [one for one in revisions if one.blob]
        self.standing = _standing(repository, item)
        self.here = frozenset(
            repository.digests.get(item.path, {}).values()
        ) if self.standing else frozenset()  # fmt: skip

    def wanted(self) -> Iterator[str]:
        """The bytes that have to be read."""
        if self.standing:
            yield from (one.blob for one in self.revisions)
        else:
            yield from (group[0].blob for group in self._groups(frozenset()))

    def past(self, known: Mapping[str, bytes | None]) -> FileHistory:
        """Its past; `known` holds what was wanted."""
        approved = dict(self._approved(known))
        fixed = frozenset(one.blob for _, one in approved.values())
        return FileHistory(
            steps=tuple(self._steps(self._groups(fixed), known)),
            texts=tuple(
                text
                for version, revision in approved.values()
                if version.digest not in self.here
                and (text := _former(version, revision, known.get(revision.blob)))
            ),
            versions=tuple(self._versions(list(approved.values())[-_MOST_VERSIONS:], known)),
            approved_in=tuple((name, one.commit) for name, (_, one) in approved.items()),
        )

    def _groups(self, fixed: frozenset[str]) -> list[tuple[Revision, ...]]:
        """The newest versions, newest first, each with bytes of its own."""
        if isinstance(self.item, Record) and not self.item.is_closed:
            return []
        found: list[tuple[Revision, ...]] = []
        for group in joined(self.revisions, fixed):
            if found and found[-1][0].blob == group[0].blob:
                found.pop()
            found.append(group)
        return found[: _MOST_STEPS + 1] if len(found) > 1 else []

    def _steps(
        self, groups: Sequence[tuple[Revision, ...]], known: Mapping[str, bytes | None]
    ) -> Iterator[Step]:
        for group, before in pairwise(groups):
            old, new = known.get(before[0].blob), known.get(group[0].blob)
            if old is not None and new is not None:
                comparison = compare(old, new, self.item.path)
                if not comparison.is_same:
                    yield Step(before=before[0], revisions=group, comparison=comparison)

    def _versions(
        self,
        approved: Sequence[tuple[Approved, Revision]],
        known: Mapping[str, bytes | None],
    ) -> Iterator[FormerRegister]:
        """Approved versions of a register that are not the list in the tree, and what came next."""
        last = self.revisions[0].blob if self.revisions else ""
        for (version, revision), after in zip_longest(approved, approved[1:]):
            data = known.get(revision.blob)
            register = read_again(revision.path, data, {})
            if version.digest in self.here or data is None or not isinstance(register, Register):
                continue
            blob, words = (
                (after[1].blob, f"version {after[0].version}")
                if after
                else (last, "the list of today")
            )
            later = known.get(blob)
            yield FormerRegister(
                approved=version,
                revision=revision,
                register=register,
                source=saved_source(revision.path, data),
                followed_by=words,
                following=None if later is None else compare(data, later, self.item.path),
            )

    def _approved(
        self, known: Mapping[str, bytes | None]
    ) -> Iterator[tuple[str, tuple[Approved, Revision]]]:
        """Each approved text that the history holds, with the first revision that had it."""
        for approved in self.standing.versions if self.standing else ():
            for one in reversed(self.revisions):
                data = known.get(one.blob)
                name = self.standing.subject if self.standing else ""
                if data and digest(name, approved.version, data) == approved.digest:
                    yield approved.digest, (approved, one)
                    break


def _former(approved: Approved, revision: Revision, data: bytes | None) -> FormerText | None:
    """The text of a document as it was, None when it is no document that can be read."""
    document = read_again(revision.path, data, {})
    if data is None or not isinstance(document, Document):
        return None
    source = saved_source(revision.path, data)
    return FormerText(approved=approved, revision=revision, document=document, source=source)
