"""The control header of a page: what it is, which state it has, who answers for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ims_docs.domain.approval_state import ApprovedVersion as Approved
from ims_docs.domain.approval_state import State, Subject, people_of, review_of, standings, suspects
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.trust import Level
from ims_docs.model.type import Type
from ims_docs.site.pages import markup
from ims_docs.site.pages.content import SiteContent, matrix_path, record_index
from ims_docs.site.pages.file_history import Former
from ims_docs.site.pages.late import moved_dates, next_of, since
from ims_docs.site.pages.values import Values

Fact = tuple[str, str]

_SHOWN_LINES = 12
_PROOF = "Proof: approval, classification, clauses, file and its digest"
_PROOF_OF_RECORD = "Proof: state, classification, clauses, file and its digest"


def header(content: SiteContent, item: Document | Record | Register, origin: str = "") -> str:
    """The control header, and the warning when template text is left."""
    origin = origin or content.place(item.path)
    line = _line(content, item, origin)
    proof = _PROOF_OF_RECORD if isinstance(item, Record) else _PROOF
    blocks = [_box(_state(content, item), line, _facts(content, item, origin), proof)]
    source = content.sources.get(item.path)
    if source and source.modified:
        text = f"This page shows the file as it lies in the folder. It differs from commit {markup.code(content.commit_label)}."
        blocks.append(markup.box("danger", "Built from a modified file", text))
    if not isinstance(item, Record) and (reasons := suspects(content.repository).of(item)):
        text = "<br>".join(markup.inline(f"{content.edition.said(one.reason)}.") for one in reasons)
        blocks.append(markup.box("warning", "Suspect: to be looked at again", text))
    blocks += moved_dates(content.moved_in(item.path))
    if item.template_text:
        blocks.append(_incomplete(item))
    return "\n\n".join(blocks)


def past_header(content: SiteContent, subject: Subject, shown: Former, origin: str) -> str:
    """The control header of a text that is not the one in the tree."""
    then, approved = shown.then, shown.approved
    known = content.repository.types.get(subject.type)
    values = Values(content, origin, then.content)
    standing = standings(content.repository).of(subject)
    is_valid = standing.in_force == approved
    due = standing.next_review if is_valid else None
    late = ", review due" if due and content.repository.as_of > due else ""
    word = f"in force{late}" if is_valid else "not in force"
    facts = [
        *([("Identifier", markup.inline(subject.id))] if isinstance(subject, Document) else []),
        ("Version", markup.inline(approved.version)),
        (
            "State",
            markup.inline(
                f"{'In force' if is_valid else 'Not in force'}, {_approval_text(content, approved)}"
            ),
        ),
        ("Type", _type(subject, known, origin)),
        ("Owner", values.owner(then.content.text("owner"))),
        ("Classification", markup.inline(then.content.text("classification") or "none")),
        *([("Next review due", f"{due}")] if due else []),
        ("Clauses served", _clauses(content, known, origin)),
        ("File", markup.code(f"git show {shown.revision.commit[:10]}:{then.path}")),
        ("SHA-256 of the file", markup.code(shown.source.digest)),
    ]
    name = subject.id if isinstance(subject, Document) else "Register"
    line = (
        f"**Owner** {values.owner(then.content.text('owner'))}",
        f"**Approved** {approved.day}",
        *([f"**Next review** {due} {since(content, due)}".strip()] if due else []),
    )
    return _box(f"{name} · version {approved.version} · {word}", line, facts)


def _box(title: str, line: Iterable[str], facts: Iterable[Fact], what: str = _PROOF) -> str:
    """What it is and how it stands in two lines; what proves it is there to be opened."""
    proof = markup.folded("abstract", what, markup.table(("Control", "Value"), facts))
    return markup.box("ims-control", title, f"{' · '.join(filter(None, line))}\n\n{proof}")


def _line(content: SiteContent, item: Document | Record | Register, origin: str) -> Iterator[str]:
    """The second line: who answers for it, since when it counts, what comes next, what it serves."""
    known = content.repository.types.get(item.type)
    if isinstance(item, Record):
        yield f"**Date** {markup.inline(item.content.text('date') or 'none')}"
    yield f"**Owner** {Values(content, origin, item.content).owner(item.content.text('owner'))}"
    if isinstance(item, Record):
        yield next_of(content, item.path)
    else:
        standing = standings(content.repository).of(item)
        if standing.in_force and standing.is_in_force:
            yield f"**In force since** {standing.in_force.day}"
        review = review_of(content.repository, item, content.changes.final.get(item.path))
        if review.due:
            yield f"**Next review** {review.due} {since(content, review.due)}".rstrip()
    if numbers := list(_served(content, known, origin)):
        yield f"**Serves** {'; '.join(numbers)}"


def _facts(content: SiteContent, item: Document | Record | Register, origin: str) -> list[Fact]:
    known = content.repository.types.get(item.type)
    values = Values(content, origin, item.content)
    source = content.sources.get(item.path)
    facts = [
        ("Type", _type(item, known, origin)),
        ("Owner", values.owner(item.content.text("owner"))),
    ]
    if not isinstance(item, Register):
        facts.insert(0, ("Identifier", markup.inline(item.id or "none")))
    if isinstance(item, Document):
        facts.insert(1, ("Version", markup.inline(item.version or "none")))
        facts.insert(2, ("State", _document_state(content, item)))
    if isinstance(item, Register):
        facts.insert(0, ("State", _document_state(content, item)))
    if isinstance(item, Record):
        facts.insert(1, ("Date", markup.inline(item.content.text("date") or "none")))
        facts.insert(2, ("State", _record_state(item).capitalize()))
    facts.append(("Classification", markup.inline(item.content.text("classification") or "none")))
    facts.extend(_dates(content, item, known))
    facts.append(("Clauses served", _clauses(content, known, origin)))
    facts.append(("File", markup.code(item.path)))
    facts.append(("SHA-256 of the file", markup.code(source.digest if source else "not known")))
    return facts


def _type(item: Document | Record | Register, known: Type | None, origin: str) -> str:
    name = markup.inline(known.title if known else item.type)
    return markup.link(name, record_index(item.type), origin) if isinstance(item, Record) else name


def _state(content: SiteContent, item: Document | Record | Register) -> str:
    if isinstance(item, Document):
        state = _approval(content, item)[0].lower()
        return f"{item.id or 'No id'} · version {item.version or 'none'} · {state}"
    if isinstance(item, Record):
        name = content.type_title(item.type)
        return f"{item.id or 'No id'} · {name} · {item.state or 'no state'}{_closing(item)}"
    entries = markup.count(sum(1 for _ in item.entries), "entry", "entries")
    return f"Register · {_approval(content, item)[0].lower()} · {entries}"


def _record_state(record: Record) -> str:
    return f"{markup.inline(record.state) or 'no state'}{_closing(record)}"


def _closing(record: Record) -> str:
    return " (closed)" if record.is_closed and record.state != "closed" else ""


def _document_state(content: SiteContent, item: Document | Register) -> str:
    state, why = _approval(content, item)
    return markup.inline(f"{state}{why}")


def _approval(content: SiteContent, item: Document | Register) -> tuple[str, str]:
    """The state of the text on the page, and what is in force."""
    repository = content.repository
    standing = standings(repository).of(item)
    in_force = standing.in_force
    if in_force is None or standing.altered:
        return f"{standing.state.capitalize()}, not approved", ""
    approval = _approval_text(content, in_force)
    if standing.is_in_force:
        return standing.state.capitalize(), f", {approval}"
    unapproved = "" if standing.state is State.SUPERSEDED else ", not approved"
    state = f"{standing.state.capitalize()}{unapproved}"
    return state, f"; version {in_force.version} is in force, {approval}"


def _approval_text(content: SiteContent, approved: Approved) -> str:
    """Who approved a text when."""
    repository = content.repository
    people = people_of(repository)
    recorded = repository.settings.approval_level is Level.RECORDED
    approval = (
        f"approved by {' and '.join(map(people.name, approved.approved_by))} on {approved.day}"
    )
    approval += " (claimed)" + (", recorded without a key" if recorded else "")
    return approval + (f", alone: {approved.alone}" if approved.alone else "")


def _dates(
    content: SiteContent, item: Document | Record | Register, known: Type | None
) -> Iterator[Fact]:
    if isinstance(item, Document):
        since = content.changes.final.get(item.path)
        review = review_of(content.repository, item, since)
        due, then = review.due, f"; then every {review.months} months"
        yield "Next review due", f"{due}" if due else f"Not known before the first approval{then}"
    elif isinstance(item, Register):
        yield "Next review due", _register_review(content, item)
    elif known and known.retention_years:
        yield "Kept for", f"{markup.count(known.retention_years, 'year')}"


def _register_review(content: SiteContent, register: Register) -> str:
    review = review_of(content.repository, register)
    if review.last is None:
        return f"Not known: no review is recorded (every {review.months} months)"
    in_force = standings(content.repository).of(register).in_force
    how = "approved or last looked at" if in_force else "last reviewed"
    return f"{review.due} ({how} {review.last})"


def _clauses(content: SiteContent, known: Type | None, origin: str) -> str:
    return "<br>".join(_served(content, known, origin)) or "none"


def _served(content: SiteContent, known: Type | None, origin: str) -> Iterator[str]:
    """By standard, the clauses that its type serves."""
    for coverage in content.coverages:
        numbers = [str(one) for one in known.clauses.get(coverage.standard.id, ())] if known else []
        if numbers:
            is_primary = coverage is content.primary
            pages = [
                content.clause_page(one) if is_primary else matrix_path(coverage) for one in numbers
            ]
            links = map(markup.link, numbers, pages, [origin] * len(numbers))
            yield f"{markup.inline(coverage.standard.number)}: {', '.join(links)}"


def _incomplete(item: Document | Record | Register) -> str:
    left = item.template_text
    title = f"Not complete: template text is left in {markup.count(len(left), 'place')}"
    lines = sorted({one.line for one in left})
    more = f" and {len(lines) - _SHOWN_LINES} more" if len(lines) > _SHOWN_LINES else ""
    where = f"{_joined(map(str, lines[:_SHOWN_LINES]))}{more}"
    return markup.box(
        "warning",
        title,
        f"This page is evidence of nothing yet. See line {where} of {markup.code(item.path)}.",
    )


def _joined(words: Iterable[str]) -> str:
    return ", ".join(words)
