"""Who is asked to read a text in force, and who has read exactly that version."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

from ims_docs.domain.approval_state import ApprovedVersion
from ims_docs.domain.views.reading import Read, Reading

VERSION = ApprovedVersion(
    version="2.0",
    digest="sha256:" + "0" * 64,
    since=datetime(2026, 3, 1, tzinfo=UTC),
    prepared_by=(),
    approved_by=(),
)


def test_who_has_read_it_is_not_asked_again():
    read = Read(SimpleNamespace(), 0, "PER-0001", "POL-0001", "2.0", VERSION.digest)
    one = Reading(SimpleNamespace(name="POL-0001"), VERSION, (read,), ("PER-0001", "PER-0002"))
    assert one.open == ("PER-0002",)
