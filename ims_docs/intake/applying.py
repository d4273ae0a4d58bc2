"""Doing what a plan says: one save for each file, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from ims_docs.errors import ImsDocsError
from ims_docs.intake import external, plan, readings
from ims_docs.intake.documents import looking as document_looking
from ims_docs.intake.outcome import Outcome
from ims_docs.intake.plan import Item, Plan
from ims_docs.intake.sheets import looking as sheet_looking
from ims_docs.intake.sources import Source, digest
from ims_docs.model.finding import Severity
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
            yield _applied(workspace, made, file, wanted)
    if any(one.becomes == plan.DOCUMENT for one in made.items):
        last = _mended(workspace, made)
        if last.commit or last.refused:
            yield last


def _applied(workspace: Workspace, made: Plan, file: str, items: list[Item]) -> Done:
    done = Done(file)
    waiting = [one for one in items if one.becomes == plan.DECIDE]
    if waiting:
        done.refused = f"Line {waiting[0].line} of the plan says `decide`: say what {waiting[0].called} becomes."
        return done
    try:
        transaction = Transaction(workspace, saves=True)
        source = _source(made, file)
        data = source.read()
        if any(one.sha256 != digest(data) for one in items):
            done.refused = f"{done.file} was changed after the plan was made. Make the plan again."
            return done
        for item in items:
            done.outcomes[item.called] = _outcome(transaction, item, source, data, made)
        if done.is_fine and transaction.paths:
            _save(transaction, done, _message(done))
    except ImsDocsError as error:
        done.refused = _why(error)
    return done


def _mended(workspace: Workspace, made: Plan) -> Done:
    """Links to texts that came in later, in one save of their own."""
    done = Done("Links between the texts")
    try:
        transaction = Transaction(workspace, saves=True)
        places = _places(transaction, made)
        for item in made.items:
            source = _source(made, item.file)
            if item.becomes == plan.DOCUMENT and str(source.path.resolve()) in places:
                document_looking.mended(transaction, item, source, readings.read, places)
        if transaction.paths:
            done.outcomes[done.file] = Outcome(changed={one: [] for one in transaction.paths})
            count = len(transaction.paths)
            _save(transaction, done, f"Lead the links of {count} imported texts to each other")
    except ImsDocsError as error:
        done.refused = _why(error)
    return done


def _save(transaction: Transaction, done: Done, message: str) -> None:
    transaction.judge()
    with transaction.written():
        done.commit = transaction.save(message)


def _why(error: ImsDocsError) -> str:
    if isinstance(error, NonconformingError):
        wrong = [one for one in error.report.findings if one.severity is Severity.ERROR]
        first = wrong[0]
        return f"{first.where.path}:{first.where.line} {first.message}. {first.hint}"
    return f"{error.message}. {error.hint}".strip()


def _source(made: Plan, file: str) -> Source:
    return Source(Path(made.base, file), file, Path(made.base))


def _places(transaction: Transaction, made: Plan) -> dict[str, str]:
    """By its path outside the place of every file of the plan that came in."""
    came: dict[str, str] = {}
    for one in transaction.repository.documents:
        origin = one.content.values.get("imported_from")
        if isinstance(origin, dict):
            came.setdefault(str(origin.get("sha256")), one.path)
    return {
        str(Path(made.base, item.file).resolve()): came[item.sha256]
        for item in made.items
        if item.sha256 in came
    }


def _outcome(
    transaction: Transaction, item: Item, source: Source, data: bytes, made: Plan
) -> Outcome:
    before = set(transaction.paths)
    if item.becomes == plan.DOCUMENT:
        if source.suffix not in readings.ALL:
            return Outcome(problems={item.called: "Nothing here reads such a file as a document."})
        places = _places(transaction, made)
        return document_looking.taken(transaction, item, source, data, readings.read, places)
    if item.becomes == plan.EXTERNAL:
        return external.taken(transaction, item, source, data)
    if source.suffix not in (*sheet_looking.BOOKS, *sheet_looking.LISTS):
        return Outcome(problems={item.called: "Only a workbook or a CSV file has rows to take."})
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
