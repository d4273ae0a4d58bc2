"""Saved changes: what git calls commits, in the words of people, and the page that each stands on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ims_docs.model.reason import words
from ims_docs.model.revision import Revision
from ims_docs.site.pages import paging

_MOST_PAGES = 240
"""Pages for months; a longer history has one for each year, a wild one parts."""
_HEAVY = 1_500
"""Lines on one page: files, and a line for each change."""
_SHORT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One saved change."""

    commit: str
    author: str
    day: str
    subject: str
    """The reason in one sentence, in words."""
    body: str
    files: tuple[tuple[Revision, str], ...]
    """What happened to each file, and the name that it has now."""

    @property
    def anchor(self) -> str:
        """Where on its page it stands."""
        return f"c-{self.commit[:_SHORT]}"


class TrailPage(NamedTuple):
    """Some of the changes: those of a month, or a part of them."""

    path: str
    period: str
    part: int
    parts: int
    changes: tuple[Change, ...]


class SavedChanges:
    """All saved changes, newest first."""

    def __init__(
        self, log: Iterable[Revision], revisions: Mapping[str, tuple[Revision, ...]]
    ) -> None:
        self._log = log
        self._revisions = revisions

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """Names that files had before, with those that they have now."""
        found: dict[str, str] = {}
        for one in self._log:
            if one.current_path and one.current_path != one.path:
                found.setdefault(one.path, one.current_path)
        return found

    @cached_property
    def all(self) -> tuple[Change, ...]:
        """Every one with its files."""
        today = {
            (one.commit, one.path): path for path, some in self._revisions.items() for one in some
        }
        commits: dict[str, list[Revision]] = {}
        for one in self._log:
            commits.setdefault(one.commit, []).append(one)
        return tuple(
            Change(
                commit=commit,
                author=files[0].author,
                day=files[0].authored.date().isoformat(),
                subject=words(files[0].subject),
                body=files[0].body,
                files=tuple((one, today.get((commit, one.path), one.path)) for one in files),
            )
            for commit, files in commits.items()
        )

    @cached_property
    def pages(self) -> tuple[TrailPage, ...]:
        """The pages of all changes, each of bounded length."""
        found: list[TrailPage] = []
        for period, some in self._periods().items():
            split = paging.parts(some, _HEAVY, lambda one: 1 + len(one.files))
            for part, changes in enumerate(split, start=1):
                path = paging.name(f"trail/{period}.md", part)
                found.append(TrailPage(path, period, part, len(split), tuple(changes)))
        return tuple(found)

    def place(self, commit: str) -> str:
        """The page and the place of a change, empty for one that is not told."""
        return self._places.get(commit, "")

    def _periods(self) -> dict[str, list[Change]]:
        for length in (len("2026-11"), len("2026"), 0):
            found: dict[str, list[Change]] = {}
            for one in self.all:
                found.setdefault(one.day[:length] or "all", []).append(one)
            if len(found) <= _MOST_PAGES:
                break
        return dict(sorted(found.items(), reverse=True))

    @cached_property
    def _places(self) -> Mapping[str, str]:
        return {
            one.commit: f"{page.path}#{one.anchor}" for page in self.pages for one in page.changes
        }
