"""What changed as markup: words that went and came, keys one by one, the rest folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ims_docs.formats.diff import LAYOUT, Comparison, Folded, Kind, Run, name, runs_of
from ims_docs.site.pages import markup

LEGEND = (
    '<p class="ims-redline">Words that went are <del>marked like this</del>, words that came '
    "<ins>like this</ins>. Text that stayed is folded.</p>"
)
_TAGS = {Kind.REMOVED: "del", Kind.ADDED: "ins"}


def redline(comparison: Comparison) -> str:
    """One block of HTML without an empty line, so that Markdown takes it as it is."""
    return "\n".join(('<div class="ims-redline">', *_lines(comparison), "</div>"))


def _lines(comparison: Comparison) -> Iterator[str]:
    if comparison.note:
        yield f"<p>{markup.inline(comparison.note)}</p>"
    for field in comparison.fields:
        yield f"<p><b>{markup.inline(name(field))}:</b> {_marked(runs_of(field))}</p>"
    heading = ""
    for one in comparison.text:
        if isinstance(one, Folded):
            paragraphs = markup.count(one.passages, "paragraph")
            yield f'<p class="ims-folded">… {paragraphs} unchanged</p>'
            continue
        if one.heading and one.heading != heading:
            heading = one.heading
            yield f'<p class="ims-where">{markup.inline(heading)}</p>'
        yield f"<p>{_marked(one.runs)}</p>"
    if comparison.layout:
        yield f"<p>{LAYOUT}</p>"


def _marked(runs: Iterable[Run]) -> str:
    return "".join(
        f"<{_TAGS[run.kind]}>{markup.piece(run.text)}</{_TAGS[run.kind]}>"
        if run.kind in _TAGS
        else markup.piece(run.text)
        for run in runs
    )
