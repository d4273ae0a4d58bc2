"""Competence: people and what they can do as a grid, with gaps, and what is no longer shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ims_docs.domain.views import Competence, Fit, Grid, Level, competence
from ims_docs.site.pages import markup
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.naming import Naming
from ims_docs.site.pages.values import NOTHING

PAGE = "lists/competence.md"
_ACROSS = 8
"""People beside each other in one grid; more follow in grids of their own."""
_WORDS = (
    "Who can do what: the competence matrix and the records of competence together. A number is the level that "
    "somebody has now: 1 knows of it, 2 does it with help, 3 does it alone, 4 guides others, 5 is a leading "
    "expert. An empty cell says that the person does not need it."
)
_MEANS = {
    Fit.GAP: "the level is lower than what is needed, or the last judgement was: not effective",
    Fit.NOT_ASSESSED: "the person holds the role that needs it, and nobody has said the level",
    Fit.EXPIRED: "what showed it is no longer valid",
    Fit.UNJUDGED: "there is a record, and nobody has judged yet whether the person is competent",
}
_LATE = (Fit.GAP, Fit.NOT_ASSESSED, Fit.EXPIRED)


def is_needed(content: SiteContent) -> bool:
    """Whether anybody's competence is recorded."""
    return bool(competence(content.repository).people)


def pages(content: SiteContent) -> Iterator[tuple[str, str]]:
    """One page, where competence is recorded."""
    grid = competence(content.repository)
    if not grid.people:
        return
    names = Naming(content, PAGE)
    blocks = [_tally(grid)]
    for start in range(0, len(grid.people), _ACROSS):
        some = grid.people[start : start + _ACROSS]
        if len(grid.people) > _ACROSS:
            blocks.append(f"## {names.plain(some[0])} to {names.plain(some[-1])}")
        blocks.append(_grid(content, names, grid.competences, some))
    yield (
        PAGE,
        markup.page(
            "Competence",
            "# Competence",
            _WORDS,
            markup.LANDSCAPE,
            *blocks,
            *_gaps(content, names, grid.competences),
            wide=True,
            searched=False,
        ),
    )


def _tally(grid: Grid) -> str:
    """How many of each kind need somebody, and what the words mean."""
    counted = Counter(level.fit for one in grid.competences for level in one.people.values())
    if not any(counted[fit] for fit in _MEANS):
        return "Everybody who needs a competence has it on the level that is needed."
    return markup.bullets(
        f"{counted[fit]} {_word(fit)}: {text}" for fit, text in _MEANS.items() if counted[fit]
    )


def _grid(
    content: SiteContent, names: Naming, rows: Sequence[Competence], people: Sequence[str]
) -> str:
    head = ("Competence", "Needed by", "Level", *map(names.plain, people))
    cells = [
        (
            _called(content, one),
            names.who(one.role),
            str(one.needed or NOTHING),
            *(_cell(content, one.people.get(person)) for person in people),
        )
        for one in rows
    ]
    return markup.sortable(markup.table(head, cells))


def _called(content: SiteContent, one: Competence) -> str:
    title = markup.inline(one.title)
    return markup.link(title, content.find(one.id), PAGE) if one.id else title


def _cell(content: SiteContent, level: Level | None) -> str:
    if level is None:
        return ""
    said = [str(level.level)] if level.level else []
    if level.fit is not Fit.MET:
        said.append(_word(level.fit))
    elif not level.level:
        said.append("shown")
    lines = [" ".join(said)]
    if level.valid_until:
        lines.append(f"<small>valid until {level.valid_until}</small>")
    lines += [
        f"<small>{markup.link(markup.inline(one.id or one.title), content.place(one.path), PAGE)}</small>"
        for one in level.evidence[:2]
    ]
    return "<br>".join(lines)


def _word(fit: Fit) -> str:
    return markup.late(fit.value) if fit in _LATE else fit.value


def _gaps(content: SiteContent, names: Naming, rows: Sequence[Competence]) -> Iterator[str]:
    """Who lacks what, and what is done about it."""
    found = [
        (
            names.who(person),
            _called(content, one),
            f"{level.level or NOTHING} of {one.needed}" if one.needed else NOTHING,
            _word(level.fit),
            markup.inline(one.action) or NOTHING,
            markup.inline(one.due) or NOTHING,
        )
        for one in rows
        for person, level in one.people.items()
        if level.fit is not Fit.MET
    ]
    if found:
        yield "## What is missing"
        head = ("Person", "Competence", "Level", "What", "What is done about it", "Due")
        yield markup.sortable(markup.table(head, found))
