"""What changed -> one page of HTML that needs nothing else and runs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from ims_docs.formats.diff import LAYOUT, SAME, Comparison, Folded, Kind, Run, name, runs_of
from ims_docs.reporters.comparison import Redline, described_state
from ims_docs.reporters.printable import printable

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:45em;margin:2em auto;padding:0 1em}"
    "del{background:#fbdfdf;color:#7a1010}ins{background:#dcf3dc;color:#0d4d0d}"
    ".folded{color:#666}th{text-align:left;vertical-align:top;padding-right:1em}"
)
_HEAD = (
    '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "style-src 'unsafe-inline'\">\n"
)
_TAGS = {Kind.REMOVED: "del", Kind.ADDED: "ins"}


def as_html(redline: Redline) -> str:
    """The whole page: which states, and the fragment."""
    title = f"Changes of {_safe(redline.identifier)}"
    return whole_page(
        title,
        f"<p>{_safe(redline.path)}<br>from {_safe(described_state(redline.before))}<br>"
        f"to {_safe(described_state(redline.after))}</p>\n{fragment(redline.comparison)}",
    )


def whole_page(title: str, body: str) -> str:
    """A page that loads and runs nothing; both are markup already."""
    return (
        f"{_HEAD}<title>{title}</title>\n<style>{_STYLE}</style>\n<h1>{title}</h1>\n{body}</html>\n"
    )


def fragment(comparison: Comparison, heading: str = "h2") -> str:
    """What changed, for a page of somebody else: tables, paragraphs, `ins` and `del` only."""
    return "".join(f"{line}\n" for line in _lines(comparison, heading))


def _lines(comparison: Comparison, level: str) -> Iterator[str]:
    if comparison.note:
        yield f"<p>{_safe(comparison.note)}</p>"
    if comparison.fields:
        rows = (
            f"<tr><th>{_safe(name(one))}</th><td>{_marked(runs_of(one))}</td></tr>"
            for one in comparison.fields
        )
        yield f"<table>{''.join(rows)}</table>"
    heading = ""
    for one in comparison.text:
        if isinstance(one, Folded):
            word = "paragraph" if one.passages == 1 else "paragraphs"
            yield f'<p class="folded">… {one.passages} {word} unchanged</p>'
            continue
        if one.heading and one.heading != heading:
            heading = one.heading
            yield f"<{level}>{_safe(heading)}</{level}>"
        yield f'<p dir="auto">{_marked(one.runs)}</p>'
    if comparison.layout:
        yield f"<p>{LAYOUT}</p>"
    if comparison.is_same:
        yield f"<p>{SAME}</p>"


def _marked(runs: Iterable[Run]) -> str:
    return "".join(
        f"<{_TAGS[run.kind]}>{_safe(run.text)}</{_TAGS[run.kind]}>"
        if run.kind in _TAGS
        else _safe(run.text)
        for run in runs
    )


def _safe(text: str) -> str:
    return escape(printable(text))
