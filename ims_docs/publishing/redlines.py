"""What changed as markup: words that went and came, keys one by one, the rest folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ims_docs.comparing import Comparison, Field, Folded, Kind, Run
from ims_docs.model.content import Value
from ims_docs.publishing import markup

LEGEND = (
    '<p class="ims-redline">Words that went are <del>marked like this</del>, words that came '
    "<ins>like this</ins>. Text that stayed is folded.</p>"
)
_TAGS = {Kind.REMOVED: "del", Kind.ADDED: "ins"}
_LAYOUT = "Spaces, line breaks, comments or the order of keys differ too."


def redline(comparison: Comparison) -> str:
    """One block of HTML without an empty line, so that Markdown takes it as it is."""
    return "\n".join(('<div class="ims-redline">', *_lines(comparison), "</div>"))


def _lines(comparison: Comparison) -> Iterator[str]:
    if comparison.note:
        yield f"<p>{markup.inline(comparison.note)}</p>"
    for field in comparison.fields:
        yield f"<p><b>{_name(field)}:</b> {_marked(_runs(field))}</p>"
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
        yield f"<p>{_LAYOUT}</p>"


def _marked(runs: Iterable[Run]) -> str:
    return "".join(
        f"<{_TAGS[run.kind]}>{markup.piece(run.text)}</{_TAGS[run.kind]}>"
        if run.kind in _TAGS
        else markup.piece(run.text)
        for run in runs
    )


def _name(field: Field) -> str:
    """The way to a key, as people say it; an entry stands for itself."""
    way = [part for part in field.pointer if part != "entries" or len(field.pointer) == 1]
    return markup.inline(" · ".join(part.replace("_", " ") for part in way))


def _runs(field: Field) -> tuple[Run, ...]:
    """What became of a key."""
    if field.runs:
        return field.runs
    went = Run(Kind.REMOVED, _said(field.before))
    came = Run(Kind.ADDED, _said(field.after))
    if field.kind is Kind.REMOVED:
        return (went,)
    return (came,) if field.kind is Kind.ADDED else (went, Run(Kind.SAME, " "), came)


def _said(value: Value) -> str:
    """A value in one line; nothing is said as such."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(_said, value)) or "nothing"
    if isinstance(value, dict):
        return ", ".join(f"{key.replace('_', ' ')}: {_said(one)}" for key, one in value.items())
    return "nothing" if value in (None, "") else str(value)
