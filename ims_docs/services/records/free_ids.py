"""The next free ids of a type: never one that any branch or any past state has had, or that was removed."""

from __future__ import annotations

from ims_docs.errors import ConfigurationError
from ims_docs.formats import frontmatter
from ims_docs.model.repository import Repository
from ims_docs.model.type import Type

_TRIES = 1000


def free_ids(
    type_: Type, repository: Repository, past_paths: frozenset[str], text: str = ""
) -> list[str]:
    """The next ids, lowest first, so that somebody faster can be given way.

    `text` is a register as it stands now. Raises ConfigurationError for a type without
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
        *(path.rpartition("/")[2].removesuffix(".md") for path in past_paths),
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
