"""A newer template at the desk: what it would do, each clash one question, taken in one save."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from markupsafe import Markup

from ims_docs.desk.asking import Answer, Call, Elsewhere, Page, page
from ims_docs.desk.questions import Answered, Question, is_unfinished, questions_of
from ims_docs.desk.redlines import between
from ims_docs.errors import ImsDocsError
from ims_docs.model.finding import Finding
from ims_docs.services.upgrade.fitting import fitting
from ims_docs.services.upgrade.items import TWICE, Wanted
from ims_docs.services.upgrade.plan import Item, Kind, Plan
from ims_docs.services.upgrade.planning import make_plan
from ims_docs.services.upgrade.taking import take
from ims_docs.services.workspace import Workspace
from ims_docs.services.workspace.identity import require_person
from ims_docs.services.workspace.transaction import NonconformingError

_SHOWN = 30
"""So many files are shown with what would change in them."""
_WRITTEN = (
    (Kind.MERGED, "Yours and the template’s fit together", "Both were changed, in different places. What you wrote stays."),
    (Kind.UNTOUCHED, "Nobody changed these here", "They become what the template says now."),
    (Kind.NEW, "New", "These come with the template."),
)  # fmt: skip
_OVERTAKEN = (
    "Something was saved in the meantime, so this was looked at again. What you chose stands below."
)


class Row(NamedTuple):
    """One file as it is shown."""

    item: Item
    redline: Markup
    questions: tuple[Question, ...]
    is_taken: bool
    is_later: bool

    @property
    def is_text(self) -> bool:
        """Whether it is a document or a register, and no file around them."""
        return self.item.name != self.item.path

    @property
    def reason(self) -> str:
        """Why it is put off, without the words of a terminal."""
        return self.item.reason.partition(": --")[0]


def upgrading(call: Call) -> Answer:
    """What a newer template would do; when the form was sent, what was chosen is done in one save."""
    if not call.is_writing:
        return _asked(call)
    workspace, form = call.mine(), call.form
    wanted = Wanted(
        base=form.text("base"),
        take=frozenset(one.casefold() for one in form.all("take")),
        later=frozenset(one.casefold() for one in form.all("later")),
        decide=Answered(form),
    )
    plan = make_plan(workspace, wanted)
    if form.text("mark") != _mark(call, plan):
        return _asked(call, _OVERTAKEN, status=409)
    if is_unfinished(form):
        return _asked(call, status=422)
    return _taken(call, workspace, plan)


def _taken(call: Call, workspace: Workspace, plan: Plan) -> Answer:
    if plan.is_done:
        return Elsewhere("/upgrade", "Nothing was chosen, so nothing was changed.")
    try:
        person = require_person(workspace.files(), workspace.address)
        done = take(workspace, plan, person, workspace.identity)
    except NonconformingError as refused:
        return _asked(call, findings=refused.report.findings, status=422)
    except ImsDocsError as refused:
        return _asked(call, f"{refused.message}. {refused.hint}", status=409)
    return Elsewhere("/upgrade", _told(done.plan, done.record))


def _told(plan: Plan, record: str) -> str:
    """What was done, in a sentence or two."""
    later = [one.called for one in plan.items if one.kind in (Kind.LATER, Kind.CONFLICT)]
    put_off = f" Put off: {', '.join(later)}." if later else ""
    return f"Taken in one save. {record} tells what changed.{put_off}"


def _asked_of(call: Call) -> Wanted:
    return Wanted(base=call.form.text("base") or call.query.get("base", ""))


def _asked(
    call: Call, error: str = "", *, status: int = 200, findings: Sequence[Finding] = ()
) -> Page:
    sight = call.look()
    sight.workspace.require_history()
    wanted = _asked_of(call)
    plan = fitting(sight.workspace, make_plan(sight.workspace, wanted))
    shown = {one.path for one in _by_need(plan)[:_SHOWN]}
    rows = list(_rows(call, plan, shown))
    later = [one for one in rows if one.item.kind is Kind.LATER]
    held = [one for one in later if one.item.hold]
    asked = [one for one in rows if one.questions and one not in held]
    return page(
        "upgrading.html",
        call,
        status=status,
        plan=plan,
        base=wanted.base,
        mark=_mark(call, plan),
        error=error,
        findings=findings,
        asked=asked,
        held=held,
        later=[one for one in later if one not in held and one not in asked],
        written=[
            (title, about, some)
            for kind, title, about in _WRITTEN
            if (some := [one for one in rows if one.item.kind is kind])
        ],
        news=[one.item for one in rows if one.item.news],
        gone=[one for one in rows if one.item.kind is Kind.GONE],
    )


def _by_need(plan: Plan) -> list[Item]:
    """Texts that somebody has to look at first, then the others."""
    return sorted(plan.items, key=lambda one: (one.kind is Kind.UNTOUCHED, one.name == one.path))


def _rows(call: Call, plan: Plan, shown: Collection[str]) -> Iterator[Row]:  # fmt: skip
    sight, form = call.look(), call.form
    for one in plan.items:
        has_redline = one.path in shown and one.data is not None and one.reason != TWICE
        yield Row(
            item=one,
            redline=between(one.before or b"", one.data or b"", one.path) if has_redline else Markup(),
            questions=tuple(questions_of(one, sight, form)),
            is_taken=one.path in form.all("take"),
            is_later=one.path in form.all("later"),
        )  # fmt: skip


def _mark(call: Call, plan: Plan) -> str:
    """The same as long as neither what is saved nor the template changed."""
    said = (call.look().workspace.history.head(), plan.before, plan.after)
    return sha256(repr(said).encode()).hexdigest()[:16]
