"""Looking at files: what each would become. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from os.path import commonpath
from pathlib import Path

from ims_docs.errors import ConfigurationError, ImsDocsError, UnreadableError
from ims_docs.intake import external, plan, readings
from ims_docs.intake.documents.looking import Documents
from ims_docs.intake.legible import legible
from ims_docs.intake.pdf import PDF
from ims_docs.intake.plan import Item, Plan
from ims_docs.intake.sheets import looking as sheet_looking
from ims_docs.intake.sources import Source, digest
from ims_docs.intake.wiki.reading import MARKDOWN
from ims_docs.model.content import Value
from ims_docs.model.naming import type_called
from ims_docs.model.type import Kind, Type
from ims_docs.model.type_words import no_type
from ims_docs.services.workspace import Workspace
from ims_docs.services.workspace.transaction import Transaction

_MAY_BE_EMPTY = (*sheet_looking.LISTS, *MARKDOWN, *PDF)
"""What its reader takes for a text without words; a package of Office without bytes is none."""


def look(workspace: Workspace, sources: Sequence[Source], otherwise: str = "") -> Plan:
    """What every file would become, in order. A file that cannot be read has a sentence that says why.

    `otherwise` is the type of texts whose type is not clear. Raises ConfigurationError where
    there is none of that name.
    """
    base = Path(commonpath([one.path.resolve().parent for one in sources]))
    if str(base) != legible(str(base)):
        raise ConfigurationError(
            f"The name of the folder {base} has letters that are not shown, or are put together of two",
            hint="Rename it, and make the plan again.",
        )
    transaction = Transaction(workspace)
    documents = Documents(transaction, set(), _type(transaction, otherwise))
    items: list[Item] = []
    for source in sources:
        file = source.path.resolve().relative_to(base).as_posix()
        try:
            if file != legible(file):
                raise UnreadableError(
                    f"The name of {legible(file)} has letters that are not shown, or are put together of two",
                    hint="Rename it, and make the plan again.",
                )
            items += _items(documents, source._replace(base=base), file)
        except ImsDocsError as error:
            report: dict[str, Value] = {"wrong": {file: f"{error.message}. {error.hint}".strip()}}
            items.append(Item(file, _digest(source), plan.NOTHING, report=report))
    return Plan(str(base), tuple(items))


def _items(documents: Documents, source: Source, file: str) -> Iterator[Item]:
    if source.suffix in _MAY_BE_EMPTY and not source.read():
        raise UnreadableError(f"{source.name} is empty", hint="Look where its words are.")
    if source.suffix in (*sheet_looking.BOOKS, *sheet_looking.LISTS):
        yield from sheet_looking.look(documents.transaction, source, file)
    elif source.suffix in readings.TEXTS:
        yield documents.look(source, file, readings.read)
    elif source.suffix in PDF:
        yield external.look(documents.transaction, source, file)
    elif source.suffix in readings.OLD:
        raise UnreadableError(
            f"{source.name} is in a format of Office that cannot be read here",
            hint="Open it in Word, Excel or LibreOffice, and save it as .docx or .xlsx.",
        )
    else:
        note = "Nothing here reads such a file. It stays where it is."
        yield Item(file, _digest(source), plan.NOTHING, report={"notes": [note]})


def _type(transaction: Transaction, name: str) -> Type | None:
    if not name:
        return None
    types = transaction.repository.types
    found = type_called(types, name)
    if found is None or found.kind is not Kind.DOCUMENT:
        raise no_type(types, name, "Name a type of document; `ims explain` lists them.")
    return found


def _digest(source: Source) -> str:
    try:
        return digest(source.read())
    except ImsDocsError:
        return ""
