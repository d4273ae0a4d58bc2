"""Deadlines of what is open that were moved: from which day to which, how often, by whom, in which commit."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.adapters.git import History
from ims_docs.model.finding import Location
from ims_docs.model.moved_date import DateMove, MovedDate
from ims_docs.model.repository import Repository
from ims_docs.services.timeline import deadline_moves
from ims_docs.services.verification.result import Changed, Check, Irregularity, Kind

_SHORT = 10
_ASK = "Ask who agreed to the later day, and what was done until then."


def moved_deadlines(history: History, repository: Repository) -> Iterator[Irregularity]:
    """One for each deadline whose day is not the one that was promised first.

    What ends by being moved, such as the next look at an entry, is no promise that was moved.
    """
    found = deadline_moves(history, repository, history.revisions())
    for (path, line), moved in found.items():
        if not moved.is_renewed:
            yield Irregularity(
                check=Check.DATES,
                kind=Kind.DATES,
                message=_told(_name(repository, path), moved),
                hint=_ASK,
                where=Location(path, line, 1),
                commit=moved.moves[-1].commit,
                changed=Changed(
                    moved.what, str(moved.first), str(moved.now), loosens=moved.now > moved.first
                ),
            )


def _name(repository: Repository, path: str) -> str:
    return next((one.id for one in repository.records if one.path == path), "")


def _told(name: str, moved: MovedDate) -> str:
    """The same sentence as everywhere, and the commit of each move where there are several."""
    what = ", ".join(filter(None, (name, f"“{moved.what}”" if moved.what else "")))
    each = f": {'; '.join(map(_move, moved.moves))}" if moved.moves[1:] else ""
    return f"{what}: {moved.text}{each}"


def _move(one: DateMove) -> str:
    return f"{one.before} → {one.after} in {one.commit[:_SHORT]}"
