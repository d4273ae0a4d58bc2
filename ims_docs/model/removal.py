"""A removal statement: who took what out of the repository, when and why; and what is gone.

The statement holds no title and no text. What is removed often names a person, and a note
that repeats it would keep what was to go.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from ims_docs.model.approval import sha256
from ims_docs.model.content import Value
from ims_docs.model.document import Document
from ims_docs.model.reason import reason_problem
from ims_docs.model.record import Record
from ims_docs.model.register import Entry, Register
from ims_docs.model.statement_lines import statement_lines

FORM = "ims-removal/v1"
"""The first line of a statement."""
FOLDER, NAME = "approvals/", "removed.txt"
MAX_BYTES = 4_096
"""A statement is never longer."""

_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_FORMS = {
    "removed": re.compile(r"[A-Z]{2,5}-[0-9]{4}|[a-z][a-z0-9-]{0,59}"),
    "type": re.compile(r"[a-z][a-z0-9-]{0,59}"),
    "path": re.compile(r"docs/[^\0\n\r]{1,300}\.(?:md|yaml|yml)"),
    "digest": re.compile(r"sha256:[0-9a-f]{64}"),
    "person": re.compile(r"PER-[0-9]{4}"),
    "removed-at": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"),
    "reason": re.compile(r"[^\n]+"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """One thing that was taken out. Its `text` is what is kept."""

    removed: str
    """Id of the document, record or entry; the name of a register."""
    type: str
    path: str
    """The file that held it."""
    digest: str
    """Of what was there last, see `file_digest` and `entry_digest`."""
    person: str
    """Id of the person who took it out."""
    removed_at: datetime
    reason: str

    def __post_init__(self) -> None:
        if problem := _problem(self):
            raise ValueError(problem)

    @property
    def text(self) -> str:
        """The statement as it is kept."""
        lines = [FORM, *(f"{key}: {value}" for key, value in _fields(self).items())]
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parse(cls, data: bytes) -> Removal:
        """Read a statement. Raises ValueError, with a sentence, for anything but the one form."""
        lines = statement_lines(data, named="a removal statement", most=MAX_BYTES)
        if lines[0] != FORM:
            raise ValueError(f"The first line is not {FORM}")
        fields: dict[str, str] = {}
        for number, (key, form) in enumerate(_FORMS.items(), 1):
            said, _, value = (lines[number] if number < len(lines) else "").partition(": ")
            if said != key or not form.fullmatch(value):
                raise ValueError(f"Line {number + 1} is not `{key}: …` as it has to be")
            fields[key] = value
        if len(lines) > len(_FORMS) + 1:
            raise ValueError(f"Line {len(_FORMS) + 2} is one too many")
        moment = _moment(fields.pop("removed-at"))
        return cls(removed_at=moment, **fields)


class StoredRemoval(NamedTuple):
    """A removal statement as it was found."""

    path: str
    removal: Removal | None
    refused: str = ""
    """Why it says nothing, empty when it may."""

    @property
    def named(self) -> str:
        """The id in whose folder it lies."""
        return self.path.split("/")[1]


class Gone(NamedTuple):
    """Something that was kept in the state before and is there no more."""

    id: str
    """Of a document, record or entry; the name of a register."""
    path: str
    digest: str
    item: Document | Record | Register
    """The file that held it, as it was."""
    entry: Entry | None = None
    """Where only an entry of a register went."""
    is_suggestion: bool = False
    """Whether nobody has worked on it: a record as its form came, with template text in it, or an
    entry that the template brought, see `suggestions`."""

    @property
    def type(self) -> str:
        """The name of its type."""
        return self.item.type


def statement_path(identifier: str) -> str:
    """Where the removal statement of something lies."""
    return f"{FOLDER}{identifier}/{NAME}"


def is_statement_path(path: str) -> bool:
    """Whether a removal statement lies at this path."""
    return path.startswith(FOLDER) and path.count("/") == 2 and path.endswith(f"/{NAME}")


def file_digest(data: bytes) -> str:
    """The name of a file's bytes, whatever its line ends."""
    return sha256(data.replace(b"\r\n", b"\n"))


def entry_digest(values: Mapping[str, Value]) -> str:
    """The name of what an entry says, wherever it stands and however it is laid out."""
    said = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(said.encode("utf-8", "surrogatepass"))


def suggestions(values: Mapping[str, Value]) -> dict[str, str]:
    """The entries of a register by id, with their digests, while it holds the template's guidance.

    The guidance tells people to keep what applies to them and to delete the rest. Until that
    is done, an entry that nobody has changed since the register came is the template's.
    """
    entries = values.get("entries")
    if not values.get("guidance") or not isinstance(entries, list):
        return {}
    return {
        str(one["id"]): entry_digest(one)
        for one in entries
        if isinstance(one, dict) and isinstance(one.get("id"), str)
    }


def _problem(one: Removal) -> str:
    for key, value in _fields(one).items():
        if not _FORMS[key].fullmatch(value):
            return f"`{key}` is not written as it has to be"
    if one.removed_at.tzinfo is not UTC or one.removed_at.microsecond:
        return "`removed-at` is not a whole second in UTC"
    return reason_problem(one.reason)


def _fields(one: Removal) -> dict[str, str]:
    moment = one.removed_at
    return {
        "removed": one.removed,
        "type": one.type,
        "path": one.path,
        "digest": one.digest,
        "person": one.person,
        "removed-at": f"{moment.year:04}{moment.strftime(_MOMENT[2:])}",
        "reason": one.reason,
    }


def _moment(text: str) -> datetime:
    try:
        return datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        raise ValueError("`removed-at` is not a moment like 2026-11-23T08:16:49Z") from None
