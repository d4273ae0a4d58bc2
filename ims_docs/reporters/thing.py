"""One document, record or entry -> str: as text for a terminal and as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from ims_docs.domain.views import Names, Referrer, Table, Thing, View
from ims_docs.domain.worksheets import Sheet
from ims_docs.model.content import Value
from ims_docs.model.moved_date import MovedDate
from ims_docs.reporters.columns import width_of, wrapped
from ims_docs.reporters.duties import moves
from ims_docs.reporters.facts import facts
from ims_docs.reporters.printable import printable, report_text
from ims_docs.reporters.worksheets import sheet_data, sheet_lines

_LISTED = 20
"""How many referrers the text form names."""
_MOVED = (
    ("Deadlines that were moved:", False),
    ("Dates that were set again as they came due:", True),
)
_BOLD, _RESET = "\x1b[1m", "\x1b[0m"
_START = re.compile(r"\s*(?:(?:[-*+]|[0-9]{1,9}[.)])\s+|>\s?)*")


def as_text(
    view: View,
    names: Names,
    *,
    computed: Mapping[str, Sequence[Sheet]] = MappingProxyType({}),
    width: int = 80,
    colour: bool = False,
) -> str:
    """What it says, what is computed of it by path, what comes next, its text, what refers to it."""
    page = _Page(names, width=width, colour=colour)
    lines: list[str] = []
    if len(view.things) > 1:
        places = ", ".join(f"{printable(one.path)}:{one.line}" for one in view.things)
        held = f"{printable(view.id)} is held {len(view.things)} times: {places}"
        lines += [*wrapped(held, width), ""]
    for one in view.things:
        lines += [
            *page.thing(one),
            *page.sheets(computed.get(one.path, ())),
            *page.moved(view.moved),
            *page.body(view.bodies.get(one.path, "")),
            "",
        ]
    return "\n".join([*lines, *page.referrers(view.referrers)]) + "\n"


def table_text(
    table: Table,
    names: Names,
    *,
    computed: Sequence[Sheet] = (),
    width: int = 80,
    colour: bool = False,
) -> str:
    """A whole register: every entry with all that it says, then what is computed. Nothing is cut."""
    page = _Page(names, width=width, colour=colour)
    lines = page.heading(f"{printable(table.title)}: {len(table.rows)}")
    titles = {one.key: one.title for one in table.columns}
    for row in table.rows:
        called = next((key for key in ("title", "name") if row.values.get(key)), "title")
        head = " ".join(str(row.values.get(key) or "") for key in ("id", called)).strip()
        rest = [
            (titles[key], row.values[key])
            for key in titles
            if key not in ("id", called) and row.values.get(key) not in (None, "", [], {})
        ]
        lines += ["", *page.heading(printable(head)), *page.facts(rest, table.named)]
    lines += page.sheets(computed)
    return "\n".join(lines) + "\n"


class _Page:
    def __init__(self, names: Names, *, width: int, colour: bool) -> None:
        self.names = names
        self.width = width
        self.colour = colour

    def heading(self, text: str) -> list[str]:
        lines = wrapped(text, self.width)
        return [f"{_BOLD}{line}{_RESET}" for line in lines] if self.colour else lines

    def thing(self, one: Thing) -> Iterator[str]:
        """The title line, the keys, and what comes next."""
        yield from self.heading(printable(f"{one.id}  {one.title}".strip()))
        about = " · ".join(part for part in (one.type.title, one.state) if part)
        yield from wrapped(printable(about), self.width)
        yield printable(one.path if one.line == 1 else f"{one.path}:{one.line}")
        yield ""
        yield from self.facts([(fact.title, fact.value) for fact in one.facts], one.named)
        if one.steps:
            yield ""
            yield from self._steps([command for _, command in one.steps])

    def sheets(self, found: Sequence[Sheet]) -> Iterator[str]:
        """What is computed of it: tables, and what they come to."""
        for one in found:
            yield from ["", *self.heading(printable(f"{one.title} (computed)"))]
            yield from sheet_lines(one, self.names.who.name, self.width)

    def moved(self, found: Sequence[MovedDate]) -> Iterator[str]:
        """What became of its deadlines."""
        for title, is_renewed in _MOVED:
            some = [one for one in found if one.is_renewed is is_renewed]
            yield from ["", title] if some else []
            for one in some:
                yield from wrapped(printable(f"{one.what}: {one.text}"), self.width, "  ", "    ")

    def facts(self, pairs: Sequence[tuple[str, Value]], named: frozenset[str]) -> Iterator[str]:
        def name(text: str) -> str:
            return self.names.beside(text) if text in named else text

        yield from facts(pairs, name, width=self.width, indent="  ")

    def _steps(self, commands: Sequence[str]) -> Iterator[str]:
        """The commands on one line where they fit, else a line each: each stays whole."""
        quoted = [f"`{printable(one)}`" for one in commands]
        line = f"Next: {' or '.join(quoted)}"
        if width_of(line) <= self.width:
            yield line
            return
        for number, one in enumerate(quoted):
            yield f"{'  or  ' if number else 'Next: '}{one}"

    def body(self, text: str) -> Iterator[str]:
        """A Markdown text as it was written, its long lines wrapped under their beginning."""
        in_code = False
        if text.strip():
            yield ""
        for line in text.strip("\n").split("\n") if text.strip() else ():
            fence = line.lstrip().startswith(("```", "~~~"))
            if fence or in_code or line.startswith("|"):
                yield printable(line)
            elif line.startswith("#"):
                yield from self.heading(printable(line))
            else:
                start = _START.match(line)
                first = start[0] if start else ""
                rest = printable(line[len(first) :])
                first = printable(first.expandtabs())
                yield from wrapped(rest, self.width, first, " " * len(first))
            in_code ^= fence

    def referrers(self, found: Sequence[Referrer]) -> Iterator[str]:
        """Everything that names it, the first twenty by title."""
        if not found:
            yield "Nothing refers to it."
            return
        yield "Referred to by:"
        for one in found[:_LISTED]:
            text = f"{one.id or one.path} {one.title}"
            yield from wrapped(printable(text), self.width, "  ", "    ")
        if found[_LISTED:]:
            more = f"and {len(found) - _LISTED} more; `--format json` names them all"
            yield from wrapped(more, self.width, "  ", "    ")


def as_json(
    view: View,
    *,
    computed: Mapping[str, Sequence[Sheet]] = MappingProxyType({}),
    unread: Sequence[str] = (),
) -> str:
    """The same for programs; `held` has more than one member when the id is taken twice."""
    return report_text(
        {
            "id": view.id,
            "held": [
                {
                    "type": one.type.name,
                    "kind": one.type.kind.value,
                    "title": one.title,
                    "state": one.state,
                    "path": one.path,
                    "line": one.line,
                    "values": dict(one.values),
                    "computed": [sheet_data(sheet) for sheet in computed.get(one.path, ())],
                    "next": [{"state": name, "command": command} for name, command in one.steps],
                    "text": view.bodies.get(one.path, ""),
                }
                for one in view.things
            ],
            "moved": [{"what": one.what, "moves": moves(one)} for one in view.moved],
            "referrers": [one._asdict() for one in view.referrers],
            "unread": list(unread),
        }
    )
