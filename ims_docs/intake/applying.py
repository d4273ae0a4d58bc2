"""Doing what a plan says: one save for each file, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from ims_docs.errors import ImsDocsError
from ims_docs.intake import plan, readings
from ims_docs.intake.documents import looking as document_looking
from ims_docs.intake.outcome import Outcome
from ims_docs.intake.plan import Item, Plan
from ims_docs.intake.sheets import looking as sheet_looking
from ims_docs.intake.sources import Source, digest
from ims_docs.services.workspace import Workspace
from ims_docs.services.workspace.transaction import NonconformingError, Transaction


@dataclass
class Done:
    """What came of one file."""

    file: str
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    """By what people call each part of it."""
    commit: str = ""
    refused: str = ""
    """Why nothing of it was taken."""

    @property
    def is_fine(self) -> bool:
        """Whether nothing stands in the way of it."""
        return not self.refused and all(one.is_right for one in self.outcomes.values())


def apply(workspace: Workspace, made: Plan) -> Iterator[Done]:
    """Take one file after the other. Whoever stops in between has whole files only.

    Raises HistoryUnavailableError where nothing can be saved.
    """
    for file, items in groupby(made.items, lambda one: one.file):
        wanted = [one for one in items if one.becomes != plan.NOTHING]
        if wanted:
            yield _applied(workspace, Path(made.base, file), wanted)


def _applied(workspace: Workspace, path: Path, items: list[Item]) -> Done:
    done = Done(items[0].file)
    waiting = [one for one in items if one.becomes == plan.DECIDE]
    if waiting:
        done.refused = f"Line {waiting[0].line} of the plan says `decide`: say what {waiting[0].called} becomes."
        return done
    transaction = Transaction(workspace, saves=True)
    try:
        source = Source(path, items[0].file, path.parent)
        data = source.read()
        if any(one.sha256 != digest(data) for one in items):
            done.refused = f"{done.file} was changed after the plan was made. Make the plan again."
            return done
        for item in items:
            done.outcomes[item.called] = _outcome(transaction, item, source, data)
        if done.is_fine and transaction.paths:
            transaction.judge()
            transaction.write()
            done.commit = transaction.save(_message(done))
    except NonconformingError as error:
        found = [one for one in error.report.findings if one.severity.value == "error"]
        first = found[0]
        done.refused = f"{first.where.path}:{first.where.line} {first.message}. {first.hint}"
    except ImsDocsError as error:
        done.refused = f"{error.message}. {error.hint}".strip()
    return done


def _outcome(transaction: Transaction, item: Item, source: Source, data: bytes) -> Outcome:
    before = set(transaction.paths)
    if item.becomes == plan.DOCUMENT:
        if source.suffix not in readings.TEXTS:
            return Outcome(problems={item.called: "Nothing here reads such a file as a document."})
        return document_looking.taken(transaction, item, source, data, readings.read)
    outcome = sheet_looking.taken(transaction, item, source, data)
    if before & set(outcome.texts):
        outcome.problems[item.called] = (
            "Another sheet of this file goes to the same place. Take one of them at a time."
        )
    return outcome


def _message(done: Done) -> str:
    added = sum(len(one.added) for one in done.outcomes.values())
    changed = sum(len(one.changed) for one in done.outcomes.values())
    counts = [f"{added} new" if added else "", f"{changed} changed" if changed else ""]
    return f"Import {Path(done.file).name}: {', '.join(filter(None, counts))}"
