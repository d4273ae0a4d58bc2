"""Opening the working paper of an auditor: its questions and its samples, as a record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ims_docs.domain.auditing.draw import SAMPLE
from ims_docs.model.record import Record
from ims_docs.services.auditing import paper
from ims_docs.services.auditing.sampling import Choice
from ims_docs.services.records import Draft, Drafting, add
from ims_docs.services.workspace.transaction import Transaction


class Opened(NamedTuple):
    """A paper that was written, and how many samples it lists."""

    draft: Draft
    title: str
    samples: int


def open_paper(
    transaction: Transaction,
    plan: Record,
    auditor: str,
    owner: str,
    *,
    judge: Callable[[], None],
) -> Opened:
    """Write the paper of an auditor for a plan. Raises RefusedError, and as `judge` does."""
    repository, history = transaction.repository, transaction.workspace.history
    drafting = Drafting(
        transaction=transaction,
        type=repository.types[paper.PAPER],
        person=lambda keys: owner or (auditor if "owner" in keys else ""),
    )
    keys = paper.keys_of(plan, auditor)
    samples = {
        paper.said_of(one): paper.looked_at(repository, history, names)
        for one, names in paper.samples_of(repository, plan, auditor)
    }
    text = paper.with_rungs(repository, next(drafting.drafts(keys, {})).text)
    text = paper.with_samples(text, samples)
    added = add(drafting, keys, {}, judge=judge, written=text)
    return Opened(added, str(keys["title"]), sum(map(len, samples.values())))


def keep_sample(
    transaction: Transaction,
    choice: Choice,
    person: Callable[[Sequence[str]], str],
    *,
    judge: Callable[[], None],
) -> Draft:
    """Write the record of a sample. `person` is asked only where the choice names nobody. Raises as both do."""
    drafting = Drafting(
        transaction=transaction,
        type=transaction.repository.types[SAMPLE],
        person=person,
    )
    return add(drafting, choice.keys, choice.sections, judge=judge)
