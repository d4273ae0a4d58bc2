"""The states of one file that a person may name: a version, a day, a name in git, the disk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType

from ims_docs.adapters.git import History
from ims_docs.adapters.git.lineage import former_name, names_at, revisions
from ims_docs.adapters.git.log import LoggedCommit
from ims_docs.adapters.git.saved import saved_by
from ims_docs.errors import ConfigurationError, UnreadableError
from ims_docs.model.baseline import FOLDER, NAME, Baseline
from ims_docs.model.revision import Revision
from ims_docs.services.timeline.revisions import with_versions

_VERSION = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileState:
    """One state of a file."""

    name: str
    """What was asked for, in words."""
    data: bytes | None
    """None when there was no such file."""
    commit: str = ""
    """Empty for the files on disk."""
    revision: Revision | None = None
    """The revision that made this state, where it was found by one."""


class FileStates:
    """Finds states of one file in its history."""

    def __init__(
        self,
        history: History,
        path: str,
        on_disk: bytes | None,
        today: date,
        named: Mapping[str, FileState] = MappingProxyType({}),
    ) -> None:
        self._history = history
        self._path = path
        self._today = today
        self._named = named
        self.disk = FileState(name="the file on disk", data=on_disk)

    def pair(self, before: str, after: str) -> tuple[FileState, FileState]:
        """The two states to compare.

        Nothing named: the last saved state and the file on disk, or when nothing was changed
        there, the last two revisions. Raises ConfigurationError for what cannot be found.
        """
        if before:
            return self.side(before), self.side(after) if after else self.disk
        last = self._at("HEAD", "the last saved state") if self._history.has_commits else None
        if last and _text(last.data) != _text(self.disk.data):
            return last, self.disk
        return self._last_two()

    def side(self, wanted: str) -> FileState:
        """The state that a person names. Raises ConfigurationError, UnreadableError."""
        if wanted in self._named:
            return self._named[wanted]
        if _VERSION.fullmatch(wanted):
            return self._version(wanted)
        if _DAY.fullmatch(wanted):
            return self._day(wanted)
        return self._at(wanted, wanted)

    @cached_property
    def _log(self) -> tuple[LoggedCommit, ...]:
        return self._history.log()

    @cached_property
    def _revisions(self) -> tuple[Revision, ...]:
        return with_versions(self._history, tuple(revisions(self._log, self._path)))

    def _version(self, wanted: str) -> FileState:
        for one in self._revisions:
            if one.version == wanted:
                return self._of(one, f"version {wanted}")
        known = list(dict.fromkeys(one.version for one in self._revisions if one.version))
        raise ConfigurationError(
            f"No saved state of {self._path} calls itself version {wanted}",
            hint=f"There are {', '.join(known)}." if known else "It has no versions.",
        )

    def _day(self, wanted: str) -> FileState:
        try:
            day = date.fromisoformat(wanted)
        except ValueError as error:
            raise ConfigurationError(f"{wanted} is not a calendar date") from error
        saved = saved_by(self._history, day, self._today)
        return self._at(saved.commit, f"the end of {wanted}") if saved else self.disk

    def _at(self, ref: str, name: str) -> FileState:
        commit = self._commit(ref)
        blob = self._history.blob_of(commit, self._name_at(commit))
        data = next(self._history.blobs([blob])) if blob else None
        return FileState(name=name, data=data, commit=commit)

    def _commit(self, ref: str) -> str:
        """The commit that git knows by a name, or the one that a baseline of this name fixes."""
        try:
            return self._history.resolve(ref)
        except UnreadableError:
            data = None
            if NAME.fullmatch(ref):
                data = next(self._history.blobs([f"HEAD:{FOLDER}/{ref}.txt"]))
            if data is None:
                raise
            try:
                return self._history.resolve(Baseline.parse(data).commit)
            except ValueError as error:
                raise UnreadableError(
                    f"The baseline {ref} cannot be read: {error}",
                    hint="Bring it back from the history: a baseline is never changed.",
                ) from error

    def _name_at(self, commit: str) -> str:
        """What the file was called there; on another line, the newest of its names that is there."""
        for one, names in zip(self._log, names_at(self._log), strict=True):
            if one.name == commit:
                return former_name(names, self._path)
        known = dict.fromkeys((self._path, *(one.path for one in self._revisions)))
        return next((name for name in known if self._history.blob_of(commit, name)), self._path)

    def _last_two(self) -> tuple[FileState, FileState]:
        for place, one in enumerate(self._revisions):
            if one.blob != one.former_blob:
                older = self._revisions[place + 1 :]
                made = next((old for old in older if old.blob == one.former_blob), None)
                before = (
                    self._of(made, "the revision before")
                    if made
                    else FileState(name="what was there before", data=self._read(one.former_blob))
                )
                return before, self._of(one, "the last revision")
        return FileState(name="nothing", data=None), self.disk

    def _of(self, one: Revision, name: str) -> FileState:
        return FileState(name=name, data=self._read(one.blob), commit=one.commit, revision=one)

    def _read(self, blob: str) -> bytes | None:
        return next(self._history.blobs([blob])) if blob else None


def _text(data: bytes | None) -> bytes | None:
    return data.replace(b"\r\n", b"\n") if data is not None else None
