"""One baseline: what it fixed, what had changed since the one before, and what changed until today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from ims_docs.domain.approval_state import people_of
from ims_docs.domain.coverage import Rung
from ims_docs.model.baseline import Baseline
from ims_docs.site.pages import changes, markup
from ims_docs.site.pages.baseline_view import BaselineView, Span, Turned
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.values import NOTHING

INDEX = "baselines.md"
UNTIL_TODAY = "until-today"
LIMITS = (
    "Days are those that the makers' computers claimed. That a baseline holds means: when this site was made, its "
    "commit held exactly the files that it lists, and its signature fitted the list of signers. Whether the code "
    "is the one in the minutes only the minutes can say; `ims verify --code` judges the whole history by it."
)
_KINDS = (("Added", "added"), ("Changed", "changed"), ("Withdrawn or gone", "ended"))


def place(one: BaselineView) -> str:
    """The page of a baseline."""
    return f"baselines/{one.name}.md"


def worth(one: BaselineView) -> str:
    """What is known in its favour."""
    return "yes, signed" if one.is_signed else "yes, recorded without a key"


def rungs_today(content: SiteContent) -> Mapping[str, Rung | None]:
    """How far each clause has come by now; None for a clause that does not apply."""
    found = content.primary.clauses if content.primary else ()
    return {str(one.text.clause): one.reach.rung if one.applicable else None for one in found}


def page(content: SiteContent, one: BaselineView) -> str:
    """The whole page."""
    assert one.baseline is not None  # noqa: S101 - only what can be read has a page
    origin = place(one)
    title = f"Baseline {one.name}"
    return markup.page(
        title,
        f"# {markup.inline(title)}",
        *_warning(one),
        _control(content, one, one.baseline, origin),
        *_until_today(content, one, origin),
        *_since(content, one, origin),
        *_coverage(content, one, origin),
        *_by_hand(one, one.baseline),
        wide=True,
    )


def _warning(one: BaselineView) -> Iterator[str]:
    if one.invalid_reason:
        text = "Do not rely on it. `ims verify` says more about the history as a whole."
        yield markup.box(
            "danger", f"This baseline does not hold: {one.invalid_reason}", markup.message(text)
        )


def _control(content: SiteContent, one: BaselineView, known: Baseline, origin: str) -> str:
    maker = people_of(content.repository).name(known.made_by)
    found = content.find(known.made_by)
    named = markup.link(markup.inline(maker), found, origin) if found else markup.inline(maker)
    facts = [
        ("Made on", f"{known.made_at:%Y-%m-%d %H:%M} UTC (claimed)"),
        ("Made by", named),
        ("Code for the minutes", markup.code(known.code)),
        ("Holds", f"no: {markup.message(one.invalid_reason)}" if one.invalid_reason else worth(one)),
        ("Commit", f"{markup.code(known.commit)}, {markup.count(known.commits, 'commit')} up to it"),
        ("Tag", f"{markup.code(one.tag)}, where it was sent along; the file alone counts"),
        ("Files", f"{len(known.files):,}, listed in {markup.code(one.path)}"),
        ("Baseline before it", _before(content, one, known, origin)),
        *([("Time stamp", f"{markup.code(f'baselines/{one.name}.tsr')}, not judged here")] if one.has_timestamp else []),
    ]  # fmt: skip
    return markup.box(
        "ims-control", f"Baseline {one.name}", markup.table(("Control", "Value"), facts)
    )


def _before(content: SiteContent, one: BaselineView, known: Baseline, origin: str) -> str:
    before = next((other for other in content.baselines if other.name == one.previous), None)
    if before is None:
        return "none: it is the first" if known.previous == "none" else "not here"
    return markup.link(markup.inline(before.name), place(before), origin)


def _until_today(content: SiteContent, one: BaselineView, origin: str) -> Iterator[str]:
    if one.until_today is None:
        return
    yield f'<div id="{UNTIL_TODAY}"></div>'
    yield f"## What changed until {content.report.as_of}"
    yield from _span(content, one.until_today, ("Then", "Today"), origin)


def _since(content: SiteContent, one: BaselineView, origin: str) -> Iterator[str]:
    before = next((other for other in content.baselines if other.name == one.previous), None)
    if before is None or before.baseline is None:
        return
    yield f"## What had changed since baseline {markup.inline(before.name)}"
    if one.since is None:
        yield f"What baseline {markup.inline(before.name)} fixed cannot be read here, so nothing is compared."
        return
    days = before.baseline.made_at.date(), one.baseline.made_at.date() if one.baseline else ""
    yield from _span(content, one.since, (str(days[0]), str(days[1])), origin)


def _span(content: SiteContent, span: Span, days: tuple[str, str], origin: str) -> Iterator[str]:
    for title, kind in _KINDS:
        some: Sequence[Turned] = getattr(span, kind)
        if some:
            yield f"### {title}: {len(some)}"
            rows = [_row(content, one, span, origin) for one in some]
            yield markup.table(("Document or register", *days, "Redlines"), rows)
    unchanged = not (span.added or span.changed or span.ended)
    documents = "No document and no register was added, changed or withdrawn. " if unchanged else ""
    yield f"{documents}Records: {span.records[0]:,} then, {span.records[1]:,} after."


def _row(content: SiteContent, one: Turned, span: Span, origin: str) -> tuple[str, ...]:
    path = content.path_of(one.id)
    target = content.place(path)
    is_register = one.id in content.repository.types
    named = markup.inline(one.title if is_register else f"{one.id} {one.title}")
    after = one.after or "not there any more"
    if one.before and one.before == one.after:
        after = f"{one.after}, another text"
    return (
        markup.link(named, target, origin) if target else named,
        markup.inline(one.before) or NOTHING,
        markup.inline(after),
        _redlines(content, path, span, origin) or NOTHING,
    )


def _redlines(content: SiteContent, path: str, span: Span, origin: str) -> str:
    return "<br>".join(changes.within(content, path, span.commits, origin)) if path else ""


def _coverage(content: SiteContent, one: BaselineView, origin: str) -> Iterator[str]:
    if not one.rungs or content.primary is None:
        return
    before = next((other for other in content.baselines if other.name == one.previous), None)
    columns = [(one.name, one.rungs)]
    if before and before.rungs:
        columns.insert(0, (before.name, before.rungs))
    columns.append(("Today", rungs_today(content)))
    head = [markup.inline(name) for name, _ in columns]
    standard = markup.inline(content.primary.standard.name)
    yield "## Coverage then and now"
    yield f"How many clauses of {standard} stood on each level, and where each clause stood."
    yield markup.table(("Level", *head), _tallies([rungs for _, rungs in columns]))
    rows = [_clause(content, number, columns, origin) for number in one.rungs]
    yield markup.sortable(markup.table(("Clause", "Moved", *head), rows))


def _tallies(columns: Sequence[Mapping[str, Rung | None]]) -> Iterator[tuple[str, ...]]:
    counted = [Counter(rungs.values()) for rungs in columns]
    for rung in (*reversed(Rung), None):
        if any(one[rung] for one in counted):
            yield markup.badge(rung), *(str(one[rung]) for one in counted)


def _clause(
    content: SiteContent,
    number: str,
    columns: Sequence[tuple[str, Mapping[str, Rung | None]]],
    origin: str,
) -> tuple[str, ...]:
    """A clause with its rung in each state."""
    found = content.primary and next(
        (one for one in content.primary.clauses if str(one.text.clause) == number), None
    )
    named = markup.inline(f"{number} {found.text.title}" if found else number)
    target = content.clause_page(number)
    rungs = [rungs.get(number) for _, rungs in columns]
    steps = {
        "up" if after > before else "down"
        for before, after in pairwise(rungs)
        if before is not None and after is not None and before is not after
    }
    return (
        markup.link(named, target, origin) if target else named,
        ", ".join(sorted(steps, reverse=True)) or "no",
        *(markup.badge(rung) for rung in rungs[:-1]),
        markup.badge(rungs[-1], questioned=bool(found and found.questions)),
    )


def _by_hand(one: BaselineView, known: Baseline) -> Iterator[str]:
    signature = (
        f"ssh-keygen -Y verify -f trust/allowed_signers -I {known.made_by} -n doc-baseline@ims-docs \\\n"
        f"  -s {one.path}.sig < {one.path}\n"
        if one.is_signed
        else ""
    )
    yield "## Check it yourself"
    yield (
        "In a copy of the repository: the digest of the file begins with the code; the signature fits; every line "
        "is a digest, a mode and a file, and the commit holds that file with that digest."
    )
    yield (
        f"```sh\nsha256sum {one.path}\n{signature}"
        f"git show {known.commit[:10]}:ims.yml | sha256sum; grep ' ims.yml$' {one.path}\n```"
    )
    yield f"*{markup.message(LIMITS)}*"
