"""Duties as a calendar (iCalendar, RFC 5545): a whole day each, with a name that stays the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from ims_docs.domain.duties import Duties, Duty, Urgency
from ims_docs.model.directory import Directory

_LONGEST = 73
"""Bytes of a line before it is folded; a fold and the end of the line make it 75."""
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})
_KINDS = {
    "deadline": "deadline",
    "review": "review",
    "record": "open record",
    "approval": "waits for approval",
    "suspect": "to be looked at again",
}


def calendar(found: Duties, organisation: str, who: Directory, saved: datetime) -> str:
    """Every duty with a day. The same state gives the same lines."""
    events = sorted(
        _dated(found), key=lambda one: (one.day or date.min, one.id, one.kind, one.what)
    )
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ims-docs//ims//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(f'{organisation}: innovation management')}",
    ]
    taken: dict[str, int] = {}
    for one in events:
        lines += _event(one, organisation, who, saved, taken)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _dated(found: Duties) -> Iterator[Duty]:
    """Duties whose day is one by which something has to happen."""
    by_day = (Urgency.OVERDUE, Urgency.ASK, Urgency.SOON)
    yield from (one for one in (*found.duties, *found.ahead) if one.day and one.urgency in by_day)


def _event(
    one: Duty, organisation: str, who: Directory, saved: datetime, taken: dict[str, int]
) -> Iterator[str]:
    day = one.day or date.min
    which = one.what if one.kind == "deadline" else ""
    name = f"ims:{organisation}:{one.id or one.path}:{one.kind}:{which}"
    taken[name] = taken.get(name, 0) + 1
    unique = uuid5(NAMESPACE_URL, f"{name}:{taken[name]}")
    called = who.called(one.who) if one.who else "nobody is named"
    yield "BEGIN:VEVENT"
    yield f"UID:{unique}@ims-docs"
    yield f"DTSTAMP:{saved.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_basic(day)}"
    if day < date.max:
        yield f"DTEND;VALUE=DATE:{_basic(day + timedelta(days=1))}"
    yield f"SUMMARY:{_text(' '.join(filter(None, (one.id, one.what))))}"
    said = f"{_KINDS.get(one.kind, one.kind)}, for {called}\n{one.path}\n{one.command}"
    yield f"DESCRIPTION:{_text(said)}"
    yield f"CATEGORIES:{_text(_KINDS.get(one.kind, one.kind))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _basic(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    """Text in which nothing ends a value; signs that no calendar takes are left out."""
    shown = "".join(one for one in text if one == "\n" or (ord(one) >= 32 and ord(one) != 127))
    return shown.translate(_ESCAPED)


def _folded(line: str) -> Iterable[str]:
    """A line in pieces that are short enough; no letter is cut in two."""
    pieces: list[str] = []
    piece, size = "", 0
    for one in line:
        length = len(one.encode("utf-8", "replace"))
        if size + length > _LONGEST:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + one, size + length
    return [*pieces, piece]
