"""A former text as the draft of a document: its front matter, its place, what is kept beside it."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping

from ims_docs.formats import frontmatter
from ims_docs.intake.documents.account import account
from ims_docs.intake.documents.assembling import Body, assemble
from ims_docs.intake.documents.former import Former
from ims_docs.intake.documents.links import anchored, mended
from ims_docs.intake.legible import legible
from ims_docs.intake.outcome import Outcome
from ims_docs.intake.plan import Item
from ims_docs.model.content import Value
from ims_docs.model.document import Document
from ims_docs.model.repository import Repository
from ims_docs.model.type import Type
from ims_docs.services.records.drafting import Drafting
from ims_docs.services.scaffold.template_file import template_file
from ims_docs.services.workspace.identity import known_person
from ims_docs.services.workspace.transaction import Transaction

FOLDER = "docs/imported"
_LONGEST, _LINE = 120, 300
_CONTROLLED = (".md", ".markdown", ".mdown", ".mkd", ".yaml", ".yml")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def imported_before(repository: Repository, sha256: str) -> str:
    """The id of the document that came from exactly this file, empty when none did."""
    for one in repository.documents:
        source = one.content.values.get("imported_from")
        if isinstance(source, dict) and source.get("sha256") == sha256:
            return one.id
    return ""


def form_of(transaction: Transaction, type_: Type) -> Document | None:
    """The document of this type that is still the form that `ims new` made, word by word."""
    rendered = template_file(transaction.workspace.root)(type_.path(""))
    for one in transaction.repository.documents:
        if rendered and one.type == type_.name and one.path == type_.path(""):
            return one if transaction.read(one.path) == rendered else None
    return None


def drafting(transaction: Transaction, type_: Type) -> Drafting:
    """Drafts documents of a type, with whoever works here in them."""
    repository = transaction.repository
    person = known_person(repository, transaction.workspace.address)
    return Drafting(
        transaction=transaction,
        type=type_,
        person=lambda _: person,
    )


def draft(  # noqa: PLR0913, PLR0917 - each is one fact about the draft
    transaction: Transaction,
    type_: Type,
    item: Item,
    former: Former,
    data: bytes,
    places: Mapping[str, str],
    outcome: Outcome,
) -> None:
    """Prepare the document, its pictures, the original and the account. Nothing is written.

    `places` says by its path outside where a file is here that links may lead to.
    """
    identifier, path = item.text("id"), item.text("path")
    folder = f"{FOLDER}/{identifier}"
    title = safe_title(item.text("title") or former.title)
    drafted = drafting(transaction, type_).text_of(
        identifier, {"title": title, "version": "0.1"}, {}
    )
    front = dict(frontmatter.read_text(path, drafted.text).values)
    kept = f"{folder}/{kept_name(item.file)}"
    is_kept = item.choice("original") != "leave out"
    front["imported_from"] = _origin(item, former, kept if is_kept else "")
    front["version"], front["classification"] = "0.1", item.text("classification") or "internal"
    head = f"---\n{frontmatter.dump(front)}---\n\n"
    body = body_of(transaction, type_, item, former, places)
    pictures = _pictures(former, folder)
    for one in former.pictures:
        outcome.texts[pictures[one.name]] = one.data
    outcome.texts[path] = f"{head}{body.text}"
    if is_kept:
        outcome.texts[kept] = data
    if former.pieces and item.choice("account") != "leave out":
        rows = account(former.pieces, body.places, head.count("\n"))
        outcome.texts[f"{folder}/account.csv"] = rows
    outcome.added[identifier] = title


def body_of(
    transaction: Transaction, type_: Type, item: Item, former: Former, places: Mapping[str, str]
) -> Body:
    """The body of a draft, with links to everything that has a place here."""
    path = item.text("path")
    title = safe_title(item.text("title") or former.title)
    body = assemble(title, former.blocks, type_.sections, item.mapping("sections"))
    pictures = _pictures(former, f"{FOLDER}/{item.text('id')}")
    text = mended(body.text, path, places, pictures).text
    root = transaction.workspace.root
    near = [one for one in places.values() if posixpath.basename(one) in text and one != path]
    pages = {one: frontmatter.body_of((root / one).read_bytes()) for one in near}
    return Body(anchored(text, path, pages), body.places)


def _pictures(former: Former, folder: str) -> dict[str, str]:
    """By its former name the place of each picture; no two have the same."""
    found: dict[str, str] = {}
    for one in former.pictures:
        name = safe_name(one.name)
        name += ".txt" if name.endswith(_CONTROLLED) else ""
        if f"{folder}/{name}".casefold() in {place.casefold() for place in found.values()}:
            name = f"{len(found) + 1}-{name}"
        found[one.name] = f"{folder}/{name}"
    return found


def safe_name(name: str) -> str:
    """A file name that every machine keeps."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss"))
    ascii_only = plain.encode("ascii", "ignore").decode()
    stem, dot, end = _UNSAFE.sub("-", ascii_only).strip("-.").rpartition(".")
    return f"{stem[:80].strip('-.') or 'file'}{dot or '.'}{end[:10].lower() or 'bin'}"


def kept_name(file: str) -> str:
    """How an original is called here; it does not become a text of its own."""
    name = safe_name(posixpath.basename(file))
    return f"{name}.txt" if name.lower().endswith(_CONTROLLED) else name


def safe_title(title: str) -> str:
    """A title as front matter takes it."""
    words = " ".join(re.sub(r"[<>]", "", legible(title)).split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def _origin(item: Item, former: Former, kept: str) -> Value:
    said: dict[str, Value] = {"file": item.file[-_LINE:], "sha256": item.sha256}
    if kept:
        said["kept"] = kept
    said |= {key: one[:_LINE] for key, one in former.keys.items()}
    if former.more:
        said["keys"] = list(_lines(former.more))
    return said


def _lines(more: list[str]) -> Iterator[Value]:
    for one in more:
        yield one if len(one) <= _LINE else f"{one[: _LINE - 1]}…"
