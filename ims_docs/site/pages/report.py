"""The report on integrity: the verdict, what it rests on, and what was found, the causes first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ims_docs.site.pages import concern, markup, verdict
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.integrity import Kind, Told, Word

_SHOWN = 300
"""So many findings of a kind; the rest is counted."""
_SAYS = {
    Word.INTACT: "Nothing was forged, rewritten, altered, taken away unseen, signed again or rolled back, as far as this copy can show.",
    Word.NOT_INTACT: "Something was forged, rewritten, altered, taken away, signed again or rolled back.",
    Word.CANNOT_TELL: "Not everything could be looked at, and nothing that was looked at was tampered with.",
    Word.NOT_VERIFIED: "This site was built without looking whether the history was tampered with.",
}
_ALONE = (
    "No copy can tell by itself whether later commits were dropped, or all of them written anew. Compare the code of a "
    "baseline below with the minutes (`ims verify --code`), or this copy with another one such as a bundle (`ims verify --against`), "
    "or fetch from the place that you share."
)
_LATER = (
    "What came after that nobody can tell from here; for that, ask two people for their copies."
)
_BY_HAND = "`ims verify` gives this verdict on any computer, without this site; it can be followed by hand with git and ssh-keygen."


def section(content: SiteContent, origin: str) -> Iterator[str]:
    """The report, for the page about the site."""
    word, asked = concern.word(content), content.integrity
    yield "## Integrity"
    day = f" Judged on {asked.day}." if asked.day else ""
    yield f"**{verdict.line(content).capitalize() if word is not Word.NOT_INTACT else verdict.line(content)}.** {_SAYS[word]}{day}"
    if word is Word.NOT_VERIFIED:
        return
    if asked.compared:
        yield "### What it was compared with"
        yield markup.bullets(map(markup.inline, asked.compared))
        yield markup.sentence(f"{_LATER} {_BY_HAND}")
    else:
        yield markup.sentence(f"{_ALONE} {_BY_HAND}")
    if asked.missed:
        yield "### What could not be looked at"
        yield markup.bullets(map(markup.inline, asked.missed))
    yield from _integrity(content, origin)
    yield from _controls(content, asked.of(Kind.CONTROLS), origin)
    yield from _dates(content, asked.of(Kind.DATES), origin)
    yield from _content(asked.of(Kind.CONTENT))
    if asked.facts:
        yield "### What the verdict rests on"
        rows = [(markup.inline(title), markup.inline(text)) for title, text in asked.facts]
        yield markup.box("ims-control", "Verification", markup.table(("Fact", "Value"), rows))


def _integrity(content: SiteContent, origin: str) -> Iterator[str]:
    """Each cause with what it brought about beneath it."""
    found = concern.broken(content)
    if not found:
        return
    yield "### What is not intact"
    for one in found[:_SHOWN]:
        hint = f" *What to do:* {markup.sentence(one.hint)}" if one.hint else ""
        yield f"- {verdict.told(content, one, origin)}{hint}"
        effects = [effect for effect, because in one.each() if effect is not because]
        if effects:
            lines = [verdict.told(content, effect, origin) for effect in effects[:_SHOWN]]
            more = [f"and {len(effects) - _SHOWN} more"] if len(effects) > _SHOWN else []
            title = f"It shows in {markup.count(len(effects), 'place')}"
            yield markup.folded("note", title, markup.bullets([*lines, *more]))
    yield from _rest(found)


def _controls(content: SiteContent, found: Sequence[Told], origin: str) -> Iterator[str]:
    """What judges and keeps out: from what to what, by whom, when."""
    if not found:
        return
    yield "### Controls that changed"
    yield (
        "Settings, signers, people, roles, gates and waivers. A change of them is no tampering; whoever answers for it "
        "ought to know of it. Those that ask for less than before come first."
    )
    looser = [one for one in found if one.change and one.change.loosens]
    usual = [one for one in found if one.change and not one.change.loosens]
    others = [one for one in found if not one.change]
    if looser:
        yield _changes(looser)
        yield from _rest(looser)
    yield markup.bullets(verdict.told(content, one, origin) for one in others[:_SHOWN])
    if usual:
        title = f"{markup.count(len(usual), 'change')} that asked for no less than before"
        yield markup.folded("note", title, _changes(usual))
        yield from _rest(usual)


def _changes(found: Sequence[Told]) -> str:
    rows = [
        (
            markup.inline(one.change.what),
            markup.inline(one.change.before),
            markup.inline(one.change.after),
            f"{markup.code(one.commit[:10])} {markup.inline(one.by)}",
        )
        for one in found[:_SHOWN]
        if one.change
    ]
    return markup.table(("Control", "From", "To", "Commit"), rows)


def _dates(content: SiteContent, found: Sequence[Told], origin: str) -> Iterator[str]:
    if found:
        yield "### Dates"
        yield "What came in late, was moved to another day, or claims an order that cannot be."
        yield markup.bullets(verdict.told(content, one, origin) for one in found[:_SHOWN])
        yield from _rest(found)


def _content(found: Sequence[Told]) -> Iterator[str]:
    if found:
        commits = len({one.commit for one in found})
        repaired = sum(bool(one.repaired) for one in found)
        mended = f", {repaired} of them put right later" if repaired else ""
        yield "### Content"
        yield (
            f"{markup.count(len(found), 'finding')} in {markup.count(commits, 'commit')}{mended}: what was written "
            "wrongly, such as dead links. This is no tampering."
        )


def _rest(found: Sequence[Told]) -> Iterator[str]:
    if len(found) > _SHOWN:
        yield f"And {len(found) - _SHOWN:,} more, which {markup.code('ims verify --all')} lists."
