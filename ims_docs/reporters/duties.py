"""Duties -> str: what needs somebody's attention, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ims_docs.domain.duties import Duties, Duty, Urgency
from ims_docs.model.directory import Directory
from ims_docs.model.document import Document
from ims_docs.model.moved_date import MovedDate
from ims_docs.model.register import Register
from ims_docs.reporters.columns import cut, padded, width_of, wrapped
from ims_docs.reporters.printable import Json, printable, report_text

_MOST = 40
"""How many duties of one urgency the text form names."""
_WIDEST = 20
_MOST_NAMED = 5
"""How many texts that wait for a signature it names."""
_MOST_WAITING = 5
"""How many open records of one type it names."""
_BOLD, _RESET = "\x1b[1m", "\x1b[0m"
_COLOURS = {Urgency.OVERDUE: "\x1b[1;31m", Urgency.ASK: "\x1b[1;33m", Urgency.SOON: "\x1b[1;33m"}
_INDENT = "    "


def as_text(
    found: Duties, organisation: str, who: Directory, *, width: int = 80, colour: bool = False
) -> str:
    """The most urgent first: what, who, when, and the command that helps."""
    page = _Page(found, who, width=width, colour=colour)
    lines = wrapped(printable(f"{organisation}, {found.as_of}: {_summary(found)}."), width)
    for urgency in (Urgency.OVERDUE, Urgency.ASK, Urgency.LOOK, Urgency.SOON, Urgency.STUCK):
        if found.of(urgency):
            lines += ["", *page.section(urgency)]
    if found.put_off:
        lines += ["", *page.put_off()]
    if found.of(Urgency.WAITING):
        lines += ["", *page.waiting()]
    if found.later:
        many = _number(len(found.later), "later date", "later dates")
        ahead = (found.later[0] - found.as_of).days
        text = f"{many}, the next on {found.later[0]}: `ims status --days {ahead}`"
        lines += ["", *wrapped(text, width)]
    if found.unfinished:
        many = _number(found.unfinished, "file still holds", "files still hold")
        lines += [
            "",
            *wrapped(f"{many} template text: `ims check`", width),
        ]
    return "\n".join(lines) + "\n"


def for_you(mine: Duties, name: str, person: str, *, width: int = 80) -> str:
    """In a sentence what waits for whoever asks."""
    text = f"For you, {name}: {_summary(mine)}."
    if mine.duties:
        text += f" `ims status --person {person}`"
    return "".join(f"{line}\n" for line in wrapped(printable(text), width))


def to_read(texts: Sequence[str]) -> str:
    """Which texts in force somebody is asked to read and has not; empty where there is none."""
    if not texts:
        return ""
    named = ", ".join((*texts[:_MOST_NAMED], *(["…"] if texts[_MOST_NAMED:] else [])))
    first = texts[0].split(" ")[0]
    return f"To read: {named}. When you have read it: `ims acknowledge {first}`."


def to_submit(complete: Sequence[Document | Register]) -> list[str]:
    """What is complete and not submitted yet, and how it comes into force; nothing where there is none."""
    if not complete:
        return []
    names = [one.name for one in complete]
    more = f" and {len(names) - _MOST_NAMED} more" if names[_MOST_NAMED:] else ""
    many = _number(len(names), "text is", "texts are")
    draft = any(isinstance(one, Document) and not one.is_final for one in complete)
    version = 'write version: "1.0" into each that is a draft, save, then ' if draft else ""
    command = f"ims submit {names[0]}" if len(names) == 1 else "ims submit --all"
    listed = f"{', '.join(names[:_MOST_NAMED])}{more}"
    deed = f"To bring into force: {version}`{command}`."
    return [f"{many} complete and not submitted: {listed}. {deed}"]


def _summary(found: Duties) -> str:
    words = {
        Urgency.OVERDUE: "overdue",
        Urgency.ASK: "to ask about",
        Urgency.LOOK: "to look at",
        Urgency.SOON: _soon(found.days),
        Urgency.STUCK: "stuck",
        Urgency.WAITING: "waiting",
    }
    if not found.duties:
        return f"nothing is overdue, {words[Urgency.SOON]}, stuck or waiting"
    if not found.of(Urgency.LOOK):
        del words[Urgency.LOOK]
    return ", ".join(f"{len(found.of(urgency))} {word}" for urgency, word in words.items())


def _soon(days: int) -> str:
    return f"due in the next {_number(days, 'day', 'days')}" if days else "due today"


class _Page:
    def __init__(self, found: Duties, who: Directory, *, width: int, colour: bool) -> None:
        self.found = found
        self.who = who
        self.width = width
        self.colour = colour

    def section(self, urgency: Urgency) -> Iterator[str]:
        """A block for each duty of one urgency."""
        yield from self._blocks(self._titles()[urgency], self.found.of(urgency), urgency)

    def put_off(self) -> Iterator[str]:
        """A block for each later duty whose day was moved, so that moving it hides nothing."""
        yield from self._blocks("Later, and moved", self.found.put_off, Urgency.WAITING)

    def _blocks(self, title: str, some: Sequence[Duty], urgency: Urgency) -> Iterator[str]:
        yield from self._heading(f"{title}: {len(some)}", urgency)
        for one in some[:_MOST]:
            yield from self._duty(one)
        if some[_MOST:]:
            more = f"and {len(some) - _MOST} more; `ims status --format json` names them all"
            yield from wrapped(more, self.width, "  ", _INDENT)

    def _titles(self) -> dict[Urgency, str]:
        return {
            Urgency.OVERDUE: "Overdue",
            Urgency.ASK: "Was it done? The day has passed, and nothing here says",
            Urgency.LOOK: "To look at",
            Urgency.SOON: _soon(self.found.days).capitalize(),
            Urgency.STUCK: "Stuck: no change for longer than is meant",
        }

    def _duty(self, one: Duty) -> Iterator[str]:
        when = f"{one.day}, {self._when(one)}" if one.day else "day not known"
        head = f"{one.id or one.path}  {when}  {self._who(one)}"
        yield from wrapped(printable(head), self.width, "  ", _INDENT)
        yield from wrapped(printable(one.what), self.width, _INDENT, _INDENT)
        if one.moved:
            yield from wrapped(printable(one.moved.text), self.width, _INDENT, _INDENT)
        yield f"{_INDENT}→ {printable(one.command)}"

    def _when(self, one: Duty) -> str:
        """How long ago, or how far ahead."""
        days = (one.day - self.found.as_of).days if one.day else 0
        many = _number(abs(days), "day", "days")
        if one.urgency is Urgency.STUCK:
            return f"{many} ago"
        if days == 0:
            return "today"
        late = "late" if one.urgency is Urgency.OVERDUE else "ago"
        return f"in {many}" if days > 0 else f"{many} {late}"

    def _who(self, one: Duty) -> str:
        return self.who.called(one.who) if one.who else "nobody is named"

    def waiting(self) -> Iterator[str]:
        """Registers that nobody reviewed, then open records by type, the oldest first."""
        some = self.found.of(Urgency.WAITING)
        records = sorted((one for one in some if one.kind == "record"), key=lambda one: one.type)
        text = f"Waiting: {len(some)}. For how long nothing has changed"
        yield from self._heading(text, Urgency.WAITING)
        for one in some:
            if one.kind == "review":
                yield from wrapped(printable(one.what), self.width, "  ", _INDENT)
                yield f"{_INDENT}→ {printable(one.command)}"
        rooms = [
            max((width_of(cell) for cell in column), default=0)
            for column in zip(*map(self._cells, records), strict=True)
        ]
        for name, group in groupby(records, key=lambda one: one.type):
            yield from self._of_type(name, list(group), rooms)

    def _of_type(self, name: str, some: Sequence[Duty], rooms: Sequence[int]) -> Iterator[str]:
        for one in some[:_MOST_WAITING]:
            cells = map(padded, self._cells(one), rooms)
            yield cut(f"  {'  '.join(cells)}  {printable(one.what)}", self.width)
        if some[_MOST_WAITING:]:
            yield f"  and {len(some) - _MOST_WAITING} more → ims list {printable(name)}"

    def _cells(self, one: Duty) -> tuple[str, str, str, str]:
        name = cut(printable(self.who.name(one.who)), _WIDEST)
        return printable(one.id), cut(printable(one.state), _WIDEST), self._age(one), name

    def _age(self, one: Duty) -> str:
        if not one.day:
            return "?"
        return _number(max((self.found.as_of - one.day).days, 0), "day", "days")

    def _heading(self, text: str, urgency: Urgency) -> Iterator[str]:
        for line in wrapped(text, self.width):
            yield f"{_COLOURS.get(urgency, _BOLD)}{line}{_RESET}" if self.colour else line


def as_json(found: Duties, who: Directory, *, unread: Sequence[str] = ()) -> str:
    """The same for programs, with all that the text form only counts."""
    return report_text(
        {
            "as_of": found.as_of.isoformat(),
            "days": found.days,
            "counts": {urgency.value: len(found.of(urgency)) for urgency in Urgency},
            "duties": [_duty(one, who) for one in found.duties],
            "put_off": [_duty(one, who) for one in found.put_off],
            "unfinished": found.unfinished,
            "later": [day.isoformat() for day in found.later],
            "unread": list(unread),
        }
    )


def _duty(one: Duty, who: Directory) -> Json:
    return {
        "urgency": one.urgency.value,
        "kind": one.kind,
        "id": one.id,
        "type": one.type,
        "what": one.what,
        "state": one.state,
        "who": one.who,
        "people": list(who.persons(one.who)),
        "name": who.called(one.who) if one.who else "",
        "day": one.day.isoformat() if one.day else None,
        "moved": moves(one.moved),
        "path": one.path,
        "line": one.line,
        "command": one.command,
    }


def moves(moved: MovedDate | None) -> list[Json]:
    """Each move of a deadline, oldest first."""
    return [
        {
            "from": one.before.isoformat(),
            "to": one.after.isoformat(),
            "by": one.who,
            "commit": one.commit,
            "saved_claimed": one.saved.isoformat(),
        }
        for one in (moved.moves if moved else ())
    ]


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
