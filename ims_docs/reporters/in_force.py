"""The version in force -> str: a line that says which, then the approved text."""

from __future__ import annotations

from typing import NamedTuple

from ims_docs.domain.approval_state import ApprovedVersion
from ims_docs.reporters.printable import printable, report_text


class InForce(NamedTuple):
    """An approved text that is, or was, in force."""

    subject: str
    title: str
    path: str
    approved: ApprovedVersion
    when: str
    """Empty for now, otherwise "on 2026-03-01" or "at v1"."""
    approval: str
    """Who approved it and when, in words."""
    data: bytes

    @property
    def text(self) -> str:
        """The approved text with LF line ends."""
        return self.data.decode("utf-8", "replace").replace("\r\n", "\n")


def as_text(found: InForce) -> str:
    """Which version it is, and the whole file as it was approved."""
    when = f" {found.when}" if found.when else ""
    head = f"{found.subject}  {found.title}, version {found.approved.version}"
    lines = [
        f"{head}, in force{when}: {found.approval}",
        "",
        *found.text.removesuffix("\n").split("\n"),
    ]
    return "".join(f"{printable(line)}\n" for line in lines)


def as_json(found: InForce) -> str:
    """The same for programs."""
    approved = found.approved
    return report_text(
        {
            "id": found.subject,
            "title": found.title,
            "path": found.path,
            "version": approved.version,
            "digest": approved.digest,
            "approved_on": approved.day.isoformat(),
            "approved_by": list(approved.approved_by),
            "alone": approved.alone,
            "text": found.text,
        }
    )
