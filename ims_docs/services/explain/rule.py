"""The page of a rule."""

from __future__ import annotations

from ims_docs.domain.rules import Rule
from ims_docs.model.finding import Severity
from ims_docs.model.settings import LEADING
from ims_docs.model.waiver import EXCLUSIONS, INTEGRITY
from ims_docs.services.explain.knowledge import Example, Knowledge

_CONSEQUENCE = {
    Severity.ERROR: "an error: `ims check` exits with 1",
    Severity.WARNING: "a warning: `ims check --fail-on warning` exits with 1",
    Severity.ADVICE: "advice: `ims check --fail-on advice` exits with 1",
}


def rule_page(rule: Rule, known: Knowledge, example: Example | None = None) -> str:
    """What a rule asks for, why, and what to do; with an example where there is one."""
    parts = [
        f"# {rule.code}: {rule.title}",
        "## What it asks for",
        f"{rule.title}. A finding is {_CONSEQUENCE[rule.severity]}.",
    ]
    if rule.whole:
        parts.append("It needs the whole repository, so `ims check --staged` leaves it out.")
    parts += ["## Why it matters", rule.rationale]
    if example:
        parts += ["## Not right", example.wrong.strip(), "## Right", example.right.strip()]
    parts += [
        "## How to put it right",
        rule.hint,
        "## Waiving it",
        _waiving(rule),
        "## Clause",
        _clause(rule, known),
    ]
    return "\n\n".join(parts) + "\n"


def _waiving(rule: Rule) -> str:
    if rule.family == "WVR":
        return "A rule about waivers is kept, not waived: change or delete the waiver itself."
    if rule.code.startswith(INTEGRITY):
        return "It cannot be waived: whether evidence is what it was is no decision (`WVR004`)."
    names = 'clause: "8.3.6"' if rule.code == EXCLUSIONS else "path: docs/leadership/"
    scope = (
        "The waiver names the one clause that is left out; without it, it covers nothing. Every"
        if rule.code == EXCLUSIONS
        else "`path` is a file, or a folder that ends with `/`; without it the waiver holds everywhere. Every"
    )
    return f"""Somebody may decide not to apply it here, for a time. Write into `ims.yml`:

```yaml
waivers:
  - rule: {rule.code}
    {names}
    reason: Why not, in a sentence.
    person: PER-0001
    until: 2030-01-31
```

{scope}
report shows what is waived. After the last day the finding is back."""


def _clause(rule: Rule, known: Knowledge) -> str:
    if not rule.clause:
        return "It is our own practice and serves no single clause."
    standard = known.standards[LEADING]
    is_first = known.in_order[0] is standard
    word = rule.clause if is_first else f"{standard.id}:{rule.clause}"
    return f"It serves clause {rule.clause} of {standard.number}: `ims explain {word}`."
