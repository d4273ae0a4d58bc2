"""What became of a key, in the words that a terminal, a page and a site share."""

from __future__ import annotations

from ims_docs.formats.diff.changes import Field, Kind, Run
from ims_docs.model.content import Value, readable, words

ARROW = Run(Kind.SAME, " → ")
LAYOUT = "Spaces, line breaks, comments or the order of keys differ too."
SAME = "Nothing differs."


def name(field: Field) -> str:
    """The way to a key, as people say it; an entry stands for itself."""
    way = [part for part in field.pointer if part != "entries" or len(field.pointer) == 1]
    return " · ".join(map(words, way))


def runs_of(field: Field) -> tuple[Run, ...]:
    """What became of a key: its old value, an arrow, its new one; of a list, what went and came."""
    if field.runs:
        return field.runs
    if field.kind is Kind.REMOVED:
        return (Run(Kind.REMOVED, value_text(field.before)),)
    if field.kind is Kind.ADDED:
        return (Run(Kind.ADDED, value_text(field.after)),)
    if isinstance(field.before, list) and isinstance(field.after, list):
        removed = [one for one in field.before if one not in field.after]
        added = [one for one in field.after if one not in field.before]
        if removed or added:
            pairs = ((Kind.REMOVED, removed), (Kind.ADDED, added))
            return tuple(Run(kind, value_text(some)) for kind, some in pairs if some)
    return (
        Run(Kind.REMOVED, value_text(field.before)),
        ARROW,
        Run(Kind.ADDED, value_text(field.after)),
    )


def value_text(value: Value) -> str:
    """A value on one line; nothing is said as such."""
    return " ".join(readable(value).split()) or "nothing"
