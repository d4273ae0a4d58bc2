"""Rows of what is gone and has no page: entries of registers, and what only another copy still holds."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.domain.approval_state import people_of
from ims_docs.model.removal import Removal
from ims_docs.site.pages import backlinks, concern, markup
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.integrity import Told
from ims_docs.site.pages.saved_changes import Change
from ims_docs.site.pages.values import NOTHING

_MOST = 500
_ELSEWHERE = (
    "Something else knows of these: a branch or a tag, another copy, a baseline, or a statement that was signed. The "
    "files here do not hold them any more."
)


def rows(content: SiteContent, origin: str) -> Iterator[tuple[str, ...]]:
    """What has no page of its own, the last to go first; each row has its id as an anchor."""
    saved = {one.commit: one for one in content.saved.all}
    made = [
        _stated(content, name, one, origin)
        if isinstance(one, Removal)
        else _unsaid(content, name, one, saved.get(one.commit), origin)
        for name, one in content.gone_parts.items()
    ]
    yield from sorted(made, reverse=True)


def elsewhere(content: SiteContent, origin: str) -> Iterator[str]:
    """What this history does not hold at all, or not any more, as something else says."""
    parts = {one.path for one in content.gone_parts.values()}
    found = {page: one for page, one in concern.vanished(content).items() if one.path not in parts}
    if not found:
        return
    yield "## Missing here"
    yield _ELSEWHERE
    listed = [
        (
            markup.link(markup.inline(concern.missing_name(one)), page, origin),
            markup.code(one.path),
            markup.sentence(one.told.message),
        )
        for page, one in list(found.items())[:_MOST]
    ]
    yield markup.sortable(markup.table(("What", "File", "What says so"), listed))
    if len(found) > _MOST:
        yield f"And {len(found) - _MOST:,} more, which {markup.code('ims verify --all')} lists."


def _stated(content: SiteContent, name: str, one: Removal, origin: str) -> tuple[str, ...]:
    return (
        one.removed_at.date().isoformat(),
        _what(content, name, one.path, content.type_title(one.type), origin),
        "entry" if one.path.endswith((".yaml", ".yml")) else "file",
        markup.inline(people_of(content.repository).name(one.person)),
        markup.inline(one.reason),
        NOTHING,
    )


def _unsaid(
    content: SiteContent, name: str, one: Told, saved: Change | None, origin: str
) -> tuple[str, ...]:
    item = content.controlled.get(one.path)
    subject = f" Saved as: {markup.inline(saved.subject)}" if saved else ""
    return (
        saved.day if saved else NOTHING,
        _what(content, name, one.path, item.title if item else "", origin),
        "entry" if one.path.endswith((".yaml", ".yml")) else "file",
        markup.inline(saved.author) if saved and saved.author else NOTHING,
        f"**No removal statement.**{subject}",
        markup.code(one.commit[:10]) if one.commit else NOTHING,
    )


def _what(content: SiteContent, name: str, path: str, title: str, origin: str) -> str:
    """Its id, what held it, and who still names it."""
    place = content.place(path)
    held = (
        markup.link(markup.inline(title), place, origin)
        if title and place
        else markup.inline(title)
    )
    named = f'<a id="{markup.inline(name)}" class="ims-id">{markup.inline(name)}</a>'
    named += f" ({held})" if held else ""
    still = backlinks.to(content, name, origin)
    return f"{named}<br><small>still named in {still}</small>" if still else named
