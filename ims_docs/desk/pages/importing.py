"""Bringing in files: choose them, look at what each would become, correct it, bring it in."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Any

from ims_docs.desk import imports
from ims_docs.desk.asking import Answer, Call, Elsewhere, NoPageError, Page, page
from ims_docs.desk.candidates import candidates, decided, is_known, plainly
from ims_docs.desk.imports import Kept
from ims_docs.errors import RefusedError
from ims_docs.intake import plan
from ims_docs.intake.applying import Done, apply
from ims_docs.intake.plan import Item, Plan

_SAME = "Everything in it is here already."
_WAITS = "You did not say what it becomes. It waits."
_TOLD = 200
"""So many lines of one kind are kept of what came of a file."""


def choosing(call: Call) -> Answer:
    """Which files; when they were sent, what each would become. Nothing of the repository is written."""
    if not call.is_writing:
        return _chosen(call)
    try:
        kept = imports.take(call.look().workspace, call.form.uploads.get("files", ()))
    except RefusedError as refused:
        return _chosen(call, f"{refused.message}. {refused.hint}")
    return Elsewhere(f"/import/{kept.key}")


def planned(call: Call) -> Answer:
    """What the files would become, or what came of them; when the form was sent, they are brought in."""
    workspace = call.look().workspace
    kept = imports.found(workspace, call.path["key"])
    if kept is None:
        raise NoPageError
    if not call.is_writing:
        result = kept.result()
        return page("imported.html", call, kept=kept, **result) if result else _shown(call, kept)
    act = call.form.text("act")
    if act == "forget":
        imports.forget(kept)
        return Elsewhere("/import", "The files are forgotten. What came in from files stays in.")
    if act == "again":
        imports.again(workspace, kept)
    elif call.form.text("mark") != _mark(kept.plan()):
        return _shown(call, kept, "These files were looked at again. Choose once more.")
    else:
        kept.done(_brought_in(call, decided(kept.plan(), call.form)))
    return Elsewhere(f"/import/{kept.key}")


def _chosen(call: Call, error: str = "") -> Page:
    return page(
        "importing.html",
        call,
        status=422 if error else 200,
        error=error,
        waiting=imports.waiting(call.look().workspace),
        most=imports.MAX_FILE // 1024 // 1024,
    )


def _shown(call: Call, kept: Kept, error: str = "") -> Page:
    made, types = kept.plan(), call.look().repository.types
    rows = candidates(made, types, call.form)
    return page(
        "import.html",
        call,
        status=409 if error else 200,
        error=error,
        kept=kept,
        rows=rows,
        mark=_mark(made),
        once=secrets.token_urlsafe(12),
        takes=any(one.groups for one in rows),
        waits=[one for one in rows if one.groups and (one.asks or not one.chosen)],
    )


def _mark(made: Plan) -> str:
    return sha256(repr(made.items).encode()).hexdigest()[:16]


def _brought_in(call: Call, made: Plan) -> dict[str, Any]:
    """Do it, file by file; what came of each in words."""
    wanted = made._replace(items=tuple(one for one in made.items if one.becomes != plan.DECIDE))
    files = {one.file for one in made.items}
    taken: list[dict[str, Any]] = []
    same: list[dict[str, Any]] = []
    left: list[dict[str, Any]] = []
    for done in apply(call.mine(), wanted):
        goal = taken if done.commit else same if done.is_fine else left
        goal.append(_told(done) | ({"said": [_SAME]} if goal is same else {}))
    for item in made.items:
        if item.becomes == plan.DECIDE:
            left.append({"file": item.called, "said": [_WAITS]})
        elif item.becomes == plan.NOTHING:
            known = is_known(item)
            (same if known else left).append({"file": item.called, "said": _why_not(item)})
    number = sum(one["file"] in files for one in taken)
    return {"taken": taken, "number": number, "same": same, "left": left}


def _why_not(item: Item) -> list[str]:
    report = item.report or {}
    wrong, notes = report.get("wrong"), report.get("notes")
    said = [str(one) for one in wrong.values()] if isinstance(wrong, dict) else []
    if not said and report.get("unchanged"):
        return [_SAME]
    if not said and isinstance(notes, list) and not item.choices:
        said = [str(one) for one in notes]
    return [plainly(one) for one in said] or ["You left it out."]


def _told(done: Done) -> dict[str, Any]:
    outcomes = done.outcomes.values()
    wrong = [
        said if place in (done.file, *done.outcomes) else f"{place}: {said}"
        for one in outcomes
        for place, said in one.problems.items()
    ]
    return {
        "file": done.file,
        "new": [pair for one in outcomes for pair in one.added.items()][:_TOLD],
        "changed": [name for one in outcomes for name in one.changed][:_TOLD],
        "said": [plainly(one) for one in (done.refused, *wrong) if one][:_TOLD],
    }
