"""Distribution: how each text in force was made known, and who said that it was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ims_docs.domain.approval_state import people_of, standings
from ims_docs.domain.views.reading import Read, Reading, readings
from ims_docs.model.record import Record
from ims_docs.site.pages import markup
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.naming import Naming
from ims_docs.site.pages.values import NOTHING, Values

PAGE = "lists/distribution.md"
_AWARENESS, _COMMUNICATION = "awareness-evidence", "communication-evidence"
_MOST = 500
_WORDS = (
    "Everybody who can read this repository or this site can read every text in force: that is how texts are "
    "handed out. Copies on paper are not controlled. How a text was made known is in records of awareness "
    "and of communication; they are listed here by the texts that they name."
)
_WHO = (
    "A person says that he or she has read a text: `ims acknowledge ID`. The record names the text, its version and "
    "its digest, so a new version is to be read anew. It is said by name, not signed; where somebody else wrote it "
    "down, that is named. A document asks people by `readers` or `everybody_reads` in its front matter."
)
_ASKED_NOBODY = "nobody is asked"


def pages(content: SiteContent) -> Iterator[tuple[str, str]]:
    """One page."""
    known = readings(content.repository)
    yield (
        PAGE,
        markup.page(
            "Distribution and awareness",
            "# Distribution and awareness",
            _WORDS,
            markup.box("info", "Who has read what", markup.message(_WHO)),
            markup.LANDSCAPE,
            "## Texts in force, and how they were made known",
            _texts(content),
            *_read(content, known),
            *_open(content, known),
            *_awareness(content),
            *_communication(content),
            wide=True,
            searched=False,
        ),
    )


def _texts(content: SiteContent) -> str:
    names = Naming(content, PAGE)
    telling = {one.path: one for one in content.repository.records if _tells(one)}
    nothing = "no record says so" if content.edition.is_whole else "no record shown here says so"
    rows = []
    for one in sorted(content.repository.documents, key=lambda one: one.id):
        approved = standings(content.repository).of(one).in_force
        if approved is None:
            continue
        named = (*content.mentions.get(one.id, ()), *content.mentions.get(one.path, ()))
        told = [telling[path] for path in dict.fromkeys(m.path for m in named) if path in telling]
        since = [each for each in told if each.date and each.date >= approved.day]
        rows.append(
            (
                names.file(one.path, f"{one.id} {one.title}"),
                markup.inline(approved.version),
                approved.day.isoformat(),
                "<br>".join(_record(names, each) for each in told) or NOTHING,
                "yes" if since else nothing,
            )
        )
    head = ("Document", "Version", "In force since", "Named in", "Made known since then")
    return markup.sortable(markup.table(head, rows)) if rows else "No text is in force yet."


def _read(content: SiteContent, known: Sequence[Reading]) -> Iterator[str]:
    """Per text in force: who has read this version, and who is asked and has not."""
    names, people = Naming(content, PAGE), people_of(content.repository)
    rows = []
    for one in known:
        if not (one.read or one.asked):
            continue
        done = [_by(content, names, each) for each in one.read]
        left = [markup.inline(people.name(each)) for each in one.open]
        rows.append(
            (
                names.file(one.subject.path, f"{one.name} {one.subject.title}"),
                markup.inline(one.approved.version),
                f"{len(one.asked) - len(one.open)} of {len(one.asked)}"
                if one.asked
                else _ASKED_NOBODY,
                "<br>".join(done) or NOTHING,
                "<br>".join(left) or NOTHING,
            )
        )
    yield "## Who has read what"
    head = ("Document", "Version", "Asked and read", "Has read it", "Has not yet")
    nothing = "No text in force asks anybody to read it, and nobody said so of one."
    yield markup.sortable(markup.table(head, rows)) if rows else nothing


def _by(content: SiteContent, names: Naming, one: Read) -> str:
    """Who has read it, on which day, with the record, and who wrote it down if somebody else did."""
    people = people_of(content.repository)
    told = f"{people.name(one.person)}, {one.day or 'no day'} ({one.record.id})"
    other = people.name(one.record.content.text("owner"))
    return names.file(
        one.record.path, f"{told}, written down by {other}" if one.is_by_another else told
    )


def _open(content: SiteContent, known: Sequence[Reading]) -> Iterator[str]:
    """Per person: what is still to read."""
    names, people = Naming(content, PAGE), people_of(content.repository)
    rows = []
    for person in people.names:
        texts = [one for one in known if person in one.open]
        if texts:
            listed = (
                names.file(one.subject.path, f"{one.name} {one.subject.title}") for one in texts
            )
            rows.append((markup.inline(people.name(person)), str(len(texts)), "<br>".join(listed)))
    if rows:
        yield "## Open to read, by person"
        yield markup.sortable(markup.table(("Person", "Texts", "Not read yet"), rows))


def _tells(one: Record) -> bool:
    return one.type in (_AWARENESS, _COMMUNICATION)


def _record(names: Naming, one: Record) -> str:
    return names.file(one.path, f"{one.id} {one.title} ({one.content.text('date')})")


def _awareness(content: SiteContent) -> Iterator[str]:
    """What was done so that people know, and how many it reached."""
    names = Naming(content, PAGE)
    rows = [
        (
            markup.inline(one.content.text("date")) or NOTHING,
            names.file(one.path, f"{one.id} {one.title}"),
            Values(content, PAGE, one.content).show(one.content.values.get("topics")),
            markup.inline(one.content.text("audience")) or NOTHING,
            _reached(one),
            markup.inline(one.content.text("proof")) or NOTHING,
        )
        for one in _newest(content, _AWARENESS)
    ]
    if rows:
        yield "## Awareness"
        head = ("Date", "What was done", "Topics", "Audience", "Reached", "Proof")
        yield markup.sortable(markup.table(head, rows))


def _reached(one: Record) -> str:
    reached, invited = (one.content.values.get(key) for key in ("reached", "invited"))
    if not isinstance(reached, int) or isinstance(reached, bool):
        return NOTHING
    return f"{reached} of {invited}" if isinstance(invited, int) else str(reached)


def _communication(content: SiteContent) -> Iterator[str]:
    """What was told to whom."""
    names = Naming(content, PAGE)
    rows = [
        (
            markup.inline(one.content.text("date")) or NOTHING,
            names.file(one.path, f"{one.id} {one.title}"),
            *(
                markup.inline(one.content.text(key)) or NOTHING
                for key in ("direction", "channel", "audience")
            ),
        )
        for one in _newest(content, _COMMUNICATION)
    ]
    if rows:
        yield "## Communication"
        head = ("Date", "What was said", "Direction", "Channel", "Audience")
        yield markup.sortable(markup.table(head, rows))


def _newest(content: SiteContent, type_: str) -> list[Record]:
    found = [one for one in content.repository.records if one.type == type_]
    found.sort(key=lambda one: (one.content.text("date"), one.id), reverse=True)
    return found[:_MOST]
