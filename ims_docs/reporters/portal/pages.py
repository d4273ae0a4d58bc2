"""A group -> the pages of its portal, one for each order of each table. No script sorts them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Generic, NamedTuple, TypeVar

from ims_docs.domain.coverage import Rung
from ims_docs.reporters.portal.data import totals
from ims_docs.reporters.portal.group import ClauseTotal, Group
from ims_docs.reporters.portal.rows import COLUMNS, cells, row_class
from ims_docs.reporters.printable import printable
from ims_docs.services.summing import Entity

_Line = TypeVar("_Line")
Links = Callable[[Entity], str]
"""The address of the site of an entity, from the pages; empty without one."""

_HEAD = (
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'; connect-src 'none'; "
    "object-src 'none'; form-action 'none'; base-uri 'none'\">\n"
)
_NAMED = 5
"""So many entities are named in a cell."""


class Order(NamedTuple, Generic[_Line]):
    """A column that a table can be in the order of."""

    key: str
    heading: str
    of: Callable[[_Line], tuple[object, ...]]
    is_number: bool = True


_CLAUSES: tuple[Order[ClauseTotal], ...] = (
    Order("clause", "Clause", lambda one: (one.clause,), is_number=False),
    Order("title", "Title", lambda one: (one.title.casefold(), one.clause), is_number=False),
    *(
        Order(
            rung.key,
            f"{int(rung)} {rung.word}",
            lambda one, rung=rung: (-one.rungs[rung], one.clause),  # type: ignore[misc]
        )
        for rung in Rung
    ),
    Order("not-applicable", "Not applicable", lambda one: (-one.not_applicable, one.clause)),
    Order("questioned", "Questioned", lambda one: (-one.questioned, one.clause)),
)


def pages(group: Group, link: Links) -> dict[str, str]:
    """Every page by the name of its file. The first shows the entities in the order of the list."""
    made = {"index.html": _entities(group, link, None)}
    for column in COLUMNS:
        made[_file("entities", column.key)] = _entities(group, link, column.key)
    made["clauses.html"] = _clauses(group, _CLAUSES[0])
    for order in _CLAUSES[1:]:
        made[_file("clauses", order.key)] = _clauses(group, order)
    return made


def _file(table: str, key: str) -> str:
    return "clauses.html" if (table, key) == ("clauses", "clause") else f"{table}-by-{key}.html"


def _entities(group: Group, link: Links, by: str | None) -> str:
    looks = list(group.looks)
    for column in COLUMNS:
        if column.key == by:
            looks.sort(key=column.order)
    heads = [_header("entities", one.key, one.heading, by, one.is_number) for one in COLUMNS]
    lines = [
        f"<tr{row_class(one)}>{cells(one, link(one.entity), is_verified=group.is_verified)}</tr>"
        for one in looks
    ]
    sums = "".join(_number(one.total([row for _, row in group.rows])) for one in COLUMNS[3:])
    foot = f'<tr><th scope="row">Together</th><td></td><td></td>{sums}</tr>'
    table = _table("Entities", heads, lines, foot)
    return _page(group, "Entities", f"{_figures(group)}{_reasons(group)}<h2>Entities</h2>\n{table}")


def _clauses(group: Group, order: Order[ClauseTotal]) -> str:
    heads = [_header("clauses", one.key, one.heading, order.key, one.is_number) for one in _CLAUSES]
    heads.append('<th scope="col">Lowest</th>')
    parts = []
    for standard, clauses in group.clauses.items():
        lines = map(_clause, sorted(clauses, key=order.of))
        caption = f"{standard}: how many entities stand on which rung"
        parts.append(f"<h2>{_safe(standard)}</h2>\n{_table(caption, heads, lines)}")
    said = "".join(parts) or "<p>No entity that could be read follows a standard.</p>\n"
    return _page(group, "Clauses", said)


def _clause(one: ClauseTotal) -> str:
    more = f" and {len(one.lowest) - _NAMED} more" if len(one.lowest) > _NAMED else ""
    low = min(one.rungs, default=None)
    named = ", ".join(one.lowest[:_NAMED]) + more
    is_all = len(one.lowest) == one.rungs.total()
    rung = (
        f'<span class="ims-rung ims-rung-{low}">{Rung(low).word}</span>: '
        if low is not None
        else ""
    )
    counts = (*(one.rungs[rung] for rung in Rung), one.not_applicable, one.questioned)
    return (
        f'<tr><th scope="row">{one.clause}</th><td>{_safe(one.title)}</td>'
        f"{''.join(map(_number, counts))}<td>{rung}{'all' if rung and is_all else _safe(named)}</td></tr>"
    )


def _figures(group: Group) -> str:
    items = "".join(
        f"<li><strong>{number}</strong> {name.replace('_', ' ')}</li>"
        for name, number in totals(group).items()
    )
    return f'<ul class="portal-totals">{items}</ul>\n'


def _reasons(group: Group) -> str:
    """Whom somebody has to ask, and why."""
    items = "".join(
        f"<li><strong>{_safe(one.entity.name)}</strong>: {_safe('; '.join(one.reasons))}</li>\n"
        for one in group.looks
        if one.reasons
    )
    return f"<h2>To look at</h2>\n<ul>\n{items}</ul>\n" if items else ""


def _header(table: str, key: str, heading: str, by: str | None, is_number: bool) -> str:  # noqa: FBT001
    here = ' aria-sort="other"' if key == by else ""
    kind = ' class="portal-number"' if is_number else ""
    return f'<th scope="col"{kind}{here}><a href="{_file(table, key)}">{_safe(heading)}</a></th>'


def _table(caption: str, heads: Sequence[str], lines: Iterable[str], foot: str = "") -> str:
    return (
        f'<div class="portal-wide" tabindex="0" role="region" aria-label="{_safe(caption)}">\n'
        f"<table>\n<caption>{_safe(caption)}. A heading leads to the order of its column.</caption>\n"
        f"<thead><tr>{''.join(heads)}</tr></thead>\n<tbody>\n{_lines(lines)}</tbody>\n"
        f"{f'<tfoot>{foot}</tfoot>' if foot else ''}\n</table>\n</div>\n"
    )


def _page(group: Group, title: str, body: str) -> str:
    verified = (
        "Each history was verified."
        if group.is_verified
        else "No history was verified: nobody looked whether one was tampered with."
    )
    silent = f"Grey: nothing saved for more than {group.silent_after} days."
    return (
        f"{_HEAD}<title>{_safe(title)} - {_safe(group.title)}</title>\n"
        '<link rel="stylesheet" href="ims.css">\n<link rel="stylesheet" href="portal.css">\n'
        f"</head>\n<body>\n<header>\n<h1>{_safe(group.title)}</h1>\n"
        f"<p>{title} on {group.as_of}, as saved. {verified} {silent}</p>\n"
        '<nav><a href="index.html">Entities</a> · <a href="clauses.html">Clauses</a> · '
        '<a href="portal.json">Data</a></nav>\n'
        f"</header>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _number(value: object) -> str:
    return f'<td class="portal-number">{value}</td>'


def _safe(text: str) -> str:
    return escape(printable(text))
