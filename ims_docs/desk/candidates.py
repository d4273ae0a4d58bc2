"""What a plan of an import says of each file, as rows of a page, and what a person chose in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ims_docs.desk.asking import Form
from ims_docs.intake import plan
from ims_docs.intake.plan import Item, Plan
from ims_docs.model.content import Value
from ims_docs.model.type import Kind, Type

LEAVE = plan.NOTHING
_WAYS = {
    Kind.DOCUMENT: plan.DOCUMENT,
    Kind.REGISTER: plan.REGISTER,
    Kind.RECORD: plan.RECORDS,
}
_OF_A_TYPE = ("id", "path", "sections", "columns")
"""What a plan says only for the type that it names."""
_IN_WORDS_OF_THE_DESK = (
    (
        r"^tracked_changes: the file has (.*)\. Write accept or reject\.$",
        r"The file has \1. Choose which words hold.",
    ),
    (r"^No type is clearly meant\..*", "No type is clearly meant. Choose one."),
    (r"^Say what it becomes, its type, .*", "No list is clearly meant. Choose one."),
    (
        r" Write `becomes: document` and a type to get its text .*",
        " Choose a type of document to get its text as a draft.",
    ),
    (r"\s*`ims explain`? ?\w* lists the\w*( types| keys)?\.", ""),
)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One file, or one sheet of it, before it is brought in."""

    number: int
    item: Item
    chosen: str
    """What is chosen for it, empty where somebody has to say."""
    groups: Sequence[tuple[str, Sequence[tuple[str, str]]]] = ()
    """What it can become, in groups; empty where it stays out."""
    score: str = ""
    wrong: Sequence[str] = ()
    notes: Sequence[str] = ()
    news: Sequence[str] = ()
    """What is new or changes."""
    lost: Sequence[str] = ()
    """Words that are not taken."""
    pieces: str = ""
    before: str = ""
    """The id under which it is here already."""
    asks: bool = False
    """Whether it has changes that nobody decided."""


def candidates(made: Plan, types: Mapping[str, Type], form: Form) -> list[Candidate]:
    """Every file of a plan, with what was chosen for it where the form says so."""
    return [_candidate(at, one, types, form) for at, one in enumerate(made.items)]


def decided(made: Plan, form: Form) -> Plan:
    """The plan as somebody corrected it. Where nobody said anything, it waits."""
    return made._replace(
        items=tuple(_decided(one, at, form) for at, one in enumerate(made.items)),
    )


def plainly(words: str) -> str:
    """A sentence of a plan in words of the desk: nobody writes a plan here."""
    for pattern, instead in _IN_WORDS_OF_THE_DESK:
        words = re.sub(pattern, instead, words, flags=re.DOTALL)
    return re.sub(r"`([^`\n]*)`", r"“\1”", words)


def is_known(item: Item) -> bool:
    """Whether everything of a file was here before anybody chose something."""
    report = item.report or {}
    is_same = "unchanged" in report and not (report.keys() & {"new", "changed", "wrong"})
    return item.becomes == plan.NOTHING and (is_same or bool(_imported_as(item)))


def _imported_as(item: Item) -> str:
    """The id that the same file has here."""
    for one in _list((item.report or {}).get("notes")):
        if found := re.fullmatch(r"It was imported as (\S+)\.", str(one)):
            return found[1]
    return ""


def _decided(item: Item, at: int, form: Form) -> Item:
    if item.becomes == plan.NOTHING:
        return item
    becomes, _, type_ = form.text(f"becomes.{at}", _value(item)).partition(":")
    if becomes not in plan.WAYS:
        becomes = plan.DECIDE
    choices = dict(item.choices or {})
    if (becomes, type_) != (item.becomes, item.type):
        choices = {key: one for key, one in choices.items() if key not in _OF_A_TYPE}
    if (said := form.text(f"changes.{at}")) and "tracked_changes" in choices:
        choices["tracked_changes"] = said
    return replace(item, becomes=becomes, type=type_, choices=choices)


def _value(item: Item) -> str:
    if item.becomes == plan.DECIDE:
        return ""
    return f"{item.becomes}:{item.type}" if item.type else item.becomes


def _candidate(at: int, item: Item, types: Mapping[str, Type], form: Form) -> Candidate:
    report = dict(item.report or {})
    likely = _pairs(report.get("likeliest"))
    notes = [plainly(str(one)) for one in _list(report.get("notes"))]
    asks = "tracked_changes" in (item.choices or {})
    if before := _imported_as(item) if item.becomes == plan.NOTHING else "":
        notes = []
    elif is_known(item):
        notes.append("Everything in it is here already.")
    return Candidate(
        number=at,
        item=item,
        chosen=form.text(f"becomes.{at}", _value(item)),
        groups=_groups(item, types, likely) if item.becomes != plan.NOTHING else (),
        score=likely.get(item.type, ""),
        wrong=[plainly(f"{_before(one, item)}{said}") for one, said in _pairs(report.get("wrong")).items()],
        notes=notes,
        news=list(_news(report)),
        lost=[str(one) for one in _list(report.get("not_taken"))],
        pieces=_placed(_pairs(report.get("pieces"))),
        before=before,
        asks=asks,
    )  # fmt: skip


def _before(place: str, item: Item) -> str:
    """The cell where something is wrong; of a whole file its name stands in the row already."""
    return "" if place in (item.file, item.called) else f"{place}: "


def _news(report: Mapping[str, Value]) -> Iterator[str]:
    yield from (f"New: {one}" for one in _list(report.get("new")))
    changed = report.get("changed")
    for name, lines in (changed if isinstance(changed, dict) else {}).items():
        yield from (f"{name}: {one}" for one in _list(lines))


def _placed(counts: Mapping[str, str]) -> str:
    whole = counts.get("all", "")
    placed = sum(int(one) for key, one in counts.items() if key in ("placed", "front matter"))
    return f"{placed} of {whole} pieces of its text are placed" if whole else ""


def _groups(
    item: Item, types: Mapping[str, Type], likely: Mapping[str, str]
) -> list[tuple[str, list[tuple[str, str]]]]:
    is_list = "head_row" in (item.choices or {})
    kinds = (Kind.REGISTER, Kind.RECORD) if is_list else (Kind.DOCUMENT,)
    fit = {name: one for name, one in types.items() if one.kind in kinds}
    near = [
        (f"{_WAYS[fit[name].kind]}:{name}", f"{fit[name].title} ({score})")
        for name, score in likely.items()
        if name in fit
    ]
    others = sorted(
        (one.title, f"{_WAYS[one.kind]}:{name}") for name, one in fit.items() if name not in likely
    )
    groups = [("Likeliest", near)] if near else []
    groups.append(
        ("Lists" if is_list else "Documents", [(value, title) for title, value in others])
    )
    if not is_list:
        groups.append(("As it is", [(plan.EXTERNAL, "A document of others, kept as a file")]))
    return groups


def _pairs(value: Value) -> dict[str, str]:
    return {str(key): str(one) for key, one in value.items()} if isinstance(value, dict) else {}


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []
