"""What a copy carries as its own proof: the statements about its text, and how to check them by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ims_docs.domain.approval_state import judged, people_of, role_acted_in
from ims_docs.export.choosing import Chosen
from ims_docs.export.copies import Attachment, named
from ims_docs.export.wording import code, heading, paragraph, table
from ims_docs.formats.signatures import STATEMENTS
from ims_docs.model.approval import Meaning, StoredStatement
from ims_docs.model.prose import Block
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.trust import LIST, LIST_SIGNATURE, ROOT_KEYS
from ims_docs.services.workspace import Snapshot

_SAYS = {
    Meaning.PREPARED: "prepared",
    Meaning.APPROVED: "approved",
    Meaning.APPROVED_ALONE: "approved alone",
    Meaning.REVIEWED: "reviewed, still valid",
    Meaning.WITHDRAWN: "withdrew",
}
_TRUST = {
    LIST: "The list of those who may sign",
    LIST_SIGNATURE: "The signature of the list of those who may sign",
    ROOT_KEYS: "The root key that signs the list",
}
_PLAIN = re.compile(r"[A-Za-z0-9.-]+")
"""What a shell takes as it is written."""
COMMANDS = "how-to-verify.txt"


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything about who stands behind a text."""

    approvals: tuple[Block, ...]
    small_print: tuple[Block, ...]
    attachments: tuple[Attachment, ...]
    paths: tuple[str, ...]
    """The files of the repository that it rests on."""


def proof_of(snapshot: Snapshot, chosen: Chosen, file_name: str) -> Proof:
    """The proof of a text; `file_name` is what the copy is called."""
    signed = _signed(snapshot, chosen)
    wanted = [*_files(signed), *(_TRUST if signed else ())]
    found = snapshot.bodies(path for path in wanted if path in snapshot.repository.paths)
    source = f"{named(chosen.name)}.{'yaml' if isinstance(chosen.item, Register) else 'md'}"
    commands = "\n".join(_commands(chosen, signed, found, source, file_name)) + "\n"
    return Proof(
        approvals=tuple(_approvals(snapshot, chosen, signed)),
        small_print=tuple(_small_print(snapshot, signed, commands)),
        attachments=(
            Attachment(source, chosen.data, "The text as it is kept", is_source=True),
            *(_attached(path, found[path]) for path in wanted if path in found),
            Attachment(COMMANDS, commands.encode(), "The commands that prove this copy"),
        ),
        paths=tuple(found),
    )


def _signed(snapshot: Snapshot, chosen: Chosen) -> tuple[StoredStatement, ...]:
    """The statements about exactly this text that count, in the order of their days."""
    if isinstance(chosen.item, Record):
        return ()
    counting = {one.sha256 for one in judged(snapshot.repository).counting(chosen.name)}
    found = [
        one
        for one in snapshot.repository.stored_statements.get(chosen.name, ())
        if one.statement
        and one.statement.digest == chosen.digest
        and one.statement.sha256 in counting
    ]
    return tuple(sorted(found, key=lambda one: (one.statement.signed_at, one.path)))  # type: ignore[union-attr]


def _files(signed: Iterable[StoredStatement]) -> Iterator[str]:
    for one in signed:
        yield from (one.path, f"{one.path}.sig")


def _attached(path: str, data: bytes) -> Attachment:
    name = path.rpartition("/")[2]
    what = "signature of a statement" if name.endswith(".sig") else "statement about this text"
    return Attachment(name, data, _TRUST.get(path, f"A {what}"))


def _approvals(
    snapshot: Snapshot, chosen: Chosen, signed: Iterable[StoredStatement]
) -> Iterator[Block]:
    if isinstance(chosen.item, Record):
        return
    yield heading("Approvals")
    people = people_of(snapshot.repository)
    rows = []
    for stored in signed:
        one = stored.statement
        if one is None:
            continue
        role = role_acted_in(snapshot.repository, chosen.item, one)
        says = f"{_SAYS[one.meaning]}: {one.reason}" if one.reason else _SAYS[one.meaning]
        rows.append(
            (
                people.shown(one.signer),
                role,
                says,
                f"{one.signed_at.date()} (claimed)",
                stored.key or "no key, recorded",
            )
        )
    if rows:
        yield table(("Name", "Role", "Says", "Day", "Key"), rows)
    else:
        yield paragraph("Nobody has approved exactly this text.")


def _small_print(
    snapshot: Snapshot, signed: tuple[StoredStatement, ...], commands: str
) -> Iterator[Block]:
    yield heading("How to prove this copy", 3)
    root = snapshot.repository.trust.root
    if not signed:
        yield paragraph("The text travels in this file. These commands need no ims:")
    elif LIST not in snapshot.repository.paths:
        yield paragraph(
            "The text, the statements about it and their signatures travel in this file. The list of those "
            "who may sign does not: ask for it. These commands need no ims:"
        )
    else:
        yield paragraph(
            "The text, the statements about it, their signatures and the list of those who may sign "
            "travel in this file. These commands need no ims: they take the files out, recompute the "
            "digest, find it in the statement, and check the signature."
        )
    yield code(commands.rstrip("\n"))
    if any(one.key for one in signed) and LIST in snapshot.repository.paths:
        rooted = f" It is signed with the root key {root}." if root else ""
        yield paragraph(
            "They show who signed exactly these words, as far as the list of signers is the true one. "
            f"Compare it with a list that came another way.{rooted} What counts today, the system says."
        )


def _commands(
    chosen: Chosen,
    signed: Iterable[StoredStatement],
    found: Iterable[str],
    source: str,
    file_name: str,
) -> Iterator[str]:
    yield f"pdfdetach -saveall {file_name}.pdf"
    if not _PLAIN.fullmatch(f"{chosen.name}{chosen.version}") or not chosen.version:
        yield f"sha256sum {source}"
        return
    first, *more = ("doc-digest/v1", chosen.name, chosen.version)
    yield f"(printf '{_octal(len(first))}{first}'"
    for part in more:
        yield f" printf '{_octal(len(part))}{part}'"
    yield f" printf '{_octal(len(chosen.data))}'"
    yield f" cat {source}) | sha256sum"
    for stored in signed:
        name, one = stored.path.rpartition("/")[2], stored.statement
        if one is None or not one.meaning.approves:
            continue
        yield f"grep -H '^digest' {name}"
        if stored.key and {f"{stored.path}.sig", LIST} <= set(found):
            yield f"ssh-keygen -Y verify -f allowed_signers -n {STATEMENTS} \\"
            yield f" -I {one.signer} -s {name}.sig < {name}"


def _octal(length: int) -> str:
    """A number in eight bytes, as every printf understands it; digits may follow."""
    data = length.to_bytes(8, "big").lstrip(b"\0")
    return "\\0" * (8 - len(data)) + "".join(f"\\{byte:03o}" for byte in data)
