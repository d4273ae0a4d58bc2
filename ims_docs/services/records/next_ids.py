"""The next free ids of a type: never one that any branch or any past state has had, or that was removed."""

from __future__ import annotations

from ims_docs.adapters.git import History
from ims_docs.adapters.git.numbers import ids_in_names, ids_in_texts
from ims_docs.errors import ConfigurationError
from ims_docs.formats import frontmatter
from ims_docs.model.repository import Repository
from ims_docs.model.type import Kind, Type

_TRIES = 1000


def past_ids(history: History, type_: Type) -> frozenset[str]:
    """Ids that any branch or any past state has given. Raises HistoryUnavailableError.

    A record is known by the name of its file. The id of a document or of an entry stands in
    the text, so every text that it ever had is read.
    """
    history.require_whole(lost=", so numbers that were given before cannot be known")
    if type_.kind is Kind.RECORD or not type_.prefix:
        return ids_in_names(history, "docs")
    folder, _, name = type_.path("").rpartition("/")
    stem = name.rpartition(".")[0]
    return ids_in_texts(history, folder, stem, type_.prefix) | ids_in_names(history, "docs")


def free_ids(
    type_: Type, repository: Repository, past: frozenset[str], text: str = ""
) -> list[str]:
    """The next ids, lowest first, so that somebody faster can be given way.

    `past` are ids that were given before, `text` is a register as it stands now. Raises ConfigurationError for a type without
    numbers.
    """
    prefix = type_.prefix
    if not prefix:
        raise ConfigurationError(
            f"An entry of {type_.name} needs an id of your own",
            hint="Add --set id=a-short-name.",
        )
    names = [
        *repository.holders,
        *repository.removed,
        *past,
        *_entry_ids(text),
    ]
    used = [
        int(name[len(prefix) + 1 :])
        for name in names
        if name.startswith(f"{prefix}-") and name[len(prefix) + 1 :].isdecimal()
    ]
    start = max(used, default=0) + 1
    return [f"{prefix}-{number:04}" for number in range(start, min(start + _TRIES, 10_000))]


def _entry_ids(text: str) -> list[str]:
    entries = frontmatter.parse(text).values.get("entries") if text else None
    listed = entries if isinstance(entries, list) else []
    return [str(one.get("id")) for one in listed if isinstance(one, dict)]
