"""Lists of what can be explained."""

from __future__ import annotations

from itertools import groupby

from ims_docs.model.type import Kind
from ims_docs.services.explain.knowledge import Knowledge

_KINDS = {Kind.DOCUMENT: "Documents", Kind.REGISTER: "Registers", Kind.RECORD: "Records"}


def overview(known: Knowledge) -> str:
    """All rules, standards and types, briefly."""
    lines = [
        "# What can be explained",
        "",
        "Name a rule, a clause or a type: `ims explain DOC004`.",
    ]
    lines += ["", "## Rules"]
    for _, rules in groupby(known.rules, key=lambda rule: rule.family):
        lines += ["", *(f"- `{rule.code}` {rule.title}" for rule in rules)]
    lines += ["", "## Clauses", ""]
    for standard in known.in_order:
        first, last = standard.clauses[0].clause, standard.clauses[-1].clause
        lines.append(
            f"- `{standard.id}` {standard.name}, {len(standard.clauses)} clauses "
            f"from {first} to {last}: `ims explain {standard.id}` lists them, "
            f"`ims explain {standard.id}:{last}` explains one."
        )
    lines += ["", "## Types"]
    for kind, word in _KINDS.items():
        names = [f"`{one.name}`" for one in known.types.values() if one.kind is kind]
        lines += ["", f"**{word}**: {', '.join(names)}"]
    return "\n".join(lines) + "\n"


def family_page(family: str, known: Knowledge) -> str:
    """The rules of one family."""
    rules = [rule for rule in known.rules if rule.family == family]
    return "\n".join(
        [
            f"# {family}",
            "",
            *(f"- `{rule.code}` {rule.title} ({rule.severity})" for rule in rules),
            "",
        ]
    )
