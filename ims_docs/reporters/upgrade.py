"""A plan of an upgrade -> str: for a person, and JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ims_docs.formats.diff import Comparison
from ims_docs.model.quoting import quoted
from ims_docs.reporters.comparison import changes
from ims_docs.reporters.printable import Json, json_text, printable
from ims_docs.services.upgrade.plan import Item, Kind, Plan

_MEANING = {
    Kind.UNTOUCHED: "nobody changed it here, so it becomes what the template says now",
    Kind.MERGED: "what you wrote and what the template changed fit together",
    Kind.CONFLICT: "you and the template changed the same place; you are asked",
    Kind.NEW: "comes with the template",
    Kind.LATER: "put off, and asked again the next time",
    Kind.TOLD: "nothing is written; the template tells something to whoever writes the text",
    Kind.GONE: "the template has it no more; it stays here until you remove it",
}
_SHOWN = 12
"""So many files of one kind are listed; all of those that somebody has to decide about."""
_ALL = (Kind.CONFLICT, Kind.LATER)


def as_text(plan: Plan, *, width: int = 80, is_done: bool = False) -> str:
    """What would be done, or what was done, kind by kind."""
    lines = [_head(plan)]
    for name, (before, now) in plan.changed.items():
        lines += _wrapped(f"{name}: {before} → {now}", width, "  ")
    for name, value in plan.added.items():
        lines += _wrapped(
            f"A new question, {name}: {value}. Answer it: --set {name}=…", width, "  "
        )
    for kind, meaning in _MEANING.items():
        if items := list(plan.of(kind)):
            lines += ["", *_wrapped(f"{kind} ({len(items)}): {meaning}", width)]
            lines += _listed(kind, items, width)
    if plan.own and not plan.is_current:
        lines += [
            "",
            f"yours only ({plan.own}): files that come from no template; they stay as they are",
        ]
    if not is_done:
        lines += _next(plan, width)
    return "\n".join(lines) + "\n"


def settings(plan: Plan) -> str:
    """The options with which somebody gave other answers, to be given again."""
    return "".join(f" --set {quoted(f'{name}={now}')}" for name, (_, now) in plan.changed.items())


def item_text(
    plan: Plan, item: Item, comparison: Comparison, *, width: int = 80, colour: bool = False
) -> str:
    """The redline of one file, the open questions, and the news."""
    lines = [f"{printable(item.called)}  {printable(item.path)}", *_wrapped(_said(item), width)]
    lines += changes(comparison, width=width, colour=colour)
    for clash in item.questions:
        lines += [
            "",
            f"You and the template changed {printable(clash.section) or 'the same place'}:",
        ]
        for name, text in (("yours", clash.mine), ("template", clash.theirs)):
            rows = text.strip("\n").split("\n") if text.strip() else ["(nothing)"]
            lines += [
                f"  {name}:",
                *(part for row in rows for part in _wrapped(row, width, "    ")),
            ]
    if item.news:
        lines += ["", "The template says to whoever writes this text:"]
        lines += [line for one in item.news for line in _wrapped(f"- {one}", width, "  ")]
    if item.kind is Kind.LATER and item.hold:
        take = f"ims upgrade{settings(plan)} --take {quoted(item.name)}"
        lines += ["", f"Take it as the next draft: {take}"]
    return "\n".join(lines) + "\n"


def as_json(plan: Plan) -> str:
    """The same for a program."""
    items: list[Json] = [
        {
            "path": one.path,
            "name": one.name,
            "title": one.title,
            "kind": str(one.kind),
            "reason": one.reason,
            "questions": [
                {
                    "section": ask.section,
                    "ours": ask.mine,
                    "before": ask.before,
                    "template": ask.theirs,
                }
                for ask in one.questions
            ],
            "news": list(one.news),
        }
        for one in plan.items
    ]
    return json_text(
        {
            "from": plan.before,
            "to": plan.after.version,
            "answers": {
                name: {"before": one, "now": now} for name, (one, now) in plan.changed.items()
            },
            "doubt": plan.doubt,
            "nothing_to_do": plan.is_done,
            "items": items,
        }
    )


def _head(plan: Plan) -> str:
    if plan.is_done:
        return f"Nothing to do: the texts here are of template {plan.after.version}."
    if plan.before == plan.after.version:
        return f"Template {plan.after.version}"
    return f"Template {printable(plan.before)} → {plan.after.version}"


def _listed(kind: Kind, items: list[Item], width: int) -> Iterator[str]:
    shown = items if kind in _ALL else items[:_SHOWN]
    for one in shown:
        yield from _wrapped(_row(one), width, "  ")
    if len(items) > len(shown):
        yield f"  and {len(items) - len(shown)} more"


def _row(item: Item) -> str:
    words = item.path if item.name == item.path else f"{item.called}, {item.path}"
    reason = f": {item.reason}" if item.reason else ""
    news = f"; news for its author: --show {item.name}" if item.news else ""
    asked = f"; {len(item.questions)} to decide" if item.questions else ""
    return f"{words}{reason}{asked}{news}"


def _said(item: Item) -> str:
    return f"{item.kind}: {item.reason or _MEANING[item.kind]}"


def _next(plan: Plan, width: int) -> Iterator[str]:
    said = settings(plan)
    if plan.doubt:
        yield from ("", *_wrapped(f"{plan.doubt}. {plan.hint}", width))
    elif not plan.is_done:
        yield from ("", f"Take it in one save: ims upgrade{said} --apply")
    if gone := [one.name for one in plan.of(Kind.GONE) if one.reason]:
        names = " ".join(map(quoted, gone))
        yield from (
            "",
            *_wrapped(f"Then remove what nothing needs: ims remove {names} --reason …", width),
        )
    if held := [one for one in plan.of(Kind.LATER) if one.hold]:
        name = quoted(held[0].name)
        yield from ("", f"See what would change: ims upgrade{said} --show {name}")
        yield f"Take it as the next draft: ims upgrade{said} --take {name}"


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(
        printable(text),
        width,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
