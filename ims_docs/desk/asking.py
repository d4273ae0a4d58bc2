"""What a page is asked for: by whom, with which words in its form, and how it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from functools import cached_property
from typing import NamedTuple, TypeAlias
from urllib.parse import parse_qsl

from ims_docs.desk.office import Office, Sight
from ims_docs.services.workspace import Workspace

MAX_FORM = 4 * 1024 * 1024
"""Bytes of a form; a text of ours is smaller."""
MAX_UPLOAD = 32 * 1024 * 1024
"""Bytes of a form with files: one that is too large is still read, to be refused with a reason."""
MULTIPART = "multipart/form-data"
_FIELDS = 5_000


class Upload(NamedTuple):
    """A file that came with a form."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form as the browser sent them, line ends as we keep them."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    uploads: Mapping[str, tuple[Upload, ...]] = field(default_factory=dict)
    """By field every file that was chosen there, also an empty one."""

    @property
    def files(self) -> Mapping[str, Upload]:
        """The first file of each field."""
        return {name: some[0] for name, some in self.uploads.items()}

    @classmethod
    def of(cls, body: bytes, media_type: str = "") -> Form:
        """A form as it is sent. Raises UnreadableFormError when it is none."""
        try:
            return cls._read(body, media_type)
        except (ValueError, LookupError) as error:
            raise UnreadableFormError from error

    @classmethod
    def _read(cls, body: bytes, media_type: str) -> Form:
        files: dict[str, tuple[Upload, ...]] = {}
        if media_type.startswith(MULTIPART):
            pairs, files = _parts(body, media_type)
        else:
            pairs = parse_qsl(
                body.decode("utf-8"),
                keep_blank_values=True,
                max_num_fields=_FIELDS,
                errors="strict",
            )
        found: dict[str, tuple[str, ...]] = {}
        for name, value in pairs:
            plain = value.replace("\r\n", "\n").replace("\r", "\n")
            found[name] = (*found.get(name, ()), plain)
        return cls(found, files)

    def text(self, name: str, otherwise: str = "") -> str:
        """The one value of a field."""
        return self.fields.get(name, (otherwise,))[0]

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field that can be chosen many times."""
        return self.fields.get(name, ())

    def __bool__(self) -> bool:
        return bool(self.fields)


def _parts(
    body: bytes, media_type: str
) -> tuple[list[tuple[str, str]], dict[str, tuple[Upload, ...]]]:
    """The fields and the files of a form with files, as the mail parser of Python takes it apart."""
    head = f"Content-Type: {media_type}\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    fields: list[tuple[str, str]] = []
    files: dict[str, tuple[Upload, ...]] = {}
    for part in message.iter_parts() if message.is_multipart() else ():
        name, data = (
            part.get_param("name", header="content-disposition"),
            part.get_payload(decode=True),
        )
        if not isinstance(name, str):
            raise ValueError(MULTIPART)  # noqa: TRY004 - it is the form that is wrong
        filename = part.get_param("filename", header="content-disposition")
        said = data if isinstance(data, bytes) else b""
        if filename is None:
            fields.append((name, said.decode("utf-8")))
        elif said or filename:  # a field where nothing was chosen sends neither
            files[name] = (*files.get(name, ()), Upload(str(filename), said))
    if len(fields) > _FIELDS:
        raise ValueError(MULTIPART)
    return fields, files


@dataclass(frozen=True)
class Call:
    """One request, after the guard let it in."""

    seat: Office | None = None
    """The repository; None on the first pages, before there is one."""
    path: Mapping[str, str] = field(default_factory=dict)
    """What stands in the address."""
    query: Mapping[str, str] = field(default_factory=dict)
    many: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The same, where a word stands there many times."""
    form: Form = field(default_factory=Form)
    is_writing: bool = False
    """Whether the form was sent, so that something may be written."""

    @property
    def office(self) -> Office:
        """The repository at this desk. Raises NoPageError before there is one."""
        if self.seat is None:
            raise NoPageError
        return self.seat

    def look(self) -> Sight:
        """The repository as it stood when this was asked: all of one page shows one state."""
        return self._sight

    def mine(self) -> Workspace:
        """The workspace of whoever sits here, who saves. Raises as the office does."""
        return self.office.mine(self.look())

    @cached_property
    def _sight(self) -> Sight:
        return self.office.look()


@dataclass(frozen=True)
class Page:
    """A page to be shown: its template, what the template is told, and the status."""

    template: str
    values: Mapping[str, object]
    status: int = 200


@dataclass(frozen=True)
class Elsewhere:
    """The browser is to go to another page, which says what happened."""

    address: str
    said: str = ""
    """What happened, in a sentence that the next page shows."""


@dataclass(frozen=True)
class Attachment:
    """A file that is handed out as it is."""

    data: bytes
    media_type: str
    name: str = ""
    """Under which a browser saves it; empty for what a page shows."""


Answer: TypeAlias = Page | Elsewhere | Attachment
Handler: TypeAlias = Callable[[Call], Answer]


class UnreadableFormError(Exception):
    """What was sent is no form."""


class NoPageError(Exception):
    """There is nothing at this address."""


def page(template: str, call: Call, *, status: int = 200, **values: object) -> Page:
    """A page with what every page is told: who sits here, and what is not saved."""
    sight = call.look()
    return Page(template, {"sight": sight, "call": call, **values}, status)
