"""What the site shows across all records, at the desk: figures and objectives, ideas and portfolio."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from markupsafe import Markup

from ims_docs.desk.asking import Answer, Call, page
from ims_docs.desk.showing import html_of
from ims_docs.formats import frontmatter
from ims_docs.model.finding import Report
from ims_docs.services.timeline import known_of
from ims_docs.site.pages import indicators as indicators_page
from ims_docs.site.pages import pipeline as pipeline_page
from ims_docs.site.pages.content import SiteContent

_PLACES = (
    (re.compile(r'(href="[^"]*/registers/[a-z0-9-]+)\.md'), r"\1.yaml"),
    (re.compile(r'href="[^"]*/(records/[a-z0-9-]+)/index\.md'), r'href="/\1'),
)
"""What has another address here than on the site: a register, and the list of a type of record."""
_TABLE = re.compile(r"(<table\b.*?</table>)", re.DOTALL)
_UNJUDGED = Report(repository="", judged="", as_of="", findings=(), waived=(), rules=())


def indicators(call: Call) -> Answer:
    """Indicators and objectives, as on the site."""
    return _shown(call, indicators_page.pages, "Indicators and objectives")


def pipeline(call: Call) -> Answer:
    """Ideas and portfolio, as on the site."""
    return _shown(call, pipeline_page.pages, "Ideas and portfolio")


def _shown(
    call: Call, pages: Callable[[SiteContent], Iterator[tuple[str, str]]], title: str
) -> Answer:
    text = next(pages(_content(call)), None)
    if text is None:
        return page("plain.html", call, title=title, html="Nothing is recorded yet.")
    body = frontmatter.body_of(text[1].encode())
    html = str(html_of(body, f"docs/{text[0]}"))
    for there, here in _PLACES:
        html = there.sub(here, html)
    html = _TABLE.sub(
        r'<div class="scroll" role="region" aria-label="Table" tabindex="0">\1</div>', html
    )
    return page("plain.html", call, title=title, html=Markup(html))  # noqa: S704 - it is sanitised


def _content(call: Call) -> SiteContent:
    """What those pages ask of the site's content."""
    sight = call.look()
    return SiteContent(
        repository=sight.repository,
        report=_UNJUDGED,
        coverages=(),
        revisions={},
        sources={},
        log=sight.revisions,
        changes=sight.changes,
        known=known_of(sight.workspace.history, sight.repository, sight.revisions),
    )
