"""Which state git kept at the end of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import NamedTuple

from ims_docs.adapters.git.history import History
from ims_docs.errors import UnreadableError


class Saved(NamedTuple):
    """A saved state on the line that leads to where we are now."""

    commit: str
    day: date
    """When it was saved, in UTC, as far as that can be believed."""


def saved_states(history: History, today: date) -> tuple[Saved, ...]:
    """The states along the first parents, oldest first: what this branch held one after the other.

    No state is older than the one it follows, whatever it claims; and what claims to come
    from the future counts with the one it follows.
    """
    if not history.has_commits:
        return ()
    rows = history.run("rev-list", "--first-parent", "--timestamp", "HEAD", "--").decode().split()
    found: list[Saved] = []
    latest = None
    for seconds, commit in zip(rows[-2::-2], rows[-1::-2], strict=True):
        claimed = _day(seconds)
        if claimed <= today and (latest is None or claimed > latest):
            latest = claimed
        found.append(Saved(commit, latest or today))
    return tuple(found)


def saved_by(history: History, day: date, today: date) -> Saved | None:
    """The state at the end of a day; None when that is the newest state, and days have passed since.

    Raises UnreadableError when nothing was saved by then, HistoryUnavailableError when
    the history is cut off.
    """
    states = saved_states(history, today)
    if not states or day > states[-1].day:
        return None
    history.require_whole(lost=", so past states are missing")
    found = next((one for one in reversed(states) if one.day <= day), None)
    if found is None:
        first = states[0].day
        raise UnreadableError(
            f"Nothing was saved by the end of {day}: the first state is of {first}",
            hint=f"Ask about {first} or a later day; without --as-of, about today.",
        )
    return found


def _day(seconds: str) -> date:
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError):
        return date.max
