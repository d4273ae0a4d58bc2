"""Statements, their signatures and the list of signers, as plain values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from ims_docs.adapters.disk.tree import Tree
from ims_docs.model.approval import Statement, StoredStatement, digest
from ims_docs.model.document import Document
from ims_docs.model.register import Register
from ims_docs.model.removal import is_statement_path
from ims_docs.model.repository import Repository
from ims_docs.model.tree_entry import TreeEntry
from ims_docs.model.trust import LIST, LIST_SIGNATURE, ROOT_KEYS, KeyListError, Level, Trust

_FOLDERS = ("approvals/", "trust/")
_STATEMENT, _SIGNATURE = ".txt", ".txt.sig"
_NUMBERED = re.compile(r"(?:-(?:[2-9]|[1-9][0-9]{1,3}))?")
_NOT_CONTENT = ".gitkeep", ".gitattributes", "README.md"
_AGAIN = "Bring it back as it was signed, if git has that. If it never was right, let the person sign anew."

Bytes: TypeAlias = tuple[str, ...]
"""What a judgement on a statement depends on: its path, and git's names for all bytes involved."""

Files = Mapping[str, "bytes | str"]
"""Path to the bytes of a file, or to a sentence that says why it cannot be read."""


def with_approvals(
    repository: Repository,
    tree: Tree,
    entries: Mapping[str, TreeEntry],
    judged: dict[Bytes, StoredStatement],
) -> Repository:
    """The repository with all that lies in approvals/ and trust/; `entries` are its files.

    `judged` holds what was said of the same bytes under the same list before, and is added to.
    """
    wanted = {path: entry for path, entry in entries.items() if path.startswith(_FOLDERS)}
    if not wanted:
        return repository
    level = repository.settings.approval_level
    names = {path: _bytes_of(path, wanted, level) for path in wanted if path.endswith(_STATEMENT)}
    before = {path: judged[name] for path, name in names.items() if name in judged}
    fresh = [one for path, one in wanted.items() if path.removesuffix(".sig") not in before]
    files = _read(tree, fresh)
    trust = _trust(files, level)
    found = {one.path: one for one in _statements(files, trust, level)}
    judged.update({names[path]: one for path, one in found.items() if all(names.get(path, ("",)))})
    by_document: dict[str, list[StoredStatement]] = {}
    for _, one in sorted({**found, **before}.items()):
        by_document.setdefault(one.document, []).append(one)
    stored = {name: tuple(some) for name, some in by_document.items()}
    subjects: tuple[Document | Register, ...] = (*repository.documents, *repository.registers)
    return replace(
        repository,
        stored_statements=stored,
        trust=trust,
        digests=digests(subjects, stored, tree, entries),
    )


def statements_at(
    paths: Iterable[str], tree: Tree, entries: Mapping[str, TreeEntry], trust: Trust, level: Level
) -> tuple[StoredStatement, ...]:
    """What lies at some paths below approvals/; a statement and its signature are asked for together."""
    files = _read(tree, [entries[path] for path in paths])
    return tuple(_statements(files, trust, level))


def digests(
    subjects: Iterable[Document | Register],
    stored: Mapping[str, tuple[StoredStatement, ...]],
    tree: Tree,
    entries: Mapping[str, TreeEntry],
) -> dict[str, dict[str, str]]:
    """The digest of each text that statements speak of, under each version they name."""
    wanted: dict[str, tuple[str, frozenset[str]]] = {}
    for one in subjects:
        name = one.name
        statements = [each.statement for each in stored.get(name, ()) if each.statement]
        if statements and isinstance(one, Register):
            wanted[one.path] = (name, frozenset(each.version for each in statements))
        elif statements and isinstance(one, Document) and one.version:
            wanted[one.path] = (name, frozenset({one.version}))
    return {
        path: {version: digest(name, version, data) for version in versions}
        for path, data in _read(tree, [entries[path] for path in wanted]).items()
        for name, versions in (wanted[path],)
        if isinstance(data, bytes)
    }


