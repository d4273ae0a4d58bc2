"""What a person says about exactly one text: a statement of a few fixed lines, and its digest.

The form has one reading only: no quoting, no optional blanks, one order of lines. So two
programs cannot understand the same signed bytes in two ways.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from ims_docs.model.reason import reason_problem
from ims_docs.model.statement_lines import statement_lines

FORM = "ims-approval/v1"
"""The first line of a statement."""
FORM_WITH_CLAUSES = "ims-approval/v2"
"""The first line of one that says what its signer knew of the clauses that the text serves."""

NO_PREVIOUS = "none"
MAX_BYTES = 16_384
"""A statement is never longer."""

_DIGEST_FORM = b"doc-digest/v1"
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_KEYS = ("document", "version", "digest", "meaning", "signer", "signed-at", "previous")
_CLAUSE = r"[a-z]{2,8}[0-9]{3,6}:[0-9.]{1,20}=[0-9a-f]{16}"
_SHA256 = re.compile(r"sha256:[0-9a-f]{64}")
_FORMS = {
    "document": re.compile(r"[A-Z]{2,5}-[0-9]{4}|[a-z][a-z0-9-]{0,59}"),
    "version": re.compile(r"(?:0|[1-9][0-9]{0,3})\.(?:0|[1-9][0-9]{0,3})|[1-9][0-9]{0,3}"),
    "digest": _SHA256,
    "meaning": re.compile(r"prepared|approved|approved-alone|reviewed|withdrawn|returned"),
    "signer": re.compile(r"PER-[0-9]{4}"),
    "signed-at": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"),
    "previous": re.compile(rf"{NO_PREVIOUS}|{_SHA256.pattern}"),
    "clauses": re.compile(rf"{_CLAUSE}(?: {_CLAUSE})*"),
}


class Meaning(StrEnum):
    """What the signer says about the text."""

    PREPARED = "prepared"
    APPROVED = "approved"
    APPROVED_ALONE = "approved-alone"
    """Approved by the person who prepared it, because there is nobody else."""
    REVIEWED = "reviewed"
    """Looked at again and still right, without a change."""
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    """Submitted, and not approved: whoever submitted it is told why, and submits it again."""

    @property
    def needs_reason(self) -> bool:
        """Whether the statement has to say why."""
        return self not in (Meaning.PREPARED, Meaning.APPROVED)

    @property
    def looks(self) -> bool:
        """Whether its signer looked at the text and what it has to meet, and found it right."""
        return self.approves or self is Meaning.REVIEWED

    @property
    def approves(self) -> bool:
        """Whether it puts the text in force."""
        return self in (Meaning.APPROVED, Meaning.APPROVED_ALONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of one person about one text. Its `text` is what is signed."""

    document: str
    """Id of the document, or the name of the register."""
    version: str
    """The version of a document; the running number of a register's approved versions."""
    digest: str
    meaning: Meaning
    signer: str
    """Id of the person in the people register."""
    signed_at: datetime
    previous: str
    """The `sha256` of the statement before it about the same document, or "none"."""
    reason: str = ""
    clauses: tuple[str, ...] = ()
    """Each clause that the text serves with the digest of what was known of it, see
    `ims_docs.domain.approval_state.clauses`; none where nobody wrote that down."""

    def __post_init__(self) -> None:
        problem = _problem(self)
        if problem:
            raise ValueError(problem)

    @property
    def text(self) -> str:
        """The statement as it is kept and signed."""
        form = FORM_WITH_CLAUSES if self.clauses else FORM
        lines = [form, *(f"{key}: {value}" for key, value in _fields(self).items())]
        if self.reason:
            lines.append(f"reason: {self.reason}")
        return "".join(f"{line}\n" for line in lines)

    @property
    def sha256(self) -> str:
        """The name by which the next statement refers to this one."""
        return sha256(self.text.encode())

    @property
    def stem(self) -> str:
        """The beginning of its file name."""
        return f"{self.meaning}-{self.signer}"

    @property
    def folder(self) -> str:
        """Where it is kept."""
        return f"approvals/{self.document}/v{self.version}"

    @classmethod
    def parse(cls, data: bytes) -> Statement:
        """Read a statement. Raises ValueError, with a sentence, for anything but the one form."""
        lines = statement_lines(data, named="a statement", most=MAX_BYTES)
        if lines[0] not in (FORM, FORM_WITH_CLAUSES):
            raise ValueError(f"The first line is not {FORM} or {FORM_WITH_CLAUSES}")
        keys = _KEYS if lines[0] == FORM else (*_KEYS, "clauses")
        fields: dict[str, str] = {}
        for number, line in enumerate(lines[1:], 2):
            key, colon, value = line.partition(": ")
            wanted = (*keys, "reason")[number - 2] if number - 2 <= len(keys) else ""
            if not colon or key != wanted:
                raise ValueError(
                    f"Line {number} has to begin with `{wanted}: `"
                    if wanted
                    else f"Line {number} is one too many"
                )
            fields[key] = value
        missing = [key for key in keys if key not in fields]
        if missing:
            raise ValueError(f"The line `{missing[0]}` is missing")
        if "reason" in fields and not fields["reason"]:
            raise ValueError("The line `reason` is empty")
        if not fields.get("clauses", "any"):
            raise ValueError("The line `clauses` is empty")
        return cls(
            document=fields["document"],
            version=fields["version"],
            digest=fields["digest"],
            meaning=_meaning(fields["meaning"]),
            signer=fields["signer"],
            signed_at=_moment(fields["signed-at"]),
            previous=fields["previous"],
            reason=fields.get("reason", ""),
            clauses=tuple(fields["clauses"].split(" ")) if "clauses" in fields else (),
        )


