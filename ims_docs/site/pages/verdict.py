"""What the pages say about integrity: a line on every page, and banners where something is not as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ims_docs.site.pages import concern, markup, revisions
from ims_docs.site.pages.concern import Mark
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.integrity import Told, Word

REPORT = "about.md"
ANCHOR = f"{REPORT}#integrity"
_BOX = "danger ims-not-intact"
_SHOWN = 8
_SHORT = 10
_NOT_VERIFIED = (
    "This site was built without looking whether the history was tampered with. Believe nothing "
    "on it that matters before somebody has."
)
_MISSING = "Nobody can show here what it said: the history in this copy does not hold it. Ask for the copy that does."
_NO_BASELINE = (
    "A baseline fixes what was kept at one commit. This one is not among the files here any more, so what it fixed "
    "cannot be compared on this site. Ask for the copy that holds it, or take its code from the minutes: "
    "`ims verify --code` and `ims site build --code` compare with that."
)
_SIGNED = "The text below is the one that was signed. What was altered is on the page of the draft."
_KEPT = (
    "What the file says now is not as it was kept. This page shows the text as it was signed: it is not what "
    "was altered."
)


def line(content: SiteContent) -> str:
    """The verdict in few words, as plain text."""
    word = concern.word(content)
    notes = len(content.integrity.found)
    if word is Word.INTACT and notes:
        return f"{word}, with {markup.count(notes, 'note')}"
    history = content.integrity.word
    if word is Word.NOT_INTACT and history in (Word.NOT_VERIFIED, Word.CANNOT_TELL):
        return f"{word}, history: {history}"
    return word.value


def warning(content: SiteContent) -> str:
    """What the top of every page says, as plain text; empty where all is intact."""
    word = concern.word(content)
    if word is Word.NOT_INTACT:
        number = len(concern.broken(content))
        said = (
            "1 thing is not as it was" if number == 1 else f"{number:,} things are not as they were"
        )
        unseen = content.integrity.word is Word.NOT_VERIFIED
        return f"NOT intact: {said} kept.{' The history was not verified.' if unseen else ''}"
    if word is Word.CANNOT_TELL:
        return f"Cannot tell whether this is intact: {'; '.join(content.integrity.missed[:2])}."
    return (
        "Not verified: nobody looked whether this was tampered with."
        if word is not Word.INTACT
        else ""
    )


def at_home(content: SiteContent, origin: str) -> str:
    """The box at the top of the home page; empty where all is intact."""
    word = concern.word(content)
    report = markup.link("The whole report", ANCHOR, origin)
    if word is Word.NOT_INTACT:
        causes = concern.broken(content)
        lines = [told(content, one, origin) for one in causes[:_SHOWN]]
        lines += [f"and {len(causes) - _SHOWN} more"] if len(causes) > _SHOWN else []
        title = "NOT intact: do not rely on what is named here"
        return markup.box(_BOX, title, f"{markup.bullets(lines)}\n\n{report}.")
    if word is Word.CANNOT_TELL:
        lines = [markup.inline(one) for one in content.integrity.missed[:_SHOWN]]
        title = "Cannot tell whether this is intact: not everything could be looked at"
        return markup.box("warning", title, f"{markup.bullets(lines)}\n\n{report}.")
    if word is Word.NOT_VERIFIED:
        return markup.box("warning", "Not verified", _NOT_VERIFIED)
    return ""


def marked(content: SiteContent, made: Mapping[str, str]) -> dict[str, str]:
    """Pages with a banner on each that shows, or rests on, what is not as it was; and pages of what is missing."""
    found = concern.marks(content)
    done = dict(made)
    for page, mark in concern.vanished(content).items():
        done[page] = _vanished(content, mark, page)
    above: dict[str, str] = {}
    for page, some in found.items():
        above.update((one, _banner(some, one)) for one in concern.around(page, done))
        if concern.shows_kept(page, some, done):
            draft = markup.link("The draft", f"drafts/{page}", page)
            above[page] += f"\n\n    {_SIGNED} {draft}."
        above.update(_former(some, page, done))
    for page, some in concern.resting(content, found).items():
        if page in done and some and page not in above:
            above[page] = _rests(content, some, page)
    return done | {page: markup.below_heading(done[page], text) for page, text in above.items()}


def stamped(content: SiteContent, page: str) -> str:
    """A page that says by itself what a theme says around it: warning, verdict, day and commit."""
    files = "modified files" if content.modified else "committed files"
    foot = f"As of {content.report.as_of} · commit {content.commit_label} · built from {files} · integrity: {line(content)}"
    above = warning(content)
    shown = markup.below_heading(page, f"**{markup.inline(above)}**") if above else page
    return f"{shown.rstrip()}\n\n---\n\n*{markup.inline(foot)}*\n"


def told(content: SiteContent, one: Told, origin: str) -> str:
    """A finding as a line: the page that it concerns, what it says, and the commit that brought it in."""
    said = f"{_where(content, one, origin)}{markup.sentence(one.message)}."
    if one.commit:
        said += f" Commit {markup.code(one.commit[:_SHORT])} {markup.inline(one.by)}."
    if one.repaired:
        said += f" Put right in {markup.inline(one.repaired)}; it stays in the history."
    if one.waived:
        said += f" Waived by {markup.inline(one.waived)}"
    if number := sum(1 for _ in one.each()) - 1:
        said += f" It shows in {markup.count(number, 'more place')}."
    return said


def _where(content: SiteContent, one: Told, origin: str) -> str:
    if not one.path:
        return ""
    page, name = concern.place(content, one.path), concern.name(content, one.path)
    shown = markup.code(name) if "/" in name else markup.inline(name)
    return f"{markup.link(shown, page, origin) if page else shown}: "


def _banner(some: Sequence[Mark], origin: str) -> str:
    lines = []
    for one in some[:_SHOWN]:
        said = f"{markup.sentence(one.told.message)}."
        if one.told.commit:
            said += f" Commit {markup.code(one.told.commit[:_SHORT])} {markup.inline(one.told.by)}."
        if one.told.repaired:
            said += f" Put right in {markup.inline(one.told.repaired)}; it stays in the history."
        if one.cause is not one.told:
            said += f" Because: {markup.sentence(one.cause.message)}."
        lines.append(said)
    if len(some) > _SHOWN:
        lines.append(f"and {len(some) - _SHOWN} more")
    report = markup.link("What else was found", ANCHOR, origin)
    title = "NOT intact: this is not as it was kept"
    return markup.box(_BOX, title, f"{markup.bullets(lines)}\n\n{report}.")


def _rests(content: SiteContent, some: Sequence[Mark], origin: str) -> str:
    lines = [
        f"{_where(content, Told(kind=one.told.kind, message='', path=one.path), origin)}"
        f"{markup.sentence(one.told.message)}."
        for one in some[:_SHOWN]
    ]
    if len(some) > _SHOWN:
        lines.append(f"and {len(some) - _SHOWN} more")
    report = markup.link("What else was found", ANCHOR, origin)
    title = "NOT intact: this page rests on what is not as it was kept"
    return markup.box(_BOX, title, f"{markup.bullets(lines)}\n\n{report}.")


def _former(some: Sequence[Mark], page: str, made: Iterable[str]) -> Iterable[tuple[str, str]]:
    """On each former text: what was done to its approval, or that it is the text that was kept."""
    for one, against in concern.formerly(page, some, made):
        today = markup.link("The page of today", page, one)
        kept = markup.box("note", "The file was altered, this text was not", f"{_KEPT} {today}.")
        yield one, _banner(against, one) if against else kept


def _vanished(content: SiteContent, mark: Mark, page: str) -> str:
    name = concern.missing_name(mark)
    is_baseline = mark.path.startswith(concern.BASELINES)
    past = []
    if content.revisions.get(mark.path):
        past = ["## Revisions", revisions.table(content, mark.path, page)]
    return markup.page(
        f"{name} (missing)",
        f"# {markup.inline(name)}",
        markup.message(_NO_BASELINE) if is_baseline else _MISSING,
        markup.table(("Key", "Value"), [("File", markup.code(mark.path))]),
        *past,
        searched=False,
    )
