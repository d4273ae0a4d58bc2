"""What changed from version to version: a page for each file that is not as it was first saved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ims_docs.model.document import Document
from ims_docs.model.reason import words
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.revision import Revision
from ims_docs.site.pages import markup, redlines
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.file_history import Step

_SHOWN_COMMITS = 12
_LINKED = 6


def pages(content: SiteContent) -> Iterator[tuple[str, str]]:
    """A page for each file of which the past holds a change."""
    for item in content.repository.controlled:
        if content.past_of(item.path).steps:
            yield place(content, item.path), _page(content, item)


def place(content: SiteContent, path: str) -> str:
    """The page that shows how a file changed."""
    return f"changes/{content.place(path)}"


def anchor(revision: Revision) -> str:
    """Where on its page the change stands that ended with this revision."""
    return f"to-{revision.commit[:10]}"


def links(content: SiteContent, path: str, origin: str) -> dict[str, str]:
    """By commit: the link from a table of revisions to what the commit was part of."""
    found: dict[str, str] = {}
    for step in content.past_of(path).steps:
        target = f"{place(content, path)}#{anchor(step.after)}"
        for one in step.revisions:
            found[one.commit] = markup.link("redline", target, origin)
    return found


def targets(content: SiteContent) -> dict[tuple[str, str], str]:
    """By commit and file: where the change stands that the commit was part of."""
    return {
        (one.commit, path): f"{place(content, path)}#{anchor(step.after)}"
        for path, past in content.past.items()
        for step in past.steps
        for one in step.revisions
    }


def within(content: SiteContent, path: str, commits: frozenset[str], origin: str) -> Iterator[str]:
    """Links to the changes of a file that ended with one of these commits, newest first."""
    steps = [one for one in content.past_of(path).steps if one.after.commit in commits]
    for step in steps[:_LINKED]:
        target = f"{place(content, path)}#{anchor(step.after)}"
        yield markup.link(_title(step), target, origin)
    if len(steps) > _LINKED:
        yield f"and {len(steps) - _LINKED} more"


def _page(content: SiteContent, item: Document | Record | Register) -> str:
    origin = place(content, item.path)
    name = content.label(item.path)
    steps = content.past_of(item.path).steps
    back = markup.link(markup.inline(name), content.place(item.path), origin)
    return markup.page(
        f"Changes of {name}",
        f"# Changes of {markup.inline(name)}",
        f"What changed in {back} from version to version, newest first. {_first(content, item)}",
        redlines.LEGEND,
        *(block for step in steps for block in _step(content, step, origin)),
        _older(content, item, steps),
        searched=False,
    )


def _first(content: SiteContent, item: Document | Record | Register) -> str:
    oldest = content.revisions[item.path][-1]
    commit = markup.code(oldest.commit[:10])
    return f"It was first saved on {oldest.authored.date()} in {commit}."


def _commit(content: SiteContent, one: Revision, origin: str) -> str:
    return markup.link(markup.code(one.commit[:10]), content.saved.place(one.commit), origin)


def _step(content: SiteContent, step: Step, origin: str) -> Iterator[str]:
    yield f'<div id="{anchor(step.after)}"></div>'
    yield f"## {_title(step)}"
    yield markup.bullets(
        f"{one.authored.date()}, {markup.inline(one.author)}, {_commit(content, one, origin)}: "
        f"{markup.inline(words(one.subject))}"
        for one in step.revisions[:_SHOWN_COMMITS]
    ) + _uncounted(step)
    yield redlines.redline(step.comparison)


def _uncounted(step: Step) -> str:
    more = len(step.revisions) - _SHOWN_COMMITS
    return f"\n- and {markup.count(more, 'saved change')} before these" if more > 0 else ""


def _title(step: Step) -> str:
    old, new = step.before.version, step.after.version
    day = step.after.authored.date()
    if old and new and old != new:
        return f"Version {markup.inline(old)} to {markup.inline(new)}, {day}"
    if new and step.before.commit:
        return f"Within version {markup.inline(new)}, {day}"
    return f"Saved on {day}"


def _older(content: SiteContent, item: Document | Record | Register, steps: Sequence[Step]) -> str:
    """A sentence about what this page leaves out."""
    revisions = content.revisions[item.path]
    shown = {one.commit for step in steps for one in step.revisions} | {steps[-1].before.commit}
    older = [one for one in revisions if one.commit not in shown and one.blob != one.former_blob]
    before = [one for one in older if one.authored < steps[-1].before.authored]
    if not before:
        return ""
    name = getattr(item, "id", "") or item.path
    saved = markup.count(len(before), "older saved change")
    return f"{saved}: {markup.code(f'ims diff {name}')} with two commits or days shows them."
