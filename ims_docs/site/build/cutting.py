"""A register without some of its entries, each of the others where it stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ims_docs.model.classification import Classification, classified
from ims_docs.model.content import Content, Pointer, Position
from ims_docs.model.register import Register
from ims_docs.site.build.classes import entry_class

_END = 1 << 31
"""More lines than any file has."""


def cut_register(register: Register, audience: Classification) -> Register:
    """The register with the entries that the audience may read."""
    content = register.content
    entries = content.values.get("entries")
    kept = _kept(content, audience)
    if not isinstance(entries, list) or len(kept) == len(entries):
        return register
    hidden = hidden_lines(register, audience)
    return replace(
        register,
        content=replace(
            content,
            values={**content.values, "entries": [entries[number] for number in kept]},
            positions=_positions(content, kept),
            violations=tuple(one for one in content.violations if is_shown(one.line, hidden)),
            references=tuple(one for one in content.references if is_shown(one.line, hidden)),
            template_text=tuple(one for one in content.template_text if is_shown(one.line, hidden)),
        ),
    )


def hidden_lines(register: Register, audience: Classification) -> list[range]:
    """The lines of the entries that the audience may not read; each reaches to the next."""
    entries = register.content.values.get("entries")
    number = len(entries) if isinstance(entries, list) else 0
    starts = [register.content.position("entries", index)[0] for index in range(number)]
    ends = [*starts[1:], _END]
    kept = set(_kept(register.content, audience))
    return [range(starts[one], ends[one]) for one in range(number) if one not in kept]


def is_shown(line: int, hidden: Sequence[range]) -> bool:
    """Whether a line lies in none of the hidden entries."""
    return not any(line in some for some in hidden)


def _kept(content: Content, audience: Classification) -> list[int]:
    """The places of the entries that are shown."""
    entries = content.values.get("entries")
    own = classified(content.values.get("classification"))
    return [
        number
        for number, one in enumerate(entries if isinstance(entries, list) else ())
        if not isinstance(one, dict) or entry_class(one, own) <= audience
    ]


def _positions(content: Content, kept: list[int]) -> dict[Pointer, Position]:
    """Where everything stands, under the numbers that the entries have now."""
    numbers = {before: after for after, before in enumerate(kept)}
    found: dict[Pointer, Position] = {}
    for pointer, position in content.positions.items():
        if pointer[:1] != ("entries",) or len(pointer) == 1:
            found[pointer] = position
        elif isinstance(pointer[1], int) and pointer[1] in numbers:
            found[("entries", numbers[pointer[1]], *pointer[2:])] = position
    return found
