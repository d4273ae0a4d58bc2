"""The master list of documents, and the list of all records: every one of every type, with its state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from ims_docs.domain.approval_state import people_of
from ims_docs.domain.duties import Urgency
from ims_docs.domain.views import Row, inventory
from ims_docs.model.content import Value
from ims_docs.site.pages import late, markup, paging
from ims_docs.site.pages.content import SiteContent, record_index
from ims_docs.site.pages.naming import Naming
from ims_docs.site.pages.values import NOTHING

DOCUMENTS, RECORDS = "lists/documents.md", "lists/records.md"
MOST = 2_000
"""Rows on one page: more would make a table that no browser likes to sort."""
_DOCUMENTS = (
    "Every document and every register, with the state of its text. The state follows from signed statements "
    "and days, nobody types it. A draft beside a version in force is on its way to replace it."
)
_RECORDS = "Every record of every type, with the next day by which something has to be done in it."


def pages(content: SiteContent) -> Iterator[tuple[str, str]]:
    """Both lists, in parts where they are long."""
    documents = inventory(content.repository, "documents", final=content.changes.final)
    yield from _in_parts(content, DOCUMENTS, documents.title, documents.rows)
    records = inventory(content.repository, "records")
    yield from _in_parts(content, RECORDS, records.title, records.rows)


def _in_parts(
    content: SiteContent, page: str, title: str, rows: Sequence[Row]
) -> Iterator[tuple[str, str]]:
    found = paging.parts(rows, MOST)
    classified = any(row.values["classification"] for row in rows)
    for number, some in enumerate(found, start=1):
        origin = paging.name(page, number)
        listing = _document_rows if page == DOCUMENTS else _record_rows
        head, cells = listing(content, some, origin, classified=classified)
        listed = markup.sortable(markup.table(head, cells)) if cells else "There is none yet."
        text = _DOCUMENTS if page == DOCUMENTS else _RECORDS
        yield (
            origin,
            markup.page(
                title,
                f"# {title}",
                f"{text} {_tally(rows)}",
                *paging.ways(page, number, len(found)),
                markup.LANDSCAPE,
                listed,
                wide=True,
                searched=False,
            ),
        )


def _tally(rows: Sequence[Row]) -> str:
    """How many there are in each state."""
    counted = Counter(str(row.values["status"] or "without a state") for row in rows)
    each = ", ".join(f"{number} {markup.inline(state)}" for state, number in counted.most_common())
    return f"{len(rows):,} in all: {each}." if rows else ""


def _document_rows(
    content: SiteContent, rows: Sequence[Row], origin: str, *, classified: bool
) -> tuple[list[str], list[list[str]]]:
    people, names = people_of(content.repository), Naming(content, origin)
    found = []
    for row in rows:
        known = row.values
        approved = known["approved_by"]
        approvers = [markup.inline(people.name(str(one))) for one in _list(approved)]
        may = f"not yet<br><small>by {names.plain(str(known['approver']))}</small>"
        cells = [
            names.file(row.path, str(known["id"])),
            markup.inline(str(known["title"])),
            "Document" if row.path.endswith(".md") else "Register",
            _version(row),
            markup.inline(str(known["status"])),
            names.who(str(known["owner"])),
            ", ".join(approvers) or (may if known["approver"] else NOTHING),
            str(known["since"]) or NOTHING,
            _day(content, row.path, str(known["next_review"])),
        ]
        found.append([*cells, *([_said(known["classification"])] if classified else [])])
    head = ["Id", "Title", "Kind", "Version", "State", "Owner", "Approved by", "In force since", "Next review"]  # fmt: skip
    return [*head, *(["Classification"] if classified else [])], found


def _version(row: Row) -> str:
    """The version of the text in the tree, and the one in force where that is another."""
    version, in_force = str(row.values["version"]), str(row.values["in_force"])
    beside = f"<br><small>{markup.inline(in_force)} in force</small>" if in_force else ""
    return f"{markup.inline(version) or NOTHING}{beside if in_force != version else ''}"


def _record_rows(
    content: SiteContent, rows: Sequence[Row], origin: str, *, classified: bool
) -> tuple[list[str], list[list[str]]]:
    names = Naming(content, origin)
    found = []
    for row in rows:
        known = row.values
        type_ = str(known["type"])
        cells = [
            names.file(row.path, str(known["id"])),
            markup.inline(str(known["title"])),
            markup.link(markup.inline(content.type_title(type_)), record_index(type_), origin),
            _said(known["status"]),
            _said(known["date"]),
            names.who(str(known["owner"])),
            _day(content, row.path, str(known["due"])),
        ]
        found.append([*cells, *([_said(known["classification"])] if classified else [])])
    head = ["Id", "Title", "Type", "State", "Date", "Owner", "Due"]
    return [*head, *(["Classification"] if classified else [])], found


def _day(content: SiteContent, path: str, day: str) -> str:
    """A day by which something has to be done, and how late it is where nobody did it."""
    if not day:
        return NOTHING
    due = date.fromisoformat(day)
    mine = content.duties_of.get(path, ())
    is_late = any(one.urgency is Urgency.OVERDUE and one.day == due for one in mine)
    return f"{day} {late.since(content, due)}" if is_late else day


def _said(value: Value) -> str:
    return markup.inline(str(value or "")) or NOTHING


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []
