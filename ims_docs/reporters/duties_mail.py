"""Duties -> str: a message for each person, one after the other, as programs that send mail read them (mbox)."""

from __future__ import annotations

from collections.abc import Iterable
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTPUTF8
from typing import NamedTuple

from ims_docs.domain.duties import Duties
from ims_docs.model.directory import Directory
from ims_docs.reporters.duties import as_text
from ims_docs.reporters.printable import printable

_POLICY = SMTPUTF8.clone(linesep="\n", max_line_length=998)


class Addressed(NamedTuple):
    """A person, where mail reaches that person, and what waits there."""

    person: str
    name: str
    address: str
    found: Duties


def as_mail(people: Iterable[Addressed], organisation: str, who: Directory) -> str:
    """A message for each person who has something to do."""
    return "".join(_message(one, organisation, who) for one in people)


def address_of(text: str) -> str:
    """An e-mail address that a program can send to; empty where nobody can."""
    try:
        found = Address(addr_spec=text)
    except (ValueError, IndexError, AttributeError):
        return ""
    return text if found.username and found.domain and text.isprintable() else ""


def _message(one: Addressed, organisation: str, who: Directory) -> str:
    message = EmailMessage(policy=_POLICY)
    message["To"] = Address(printable(one.name), addr_spec=one.address)
    count = len(one.found.duties)
    many = "1 thing needs" if count == 1 else f"{count} things need"
    message["Subject"] = printable(f"{organisation}: {many} you ({one.found.as_of})")
    text = as_text(one.found, f"{organisation}, {one.name}", who, width=72)
    message.set_content(text, charset="utf-8", cte="8bit")
    lines = message.as_bytes().decode("utf-8").split("\n")
    quoted = (f">{line}" if line.lstrip(">").startswith("From ") else line for line in lines)
    day = f"{one.found.as_of:%a %b %d} 00:00:00 {one.found.as_of.year}"
    return f"From ims {day}\n" + "\n".join(quoted) + "\n"
