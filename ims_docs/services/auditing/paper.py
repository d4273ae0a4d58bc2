"""The working paper of an auditor: the questions of the scope, and the samples of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from ims_docs.adapters.git import History
from ims_docs.domain.auditing.draw import SAMPLE
from ims_docs.domain.coverage import cover
from ims_docs.errors import RefusedError
from ims_docs.model.clause import Clause
from ims_docs.model.content import Value
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository

PAPER = "audit-checklist"
_HEADING = re.compile(r"(?m)^### ([0-9]{1,2}(?:\.[0-9]{1,2}){0,3}) .*\n")
_LAST = "## Findings and open questions"
_TABLE = "| Sample | SHA-256 and commit | Observation | Conclusion |\n|---|---|---|---|\n"
_SHORT = 10
_METHODS = {"drawn": "Drawn", "judgement": "By judgement"}


class Sampled(NamedTuple):
    """One thing that an auditor looks at; without a digest where it cannot be shown."""

    id: str
    digest: str = ""
    commit: str = ""

    @property
    def row(self) -> str:
        """Its line in the paper, with cells to fill in."""
        proof = f"{self.digest}, {self.commit}" if self.digest else "cannot be shown"
        return f"| {self.id} | {proof} | | |\n"


def opened(repository: Repository, plan: Record, auditor: str) -> Record | None:
    """The paper of this auditor for this plan that is open already."""
    return next(
        (
            one
            for one in repository.records
            if one.type == PAPER
            and not one.is_closed
            and (one.content.text("plan"), one.content.text("auditor")) == (plan.id, auditor)
        ),
        None,
    )


def keys_of(plan: Record, auditor: str) -> dict[str, Value]:
    """What a paper says at its top. Raises RefusedError where the plan names no clause."""
    values = plan.content.values
    if not values.get("clauses"):
        raise RefusedError(
            f"The plan {plan.id} names no clause, so nothing can be asked",
            hint=f'Say which: ims edit {plan.id} --set clauses="8.2; 8.3".',
        )
    days = {key: values[key] for key in ("starts_on", "ends_on") if values.get(key)}
    title = f"Working paper for {plan.id}"
    return {
        "title": title,
        "auditor": auditor,
        "plan": plan.id,
        "clauses": values["clauses"],
        **days,
    }


def samples_of(
    repository: Repository, plan: Record, auditor: str
) -> Iterator[tuple[Record, list[str]]]:
    """Each sample of the plan with the ids that fall to this auditor."""
    for one in sorted(repository.records, key=lambda record: record.id):
        values = one.content.values
        if one.type != SAMPLE or one.content.text("plan") != plan.id:
            continue
        to = {
            str(group.get("sample")): str(group.get("to"))
            for group in _listed(values.get("handed_over"))
            if isinstance(group, dict)
        }
        whose = one.content.text("auditor")
        names = [str(name) for name in _listed(values.get("samples"))]
        gone = [str(name) for name in _listed(values.get("cannot_be_shown"))]
        mine = [name for name in (*names, *gone) if to.get(name, whose) == auditor]
        if mine:
            yield one, mine


def looked_at(repository: Repository, history: History, names: Sequence[str]) -> list[Sampled]:
    """Each id with the digest of its file as it is kept, and the last commit that changed it."""
    paths = {name: holders[0].path for name in names if (holders := repository.holders_of(name))}
    blobs = dict(zip(paths, history.blobs(f"HEAD:{path}" for path in paths.values()), strict=True))
    found = []
    for name in names:
        data = blobs.get(name)
        last = history.log("HEAD", paths[name])[:1] if data is not None else ()
        commit = last[0].name[:_SHORT] if last else ""
        digest = sha256(data).hexdigest() if data is not None else ""
        found.append(Sampled(name, digest, commit))
    return found


def with_rungs(repository: Repository, text: str) -> str:
    """The text with how far each of its clauses has come, below its heading."""
    standard = repository.standards.get(repository.settings.leading)
    covered = cover(repository, standard).clauses if standard else ()
    known = {one.text.clause: one for one in covered}

    def told(found: re.Match[str]) -> str:
        one = known.get(Clause.parse(found[1]))
        if one is None or not one.applicable:
            return found[0]
        why = f": {one.reach.reason}" if one.reach.reason else "."
        rung = f"{int(one.reach.rung)} {one.reach.rung.word}"
        line = f"Evidence on {repository.as_of}: {rung}{why}"
        return f"{found[0]}\n{line if line.endswith('.') else f'{line}.'}\n"

    return _HEADING.sub(told, text)


def with_samples(text: str, samples: Mapping[str, Sequence[Sampled]]) -> str:
    """The text with a table for each sample, before the findings. Keys are what stands above each."""
    if not samples:
        return text
    tables = "\n".join(
        f"{told}\n\n{_TABLE}{''.join(one.row for one in rows)}" for told, rows in samples.items()
    )
    section = f"## Samples\n\n{tables}\n"
    before, mark, after = text.partition(_LAST)
    return f"{before}{section}{mark}{after}" if mark else f"{text.rstrip()}\n\n{section}"


def said_of(sample: Record) -> str:
    """What stands above the table of a sample."""
    how = _METHODS.get(sample.content.text("method"), "Chosen")
    return f"{how}, {sample.id}: {sample.title}."


def _listed(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []
