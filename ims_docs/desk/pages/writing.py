"""Writing one section of a text: its words, the guidance beside it, and what the rules say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from ims_docs.desk.asking import Answer, Call, Elsewhere, NoPageError, Page, page
from ims_docs.desk.keeping import put
from ims_docs.desk.showing import html_of
from ims_docs.domain.approval_state import standings
from ims_docs.errors import RefusedError
from ims_docs.model.document import Document
from ims_docs.model.finding import Finding
from ims_docs.model.record import Record
from ims_docs.model.version import following
from ims_docs.services.records.record_text import with_keys
from ims_docs.services.records.sections import Part, sections_of, with_part
from ims_docs.services.saving import require_reason
from ims_docs.services.workspace.transaction import NonconformingError, OvertakenError, Transaction


class _Desk(NamedTuple):
    """One section of one text, as it lies open."""

    item: Document | Record
    text: str
    number: int
    parts: list[Part]
    following: str = ""
    """The version that a changed text gets; empty where it is a draft already."""

    @property
    def part(self) -> Part:
        return self.parts[self.number]


def writing(call: Call) -> Answer:
    """A section to write; when it was sent: looked at, or saved."""
    transaction = Transaction(call.office.mine() if call.is_writing else call.look().workspace)
    opened = _opened(call, transaction)
    if not call.is_writing:
        return _shown(call, opened, _Said())
    after = _after(call, opened)
    if call.form.text("was") != _mark(opened.part):
        return _clash(call, opened, after)
    text = _next_version(opened, with_part(opened.text, opened.number, after))
    if call.form.text("act") != "save":
        found = _about(transaction, opened, text)
        return _shown(call, opened, _Said(after, found))
    return _saved(call, transaction, opened, after, text)


def _opened(call: Call, transaction: Transaction) -> _Desk:
    path = f"docs/{call.path['path']}"
    item = call.look().by_path.get(path)
    if not isinstance(item, Document | Record):
        raise NoPageError
    if isinstance(item, Record) and item.is_closed:
        raise RefusedError(
            f"{item.id} is closed, and what is closed stays as it is",
            hint="If it goes on, add a new record.",
        )
    text = transaction.read(path)
    found = sections_of(text)
    said = call.form.text("part") or call.query.get("part", "")
    number = int(said) if said.isdecimal() else _first(found)
    if not 0 <= number < len(found):
        raise NoPageError
    standing = standings(call.look().repository).of(item) if isinstance(item, Document) else None
    in_force = standing.in_force if standing else None
    is_next = in_force is not None and standing is not None and standing.version == in_force.version
    return _Desk(
        item, text, number, found, following(in_force.version) if in_force and is_next else ""
    )


def _next_version(opened: _Desk, text: str) -> str:
    """The text as the draft of the next version, where the one that it goes on from is in force."""
    if text == opened.text or not opened.following:
        return text
    return with_keys(text, {"version": opened.following})


def _first(found: list[Part]) -> int:
    """The section to begin with: the first with something left to do."""
    left = [n for n, one in enumerate(found) if one.placeholders or one.guidance]
    return left[0] if left else min(1, len(found) - 1)


def _mark(part: Part) -> str:
    """By which the next request knows that nobody else changed this section."""
    return sha256(str(part).encode()).hexdigest()[:20]


def _after(call: Call, opened: _Desk) -> Part:
    """The section with what was typed, and with the places that were filled in."""
    words = call.form.text("words").replace("\r\n", "\n")
    for number, place in enumerate(opened.part.placeholders):
        said = call.form.text(f"place.{number}").strip()
        if said:
            words = words.replace(place, said, 1)
    if words.rstrip() == opened.part.words:
        words = opened.part.words
    return opened.part.saying(words, with_guidance=not call.form.text("done"))


def _about(transaction: Transaction, opened: _Desk, text: str) -> list[Finding]:
    """What the rules say of the section, with every finding of an error in the file."""
    found = transaction.findings_in(opened.item.path, text)
    front = text[: len(text) - len("".join(map(str, sections_of(text))))].count("\n")
    parts = sections_of(text)
    start = front + "".join(map(str, parts[: opened.number])).count("\n") + 1
    end = start + str(parts[opened.number]).count("\n")
    return [one for one in found if start <= one.where.line <= max(end, start)]


@dataclass(frozen=True)
class _Said:
    """What was made of what was typed."""

    after: Part | None = None
    found: Sequence[Finding] | None = None
    """What the rules say of the section; None where nobody asked."""
    error: str = ""
    """What is wrong with the reason."""
    rest: Sequence[Finding] = ()
    """What a gate would refuse."""


def _shown(call: Call, opened: _Desk, said: _Said) -> Page:
    part = said.after or opened.part
    return page(
        "writing.html",
        call,
        status=422 if said.error or said.rest else 200,
        item=opened.item,
        parts=opened.parts,
        number=opened.number,
        part=part,
        words=part.words,
        was=call.form.text("was") or _mark(opened.part),
        preview=html_of(f"{part.heading}\n{part.words}\n", opened.item.path),
        findings=said.found,
        reason=call.form.text("reason"),
        reasons=_reasons(opened),
        following=opened.following,
        error=said.error,
        rest=said.rest,
    )


def _reasons(opened: _Desk) -> tuple[str, ...]:
    section = opened.part.title or "the beginning"
    name = f"“{section}” of {opened.item.id or opened.item.title}"
    return (
        f"Complete {name} in our own words",
        f"Say in {name} what changed in our work",
        f"Put a mistake in {name} right",
    )


def _saved(call: Call, transaction: Transaction, opened: _Desk, after: Part, text: str) -> Answer:
    path = opened.item.path
    if text == opened.text:
        return Elsewhere(f"/{path}", "Nothing was changed, so nothing was saved.")
    reason = call.form.text("reason").strip()
    try:
        require_reason(reason, [path])
    except RefusedError as refused:
        return _shown(call, opened, _Said(after, error=f"{refused.message}. {refused.hint}"))
    try:
        put(transaction, path, text, reason)
    except OvertakenError:
        return _clash(call, opened, after)
    except NonconformingError as refused_report:
        rest = list(refused_report.report.findings)
        return _shown(call, opened, _Said(after, rest=rest))
    following = next(
        (
            n
            for n, one in enumerate(opened.parts)
            if n > opened.number and (one.placeholders or one.guidance)
        ),
        None,
    )
    said = f"Saved: {reason}"
    if following is not None and call.form.text("then") == "next":
        return Elsewhere(f"/write/{path.removeprefix('docs/')}?part={following}", said)
    return Elsewhere(f"/{path}", said)


def _clash(call: Call, opened: _Desk, after: Part) -> Page:
    """Somebody else changed the same section: both texts, mine still in the editor."""
    return page(
        "clash.html",
        call,
        status=409,
        item=opened.item,
        number=opened.number,
        part=opened.part,
        theirs=opened.part.words,
        words=after.words,
        was=_mark(opened.part),
        reason=call.form.text("reason"),
    )
