"""Texts that are not the one in the tree: those that were in force, and the one that still is."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.domain.approval_state import ApprovedVersion as Approved
from ims_docs.domain.approval_state import Subject, people_of, standings
from ims_docs.model.document import Document
from ims_docs.site.pages import changes, markup
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.file_history import FormerText
from ims_docs.site.pages.periods import Period, periods

_OBSOLETE = "danger ims-obsolete"
_MISSING = "The text in force has no page here: see “What it said on a day”."


def in_force(content: SiteContent, document: Document) -> FormerText | None:
    """The text in force, where the tree holds another one and the history still has it."""
    standing = standings(content.repository).of(document)
    if standing.in_force is None or standing.is_in_force:
        return None
    return content.past_of(document.path).text(standing.in_force.digest)


def place(content: SiteContent, path: str, approved: Approved) -> str:
    """The page of a former text."""
    shown = content.past_of(path).approved
    same = [one for one in shown if one.version == approved.version]
    more = f"-{approved.digest.removeprefix('sha256:')[:8]}" if len(same) > 1 else ""
    folder = content.place(path).removesuffix(".md")
    return f"former/{folder}/version-{approved.version}{more}.md"


def draft_place(content: SiteContent, document: Document) -> str:
    """The page of a text that is not in force while another one is."""
    return f"drafts/{content.place(document.path)}"


def section(content: SiteContent, subject: Subject) -> Iterator[str]:
    """What was in force when, for the end of a page."""
    found = periods(content, subject)
    if not found:
        return
    origin = content.place(subject.path)
    people = people_of(content.repository)
    rows = [
        (
            one.approved.day.isoformat(),
            str(one.until) if one.until else "today",
            markup.inline(one.approved.version),
            markup.inline(" and ".join(map(people.name, one.approved.approved_by))),
            _text(content, subject, one, origin),
        )
        for one in found
    ]
    yield "## What it said on a day"
    yield (
        "Find the row with the day that you ask about. Days are those that the signers claim. "
        f"Before {found[-1].approved.day} nothing was in force."
    )
    yield markup.table(("From", "Until", "Version", "Approved by", "Text"), rows)


def banner(content: SiteContent, subject: Subject) -> str:
    """A warning on the page of a text that is not in force though one is or was."""
    standing = standings(content.repository).of(subject)
    last = next(iter(periods(content, subject)), None)
    if last is None or standing.is_in_force:
        return ""
    if last.until is None:
        title = f"Not in force: version {last.approved.version} is"
        valid = _MISSING
        if content.past_of(subject.path).has(last.approved.digest):
            target = place(content, subject.path, last.approved)
            valid = f"{markup.link('Read what is in force', target, content.place(subject.path))}."
        return markup.box(_OBSOLETE, title, f"{valid} This page shows the text of today.")
    text = "This page shows what it said last."
    return markup.box(_OBSOLETE, f"Not in force: {last.end}", text)


def draft_notice(content: SiteContent, document: Document, shown: FormerText) -> str:
    """On the page of the text in force: there is a draft of the next one."""
    origin = content.place(document.path)
    read = markup.link("Read the draft", draft_place(content, document), origin)
    version = document.version or "without a version"
    different = version != shown.approved.version
    title = (
        f"A draft of version {version} is not in force"
        if different
        else "A changed text is not in force"
    )
    text = f"This page shows version {markup.inline(shown.approved.version)}, which is in force. "
    return markup.box("note", title, f"{text}{read}.{_redline(content, document, origin)}")


def draft_banner(content: SiteContent, document: Document, shown: FormerText) -> str:
    """On the page of the draft: it is not in force, and what is."""
    origin = draft_place(content, document)
    state = standings(content.repository).of(document).state.capitalize()
    version = markup.inline(shown.approved.version)
    valid = markup.link(f"version {version}", content.place(document.path), origin)
    more = _redline(content, document, origin)
    text = f"In force is {valid}, since {shown.approved.day}.{more}"
    return markup.box(_OBSOLETE, f"{state}: not in force", text)


def past_banner(content: SiteContent, subject: Subject, approved: Approved) -> str:
    """On the page of a text that was in force: when it ended, and where the valid one is."""
    origin = place(content, subject.path, approved)
    period = next(
        one for one in periods(content, subject) if one.approved.digest == approved.digest
    )
    now = markup.link(
        markup.inline(content.label(subject.path)), content.place(subject.path), origin
    )
    text = (
        f"This is the text of {period.approved.day} to {period.until}, kept to be looked up. "
        f"Its links lead to the pages of today. See {now} for what is known now."
    )
    return markup.box(_OBSOLETE, f"Not in force: {period.end}", text)


def _redline(content: SiteContent, document: Document, origin: str) -> str:
    if not content.past_of(document.path).steps:
        return ""
    target = changes.place(content, document.path)
    return f" {markup.link('See what the draft changes', target, origin)}."


def _text(content: SiteContent, subject: Subject, one: Period, origin: str) -> str:
    """Where the text of a period can be read."""
    past = content.past_of(subject.path)
    if past.has(one.approved.digest):
        if one.until is None and isinstance(subject, Document):
            return "this page"
        return markup.link("what it said", place(content, subject.path, one.approved), origin)
    here = content.repository.digest_of(subject.path, one.approved.version)
    if here == one.approved.digest:
        elsewhere = isinstance(subject, Document) and in_force(content, subject)
        if isinstance(subject, Document) and elsewhere:
            return markup.link("what it said", draft_place(content, subject), origin)
        return "this page"
    commit = dict(past.approved_in).get(one.approved.digest, "")
    return markup.code(f"git show {commit[:10]}") if commit else "not in this history"
