"""The content of one edition: every part of what was read, without what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from ims_docs.domain.duties import Changes
from ims_docs.domain.indicators import Known
from ims_docs.model.approval import StoredStatement
from ims_docs.model.moved_date import MovedDate
from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision
from ims_docs.site.build.editing import Cut
from ims_docs.site.build.shown_judgements import (
    shown_coverage,
    shown_integrity,
    shown_report,
)
from ims_docs.site.pages import (
    BaselineView,
    Edition,
    FileHistory,
    Removed,
    SiteContent,
    Span,
    Step,
    Turned,
)
from ims_docs.site.pages.edition import NOT_SHOWN

_REASON = f"(reason {NOT_SHOWN})"
_Any = TypeVar("_Any")


def shown(content: SiteContent, cut: Cut) -> SiteContent:
    """What the edition shows. Every field of the content is named here, so that none is forgotten."""
    revisions = _Revisions(content, cut)
    past, dropped = _past(content, cut, revisions)
    repository = _without(cut.repository(), dropped)
    return replace(
        content,
        repository=repository,
        report=shown_report(content.report, cut, _counts(repository)),
        coverages=tuple(shown_coverage(one, cut) for one in content.coverages),
        revisions={
            path: tuple(revisions.each(some))
            for path, some in _visible(content.revisions, cut).items()
        },
        sources=_visible(content.sources, cut),
        log=tuple(revisions.each(content.log)),
        removed=tuple(path for path in content.removed if not cut.is_hidden(path)),
        past=past,
        baselines=tuple(
            _baseline(one, cut.edition) for one in content.baselines if not cut.hides_settings
        ),
        changes=Changes(*(_visible(some, cut) for some in content.changes)),
        removed_items=dict(_removed(content, cut, revisions)),
        # What the catalogue said before may have been classified: an edition has the goals of today.
        known=Known({}, frozenset(one for one in content.known.altered if not cut.is_hidden(one))),
        last_read=_visible(content.last_read, cut),
        moved=_moved(content, cut),
        integrity=shown_integrity(content.integrity, cut, revisions.silent),
        edition=cut.edition,
    )


def _without(repository: Repository, digests: frozenset[str]) -> Repository:
    """The repository without the statements about texts that are left out."""
    statements = {
        name: tuple(one for one in some if not _is_of(one, digests))
        for name, some in repository.stored_statements.items()
    }
    return replace(repository, stored_statements=statements)


def _removed(
    content: SiteContent, cut: Cut, revisions: _Revisions
) -> Iterator[tuple[str, Removed]]:
    """What is gone and may be told of."""
    for path, one in _visible(content.removed_items, cut).items():
        if path not in cut.partly:
            ended = revisions.one(one.ended) if one.ended else None
            yield path, replace(one, last=revisions.one(one.last), ended=ended)


def _counts(repository: Repository) -> dict[str, int]:
    """How many documents, records and registers there are."""
    return {
        "documents": len(repository.documents),
        "records": len(repository.records),
        "registers": len(repository.registers),
    }


def _visible(by_path: Mapping[str, _Any], cut: Cut) -> dict[str, _Any]:
    return {path: one for path, one in by_path.items() if not cut.is_hidden(path)}


class _Revisions:
    """Saved changes as the edition tells them."""

    def __init__(self, content: SiteContent, cut: Cut) -> None:
        self._cut = cut
        self._edition = cut.edition
        self.silent = {one.commit for one in content.log if cut.touches_hidden(one)}

    def each(self, some: tuple[Revision, ...]) -> Iterator[Revision]:
        """Those that may be named."""
        return (self.one(one) for one in some if self._cut.is_shown(one))

    def one(self, one: Revision) -> Revision:
        """A change without what would tell of something left out."""
        is_silent = one.commit in self.silent or self._edition.names_hidden(one.reason)
        was_hidden = self._edition.hides(one.former_path)
        hides_people = self._cut.hides_people
        return replace(
            one,
            subject=_REASON if is_silent else one.subject,
            body="" if is_silent else one.body,
            author="" if hides_people else one.author,
            email="" if hides_people else one.email,
            former_path="" if was_hidden else one.former_path,
            change="changed" if was_hidden and one.change == "renamed" else one.change,
            approval="" if hides_people else one.approval,
        )


def _past(
    content: SiteContent, cut: Cut, revisions: _Revisions
) -> tuple[dict[str, FileHistory], frozenset[str]]:
    """The past of each file, and the digests of the texts that are left out."""
    found: dict[str, FileHistory] = {}
    dropped: set[str] = set()
    for path, one in _visible(content.past, cut).items():
        if path in cut.partly:
            dropped.update(version.approved.digest for version in one.versions)
            found[path] = FileHistory(approved_in=one.approved_in)
            continue
        texts = tuple(
            replace(text, revision=revisions.one(text.revision))
            for text in one.texts
            if cut.is_shown(text.revision)
        )
        versions = tuple(
            replace(version, revision=revisions.one(version.revision))
            for version in one.versions
            if cut.is_shown(version.revision)
        )
        kept = {
            *(each.approved.digest for each in texts),
            *(each.approved.digest for each in versions),
        }
        dropped.update(one.digest for one in one.approved if one.digest not in kept)
        found[path] = FileHistory(
            steps=tuple(_steps(one.steps, cut, revisions)),
            texts=texts,
            versions=versions,
            approved_in=one.approved_in,
        )
    return found, frozenset(dropped)


def _steps(steps: tuple[Step, ...], cut: Cut, revisions: _Revisions) -> Iterator[Step]:
    """Redlines between texts that may both be read."""
    for one in steps:
        if all(map(cut.is_shown, (one.before, *one.revisions))):
            yield replace(
                one,
                before=revisions.one(one.before),
                revisions=tuple(map(revisions.one, one.revisions)),
            )


def _is_of(stored: StoredStatement, digests: frozenset[str]) -> bool:
    return stored.statement is not None and stored.statement.digest in digests


def _moved(content: SiteContent, cut: Cut) -> dict[tuple[str, int], MovedDate]:
    """Deadlines that were moved, but for those of entries that are left out."""
    return {
        place: _unnamed(one) if cut.hides_people else one
        for place, one in content.moved.items()
        if cut.is_line_shown(*place)
    }


def _unnamed(one: MovedDate) -> MovedDate:
    return one._replace(moves=tuple(move._replace(who="") for move in one.moves))


def _baseline(one: BaselineView, edition: Edition) -> BaselineView:
    return replace(
        one,
        refused=edition.said(one.refused),
        broken=edition.said(one.broken),
        since=_span(one.since, edition) if one.since else None,
        until_today=_span(one.until_today, edition) if one.until_today else None,
    )


def _span(span: Span, edition: Edition) -> Span:
    def told(some: tuple[Turned, ...]) -> tuple[Turned, ...]:
        return tuple(
            one
            for one in some
            if one.id not in edition.names and not edition.names_hidden(f"{one.id} {one.title}")
        )

    return replace(span, added=told(span.added), changed=told(span.changed), ended=told(span.ended))
