"""Getting what others sent, and sending what was saved."""

from __future__ import annotations

from ims_docs.adapters.git.commits import commits
from ims_docs.adapters.git.exchange import SharedPlace, shared_place, tip
from ims_docs.desk.asking import Answer, Call, Elsewhere, page
from ims_docs.desk.office import Sight
from ims_docs.desk.pages.sharing import NO_QUESTION
from ims_docs.errors import ImsDocsError
from ims_docs.services.exchange import Choice, Clash, Got, Sent, UndecidedError, get, send


def exchanging(call: Call) -> Answer:
    """What waits on both sides; when the form was sent, it is fetched or handed over."""
    if not call.is_writing:
        return _asked(call)
    workspace = call.mine()

    def decide(clash: Clash) -> Choice | str | None:
        said = call.form.text(f"choice.{clash.path}.{clash.section}")
        return Choice(said) if said in tuple(Choice) else None

    act = send if call.form.text("act") == "send" else get
    try:
        done = act(workspace, {**workspace.identity, **NO_QUESTION}, decide)
    except UndecidedError as undecided:
        return page(
            "clashes.html", call, status=409, clashes=undecided.clashes, act=call.form.text("act")
        )
    except ImsDocsError as error:
        return _asked(call, f"{error.message}. {error.hint}".strip())
    number = len(done.commits)
    saves = "1 save" if number == 1 else f"{number} saves"
    if isinstance(done, Sent):
        told = f"Sent: {saves}." if number else "Everything was sent already."
        return Elsewhere("/exchange", _told(told, *done.got))
    told = f"Got: {saves}." if number else "Nothing new from others."
    return Elsewhere("/exchange", _told(told, done))


def _told(told: str, *came: Got) -> str:
    """What happened, and what has another number now."""
    return " ".join((told, *(sentence for got in came for sentence in got.renumbered)))


def _asked(call: Call, error: str = "") -> Answer:
    sight = call.look()
    place = shared_place(sight.workspace.history)
    return page(
        "exchange.html",
        call,
        status=409 if error else 200,
        place=place,
        waiting=_waiting(sight, place) if place else (),
        error=error,
    )


def _waiting(sight: Sight, place: SharedPlace) -> tuple[str, ...]:
    """What was saved and not sent, the newest first, as far as this copy knows."""
    history = sight.workspace.history
    known = tip(history, place)
    found = commits(history, [history.head()], [known] if known else [])
    return tuple(one.subject for one in reversed(found))
