"""The home page: where the system stands, and what the organisation says about it."""

from __future__ import annotations

from ims_docs.model.finding import Severity
from ims_docs.model.page import Page
from ims_docs.site.pages import (
    attention,
    baselines,
    concern,
    figures,
    guide,
    heatmap,
    loosened,
    markup,
    next_step,
    texts,
    trail,
    unread,
    verdict,
)
from ims_docs.site.pages.content import FINDINGS_PAGE, SiteContent
from ims_docs.site.pages.integrity import Word

HOME = "index.md"
_LATEST = 8


def page(content: SiteContent) -> str:
    """The home page, built around docs/index.md where there is one: first what cannot wait."""
    own = next((one for one in content.repository.pages if one.path == "docs/index.md"), None)
    heading, rest = texts.split_heading(
        texts.body(content, own) if own else "", _title(content, own)
    )
    welcome, more = _split(rest)
    blocks = [heading, verdict.at_home(content, HOME), unread.at_home(content, HOME)]
    blocks += [figures.shown(content, HOME), *loosened.at_home(content, HOME)]
    blocks += [_next(content), *_clauses(content), welcome, _signpost()]
    for part in (
        attention.duties,
        attention.nonconformities,
        attention.unapproved,
        attention.ideas,
        attention.portfolio,
    ):
        blocks += part(content, HOME)
    if content.primary:
        blocks += [
            "## Required documented information",
            heatmap.reasons(content.primary, HOME),
            heatmap.items(content.primary, HOME),
        ]
    blocks += _changed(content)
    return markup.page("Home", *blocks, more, _state(content), wide=True)


def _next(content: SiteContent) -> str:
    if concern.word(content) is Word.NOT_INTACT:
        report = markup.link("The report", verdict.ANCHOR, HOME)
        return f"**Next step:** Ask who did what is named above, and why. {report} says what helps."
    return f"**Next step:** {next_step.said(content, HOME)}"


def _clauses(content: SiteContent) -> list[str]:
    """The map of clauses, and what is said against some of them."""
    if content.primary is None:
        return []
    coverage = content.primary
    out = "<br>".join(markup.inline(one.told) for one in coverage.exclusions)
    row = markup.table(("What", "Which"), [("Declared not applicable", out)])
    return [
        f"## {markup.inline(coverage.standard.name)}, clause by clause",
        heatmap.ladder(content, coverage, HOME),
        heatmap.asked(content, coverage, HOME),
        markup.box("ims-control", "Clauses that are left out", row) if out else "",
    ]


def _signpost() -> str:
    guided = markup.link("How to read this site", guide.PAGE, HOME)
    return f"{guided} is for auditors, and for everybody who opens it for the first time."


def _split(text: str) -> tuple[str, str]:
    """What stands before the first heading, and the rest from there on."""
    before, heading, after = f"\n{text}".partition("\n## ")
    return before.strip("\n"), f"## {after}" if heading else ""


def _changed(content: SiteContent) -> list[str]:
    since = list(baselines.since_latest(content, HOME))
    fixed = ["## What changed since the last baseline", *since] if since else []
    listed = trail.latest(content, _LATEST, HOME)
    more = markup.link("The whole audit trail", trail.INDEX, HOME)
    return [*fixed, "## What changed lately", listed, f"{more}."] if listed else fixed


def _title(content: SiteContent, own: Page | None) -> str:
    return (
        content.titles[own.path]
        if own
        else f"Innovation management system of {content.organisation}"
    )


def _state(content: SiteContent) -> str:
    """What this page was made from, at its end."""
    report = content.report
    counts = ", ".join(
        markup.count(report.counts.get(f"{kind}s", 0), kind)
        for kind in ("document", "register", "record")
    )
    found = ", ".join(
        markup.count(report.count(one), one.value, {"advice": "advice"}.get(one.value, ""))
        for one in Severity
    )
    changed = markup.count(len(content.modified), "file differs", "files differ")
    rows = [
        ("Organisation", markup.inline(content.organisation)),
        ("As of", report.as_of),
        (
            "Commit",
            f"{markup.code(content.commit_label)}{f' · {changed} from it' if content.modified else ''}",
        ),
        ("Content", counts),
        (
            "Findings",
            f"{markup.link(found, FINDINGS_PAGE, HOME)}{f', {len(report.waived)} waived' if report.waived else ''}",
        ),
    ]
    return markup.box("ims-control", "State of the system", markup.table(("State", "Value"), rows))
