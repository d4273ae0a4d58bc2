"""Looking at files: what each would become. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from os.path import commonpath
from pathlib import Path

from ims_docs.errors import ImsDocsError
from ims_docs.intake import plan, readings
from ims_docs.intake.documents.looking import Documents
from ims_docs.intake.plan import Item, Plan
from ims_docs.intake.sheets import looking as sheet_looking
from ims_docs.intake.sources import Source, digest
from ims_docs.model.content import Value
from ims_docs.services.workspace import Workspace
from ims_docs.services.workspace.transaction import Transaction


def look(workspace: Workspace, sources: Sequence[Source]) -> Plan:
    """What every file would become, in order. A file that cannot be read has a sentence that says why."""
    base = Path(commonpath([one.path.resolve().parent for one in sources]))
    transaction = Transaction(workspace)
    documents = Documents(transaction, set())
    items: list[Item] = []
    for source in sources:
        file = source.path.resolve().relative_to(base).as_posix()
        try:
            items += _items(documents, source, file)
        except ImsDocsError as error:
            report: dict[str, Value] = {"wrong": {file: f"{error.message}. {error.hint}".strip()}}
            items.append(Item(file, _digest(source), plan.NOTHING, report=report))
    return Plan(str(base), tuple(items))


def _items(documents: Documents, source: Source, file: str) -> Iterator[Item]:
    if source.suffix in (*sheet_looking.BOOKS, *sheet_looking.LISTS):
        yield from sheet_looking.look(documents.transaction, source, file)
    elif source.suffix in readings.TEXTS:
        yield documents.look(source, file, readings.read)
    else:
        note = "Nothing here reads such a file. It stays where it is."
        yield Item(file, _digest(source), plan.NOTHING, report={"notes": [note]})


def _digest(source: Source) -> str:
    try:
        return digest(source.read())
    except ImsDocsError:
        return ""