def _bytes_of(path: str, entries: Mapping[str, TreeEntry], level: Level) -> Bytes:
    """Empty in one place where git has no name for the bytes, so that nothing is remembered."""
    about = (LIST, LIST_SIGNATURE, ROOT_KEYS, f"{path}.sig")
    others = (entries[one].blob if one in entries else "none" for one in about)
    return (path, level.value, entries[path].blob, *others)


def _read(tree: Tree, entries: Iterable[TreeEntry]) -> Files:
    return {entry.path: data for entry, data in tree.read(entries)}


def _trust(files: Files, level: Level) -> Trust:
    from ims_docs.formats.signatures import read_list, root_of

    data = _bytes(files, LIST)
    keys, errors = read_list(data)
    signature = _bytes(files, LIST_SIGNATURE)
    root = root_of(data, signature, _bytes(files, ROOT_KEYS)) if signature else ""
    if signature and not root:
        changed = "The list is not the one that the root key signed"
        hint = "Look at what changed. If it is right, run `ims trust sign`."
        errors = (KeyListError(0, changed, hint), *errors)
    elif level is Level.ANCHORED and not root:
        hint = "Run `ims trust sign` with the root key."
        errors = (KeyListError(0, "No root key has signed the list", hint), *errors)
    return Trust(
        keys=keys, errors=errors, is_kept=LIST in files, is_signed=bool(signature), root=root
    )


def _statements(files: Files, trust: Trust, level: Level) -> Iterator[StoredStatement]:
    for path in sorted(files):
        name = path.rpartition("/")[2]
        if not path.startswith("approvals/") or name in _NOT_CONTENT or is_statement_path(path):
            continue
        if path.endswith(_SIGNATURE) and path.removesuffix(".sig") in files:
            continue
        data = files[path]
        if path.count("/") != 3 or not path.endswith(_STATEMENT):
            why = "There is no statement that this signature belongs to"
            if not path.endswith(_SIGNATURE):
                why = "This is no statement, and nothing else is kept here"
            yield StoredStatement(
                path, None, why, "Delete the file, or bring back what it belongs to."
            )
        elif isinstance(data, str):
            yield StoredStatement(
                path, None, data, "Check the file's permissions, or run `git fsck`."
            )
        else:
            yield _statement(path, data, _bytes(files, f"{path}.sig"), trust, level)


def _statement(
    path: str, data: bytes, signature: bytes, trust: Trust, level: Level
) -> StoredStatement:
    try:
        statement = Statement.parse(data)
    except ValueError as error:
        return StoredStatement(path, None, str(error), _AGAIN)
    misplaced = _misplaced(path, statement)
    if misplaced:
        return StoredStatement(path, statement, misplaced, _AGAIN)
    if not signature and level is Level.RECORDED:
        return StoredStatement(path, statement)
    if not signature:
        return StoredStatement(path, statement, "It is not signed", "Let the person sign it again.")
    if level is Level.ANCHORED and not trust.root:
        why = "No root key has signed the list of signers as it stands"
        return StoredStatement(path, statement, why, "Run `ims trust sign` with the root key.")
    return _judged(path, data, statement, signature, trust)


def _misplaced(path: str, statement: Statement) -> str:
    """Where its path says something else than the statement."""
    folder, _, name = path.rpartition("/")
    if folder != statement.folder:
        about = f"{statement.document} version {statement.version}"
        return f"It is about {about}, but is stored with another text"
    number = name.removesuffix(_STATEMENT).removeprefix(statement.stem)
    if not name.startswith(statement.stem) or not _NUMBERED.fullmatch(number):
        return f"It says {statement.meaning} by {statement.signer}, and its name says otherwise"
    return ""


def _judged(
    path: str, data: bytes, statement: Statement, signature: bytes, trust: Trust
) -> StoredStatement:
    from ims_docs.formats.signatures import judge

    verdict = judge(data, signature, person=statement.signer, when=statement.signed_at, trust=trust)
    return StoredStatement(path, statement, verdict.refused, verdict.hint, verdict.key)


def _bytes(files: Files, path: str) -> bytes:
    data = files.get(path, b"")
    return data if isinstance(data, bytes) else b""
