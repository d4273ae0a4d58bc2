"""A file with a text in it: what document it would become, and what a person decided of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ims_docs.formats import frontmatter
from ims_docs.intake import plan
from ims_docs.intake.documents.assembling import headings_of
from ims_docs.intake.documents.drafting import (
    body_of,
    draft,
    form_of,
    imported_before,
    safe_title,
)
from ims_docs.intake.documents.former import Former
from ims_docs.intake.documents.likeness import clear, scores, section_of
from ims_docs.intake.documents.links import without_links
from ims_docs.intake.documents.placing import place, placed
from ims_docs.intake.outcome import Outcome
from ims_docs.intake.plan import Item
from ims_docs.intake.sources import Source, digest
from ims_docs.model.content import Value
from ims_docs.model.type import Kind, Type
from ims_docs.services.workspace.transaction import Transaction

Reading = Callable[[Source, bytes, str], Former]
"""Reads a file, with what was decided of its tracked changes."""
_UNDECIDED = "decide"


@dataclass
class Documents:
    """Looks at files one after the other, and gives no id twice."""

    transaction: Transaction
    reserved: set[str]
    otherwise: Type | None = None
    """The type of a text whose type is not clear."""

    def look(self, source: Source, file: str, reading: Reading) -> Item:
        """What a file would become. Raises UnreadableError."""
        data = source.read()
        sha256 = digest(data)
        if before := imported_before(self.transaction.repository, sha256):
            note = f"It was imported as {before}."
            return Item(file, sha256, plan.NOTHING, report={"notes": [note]})
        former = reading(source, data, "")
        title = safe_title(former.title or source.path.stem.replace("_", " ").replace("-", " "))
        types = self.transaction.repository.types
        found = scores(title, former.headings, types)
        type_ = types.get(clear(found)) or self.otherwise
        item = Item(
            file, sha256, plan.DOCUMENT if type_ else plan.DECIDE, type=type_.name if type_ else ""
        )
        choices: dict[str, Value] = {"title": title}
        notes = list(former.notes)
        if type_:
            identifier, path = self._place(type_, title, notes)
            choices |= {"id": identifier, "path": path}
        choices["sections"] = sections(former, type_)
        if former.asks:
            choices["tracked_changes"] = _UNDECIDED
        choices |= {"classification": "internal", "original": "keep"}
        if not type_:
            notes.append(
                "No type is clearly meant. Name one, or make one of your own; `ims explain` lists them."
            )
        likely: dict[str, Value] = {name: f"{share:.0%}" for name, share in found}
        return replace(item, choices=choices, report=_report(former, notes, likely))

    def _place(self, type_: Type, title: str, notes: list[str]) -> tuple[str, str]:
        form = form_of(self.transaction, type_)
        if form and form.id not in self.reserved:
            self.reserved.add(form.id)
            notes.append(f"It takes the place of the empty form {form.id}.")
            return form.id, form.path
        identifier, path = place(self.transaction, type_, title, self.reserved)
        self.reserved |= {identifier, path}
        return identifier, path


def sections(former: Former, type_: Type | None) -> dict[str, Value]:
    """By heading the section that it means, empty where it stays below the former document."""
    names = headings_of(former.blocks)
    known = type_.sections if type_ else ()
    return {
        name: section_of(former.blocks[at].text, known)
        for name, at in names
        if not (at == 0 and former.blocks[0].level == 1)
    }


def taken(  # noqa: PLR0913, PLR0917 - each is one fact about the file
    transaction: Transaction,
    item: Item,
    source: Source,
    data: bytes,
    reading: Reading,
    places: Mapping[str, str],
) -> Outcome:
    """What a file leads to as a person decided it."""
    outcome = Outcome()
    if imported_before(transaction.repository, item.sha256):
        outcome.same = 1
        return outcome
    type_ = transaction.repository.types.get(item.type)
    if type_ is None or type_.kind is not Kind.DOCUMENT:
        outcome.problems[item.called] = (
            f"There is no type of document {item.type!r}. `ims explain` lists the types."
        )
        return outcome
    former = reading(source, data, item.text("tracked_changes"))
    if former.asks:
        outcome.problems[item.called] = former.asks
        return outcome
    if not any(item.mapping("sections").values()) and not item.text("id"):
        item = _with(item, sections=sections(former, type_))
    if why := _unknown(item, type_):
        outcome.problems[item.called] = why
        return outcome
    item = placed(transaction, item, type_)
    draft(transaction, type_, item, former, data, places, outcome)
    _put(transaction, outcome)
    return outcome


def _unknown(item: Item, type_: Type) -> str:
    """What is wrong with the sections of a plan, empty when nothing is."""
    known = {"", *type_.sections}
    unknown = [one for one in item.mapping("sections").values() if one not in known]
    if not unknown:
        return ""
    held = "; ".join(type_.sections) or "none"
    return f"{type_.title} has no section {unknown[0]!r}. It has: {held}."


def _put(transaction: Transaction, outcome: Outcome) -> None:
    for path, text in outcome.texts.items():
        if (transaction.workspace.root / path).exists():
            transaction.replace(path, text)
        else:
            transaction.create(path, text)


def mended(
    transaction: Transaction,
    item: Item,
    source: Source,
    reading: Reading,
    places: Mapping[str, str],
) -> None:
    """Lead the links of a draft to what came in after it, where nobody changed its words since."""
    here = places.get(str(source.path.resolve()), "")
    held = next((one for one in transaction.repository.documents if one.path == here), None)
    type_ = transaction.repository.types.get(held.type) if held else None
    if held is None or type_ is None:
        return
    former = reading(source, source.read(), item.text("tracked_changes"))
    if not any(item.mapping("sections").values()):
        item = _with(item, sections=sections(former, type_))
    item = _with(item, id=held.id, path=held.path, title=held.title)
    body = body_of(transaction, type_, item, former, places).text
    text = transaction.read(held.path)
    before = frontmatter.split(text)[1]
    if (
        body.strip() != before.strip()
        and without_links(body).split() == without_links(before).split()
    ):
        transaction.replace(held.path, f"{text[: len(text) - len(before)]}\n{body}")


def _with(item: Item, **choices: Value) -> Item:
    return replace(item, choices={**(item.choices or {}), **choices})


def _report(former: Former, notes: list[str], likely: dict[str, Value]) -> dict[str, Value]:
    report: dict[str, Value] = {"likeliest": likely} if likely else {}
    if former.counts:
        counts: dict[str, Value] = dict(former.counts)
        report["pieces"] = {**counts, "all": sum(former.counts.values())}
    if former.keys:
        report["said_of_itself"] = dict(former.keys)
    if former.not_taken:
        report["not_taken"] = list(former.not_taken)
    if former.asks:
        notes = [former.asks, *notes]
    if notes:
        report["notes"] = list(notes)
    return report
