"""The page of a clause, and the list of a standard's clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ims_docs.model.standard import ClauseText, Crossing, Item, Standard
from ims_docs.services.explain.knowledge import NOTE, Knowledge

_MODALITY = {"shall": "A requirement", "should": "A recommendation"}


def clause_page(
    standard: Standard, text: ClauseText, known: Knowledge, *, others: Sequence[Standard] = ()
) -> str:
    """What a clause is about, what auditors ask, and what serves it."""
    blocks = [
        f"# {standard.name}, clause {text.clause}: {text.title}",
        text.summary,
        f"{_MODALITY[text.modality]} ({text.modality}). {NOTE}",
        *_also(text, others),
        *_block(
            "Documented information", (_item(one, standard, known) for one in _own(standard, text))
        ),
        *_block("What an auditor may ask", text.questions),
        *_block("What usually serves as evidence", text.evidence),
        *_block("Types that serve it", _types(standard, text, known)),
        *_block("Good to know", facts(standard, text)),
        *_block("Clauses below it", (_named(one) for one in standard.children(text.clause))),
        *_crossings(standard, text, known),
        *_block("How sure this is", _sureness(standard, text)),
    ]
    return "\n\n".join(blocks) + "\n"


def standard_page(standard: Standard) -> str:
    """The clauses of a standard, one line each."""
    lines = [f"# {standard.name}: {standard.title}", "", standard.note, ""]
    for text in standard.clauses:
        indent = "    " * (len(text.clause.parts) - 1)
        lines.append(f"{indent}- {_named(text)}")
    around = list(facts(standard))
    if around:
        lines += ["", "## Good to know", "", *(f"- {one}" for one in around)]
    lines += ["", f"`ims explain {standard.id}:{standard.clauses[-1].clause}` explains one."]
    return "\n".join(lines) + "\n"


def facts(standard: Standard, text: ClauseText | None = None) -> Iterator[str]:
    """What is publicly known around a clause, or around the whole standard, and when somebody looked."""
    for one in standard.facts:
        if one.concerns(text.clause) if text else not one.clauses:
            again = f" {one.check}" if one.check else ""
            source = standard.sources[one.source]
            yield f"{one.what}{again} Looked at on {one.checked_on}, source {one.source}: {source}."


def _also(text: ClauseText, others: Sequence[Standard]) -> Iterator[str]:
    for other in others:
        yield f"{other.name} has a clause {text.clause} too: `ims explain {other.id}:{text.clause}`."


def _block(title: str, lines: Sequence[str] | Iterator[str]) -> Iterator[str]:
    listed = "\n".join(f"- {line}" for line in lines)
    if listed:
        yield f"## {title}"
        yield listed


def _own(standard: Standard, text: ClauseText) -> list[Item]:
    return [one for one in standard.items if text.clause in (one.clause, *one.also)]


def _item(item: Item, standard: Standard, known: Knowledge) -> str:
    kind = "required" if item.required else "expected"
    joined = " and " if item.needs_all else " or "
    by = joined.join(known.refer("type", name, name) for name in item.types)
    note = f" {item.note}" if item.note else ""
    return (
        f"**{item.id} {item.what}** ({kind}, {item.keep}): satisfied by {by}.{note} "
        f"Confidence {item.confidence}: {standard.confidence[item.confidence]}; "
        f"basis {', '.join(item.basis)}."
    )


def _types(standard: Standard, text: ClauseText, known: Knowledge) -> Iterator[str]:
    for name, type_ in known.types.items():
        if type_.serves(standard.id, text.clause):
            yield f"{known.refer('type', name, name)} {type_.title} ({type_.kind})"


def _named(text: ClauseText) -> str:
    return f"{text.clause} {text.title}"


def _crossings(standard: Standard, text: ClauseText, known: Knowledge) -> Iterator[str]:
    for walk in known.crosswalks:
        origin, target = known.standards.get(walk.origin), known.standards.get(walk.target)
        if origin and target and origin.id == standard.id:
            left = [one for one in walk.crossings if one.origin == text.clause]
            yield from _block(f"Where it went in {target.name}", map(_going, left))
        if origin and target and target.id == standard.id:
            come = [one for one in walk.crossings if text.clause in one.targets]
            yield from _block(f"Coming from {origin.name}", map(_coming, come))


def _going(crossing: Crossing) -> str:
    numbers = ", ".join(str(one) for one in crossing.targets)
    return f"Clause {numbers} ({crossing.change}). {crossing.add}"


def _coming(crossing: Crossing) -> str:
    came = f"From clause {crossing.origin} ({crossing.change})" if crossing.origin else "New"
    return f"{came}. {crossing.add}"


def _sureness(standard: Standard, text: ClauseText) -> Iterator[str]:
    meaning = standard.confidence
    yield f"Number: {text.number_confidence}, {meaning[text.number_confidence]}"
    yield f"Title: {text.title_confidence}, {meaning[text.title_confidence]}"
    for key in text.basis:
        yield f"Basis {key}: {standard.sources[key]}"
