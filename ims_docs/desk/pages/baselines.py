"""Baselines: what was fixed and when, what changed since, and fixing the state of now."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from ims_docs.desk.asking import Answer, Call, Elsewhere, NoPageError, Page, page
from ims_docs.desk.keeping import keep
from ims_docs.desk.opening import by_key, opened
from ims_docs.errors import ImsDocsError
from ims_docs.model.baseline import Baseline
from ims_docs.model.reason import reason_problem
from ims_docs.reporters.comparison_html import fragment
from ims_docs.services.baselines import (
    ComparedState,
    Maker,
    Moved,
    StoredBaseline,
    compare,
    stored_baselines,
    with_redlines,
)
from ims_docs.services.signing import find_signer
from ims_docs.services.workspace import At


class Shown(NamedTuple):
    """One thing that is not what it was, with its redline."""

    moved: Moved
    redline: Markup


@by_key
def baselines(call: Call) -> Answer:
    """What was fixed; when a name was sent, the state of now is fixed under it."""
    return _fixed(call) if call.is_writing else _listed(call)


def fixed(call: Call) -> list[Baseline]:
    """The baselines to choose from, the newest first; one that cannot be read is left out."""
    return [one.baseline for one in reversed(_stored(call)) if one.baseline]


def _stored(call: Call) -> tuple[StoredBaseline, ...]:
    sight = call.look()
    level = sight.repository.settings.approval_level
    return stored_baselines(sight.workspace.history, level)


def _listed(call: Call, error: str = "", field: str = "name") -> Page:
    sight = call.look()
    return page(
        "baselines.html",
        call,
        status=422 if error else 200,
        found=tuple(reversed(_stored(call))),
        name=call.form.text("name", f"{sight.workspace.today}-review"),
        reason=call.form.text("reason"),
        errors={field: error} if error else {},
    )


def _fixed(call: Call) -> Answer:
    name, reason = call.form.text("name").strip(), call.form.text("reason").strip()
    workspace = call.mine()
    if problem := reason_problem(reason):
        return _listed(call, f"{problem}.", "reason")
    try:
        workspace.history.require_whole(lost=", so its commits cannot be counted")
        repository = call.look().repository
        with opened(call):
            signer = find_signer(workspace, repository, None, "")
            level = repository.settings.approval_level
            maker = Maker(workspace=workspace, level=level, person=signer.person, key=signer.key)
            made = maker.make(name)
    except ImsDocsError as error:
        return _listed(call, f"{error.message}. {error.hint}".strip())
    path = made.baseline.path
    keep(workspace, (path, f"{path}.sig"), f"Fix the baseline {name}: {reason}")
    told = "is there already, of exactly this" if made.again else "is made and saved"
    return Elsewhere(
        f"/baselines/{name}",
        f"The baseline {name} {told}. Write its code into the minutes: {made.baseline.code}",
    )


def compared(call: Call) -> Answer:
    """What changed since a baseline."""
    sight, name = call.look(), call.path["name"]
    one = next((one for one in _stored(call) if one.baseline and one.baseline.name == name), None)
    if one is None or one.baseline is None:
        raise NoPageError
    baseline: Baseline = one.baseline
    workspace = sight.workspace
    then = workspace.open(At(baseline.commit, baseline.made_at.date()))
    now = workspace.open(At(workspace.history.resolve("HEAD")))
    before, after = (ComparedState(state.repository, state.digests) for state in (then, now))
    found = with_redlines(compare(before, after), workspace.history, then.commit, now.commit)
    groups = (
        ("New", found.added),
        ("Changed", found.changed),
        ("Not in force or not there any more", found.withdrawn),
        ("New records", found.records_added),
        ("Changed records", found.records_changed),
        ("Records that are gone", found.records_removed),
    )
    return page(
        "baseline.html",
        call,
        one=one,
        baseline=baseline,
        groups=[(title, [_shown(moved) for moved in some]) for title, some in groups if some],
        steps=found.steps,
        standard=found.standard,
    )


def _shown(moved: Moved) -> Shown:
    said = fragment(moved.changes, "h4") if moved.changes else ""
    return Shown(moved, Markup(said))  # noqa: S704 - the fragment is escaped
