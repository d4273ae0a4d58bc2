"""A plan after which nothing is wrong that was right before: what would be is put off, with the reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from ims_docs.domain.runner import check
from ims_docs.model.finding import Severity
from ims_docs.services.upgrade.plan import Item, Kind, Plan
from ims_docs.services.workspace import Workspace

_ROUNDS = 8
"""So often what would be wrong is put off before the rest is given up."""
_REGISTERS = "docs/registers/"

_Errors = Mapping[str, Collection[str]]
"""Path to what is wrong there."""


def fitting(workspace: Workspace, plan: Plan) -> Plan:
    """Judge what would be there, as a gate would, and what stays beside it.

    A text in which something would be wrong is put off. Where a text that stays would no longer
    agree with a register, the register is.
    """
    if not any(one.is_written for one in plan.items):
        return plan
    everything = {one.path for one in workspace.files().controlled}
    known = _errors(workspace, {}, everything)
    fresh: _Errors = {}
    for _ in range(_ROUNDS):
        texts = {one.path: one.data for one in plan.items if one.is_written}
        wrong = _errors(workspace, texts, everything)
        fresh = {
            path: some
            for path, all_ in wrong.items()
            if path not in texts
            and (some := [one for one in all_ if one not in known.get(path, ())])
        }
        fitted = [_fitted(one, wrong, _staying(plan, fresh)) for one in plan.items]
        if fitted == list(plan.items):
            break
        plan = plan.with_items(fitted)
    return plan.with_items([_told(one, fresh) for one in plan.items])


def _errors(
    workspace: Workspace, texts: Mapping[str, bytes | None], everything: Collection[str]
) -> dict[str, list[str]]:
    after = workspace.with_texts(dict(texts), judged={*everything, *texts})
    found: dict[str, list[str]] = {}
    for one in check(after).findings:
        if one.severity is Severity.ERROR:
            found.setdefault(one.where.path, []).append(one.message)
    return found


def _staying(plan: Plan, fresh: _Errors) -> list[str]:
    """Texts that stay and would no longer be right, but for those that the template has no more."""
    gone = {one.path for one in plan.of(Kind.GONE)}
    return sorted(path for path in fresh if path not in gone)


def _fitted(item: Item, wrong: _Errors, staying: Collection[str]) -> Item:
    if not item.is_written:
        return item
    if item.path in wrong:
        return item.put_off(f"put this right first: {next(iter(wrong[item.path]))}")
    if staying and item.before is not None and item.path.startswith(_REGISTERS):
        return item.put_off(f"texts that stay would no longer agree with it: {', '.join(staying)}")
    return item


def _told(item: Item, fresh: _Errors) -> Item:
    """A text that the template has no more, with what would no longer be right in it."""
    if item.kind is not Kind.GONE or item.path not in fresh:
        return item
    places = len(fresh[item.path])
    words = "one place" if places == 1 else f"{places} places"
    return replace(item, reason=f"{words} in it would no longer agree with the other texts")
