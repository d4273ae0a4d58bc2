"""The follow-up: every action, measure and decision until it is done and judged, also in closed records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ims_docs.domain.duties import Action, Progress, actions
from ims_docs.site.pages import late, markup, paging
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.naming import Naming
from ims_docs.site.pages.values import NOTHING, Values

PAGE = "lists/actions.md"
_MOST = 2_000
_WORDS = (
    "Every action, measure and decision that a document, record or register names, wherever it was decided. "
    "It stays in this list when its record is closed."
)
_MEANS = {
    Progress.OVERDUE: "its day has passed, and nothing says that it was done",
    Progress.ASK: "its day has passed, and the record cannot say whether it was done: somebody has to ask",
    Progress.NOT_SHOWN: "its record is closed, or a newer one followed, and nothing says that it was done",
    Progress.OPEN: "its day is still to come, or it has none",
    Progress.NOT_EFFECTIVE: "done, and it did not help",
    Progress.DONE: "done, and nobody has judged yet whether it helped",
    Progress.EFFECTIVE: "done, and somebody judged that it helped",
}
"""What each word means; what presses most comes first."""
_URGENT = (Progress.OVERDUE, Progress.ASK, Progress.NOT_SHOWN, Progress.NOT_EFFECTIVE)


def pages(content: SiteContent) -> Iterator[tuple[str, str]]:
    """One page, in parts where there are very many."""
    places = {one: number for number, one in enumerate(_MEANS)}
    found = sorted(
        actions(content.repository),
        key=lambda one: (places[one.progress], str(one.due or "9999"), one.id, one.line),
    )
    split = paging.parts(found, _MOST)
    for number, some in enumerate(split, start=1):
        origin = paging.name(PAGE, number)
        yield (
            origin,
            markup.page(
                "Actions",
                "# Actions",
                _WORDS,
                _tally(found),
                *paging.ways(PAGE, number, len(split)),
                markup.LANDSCAPE,
                _table(content, some, origin),
                wide=True,
                searched=False,
            ),
        )


def _tally(found: list[Action]) -> str:
    """How many are how far, and what the words mean."""
    counted = Counter(one.progress for one in found)
    return markup.bullets(
        f"{counted[one]:,} {_word(one)}: {text}" for one, text in _MEANS.items() if counted[one]
    )


def _table(content: SiteContent, found: list[Action], origin: str) -> str:
    if not found:
        return "No action is recorded yet."
    names = Naming(content, origin)
    rows = [
        (
            _word(one.progress),
            _what(content, one, origin),
            names.who(one.who),
            _due(content, one),
            _done(content, one, origin),
            markup.inline(one.judged) or NOTHING,
            _source(content, one, origin),
            markup.inline(one.group),
        )
        for one in found
    ]
    head = ("State", "Action", "Who", "Due", "Done", "Did it help?", "Decided in", "Kind")
    return markup.sortable(markup.table(head, rows))


def _word(progress: Progress) -> str:
    return markup.late(progress.value) if progress in _URGENT else progress.value


def _what(content: SiteContent, one: Action, origin: str) -> str:
    values = Values(content, origin, content.controlled[one.path].content)
    moved = content.moved.get((one.path, one.line))
    past = f"<br><small>{markup.inline(moved.text)}</small>" if moved else ""
    return f"{values.show(one.what)}{past}"


def _due(content: SiteContent, one: Action) -> str:
    """Its day, and how late it is; what can only be asked about is not called late."""
    passed = late.since(content, one.due) if one.progress is Progress.OVERDUE else ""
    return f"{one.due} {passed}".strip() if one.due else NOTHING


def _done(content: SiteContent, one: Action, origin: str) -> str:
    """The day, or the record that shows it."""
    target = content.find(one.done)
    return (
        markup.link(markup.inline(one.done), target, origin)
        if target
        else markup.inline(one.done) or NOTHING
    )


def _source(content: SiteContent, one: Action, origin: str) -> str:
    name = markup.inline(one.id or one.source)
    target = content.find(one.id) or content.place(one.path)
    state = " <small>(closed)</small>" if one.is_source_closed else ""
    title = f" {markup.inline(one.source)}" if one.id and one.source != one.what else ""
    return f"{markup.link(name, target, origin)}{title}{state}"
