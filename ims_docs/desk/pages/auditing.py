"""Internal audits: which come next by risk, which records are looked at, and the working paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ims_docs.desk.asking import Answer, Call, Elsewhere, Page, page
from ims_docs.desk.keeping import keep, save_all
from ims_docs.desk.pages.baselines import fixed
from ims_docs.domain.auditing.draw import SAMPLE
from ims_docs.domain.auditing.programme import Audit
from ims_docs.domain.auditing.risk import Risk
from ims_docs.domain.auditing.sizes import needed
from ims_docs.errors import ConfigurationError, ImsDocsError
from ims_docs.model.record import Record
from ims_docs.model.type import Type
from ims_docs.reporters import sample_sizes
from ims_docs.reporters.audit_plan import led
from ims_docs.services.auditing.opening import keep_sample, open_paper
from ims_docs.services.auditing.paper import PAPER, opened
from ims_docs.services.auditing.planning import Planning, planning_of
from ims_docs.services.auditing.population import Period, population_of
from ims_docs.services.auditing.programme_entries import prepare
from ims_docs.services.auditing.sampling import (
    Choice,
    Chooser,
    Wish,
    auditor_of,
    by_judgement,
    drawn,
    find_plan,
    team_of,
)
from ims_docs.services.workspace import Workspace
from ims_docs.services.workspace.transaction import Transaction

_SURE, _BAD = 95, 10
"""Percent: how sure to meet a bad record, and if so many are bad; unless somebody says a number."""
_MOST = 10_000
"""So many are drawn at most."""


class Coming(NamedTuple):
    """An audit of the programme, or one that it lacks."""

    audit: Audit
    risks: tuple[Risk, ...]
    led: str
    """Who leads it, and whether anything of it is own work."""
    plan: Record | None
    """Its plan, once there is one."""


def audits(call: Call) -> Answer:
    """The next audits by risk; when it was sent, what the programme lacks is written into it."""
    planning = planning_of(call.look().repository, call.look().workspace.history)
    if call.is_writing:
        return _into_programme(call, planning)
    following = planning.following
    return page(
        "audits.html",
        call,
        coming=_coming(call, planning, following),
        later=_coming(call, planning, [one for one in planning.proposed if one not in following]),
        lacking=len(planning.proposed),
        today=call.look().workspace.today,
    )


def _coming(call: Call, planning: Planning, some: Iterable[Audit]) -> list[Coming]:
    sight = call.look()
    plans = {
        entry: one
        for one in reversed(sight.repository.records)
        if (entry := one.content.text("programme_entry"))
    }
    return [
        Coming(one, tuple(planning.of(one)), led(planning, one, sight.who), plans.get(one.id))
        for one in some
    ]


def _into_programme(call: Call, planning: Planning) -> Answer:
    transaction = Transaction(call.mine())
    path, ids = prepare(transaction, planning)
    if not ids:
        return Elsewhere("/audits", "The programme lacks no audit. Nothing was changed.")
    transaction.judge()
    transaction.write()
    many = "1 audit is" if len(ids) == 1 else f"{len(ids)} audits are"
    save_all(transaction, f"Add {', '.join(ids)} to the audit programme, by risk")
    return Elsewhere(f"/{path}", f"{many} added and saved: {', '.join(ids)}. Read them.")


def sampling(call: Call) -> Answer:
    """What an auditor looks at for a plan: drawn by a seed, or chosen by judgement."""
    plan = find_plan(call.look().repository, call.path["id"])
    if not call.is_writing:
        return _asked(call, plan)
    workspace = call.mine()
    transaction = Transaction(workspace)
    try:
        choice = _choice(call, workspace, transaction, plan)
        added = keep_sample(
            transaction, choice, lambda _: call.look().person, judge=transaction.judge
        )
    except ImsDocsError as error:
        return _asked(call, plan, f"{error.message}.")
    keep(workspace, (added.path,), f"Add {SAMPLE} {added.id}: {choice.keys['title']}")
    notes = "".join(f" {one}" for one in choice.notes)
    return Elsewhere(f"/{added.path}", f"{added.id} is recorded and saved.{notes}")


def _choice(call: Call, workspace: Workspace, transaction: Transaction, plan: Record) -> Choice:
    form, repository = call.form, transaction.repository
    person = call.look().person
    auditor = form.text("auditor") or auditor_of(plan, person)
    now = workspace.clock.now()
    chooser = Chooser(repository, plan, auditor, person or auditor, now)
    if form.text("how") == "judgement":
        names = form.text("names").replace(";", " ").replace(",", " ").split()
        return by_judgement(chooser, names, form.text("reason"))
    type_ = repository.types.get(form.text("type"))
    if type_ is None:
        raise ConfigurationError("Choose from which records")
    period = Period(_day(form.text("first")), _day(form.text("last")))
    population = population_of(workspace, type_, form.text("baseline"), period)
    count = _number(form.text("size").strip()) or max(1, needed(len(population.ids), _BAD, _SURE))
    wish = Wish(count, form.text("seed").strip(), form.text("seed_from").strip(), form.text("again").strip())  # fmt: skip
    return drawn(chooser, population, wish)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ConfigurationError("A day is written like 2026-01-31") from None


def _number(text: str) -> int:
    """So many; 0 where nobody says it."""
    if text and not (text.isascii() and text.isdigit() and 0 < int(text) <= _MOST):
        raise ConfigurationError("How many is a whole number from 1 on")
    return int(text or 0)


def _asked(call: Call, plan: Record, error: str = "") -> Page:
    sight = call.look()
    types = sight.repository.types
    counts = Counter(one.type for one in sight.repository.records)
    return page(
        "sampling.html",
        call,
        status=422 if error else 200,
        plan=plan,
        error=error,
        form=call.form,
        team=[(one, sight.who.name(one)) for one in team_of(plan) if one],
        auditor=call.form.text("auditor") or auditor_of(plan, sight.person),
        types=sorted(((types[name], count) for name, count in counts.items()), key=_by_title),
        baselines=fixed(call),
        sizes=sample_sizes.table(_BAD, _SURE),
    )


def _by_title(counted: tuple[Type, int]) -> str:
    return counted[0].title


def papers(call: Call) -> Answer:
    """The working paper of an auditor for a plan; the one that is open where there is one."""
    sight = call.look()
    plan = find_plan(sight.repository, call.path["id"])
    auditor = call.form.text("auditor") or auditor_of(plan, sight.person)
    if there := opened(sight.repository, plan, auditor):
        return Elsewhere(f"/{there.path}", f"{there.id} is open for {plan.id} already.")
    if not call.is_writing:
        return _paper(call, plan, auditor)
    workspace = call.mine()
    transaction = Transaction(workspace)
    try:
        made = open_paper(transaction, plan, auditor, sight.person, judge=transaction.judge)
    except ImsDocsError as error:
        return _paper(call, plan, auditor, f"{error.message}.")
    keep(workspace, (made.draft.path,), f"Add {PAPER} {made.draft.id}: {made.title}")
    many = "1 sample" if made.samples == 1 else f"{made.samples} samples"
    return Elsewhere(
        f"/{made.draft.path}",
        f"{made.draft.id} asks about the clauses of {plan.id} and lists {many}. Fill it in.",
    )


def _paper(call: Call, plan: Record, auditor: str, error: str = "") -> Page:
    team = [(one, call.look().who.name(one)) for one in team_of(plan) if one]
    return page("paper.html", call, status=422 if error else 200, plan=plan, team=team, auditor=auditor, error=error)  # fmt: skip
