"""Sending what was saved: others' first, then judged, then handed over; never by force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ims_docs.adapters.git.commits import Commit, commits
from ims_docs.adapters.git.exchange import SharedPlace, push, tip
from ims_docs.adapters.git.refs import refs
from ims_docs.errors import RefusedError, UnreadableError
from ims_docs.model.baseline import TAG
from ims_docs.services.commit_gate import Judge, Update, Verdict, judge_sent
from ims_docs.services.exchange.clash import Decide
from ims_docs.services.exchange.get import Got, get
from ims_docs.services.workspace import Workspace

_TRIES = 3
_BEHIND = ("fetch first", "non-fast-forward", "cannot lock ref", "stale info")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was handed over."""

    place: SharedPlace
    commits: tuple[Commit, ...]
    got: tuple[Got, ...] = ()
    """What came on the way."""


class NotSentError(RefusedError):
    """A gate of ours refuses what would be sent."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__("Nothing was sent.")
        self.verdict = verdict


def send(workspace: Workspace, identity: Mapping[str, str], decide: Decide) -> Sent:
    """Hand what was saved over. Raises what `get` raises, NotSentError and UnreadableError."""
    got: list[Got] = []
    for _ in range(_TRIES):
        came = get(workspace, identity, decide)
        if came.commits:
            got.append(came)
        history, place = workspace.history, came.place
        known = tip(history, place)
        waiting = commits(history, [history.head()], [known] if known else [])
        tags = list(refs(history, TAG))
        if not waiting and known:
            return Sent(place=place, commits=(), got=tuple(got))
        if known:
            _require_fit(workspace, place, known)
        taken, answer = push(history, place, tags, identity, is_first=not known)
        if taken:
            return Sent(place=place, commits=waiting, got=tuple(got))
        if not any(sign in answer for sign in _BEHIND):
            raise UnreadableError(
                f"The shared place did not take it:\n{answer}",
                hint="What you saved is safe here. Put right what it names, then send again.",
            )
    raise UnreadableError(
        "Others send at this moment, again and again", hint="Send again in a minute."
    )


def _require_fit(workspace: Workspace, place: SharedPlace, known: str) -> None:
    history = workspace.history
    judge = Judge(history=history, as_of=workspace.today, cache_folder=workspace.cache)
    update = Update(f"refs/heads/{place.branch}", known, history.head())
    verdict = judge_sent(judge, [update], place.remote)
    if not verdict.passes:
        raise NotSentError(verdict)
