"""Which revisions brought, changed or removed a statement, and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias

from ims_docs.adapters.git import History
from ims_docs.domain.approval_state import judged, people_of
from ims_docs.model.approval import Statement
from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision

_FOLDER, _FORM = "approvals/", ".txt"
_REMOVED = "it is not there any more"
_CHANGED = "it says something else now"


class StatementEvent(NamedTuple):
    """What a person said about a text."""

    meaning: str
    """prepared, approved, approved-alone, reviewed or withdrawn."""
    document: str
    """Id of the document, or the name of the register."""
    version: str
    person: str
    name: str
    invalid_reason: str
    """Why it does not count today, empty when it does."""

    @property
    def who(self) -> str:
        """The person by name and id."""
        return f"{self.name} ({self.person})" if self.name != self.person else self.person


Statements: TypeAlias = "Mapping[tuple[str, str], StatementEvent]"
"""By commit and path."""


def statement_events(
    history: History, repository: Repository, revisions: Iterable[Revision]
) -> Statements:
    """The statements among the files of these revisions. One that cannot be read says nothing."""
    files = [one for one in revisions if _is_statement(one.path)]
    contents = history.blobs(one.blob or one.former_blob for one in files)
    refused = {one.stored.path: one.message for one in judged(repository).refusals}
    kept = {one.path: one.statement for one in repository.statements}
    people = people_of(repository)
    found = {}
    for file, data in zip(files, contents, strict=True):
        statement = _read(data)
        if statement is None:
            continue
        now = kept.get(file.current_path)
        invalid_reason = refused.get(file.current_path, "")
        if now != statement:
            invalid_reason = _CHANGED if now else _REMOVED
        found[file.commit, file.path] = StatementEvent(
            statement.meaning.value,
            statement.document,
            statement.version,
            statement.signer,
            people.name(statement.signer),
            invalid_reason,
        )
    return found


def _is_statement(path: str) -> bool:
    return path.startswith(_FOLDER) and path.endswith(_FORM)


def _read(data: bytes | None) -> Statement | None:
    try:
        return Statement.parse(data) if data is not None else None
    except ValueError:
        return None
