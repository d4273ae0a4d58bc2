"""Each repository of a group, looked at on its own: what one has wrong hides no other."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar

from ims_docs.adapters.cache import cache_folder
from ims_docs.adapters.git import History
from ims_docs.adapters.git.clones import lay_out
from ims_docs.adapters.git.refs import refs
from ims_docs.errors import (
    HistoryUnavailableError,
    ImsDocsError,
    RepositoryNotFoundError,
    UnreadableError,
)
from ims_docs.formats import settings
from ims_docs.services.summing.listing import Entity, Portal, site_page
from ims_docs.services.summing.state import NOT_ASKED, Summed, summed_up
from ims_docs.services.verification import Question, Verdict, Verification, own_copy, verify
from ims_docs.services.workspace import At, Workspace

_Kept = TypeVar("_Kept")


class Standing(StrEnum):
    """How much is known of an entity."""

    CURRENT = "current"
    SILENT = "silent"
    """Nothing was saved for longer than the group thinks right."""
    UNSEEN = "not seen"
    """It could not be read, and the reason is said."""
    LINKED = "linked only"
    """Only its built site is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look(Generic[_Kept]):
    """What came of looking at one entity."""

    entity: Entity
    standing: Standing
    reasons: tuple[str, ...] = ()
    integrity: str = NOT_ASKED
    silent_days: int | None = None
    """Days since the newest commit, by its own clock."""
    kept: _Kept | None = None
    """What was kept of its summary; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of every entity."""

    as_of: date
    is_verified: bool = True


def look_at(
    portal: Portal, asked: Asked, keep: Callable[[Summed], _Kept]
) -> tuple[Look[_Kept], ...]:
    """Every entity in the order of the list. `keep` says what stays of a summary; the rest is let go.

    Two copies of one state, with the same branches and tags, are summed up once: the names that
    git gives say that they are the same. Each is read and verified on its own all the same.
    """
    known: dict[str, tuple[_Kept, date]] = {}
    return tuple(_look(portal, one, asked, keep, known) for one in portal.entities)


def _look(
    portal: Portal,
    entity: Entity,
    asked: Asked,
    keep: Callable[[Summed], _Kept],
    known: dict[str, tuple[_Kept, date]],
) -> Look[_Kept]:
    if not entity.place:
        gone = _site_gone(portal, entity)
        standing = Standing.UNSEEN if gone else Standing.LINKED
        return Look(entity=entity, standing=standing, reasons=gone)
    place = portal.folder / entity.place
    try:
        _require_there(place, entity)
        with own_copy(place) as clone:
            _require_system(clone)
            verdict = _verdict(place if place.is_dir() else clone, place, entity, asked)
            kept, saved = _summed(clone, place, asked, keep, known)
    except ImsDocsError as error:
        reason = f"{error.message}. {error.hint}".removesuffix(".").removesuffix(". ")
        reasons = (_without_paths(reason, place, entity), *_site_gone(portal, entity))
        return Look(entity=entity, standing=Standing.UNSEEN, reasons=reasons)
    except OSError as error:
        reason = f"It cannot be read: {error.strerror or error}"
        return Look(entity=entity, standing=Standing.UNSEEN, reasons=(reason,))
    return _judged(portal, entity, asked, verdict, (kept, saved))


def _judged(
    portal: Portal,
    entity: Entity,
    asked: Asked,
    verdict: Verification | None,
    summed: tuple[_Kept, date],
) -> Look[_Kept]:
    kept, saved = summed
    days = (asked.as_of - saved).days
    is_silent = days > portal.silent_after
    reasons = list(_why(verdict)) if verdict else []
    if is_silent:
        reasons.append(f"Nothing was saved for {days} days")
    if days < -1:  # a clock may be on the other side of the date line
        reasons.append(f"The newest commit claims a day that has not come: {saved}")
    reasons += _site_gone(portal, entity)
    return Look(
        entity=entity,
        standing=Standing.SILENT if is_silent else Standing.CURRENT,
        reasons=tuple(reasons),
        integrity=verdict.verdict.value if verdict else NOT_ASKED,
        silent_days=days,
        kept=kept,
    )


def _site_gone(portal: Portal, entity: Entity) -> tuple[str, ...]:
    if not entity.site or site_page(entity, portal.folder):
        return ()
    return (f"Its site is not there: {entity.site}",)


def _require_there(place: Path, entity: Entity) -> None:
    if not place.exists():
        raise UnreadableError(f"There is nothing at {entity.place}")


def _without_paths(message: str, place: Path, entity: Entity) -> str:
    """A reason for people elsewhere, who need not know how disks are laid out here."""
    message = message.replace(str(place.absolute()), entity.place).replace(str(place), entity.place)
    return re.sub(rf"{re.escape(tempfile.gettempdir())}[^\s:']*", entity.place, message)


def _require_system(clone: Path) -> None:
    history = History(clone)
    if not history.has_commits:
        raise HistoryUnavailableError("There is no commit yet")
    if not history.blob_of("HEAD", settings.FILE):
        raise RepositoryNotFoundError(f"There is no {settings.FILE} in its newest commit")


def _verdict(looked_at: Path, place: Path, entity: Entity, asked: Asked) -> Verification | None:
    """The verdict about a folder as it lies there, with what its git is told, or about a copy."""
    if not asked.is_verified:
        return None
    memory = cache_folder(os.environ, place)
    question = Question(as_of=asked.as_of, root=entity.root, codes=entity.codes, memory=memory)
    return verify(History(looked_at), question, "")


def _why(found: Verification) -> tuple[str, ...]:
    """Why it is not intact, without names of people or titles: those stay in the entity."""
    if found.verdict is Verdict.INTACT:
        return ()
    if found.verdict is Verdict.CANNOT_TELL:
        named = (
            "files that cannot be read" if "/" in one.what else one.what for one in found.unchecked
        )
        parts = ", ".join(dict.fromkeys(named))
        return (f"`ims verify` cannot tell; not looked at: {parts}",)
    return ("The history is not intact; `ims verify` there says why",)


def _summed(
    clone: Path,
    place: Path,
    asked: Asked,
    keep: Callable[[Summed], _Kept],
    known: dict[str, tuple[_Kept, date]],
) -> tuple[_Kept, date]:
    """What is kept of the newest commit, and its day; what lies unsaved in a folder is not read."""
    history = History(clone)
    state = f"{history.head()} {sorted(refs(history, 'refs/').items())}"
    if state not in known:
        cache = cache_folder(os.environ, place)
        with tempfile.TemporaryDirectory(prefix="ims-portal-") as name:
            workspace = Workspace(root=lay_out(clone, Path(name) / "files"), cache=cache)
            summed = summed_up(workspace, At("HEAD", asked.as_of))
        known[state] = keep(summed), date.fromisoformat(summed.saved[:10])
    return known[state]
