"""Making the plan: what a newer template, or other answers, would do to what is saved here."""

from __future__ import annotations

from collections.abc import Mapping

from ims_docs.services.scaffold.answers import complete, judged
from ims_docs.services.upgrade.comparing import Bases
from ims_docs.services.upgrade.items import Comparing, Wanted
from ims_docs.services.upgrade.origin import ANSWERS, Base, origin
from ims_docs.services.upgrade.plan import Plan
from ims_docs.services.workspace import Workspace


def make_plan(workspace: Workspace, wanted: Wanted) -> Plan:
    """Read what is saved, compare, and write nothing. Raises ImsDocsError in a sentence."""
    history = workspace.history
    bases = Bases(history, origin(history))
    found = bases.named(wanted.base) if wanted.base else bases.found()
    kept = dict(found.base.answers)
    answers = complete({**_known(kept), **wanted.answers})
    new = bases.newest
    after = Base(new.name, bases.digest(new), tuple(answers.items()))
    is_current = not wanted.base and _same(found.base, after)
    if is_current and not bases.origin.later:
        return Plan(before=found.base.version, after=after, is_current=True)
    comparing = Comparing(workspace, bases, wanted, found.base, after)
    items = tuple(comparing.items(is_current=is_current))
    changed = {
        name: (kept[name], value)
        for name, value in answers.items()
        if name in kept and kept[name] != value
    }
    return Plan(
        before=found.base.version,
        after=after,
        items=items,
        changed=changed,
        added={name: value for name, value in answers.items() if name not in kept},
        doubt=found.doubt,
        hint=found.hint,
        bases=bases.names if found.doubt else (),
        answers_file=bases.files(after)[ANSWERS],
        own=comparing.own(),
        is_current=is_current,
    )


def _known(kept: Mapping[str, str]) -> dict[str, str]:
    """The former answers as they are kept today; one that nobody asks any more is dropped."""
    known = complete({})
    return {name: judged(name, value, ANSWERS) for name, value in kept.items() if name in known}


def _same(base: Base, after: Base) -> bool:
    return (base.version, base.digest) == (after.version, after.digest) and dict(
        base.answers
    ) == dict(after.answers)
