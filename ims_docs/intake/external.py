"""A file that stays as it is: controlled as a document from outside, with its digest."""

from __future__ import annotations

from ims_docs.formats import frontmatter
from ims_docs.intake import plan
from ims_docs.intake.documents.drafting import FOLDER, drafting, kept_name, safe_title
from ims_docs.intake.outcome import Outcome
from ims_docs.intake.pdf import doubt
from ims_docs.intake.plan import Item
from ims_docs.intake.sources import Source, digest
from ims_docs.model.content import Value
from ims_docs.services.records.next_ids import free_ids, past_ids
from ims_docs.services.records.register_text import with_entry
from ims_docs.services.workspace.transaction import Transaction

REGISTER = "external-documents"
_NOTE = (
    "It stays as it is, and is listed among the documents from outside. Write `becomes: document` and a "
    "type to get its text as a draft, and `original: leave out` if its licence allows no copy here."
)


def look(transaction: Transaction, source: Source, file: str) -> Item:
    """What the file would become. Raises UnreadableError."""
    data = source.read()
    sha256 = digest(data)
    if before := _before(transaction, sha256):
        return Item(file, sha256, plan.NOTHING, report={"notes": [f"It was imported as {before}."]})
    title = safe_title(source.path.stem.replace("_", " ").replace("-", " "))
    choices: dict[str, Value] = {"title": title, "original": "keep"}
    why = doubt(file, data)
    notes: list[Value] = [*([why] if why else []), _NOTE]
    return Item(file, sha256, plan.EXTERNAL, choices=choices, report={"notes": notes})


def taken(transaction: Transaction, item: Item, source: Source, data: bytes) -> Outcome:
    """The entry of the register and the copy, prepared."""
    outcome = Outcome()
    if _before(transaction, item.sha256):
        outcome.same = 1
        return outcome
    repository = transaction.repository
    type_ = repository.types.get(REGISTER)
    held = repository.register(REGISTER)
    if type_ is None:
        outcome.problems[item.called] = f"There is no register {REGISTER} here."
        return outcome
    path = held.path if held else type_.path("")
    making = drafting(transaction, type_)
    text = transaction.read(path) if held else making.begun(path)
    past = past_ids(transaction.workspace.history, type_)
    identifier = free_ids(type_, repository, past, text)[0]
    kept = f"{FOLDER}/{identifier}/{kept_name(source.path.name)}"
    is_kept = item.choice("original") != "leave out"
    answers: dict[str, Value] = {
        "id": identifier,
        "title": safe_title(item.text("title") or source.path.stem),
        "copy": "held",
        "kept_at": f"{kept if is_kept else 'not in this repository'}, {item.sha256}",
        "status": "to be checked",
    }
    with frontmatter.naming(path):
        outcome.texts[path] = with_entry(text, making.filled(identifier, answers))
    if is_kept:
        outcome.texts[kept] = data
        transaction.create(kept, data)
    (transaction.replace if held else transaction.create)(path, outcome.texts[path])
    outcome.added[identifier] = str(answers["title"])
    return outcome


def _before(transaction: Transaction, sha256: str) -> str:
    """The id of the entry that has this digest, empty when none has."""
    held = transaction.repository.register(REGISTER)
    for one in held.entries if held else ():
        if sha256 and sha256 in str(one.values.get("kept_at")):
            return str(one.id)
    return ""
