"""Where a draft goes, and which id it has: as the plan says, else what is free."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from ims_docs.errors import ConfigurationError
from ims_docs.intake.documents.drafting import form_of, safe_name
from ims_docs.intake.plan import Item
from ims_docs.model.type import Type
from ims_docs.services.records.next_ids import free_ids, past_ids
from ims_docs.services.scaffold.template_file import template_file
from ims_docs.services.workspace.transaction import Transaction

_LONGEST_NAME = 120
_ELSEWHERE = "Write another, or delete the lines `id` and `path`: then ims gives free ones."


def place(
    transaction: Transaction, type_: Type, title: str, reserved: Collection[str]
) -> tuple[str, str]:
    """The next id of a type, and where its document goes."""
    past = past_ids(transaction.workspace.history, type_)
    free = free_ids(type_, transaction.repository, past)
    identifier = next((one for one in free if one not in reserved), "")
    if not identifier:
        raise ConfigurationError(
            f"No id of {type_.name} is free for so many texts", hint="Name fewer files at once."
        )
    stem = type_.path("").removesuffix(".md")
    if not template_file(transaction.workspace.root)(f"{stem}.md"):  # there are many of its kind
        stem = f"{posixpath.dirname(stem)}/{safe_name(f'{title}.md').removesuffix('.md').lower()}"
    number = identifier.rpartition("-")[2]
    wanted = (f"{stem}.md", f"{stem}-{number}.md", f"{stem}-{number}-import.md")
    root = transaction.workspace.root
    places = (one for one in wanted if one not in reserved and not (root / one).exists())
    return identifier, next(places, wanted[-1])


def placed(transaction: Transaction, item: Item, type_: Type) -> Item:
    """The same with an id and a place that are free, or those of an empty form.

    Raises ConfigurationError where the plan names others: what a person wrote is not passed over.
    """
    identifier, path = item.text("id"), item.text("path")
    form = form_of(transaction, type_)
    if form and form.id == identifier and form.path == path:
        return item
    if path:
        refuse_place(transaction.workspace.root, path)
    if identifier:
        _refuse_id(transaction, identifier, type_)
    free, usual = place(transaction, type_, item.text("title"), ())
    return replace(
        item, choices={**(item.choices or {}), "id": identifier or free, "path": path or usual}
    )


def _refuse_id(transaction: Transaction, identifier: str, type_: Type) -> None:
    if re.fullmatch(rf"{re.escape(type_.prefix)}-[0-9]{{4}}", identifier) is None:
        raise ConfigurationError(
            f"{identifier} is no id of {type_.name}",
            hint=f"Write one like {type_.prefix}-0007, or delete the line `id`.",
        )
    if identifier in transaction.repository.holders:
        raise ConfigurationError(f"{identifier} is given already", hint=_ELSEWHERE)


def refuse_place(root: Path, path: str) -> None:
    """Raise ConfigurationError where no new document can lie."""
    parts = path.split("/")
    odd = any(not one or one.startswith(".") or len(one) > _LONGEST_NAME for one in parts)
    if odd or parts[0] != "docs" or not path.endswith(".md") or "\\" in path:
        raise ConfigurationError(
            f"{path} is no place for a document", hint="Write docs/FOLDER/NAME.md."
        )
    if (root / path).exists():
        raise ConfigurationError(f"{path} is there already", hint=_ELSEWHERE)