class StoredStatement(NamedTuple):
    """A statement as it was found: where, and what its signature is worth by itself.

    Whether it counts for the text is another question, see `ims_docs.domain.approval_state`.
    """

    path: str
    statement: Statement | None
    refused: str = ""
    """Why it does not count whatever the text is, empty when it may."""
    hint: str = ""
    key: str = ""
    """Fingerprint of the key that signed it, empty where no key was asked for."""

    @property
    def document(self) -> str:
        """The document whose folder it lies in."""
        return self.path.split("/")[1]


def digest(document: str, version: str, data: bytes) -> str:
    """The digest that binds document, version and bytes.

    Every part is preceded by its length, so no other document, version and bytes give
    the same input. Only line ends are made alike, because a checkout may change them.
    """
    known = hashlib.sha256()
    text = data.replace(b"\r\n", b"\n")
    for part in (_DIGEST_FORM, document.encode(), version.encode(), text):
        known.update(len(part).to_bytes(8, "big"))
        known.update(part)
    return f"sha256:{known.hexdigest()}"


def sha256(data: bytes) -> str:
    """The name of these bytes."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _problem(statement: Statement) -> str:
    for key, value in _fields(statement).items():
        if not _FORMS[key].fullmatch(value):
            return f"`{key}` is not written as it has to be"
    if statement.signed_at.tzinfo is not UTC or statement.signed_at.microsecond:
        return "`signed-at` is not a whole second in UTC"
    if statement.meaning.needs_reason:
        return reason_problem(statement.reason)
    return f"`{statement.meaning}` takes no reason" if statement.reason else ""


def _fields(statement: Statement) -> dict[str, str]:
    moment = statement.signed_at
    return {
        "document": statement.document,
        "version": statement.version,
        "digest": statement.digest,
        "meaning": statement.meaning.value,
        "signer": statement.signer,
        "signed-at": f"{moment.year:04}{moment.strftime(_MOMENT[2:])}",
        "previous": statement.previous,
        **({"clauses": " ".join(statement.clauses)} if statement.clauses else {}),
    }


def _meaning(text: str) -> Meaning:
    try:
        return Meaning(text)
    except ValueError:
        raise ValueError("`meaning` is not one of the words that have one") from None


def _moment(text: str) -> datetime:
    if _FORMS["signed-at"].fullmatch(text):
        try:
            return datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
        except ValueError:
            pass
    raise ValueError("`signed-at` is not a moment like 2026-11-23T08:16:49Z")
